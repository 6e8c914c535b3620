// Work after commit: each reaction follows the sealed journal by position, at least once, with its own stored cursor.
import { inScope } from '#data/scope.ts';
import { keepWords, keepWordsOfHomes } from '#modules/case/store-words.ts';
import { executeAsJobs, jobs } from './execute-as.ts';
import { moveClocks } from './clock-round.ts';
import type { County } from './county.ts';
import { makeDigests } from './digests.ts';
import { emptyLists } from './publicity/round.ts';
import { weighDaily, weighing } from './focus/follow.ts';
import { derivedId } from './import/row-ids.ts';
import type { Live } from './live.ts';
import { movePolls, pollsMove } from './polls/round.ts';

export interface Happened {
  readonly pos: number;
  readonly seq: number;
  readonly name: string;
  readonly kind: string;
  readonly record: string;
  readonly payload: unknown;
}

export interface Reaction {
  readonly name: string;
  /** Names of the facts it answers. */
  readonly on: readonly string[];
  /** Must bear being called twice with the same row. */
  react?(county: County, happened: Happened): Promise<void>;
  /** The same for many at once. */
  reactAll?(county: County, happened: readonly Happened[]): Promise<void>;
}

interface Held {
  readonly id: string;
  readonly version: number;
  /** The incident it follows, which passes as a whole. */
  readonly incident: string | null;
}

/** The same try for the same cause is the same command: a reaction done twice changes nothing, a round that finds no way leaves one row an hour. */
async function passAll(county: County, held: readonly Held[], cause: string): Promise<void> {
  const tryOf = (id: string, { version }: Held): string =>
    derivedId(county.facts.generation, 'pass', id, version, cause);
  for (const one of held.filter((each) => each.incident === null))
    await executeAsJobs(county, 'case.pass', { case: one.id }, tryOf(one.id, one));
  const incidents = new Map(held.flatMap((one) => (one.incident === null ? [] : [[one.incident, one] as const])));
  for (const [incident, one] of incidents)
    await executeAsJobs(county, 'incident.pass', { incident, case: one.id }, tryOf(incident, one));
}

const heldSelect = `select matter.id, matter.version, case when matter.side = 'merged' then matter.incident end as incident from matter`;

/** PEOPLE-4: when somebody leaves or is away, what the office holds passes on at once, and the case says so. */
const passOn: Reaction = {
  name: 'pass-on',
  on: ['post.ended', 'post.away'],
  async react(county, { record, seq }) {
    const held = await inScope(county.database, jobs, (tx) =>
      tx.query<Held>(
        `${heldSelect} join post on post.office = matter.holder where post.id = $1 and matter.state <> 'closed' and not matter.restricted`,
        [record],
      ),
    );
    await passAll(county, held, `fact ${seq}`);
  },
};

const emptyText = `${heldSelect} join office on office.id = matter.holder
  where matter.state <> 'closed' and not matter.restricted and not exists (select from post where post.office = office.id
    and post.from_at <= now() and post.to_at > now() and post.ended_at is null
    and (post.away_from is null or post.away_from > now() or post.away_to <= now() or post.deputy is not null)) limit 200`;

/** Terms run out and absences begin without anybody saying so: a round finds what is left at empty offices. Answers how many. */
export async function passFromEmpty(county: County): Promise<number> {
  const held = await inScope(county.database, jobs, (tx) => tx.query<Held>(emptyText), { readOnly: true });
  await passAll(county, held, `hour ${Math.floor(county.now() / 3_600_000)}`);
  return held.length;
}

/** HOME-4: what belongs to a home follows it to its new grid, and phones of the old one let it go. */
const followHome: Reaction = {
  name: 'follow-home',
  on: ['household.moved'],
  async react(county, { record, seq }) {
    for (const verb of [
      'visit.follow',
      'case.follow',
      'attachment.follow',
      'question.follow',
      'errand.follow',
      'inquiry.follow',
      'ask.follow',
    ]) {
      const id = derivedId(county.facts.generation, verb, record, seq);
      await executeAsJobs(county, verb, { household: record }, id);
    }
  },
};

/** DISPUTE-14: whoever holds a matter now reads its mediation, and phones of the office before let it go. */
const followMatter: Reaction = {
  name: 'follow-matter',
  on: [
    'case.accepted',
    'case.handed-up',
    'case.dispatched',
    'case.returned',
    'case.ruling-asked',
    'case.ruled',
    'case.stepped-up',
    'case.passed',
    'case.joined',
    'case.moved',
    'case.not-solved',
  ],
  async react(county, { record, seq }) {
    const id = derivedId(county.facts.generation, 'dispute.follow', record, seq);
    const there = await inScope(county.database, jobs, (tx) =>
      tx.query('select from dispute where matter = $1', [record]),
    );
    if (there.length > 0) await executeAsJobs(county, 'dispute.follow', { case: record }, id);
  },
};

/** CAMPAIGN-2: what the township decides of a request, its campaign follows. */
const followRequest: Reaction = {
  name: 'follow-request',
  on: ['request.decided', 'request.ended'],
  async react(county, { record, seq }) {
    const there = await inScope(county.database, jobs, (tx) =>
      tx.query('select from campaign where id = $1', [record]),
    );
    const id = derivedId(county.facts.generation, 'campaign.follow', record, seq);
    if (there.length > 0) await executeAsJobs(county, 'campaign.follow', { campaign: record }, id);
  },
};

/** DISPUTE-18: whoever mediated need not hold the matter, nor see it; the county's own service answers it. */
const answerMatter: Reaction = {
  name: 'answer-matter',
  on: ['dispute.agreed'],
  async react(county, { record, seq }) {
    const [found] = await inScope(county.database, jobs, (tx) =>
      tx.query<{ matter: string }>('select matter from dispute where id = $1', [record]),
    );
    const id = derivedId(county.facts.generation, 'dispute.answer-matter', record, seq);
    const input = { dispute: record, case: found?.matter };
    if (found) await executeAsJobs(county, 'dispute.answer-matter', input, id);
  },
};

/** What a matter is found by is written anew with what it and its home say; a county from before is gone through once. */
const findable: Reaction = {
  name: 'find-words',
  on: ['case.reported', 'case.brought', 'case.moved', 'household.changed', 'household.moved', 'household.settled'],
  async reactAll(county, happened) {
    const records = (kind: string): string[] => [
      ...new Set(happened.filter((one) => one.kind === kind).map((one) => one.record)),
    ];
    await inScope(county.database, jobs, async (tx) => {
      await keepWordsOfHomes(tx, records('household'));
      await keepWords(tx, records('case'));
    });
  },
};

export const reactionList: readonly Reaction[] = [
  passOn,
  followHome,
  followMatter,
  followRequest,
  answerMatter,
  findable,
  weighing,
  pollsMove,
];

const nextText = `select seal.pos, seal.seq, journal.name, journal.kind, journal.record, journal.payload
  from seal join journal on journal.seq = seal.seq where seal.pos > $1 and journal.name = any($2) order by seal.pos limit 100`;

/** Runs one reaction up to the head of the sealed journal. The cursor moves after the work: a crash repeats, never skips. */
export async function runReaction(county: County, reaction: Reaction): Promise<number> {
  const [from, head] = await inScope(county.database, jobs, async (tx) => {
    await tx.exec('insert into reaction (name) values ($1) on conflict do nothing', [reaction.name]);
    const row = await tx.one<{ pos: number }>('select pos from reaction where name = $1', [reaction.name]);
    const top = await tx.one<{ pos: number | null }>('select max(pos) as pos from seal');
    return [row.pos, top.pos ?? 0];
  });
  if (head <= from) return 0;
  const rows = await inScope(county.database, jobs, (tx) => tx.query<Happened>(nextText, [from, reaction.on]), {
    readOnly: true,
  });
  if (rows.length > 0) await reaction.reactAll?.(county, rows);
  for (const row of rows) await reaction.react?.(county, row);
  const upto = rows.length === 100 ? (rows.at(-1)?.pos ?? head) : head;
  await inScope(county.database, jobs, (tx) =>
    tx.exec('update reaction set pos = greatest(pos, $2) where name = $1', [reaction.name, upto]),
  );
  return rows.length;
}

/** Wakes on every seal; one run at a time, an error is told and tried again at the next wake-up. */
export function startReactions(county: County, live: Live): { stop(): Promise<void> } {
  let running: Promise<void> | undefined;
  let again = false;
  let stopped = false;
  const runAll = async (): Promise<void> => {
    do {
      again = false;
      for (const reaction of reactionList) {
        try {
          while (!stopped && (await runReaction(county, reaction)) === 100);
        } catch {
          county.log('reaction-failed', { reaction: reaction.name });
        }
      }
    } while (again && !stopped);
    running = undefined;
  };
  const wake = (): void => {
    if (running) again = true;
    else running = runAll();
  };
  const stop = live.subscribe(wake);
  wake();
  const goesOn = (): boolean => !stopped;
  let passing: Promise<unknown> | undefined;
  const round = (): Promise<unknown> =>
    Promise.all([
      passFromEmpty(county),
      moveClocks(county),
      makeDigests(county, goesOn),
      weighDaily(county, goesOn),
      movePolls(county),
      emptyLists(county),
    ])
      .catch(() => county.log('reaction-failed', { reaction: 'round' }))
      .finally(() => (passing = undefined));
  // One round at a time: a large county's digests take longer than a minute.
  const rounds = setInterval(() => void (passing ??= round()), 60_000);
  return {
    stop: async () => {
      // A county from before may have much to go through: the cursor stands where it was left.
      stopped = true;
      stop();
      clearInterval(rounds);
      await passing;
      await running;
    },
  };
}
