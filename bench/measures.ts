// The figures: whether what is kept equals what is counted from scratch after 100,000 random events, and how long an overview page takes.
import { performance } from 'node:perf_hooks';
import { simulateInto } from '#cli/simulate.ts';
import { inScope } from '#data/scope.ts';
import { followAll } from '#modules/measure/reactions.ts';
import { readCountyFacts } from '#server/main.ts';
import { countyOf } from '#server/provision.ts';
import { sessionScope, startSession } from '#server/session.ts';
import { differences } from '#tests/measure-check.ts';
import { randomCounty } from '#tests/random-county.ts';
import { type BenchDatabase, type BenchServer, serveCounty, startBenchDatabase } from './county.ts';
import { type Figure, figure } from './figure.ts';
import { get } from './inbox.ts';

const desks = ['village', 'township', 'department', 'county-centre'] as const;
type Desk = (typeof desks)[number];
const million = 1_000_000;

async function equalityFigures(events: number): Promise<Figure[]> {
  const postgres = await startBenchDatabase();
  try {
    const made = await randomCounty(postgres.database, events, 17);
    await followAll(postgres.database);
    const { faults, compared, cells } = await differences(postgres.database);
    for (const fault of faults.slice(0, 5)) console.log(`  ${fault}`);
    const name = `kept figures that differ from a count from scratch, of ${compared} in ${cells} cells, after ${made.events} random events`;
    return [figure(name, faults.length, '', ['lower', 0])];
  } finally {
    await postgres.stop();
  }
}

interface Side {
  readonly postgres: BenchDatabase;
  readonly server: BenchServer;
  readonly cookies: Readonly<Record<Desk, string>>;
  readonly quarters: readonly string[];
  /** Matters counted per second while the figures were made from nothing. */
  readonly pace: number;
}

const somebody = `select post.person from post join office on office.id = post.office
  where office.kind = $1 order by office.name desc, post.id limit 1`;

const quarterOf = (at: number): string => {
  const date = new Date(at);
  return `${date.getUTCFullYear()}-Q${Math.floor(date.getUTCMonth() / 3) + 1}`;
};

async function startSide(households: number): Promise<Side> {
  const postgres = await startBenchDatabase();
  // Figures do not read visits: a million of them stands there to show it, and is not made ten times over.
  const visitsPerHome = households >= 100_000 ? Math.max(1, Math.round(million / households)) : 4;
  const until = Date.now();
  const made = await simulateInto(postgres.database, {
    households,
    visitsPerHome,
    casesPerHome: 1,
    seed: 7,
    until,
    sentShare: 0.3,
  });
  const began = performance.now();
  await followAll(postgres.database);
  const pace = made.cases / ((performance.now() - began) / 1000);
  const owner = await postgres.database.direct();
  await owner.query('analyze');
  await owner.end();
  const county = countyOf(postgres.database, await readCountyFacts(postgres.database));
  const server = await serveCounty(county);
  const cookies = {} as Record<Desk, string>;
  for (const desk of desks) {
    const scope = { ...sessionScope, service: 'jobs' };
    const [row] = await inScope(postgres.database, scope, (tx) => tx.query<{ person: string }>(somebody, [desk]), {
      readOnly: true,
    });
    if (!row) throw new Error(`nobody sits at a ${desk} desk`);
    cookies[desk] = (await startSession(postgres.database, { person: row.person, kind: 'staff' })).token;
  }
  const quarters = [1, 2, 3].map((back) => quarterOf(until - back * 91 * 86_400_000));
  return { postgres, server, cookies, quarters, pace };
}

async function askOnce(side: Side, desk: Desk, query: string, input: object): Promise<{ ms: number; text: string }> {
  const began = performance.now();
  const url = `${side.server.url}/api/ask/${query}?input=${encodeURIComponent(JSON.stringify(input))}`;
  const { status, text } = await get(url, side.cookies[desk]);
  const ms = performance.now() - began;
  if (status !== 200) throw new Error(`${query} at the ${desk} desk: ${status} ${text.slice(0, 200)}`);
  return { ms, text };
}

const p95 = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? 0;

/** Both counties in turns, so that whatever else the machine does falls on both. */
async function compare(
  [small, large]: readonly [Side, Side],
  desk: Desk,
  query: string,
  more: object,
): Promise<[number, number, string]> {
  const times: [number[], number[]] = [[], []];
  let last = '';
  for (let i = 0; i < 220; i++) {
    for (const [at, side] of [small, large].entries()) {
      const input = { ...more, quarter: side.quarters[i % side.quarters.length] };
      const { ms, text } = await askOnce(side, desk, query, input);
      if (i >= 20) times[at]?.push(ms);
      last = text;
    }
  }
  return [p95(times[0]), p95(times[1]), last];
}

/** The goal is 50 ms for a page of a county of 100,000 homes, and one and a half times that at ten times the data. */
async function speedFigures(large: number): Promise<Figure[]> {
  const small = await startSide(1000);
  const big = await startSide(large);
  const goal = large > 100_000 ? 75 : large < 100_000 ? null : 50;
  try {
    const rows: Figure[] = [];
    for (const desk of desks) {
      const [a, b, text] = await compare([small, big], desk, 'measure.overview', {});
      // The same doors, session and transaction for one small row: what a disturbed machine adds falls on both.
      const [, floor] = await compare([small, big], desk, 'people.me', {});
      const { figures } = JSON.parse(text) as { figures: { key: string; whole: number | null }[] };
      const whole = figures.find(({ key }) => key === 'on-time-first')?.whole ?? 0;
      const name = `overview of the ${desk}`;
      rows.push(
        figure(`${name}: p95 at ${large} homes (${whole} matters in the quarter)`, b, 'ms', ['lower', goal]),
        figure(`${name}: p95 at ${large} homes ÷ at 1,000`, b / a, '×', ['lower', null]),
        figure(`${name}: p95 ÷ a question for one's own posts`, b / floor, '×', ['lower', null]),
      );
    }
    const [a, b] = await compare([small, big], 'county-centre', 'measure.cases', { figure: 'solved', of: 'rest' });
    rows.push(
      figure(`matters behind a county figure: p95 at ${large} homes`, b, 'ms', ['lower', null]),
      figure(`matters behind a county figure: p95 at ${large} homes ÷ at 1,000`, b / a, '×', ['lower', null]),
      figure('figures made anew from nothing: matters counted', big.pace, '/s', ['higher', null]),
    );
    return rows;
  } finally {
    for (const side of [small, big]) {
      await side.server.stop();
      await side.postgres.stop();
    }
  }
}

export async function measureFigures(large: number): Promise<Figure[]> {
  return [...(await equalityFigures(large < 10_000 ? 5_000 : 100_000)), ...(await speedFigures(large))];
}
