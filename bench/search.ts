// How long a desk of a large county waits for matters found by their words, and for a page in the middle of an inbox of 50,000 rows.
import { performance } from 'node:perf_hooks';
import { connectDirect } from '#data/database.ts';
import { emptyScope, inScope } from '#data/scope.ts';
import { keepWords } from '#modules/case/store-words.ts';
import { type Desk, get, type Side } from './inbox.ts';

export interface SearchFigure {
  readonly name: string;
  readonly p95: number;
  readonly slowest: string;
  readonly goal: number;
  /** p95 of a question that reads next to nothing, asked in turns with these: what the machine and the way there cost. */
  readonly floor?: number;
}

const jobs = { ...emptyScope, standing: 'service', service: 'jobs' };

/** The words of every matter, as the reaction writes them. */
async function fillWords(side: Side): Promise<number> {
  const { database } = side.postgres;
  const ids = (
    await inScope(database, jobs, (tx) => tx.query<{ id: string }>('select id from matter'), { timeoutMs: 60_000 })
  ).map((row) => row.id);
  for (let from = 0; from < ids.length; from += 1000)
    await inScope(database, jobs, (tx) => keepWords(tx, ids.slice(from, from + 1000)), { timeoutMs: 60_000 });
  const admin = await connectDirect(side.postgres.adminUrl);
  await admin.query('vacuum analyze matter_words, matter').catch(() => admin.query('analyze'));
  await admin.end();
  return ids.length;
}

interface Timed {
  readonly what: string;
  readonly ms: number;
}
const p95 = (times: readonly Timed[]): number =>
  times.map((one) => one.ms).sort((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0;
const slowest = (times: readonly Timed[]): string => {
  const worst = [...times].sort((a, b) => b.ms - a.ms)[0];
  return worst ? `${worst.what} ${worst.ms.toFixed(0)} ms` : '';
};

async function timed(side: Side, desk: Desk, input: object, what: string): Promise<Timed & { next: string | null }> {
  const began = performance.now();
  const asked = encodeURIComponent(JSON.stringify(input));
  const { status, text } = await get(`${side.server.url}/api/ask/case.inbox?input=${asked}`, side.cookies[desk]);
  const ms = performance.now() - began;
  if (status !== 200) throw new Error(`${what}: ${status} ${text.slice(0, 200)}`);
  return { what, ms, next: (JSON.parse(text) as { next: string | null }).next };
}

/** The lists somebody keeps: one look into one small index. */
async function timedList(side: Side, desk: Desk): Promise<Timed> {
  const began = performance.now();
  await get(`${side.server.url}/api/ask/view.list`, side.cookies[desk]);
  return { what: 'view.list', ms: performance.now() - began };
}

/** Rare and common words, spelled and written, a number, a door, a name, two words, nothing at all. */
async function asked(side: Side): Promise<string[]> {
  const [one] = await inScope(side.postgres.database, jobs, (tx) =>
    tx.query<{ number: number; door: string; head: string; pinyin: string }>(
      `select matter.number, household.door, household.head, household.pinyin from matter join household on household.id = matter.household
       where matter.state <> 'closed' limit 1`,
    ),
  );
  if (!one) throw new Error('no open matter');
  const [whole = '', initials = ''] = one.pinyin.split(' ');
  return [
    '水很浑',
    '水',
    '洋芋烂在地里',
    'shuihenhun',
    'shh',
    '医保',
    '没有这样的字',
    'zzzz',
    String(one.number),
    one.door,
    one.head,
    whole,
    initials,
    `第12村 水`,
    `${one.head} 水`,
  ];
}

export async function benchSearch(side: Side): Promise<SearchFigure[]> {
  const n = await fillWords(side);
  const texts = await asked(side);
  const figures: SearchFigure[] = [];
  for (const desk of ['village', 'township', 'department', 'centre'] as const) {
    const times: Timed[] = [];
    const floors: Timed[] = [];
    for (let round = 0; round < 14; round++)
      for (const text of texts) {
        const one = await timed(side, desk, { view: 'all', text, limit: 60 }, text);
        const floor = await timedList(side, desk);
        if (round < 2) continue;
        times.push(one);
        floors.push(floor);
      }
    figures.push({
      name: `search over ${n} matters at the ${desk} desk, p95`,
      p95: p95(times),
      slowest: slowest(times),
      goal: 100,
      floor: p95(floors),
    });
  }
  return figures;
}

const fillText = `update matter set holder = $1, state = 'accepted', closed_at = null, outcome = null
  where id in (select id from matter where not restricted order by id limit 50000)`;

/** Places all along the list, as the desk carries them. */
const placesText = `select (extract(epoch from due_at) * 1000)::bigint::text || '_' || id as after from
  (select due_at, id, row_number() over (order by due_at, id) as n from matter where holder = $1 and state <> 'closed' and due_at < 'infinity') as row
  where n % 200 = 0 order by n`;

/** Fifty thousand open matters before one department: pages from everywhere in it. */
export async function benchLongInbox(side: Side): Promise<SearchFigure> {
  const admin = await connectDirect(side.postgres.adminUrl);
  const { rows } = await admin.query<{ office: string }>(
    `select office.id as office from office where kind = 'department' order by (select count(*) from matter where holder = office.id) desc limit 1`,
  );
  const office = [rows[0]?.office];
  await admin.query(fillText, office);
  await admin.query('vacuum analyze matter');
  const held = await admin.query<{ n: number }>(
    `select count(*)::int as n from matter where holder = $1 and state <> 'closed'`,
    office,
  );
  const places = (await admin.query<{ after: string }>(placesText, office)).rows;
  await admin.end();
  const [times, floors]: [Timed[], Timed[]] = [[], []];
  for (const [at, { after }] of [...places.slice(0, 20), ...places].entries()) {
    const one = await timed(side, 'department', { view: 'mine', after, limit: 60 }, `the page after ${after}`);
    const floor = await timedList(side, 'department');
    // The first of them warm up.
    if (at < 20) continue;
    times.push(one);
    floors.push(floor);
  }
  return {
    name: `a page of an inbox of ${held.rows[0]?.n ?? 0} rows, p95`,
    p95: p95(times),
    slowest: slowest(times),
    goal: 30,
    floor: p95(floors),
  };
}
