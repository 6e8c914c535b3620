// What time alone tells: deadlines that come near or are over, days of review, and a morning's digest (TELL-7, TELL-8, TELL-10, TELL-17).
import type { WorkingCalendar } from '#kit/calendar.ts';
import type { Tx } from '#data/database.ts';
import { inScope } from '#data/scope.ts';
import type { Case } from '#modules/case/model.ts';
import { rulesAt } from '#modules/case/rules-county.ts';
import { caseTable } from '#modules/case/store.ts';
import type { StaffedOffice } from '#modules/people/model.ts';
import type { DigestCounts, Message } from '#modules/telling/model.ts';
import { isMuted, type Told } from '#modules/telling/rules.ts';
import { digestDay, dueNow, heardIn, horizon, never, reviewBefore } from '#modules/telling/rules-due.ts';
import { addMessages, loadTelling } from '#modules/telling/store.ts';
import { jobs } from '../execute-as.ts';
import type { County } from '../county.ts';
import { settingsOf } from '../county-settings.ts';
import { isFirstOn } from '../day-done.ts';
import { officesAround } from './follow.ts';
import { messageOf, planned, type Ways } from './plan.ts';

/** Matters at once: a round is one write, which the sealer waits for. */
const batch = 40;
/** What is still left waits for the next minute. */
const mostBatches = 50;

interface Found {
  readonly matter: Case;
  readonly chain: readonly StaffedOffice[];
  readonly now: number;
  readonly days: WorkingCalendar;
}
interface Reminded {
  /** The deadline or moment it is about (ms). */
  readonly forAt: number;
  readonly nextAt: number;
  readonly told: readonly Told[];
}
interface Round {
  readonly what: 'due' | 'review';
  /** Matters ($1: up to this moment), as a condition on `matter`; `moment` is what it is about. */
  readonly where: string;
  readonly moment: string;
  readonly ahead: number;
  remind(found: Found): Reminded;
}

/** TELL-8: of the matters that follow one incident the one that is due first speaks for all. */
const speaksForAll = `(matter.side is distinct from 'merged' or not exists (select from matter as other where other.incident = matter.incident
  and other.side = 'merged' and other.state <> 'closed' and (other.due_at, other.id) < (matter.due_at, matter.id)))`;

const dueOf = ({ resolveBy, holderBy }: Case): number => Math.min(resolveBy ?? Infinity, holderBy ?? Infinity);

const rounds: readonly Round[] = [
  {
    what: 'due',
    where: `matter.state <> 'closed' and matter.due_at <= $1 and ${speaksForAll}`,
    moment: 'matter.due_at',
    ahead: horizon,
    remind({ matter, chain, now, days }) {
      const forAt = dueOf(matter);
      const { told, nextAt } = dueNow(matter.severity, forAt, now, days);
      const holder = chain.find((office) => office.id === matter.holder);
      return {
        forAt,
        nextAt,
        // TELL-3: a restricted matter does not climb: its named office alone is reminded.
        told: told
          .filter(({ by }) => by === 'holder' || !matter.restricted)
          .map(({ kind, level, by }) => ({ kind, level, office: heardIn(by, holder, chain)?.id ?? matter.holder })),
      };
    },
  },
  {
    what: 'review',
    where: `matter.side = 'suspended' and matter.review_at <= $1`,
    moment: 'matter.review_at',
    ahead: reviewBefore,
    remind: ({ matter }) => ({
      forAt: matter.reviewAt ?? 0,
      nextAt: never,
      told: [{ kind: 'review', office: matter.holder }],
    }),
  },
];

const foundText = ({ where, moment }: Round): string => `select matter.id from matter
  left join reminder on reminder.matter = matter.id and reminder.what = $3
  where ${where} and (reminder.matter is null or reminder.for_at <> ${moment} or reminder.next_at <= $2) order by ${moment} limit ${batch}`;

const markText = `insert into reminder (matter, what, for_at, next_at) values ($1, $2, $3, $4)
  on conflict (matter, what) do update set for_at = excluded.for_at, next_at = excluded.next_at`;

async function remindOne(
  tx: Tx,
  round: Round,
  matter: Case,
  { ways, now, days }: { ways: Ways; now: number; days: WorkingCalendar },
): Promise<Message[]> {
  const chain = await officesAround(tx, matter.id, [matter.holder]);
  const { forAt, nextAt, told } = round.remind({ matter, chain, now, days });
  await tx.exec(markText, [matter.id, round.what, new Date(forAt), new Date(nextAt)]);
  const shared = matter.side === 'merged' ? matter.incident : matter.id;
  return told.flatMap((one) => {
    const cause = `${round.what} ${shared} ${forAt} ${one.level ?? 0}`;
    return planned(one, { matter, cause, now, phone: '', chain }, ways);
  });
}

/** Now, and which days are worked. */
interface Clock {
  readonly now: number;
  readonly days: WorkingCalendar;
}

async function runRound(tx: Tx, round: Round, { now, days }: Clock): Promise<{ found: number; told: number }> {
  const upto = new Date(now + round.ahead);
  const rows = await tx.query<{ id: string }>(foundText(round), [upto, new Date(now), round.what]);
  if (rows.length === 0) return { found: 0, told: 0 };
  const ways = { ...(await loadTelling(tx)), texts: false };
  const matters = await caseTable.load(
    tx,
    rows.map((row) => row.id),
  );
  const messages: Message[] = [];
  for (const matter of matters) messages.push(...(await remindOne(tx, round, matter, { ways, now, days })));
  return { found: rows.length, told: await addMessages(tx, messages) };
}

const digestText = `select matter.holder as office, count(*)::int as open, (count(*) filter (where matter.state = 'reported'))::int as untaken,
    (count(*) filter (where matter.due_at > $1 and matter.due_at <= $2))::int as "dueToday", (count(*) filter (where matter.due_at <= $1))::int as overdue
  from matter where matter.state in ('reported', 'accepted', 'in-progress') and not matter.restricted and matter.complained_of = '{}' group by 1`;

/** TELL-17: one digest for each office that has something open, once a day. */
async function digest(tx: Tx, { now, days }: Clock): Promise<number> {
  const ways = await loadTelling(tx);
  const day = digestDay(now, ways.telling, days);
  if (day === undefined) return 0;
  if (!(await isFirstOn(tx, 'digest', day))) return 0;
  const end = new Date(Date.parse(`${day}T23:59:59+08:00`));
  const rows = await tx.query<DigestCounts & { office: string }>(digestText, [new Date(now), end]);
  const messages = rows.flatMap(({ office, ...counts }) => {
    const told: Told = { kind: 'digest', office };
    const about = { cause: `digest ${day}`, matter: null, now, notBefore: now };
    const hears = ways.webhooks.filter((one) => one.kinds.includes('digest') && (one.office ?? office) === office);
    const to = [
      ...(isMuted(ways.telling, 'inbox', 'digest') ? [] : [{ channel: 'inbox', office } as const]),
      ...hears.map((one) => ({ channel: 'webhook', office, webhook: one.id }) as const),
    ];
    return to.map((one): Message => ({ ...messageOf(told, one, about), counts }));
  });
  return addMessages(tx, messages);
}

/** Safe at any time, in any number of processes, and whatever the clock did: each reminder has its cause. Answers how many are new. */
export async function remind(county: County): Promise<number> {
  let told = 0;
  const settings = await settingsOf(county);
  const clock = (): Clock => ({ now: county.now(), days: rulesAt(settings, county.now()).calendar });
  for (const round of rounds) {
    for (let n = 0; n < mostBatches; n++) {
      const step = await inScope(county.database, jobs, (tx) => runRound(tx, round, clock()));
      told += step.told;
      if (step.found < batch) break;
    }
  }
  return told + (await inScope(county.database, jobs, (tx) => digest(tx, clock())));
}
