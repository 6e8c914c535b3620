// What stands in a village's own folder: one sheet for each kind of record, read in the scope of the officer in whose name it is handed out.
import type { Tx } from '#data/database.ts';
import { spokenOf } from './ledgers-matters.ts';
import { rowsFrom } from './row-cursor.ts';
import type { Corners } from '#modules/aerial/model.ts';

export type Cell = string | number | boolean | Date | null;

export interface VillageSheet {
  readonly name: string;
  readonly columns: readonly string[];
  readonly count: number;
  /** As they are taken. */
  rows(): AsyncGenerator<readonly Cell[]>;
}

/**
 * The first column of each is the home where there is one. What is restricted, told in confidence, said about staff, or a key
 * is in none of them, whoever asks; row-level security holds the rest.
 */
const texts: Readonly<Record<string, { readonly columns: Readonly<Record<string, string>>; readonly from: string }>> = {
  homes: {
    columns: {
      door: 'household.door',
      group: "coalesce(up.name, '')",
      grid: 'grid.name',
      head: 'household.head',
      phone: 'household.phone',
      home: 'household.home',
      visitEveryDays: 'household.visit_interval',
      lastVisit: 'household.last_visit',
      lat: 'household.lat',
      lon: 'household.lon',
    },
    from: `household join area as grid on grid.id = household.grid left join area as up on up.id = grid.parent where household.closed_at is null and household.ground <@ $1::ltree order by household.ground, household.door`,
  },
  members: {
    columns: {
      door: 'household.door',
      name: 'member.name',
      relation: 'member.relation',
      sex: 'member.sex',
      born: 'member.born',
      phone: 'member.phone',
    },
    from: `member join household on household.id = member.household where member.left_at is null and household.ground <@ $1::ltree order by household.door, member.name`,
  },
  visits: {
    columns: {
      door: 'household.door',
      at: 'visit.claimed_at',
      by: 'person.name',
      said: 'visit.parts::text',
      note: 'visit.note',
    },
    from: `visit join household on household.id = visit.household left join person on person.id = visit.author where not visit.confidential and visit.ground <@ $1::ltree order by visit.claimed_at, household.door`,
  },
  promises: {
    columns: { door: 'household.door', text: 'promise.text', due: 'promise.due::text', keptAt: 'promise.kept_at' },
    from: `promise join household on household.id = promise.household left join visit on visit.id = promise.visit where visit.confidential is not true and promise.ground <@ $1::ltree order by household.door, promise.due`,
  },
  matters: {
    columns: {
      door: "coalesce(household.door, '')",
      number: 'matter.number',
      title: 'matter.title',
      text: 'matter.text',
      category: 'matter.category',
      severity: 'matter.severity',
      state: 'matter.state',
      side: 'matter.side',
      holder: 'office.name',
      reportedAt: 'matter.reported_at',
      answer: 'matter.answer',
      answeredAt: 'matter.answered_at',
      outcome: 'matter.outcome',
      closedAt: 'matter.closed_at',
    },
    from: `matter left join household on household.id = matter.household left join office on office.id = matter.holder where ${spokenOf} and matter.ground <@ $1::ltree order by matter.reported_at`,
  },
  steps: {
    columns: {
      number: 'matter.number',
      n: 'step.n',
      what: 'step.name',
      at: 'step.at',
      office: 'office.name',
      to: 'whither.name',
      text: 'step.text',
    },
    from: `step join matter on matter.id = step.matter left join office on office.id = step.office left join office as whither on whither.id = step.to_office where not step.internal and ${spokenOf} and matter.ground <@ $1::ltree order by matter.number, step.n`,
  },
  questions: {
    columns: {
      door: 'household.door',
      at: 'question.claimed_at',
      topic: 'question.topic',
      text: 'question.text',
      answer: 'question.answer',
    },
    from: `question join household on household.id = question.household where question.ground <@ $1::ltree order by question.claimed_at`,
  },
  notices: {
    columns: {
      title: 'notice.title',
      text: 'notice.text',
      office: 'office.name',
      from: 'notice.from_at',
      to: 'notice.to_at',
    },
    from: `notice join office on office.id = notice.office where notice.withdrawn_at is null and notice.ground <@ $1::ltree order by notice.from_at`,
  },
  posts: {
    columns: {
      name: 'person.name',
      role: 'post.role',
      office: 'office.name',
      from: 'post.from_at',
      to: 'post.to_at',
      chosen: 'post.chosen',
    },
    from: `post join person on person.id = post.person join office on office.id = post.office where post.ended_at is null and post.ground <@ $1::ltree order by post.ground, post.role`,
  },
  supply: {
    columns: { network: 'network', code: 'code', name: 'name', kind: 'kind', parent: 'parent', lat: 'lat', lon: 'lon' },
    from: `supply_node where removed_at is null and ground <@ $1::ltree order by network, code`,
  },
  spots: {
    columns: {
      name: 'name',
      kind: 'kind',
      lookedAt: 'looked_at',
      wrong: "array_to_string(wrong, '; ')",
      praise: 'praise',
      lat: 'lat',
      lon: 'lon',
    },
    from: `spot where closed_at is null and ground <@ $1::ltree order by name`,
  },
};

/** What people said in parts of an entry, one after the other: `opinion 路灯不亮; well`. */
export function partsInWords(json: string): string {
  const parts = JSON.parse(json) as Readonly<Record<string, unknown>>[];
  const words = (value: unknown): string[] =>
    typeof value === 'string' || typeof value === 'number'
      ? // Ids say nothing outside.
        /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(String(value))
        ? []
        : [String(value)]
      : Array.isArray(value)
        ? value.flatMap(words)
        : [];
  return parts.map((part) => Object.values(part).flatMap(words).join(' ')).join('; ');
}

async function* rowsOf(tx: Tx, name: string, ground: string): AsyncGenerator<readonly Cell[]> {
  const { columns = {}, from = '' } = texts[name] ?? {};
  const names = Object.keys(columns);
  const list = Object.entries(columns).map(([key, text]) => `${text} as "${key}"`);
  for await (const row of rowsFrom<Record<string, Cell>>(tx, `select ${list.join(', ')} from ${from}`, [ground]))
    yield names.map((key) => (key === 'said' ? partsInWords(String(row[key])) : (row[key] ?? null)));
}

export async function openSheets(tx: Tx, ground: string): Promise<VillageSheet[]> {
  const sheets: VillageSheet[] = [];
  for (const [name, { columns, from }] of Object.entries(texts)) {
    const counted = `select count(*)::int as n from (select from ${from}) as rows`;
    const { n } = await tx.one<{ n: number }>(counted, [ground]);
    sheets.push({ name, columns: Object.keys(columns), count: n, rows: () => rowsOf(tx, name, ground) });
  }
  return sheets;
}

export interface VillagePicture {
  readonly hash: string;
  readonly mime: string;
  readonly kind: string;
  readonly door: string;
  readonly number: number | null;
  readonly at: Date;
  /** AERIAL-7: where a picture from above lies, and how large it is. */
  readonly corners: Corners | null;
  readonly width: number | null;
  readonly height: number | null;
}

/** The one that is shown, if any. */
const shownAerial = `attachment.aerial is not null and attachment.aerial = (
  select laid.id from aerial as laid join attachment as come on come.aerial = laid.id and come.state = 'received'
  where laid.ground = aerial.ground and laid.removed_at is null order by laid.laid_at desc limit 1)`;

export const readPictures = (tx: Tx, ground: string): Promise<VillagePicture[]> =>
  tx.query<VillagePicture>(
    `select attachment.kept_hash as hash, attachment.mime, attachment.kind, coalesce(household.door, '') as door, matter.number, attachment.named_at as at, aerial.corners, attachment.width, attachment.height
     from attachment left join aerial on aerial.id = attachment.aerial left join household on household.id = attachment.household left join matter on matter.id = attachment.matter
     left join visit on visit.id = attachment.visit
     where attachment.state = 'received' and attachment.kept_hash is not null and (not attachment.hidden or (${shownAerial})) and attachment.election is null
       and (matter.id is null or (${spokenOf})) and visit.confidential is not true
       and not exists (select from step where step.matter = attachment.matter and step.n = attachment.step and step.internal)
       and attachment.ground <@ $1::ltree order by attachment.named_at, attachment.kept_hash`,
    [ground],
  );
