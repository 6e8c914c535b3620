// How long a desk of a large county waits for matters found by their words, and for a page in the middle of an inbox of 50,000 rows.
import { performance } from 'node:perf_hooks';
import { emptyScope, inScope } from '#data/scope.ts';
import { percentile } from './figure.ts';
import { get } from './inbox.ts';
import { type Desk, desks, type Side } from './made-county.ts';

export interface SearchFigure {
  readonly name: string;
  readonly p95: number;
  readonly slowest: string;
  readonly goal: number | null;
  /** p95 of a question that reads next to nothing, asked in turns with these: what the machine and the way there cost. */
  readonly floor?: number;
}

const jobs = { ...emptyScope, standing: 'service', service: 'jobs' };

interface Timed {
  readonly what: string;
  readonly ms: number;
  /** PostgreSQL was stopped at the limit of a read: so long it took at least, and it is not asked again. */
  readonly cut?: boolean;
}
const p95 = (times: readonly Timed[]): number =>
  percentile(
    times.map((one) => one.ms),
    0.95,
  );
const slowest = (times: readonly Timed[]): string => {
  const worst = [...times].sort((a, b) => b.ms - a.ms)[0];
  return worst ? `${worst.what} ${worst.ms.toFixed(0)} ms` : '';
};

async function timed(
  side: Side,
  desk: Desk | 'long',
  input: object,
  what: string,
): Promise<Timed & { next: string | null }> {
  const began = performance.now();
  const asked = encodeURIComponent(JSON.stringify(input));
  const { status, text } = await get(`${side.server.url}/api/ask/case.inbox?input=${asked}`, side.cookies[desk]);
  const ms = performance.now() - began;
  if (status === 503) return { what: `${what} (stopped)`, ms, next: null, cut: true };
  if (status !== 200) throw new Error(`${what}: ${status} ${text.slice(0, 200)}`);
  return { what, ms, next: (JSON.parse(text) as { next: string | null }).next };
}

/** The lists somebody keeps: one look into one small index. */
async function timedList(side: Side, desk: Desk | 'long'): Promise<Timed> {
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

export async function benchSearch(side: Side, goal: number | null): Promise<SearchFigure[]> {
  const texts = await asked(side);
  const figures: SearchFigure[] = [];
  for (const desk of desks) {
    const times: Timed[] = [];
    const floors: Timed[] = [];
    const cut = new Map<string, Timed>();
    for (let round = 0; round < 14; round++)
      for (const text of texts) {
        const one = cut.get(text) ?? (await timed(side, desk, { view: 'all', text, limit: 60 }, text));
        if (one.cut) cut.set(text, one);
        const floor = await timedList(side, desk);
        if (round < 2) continue;
        times.push(one);
        floors.push(floor);
      }
    figures.push({
      name: `search over ${side.made.matters} matters at the ${desk} desk, p95`,
      p95: p95(times),
      slowest: slowest(times),
      goal,
      floor: p95(floors),
    });
  }
  return figures;
}

/** Places all along the list, as the desk carries them. */
const placesText = `select (extract(epoch from due_at) * 1000)::bigint::text || '_' || id as after from
  (select due_at, id, row_number() over (order by due_at, id) as n from matter where holder = $1 and state <> 'closed' and due_at < 'infinity') as row
  where n % 200 = 0 order by n`;

/** Fifty thousand open matters before one department: pages from everywhere in it. */
export async function benchLongInbox(side: Side, goal: number | null): Promise<SearchFigure> {
  const office = [side.made.long.office];
  const [held, places] = await inScope(side.postgres.database, jobs, async (tx) =>
    Promise.all([
      tx.one<{ n: number }>(`select count(*)::int as n from matter where holder = $1 and state <> 'closed'`, office),
      tx.query<{ after: string }>(placesText, office),
    ]),
  );
  const [times, floors]: [Timed[], Timed[]] = [[], []];
  for (const [at, { after }] of [...places.slice(0, 20), ...places].entries()) {
    const one = await timed(side, 'long', { view: 'mine', after, limit: 60 }, `the page after ${after}`);
    const floor = await timedList(side, 'long');
    // The first of them warm up.
    if (at < 20) continue;
    times.push(one);
    floors.push(floor);
  }
  return {
    name: `a page of an inbox of ${held.n} rows, p95`,
    p95: p95(times),
    slowest: slowest(times),
    goal,
    floor: p95(floors),
  };
}
