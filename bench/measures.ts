// The figures: whether what is kept equals what is counted from scratch after 100,000 random events, and how long an overview page takes.
import { performance } from 'node:perf_hooks';
import { followAll } from '#modules/measure/reactions.ts';
import { differences } from '#tests/measure-check.ts';
import { randomCounty } from '#tests/random-county.ts';
import { startBenchDatabase } from './county.ts';
import { type Figure, figure, percentile } from './figure.ts';
import { get } from './inbox.ts';
import { type Desk, desks, type Side, type Sides } from './made-county.ts';

export async function equalityFigures(events: number): Promise<Figure[]> {
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

const quarterOf = (at: number): string => {
  const date = new Date(at);
  return `${date.getUTCFullYear()}-Q${Math.floor(date.getUTCMonth() / 3) + 1}`;
};

/** The last three quarters of a county's year. */
const quartersOf = ({ made }: Side): string[] =>
  [1, 2, 3].map((back) => quarterOf(made.until - back * 91 * 86_400_000));

async function askOnce(side: Side, desk: Desk, query: string, input: object): Promise<{ ms: number; text: string }> {
  const began = performance.now();
  const url = `${side.server.url}/api/ask/${query}?input=${encodeURIComponent(JSON.stringify(input))}`;
  const { status, text } = await get(url, side.cookies[desk]);
  const ms = performance.now() - began;
  if (status !== 200) throw new Error(`${query} at the ${desk} desk: ${status} ${text.slice(0, 200)}`);
  return { ms, text };
}

const p95 = (values: readonly number[]): number => percentile(values, 0.95);

/** Both counties in turns, so that whatever else the machine does falls on both. */
async function compare(
  { small, large }: Sides,
  desk: Desk,
  query: string,
  more: object,
): Promise<[number, number, string]> {
  const times: [number[], number[]] = [[], []];
  let last = '';
  for (let i = 0; i < 220; i++) {
    for (const [at, side] of [small, large].entries()) {
      const input = { ...more, quarter: quartersOf(side)[i % 3] };
      const { ms, text } = await askOnce(side, desk, query, input);
      if (i >= 20) times[at]?.push(ms);
      last = text;
    }
  }
  return [p95(times[0]), p95(times[1]), last];
}

export async function measureFigures(sides: Sides, goal: number | null): Promise<Figure[]> {
  const { households, matters, visits, pace } = sides.large.made;
  const rows: Figure[] = [];
  console.log(`  ${households} homes, ${visits} visits, ${matters} matters`);
  for (const desk of desks) {
    const [a, b, text] = await compare(sides, desk, 'measure.overview', {});
    // The same doors, session and transaction for one small row: what a disturbed machine adds falls on both.
    const [, floor] = await compare(sides, desk, 'people.me', {});
    const { figures } = JSON.parse(text) as { figures: { key: string; whole: number | null }[] };
    const whole = figures.find(({ key }) => key === 'on-time-first')?.whole ?? 0;
    const name = `overview of the ${desk}`;
    rows.push(
      figure(`${name}: p95 at ${households} homes (${whole} matters in the quarter)`, b, 'ms', ['lower', goal]),
      figure(`${name}: p95 at ${households} homes ÷ at 1,000`, b / a, '×', ['lower', null]),
      figure(`${name}: p95 ÷ a question for one's own posts`, b / floor, '×', ['lower', null]),
    );
  }
  // It stands on the same page, and is asked by itself.
  for (const desk of ['village', 'township'] as const) {
    const [a, b] = await compare(sides, desk, 'measure.facts', {});
    rows.push(
      figure(`what homes have in common, on the page of the ${desk}: p95 at ${households} homes`, b, 'ms', [
        'lower',
        goal,
      ]),
      figure(`what homes have in common, on the page of the ${desk}: p95 ÷ at 1,000`, b / a, '×', ['lower', null]),
    );
  }
  const [a, b] = await compare(sides, 'centre', 'measure.cases', { figure: 'solved', of: 'rest' });
  rows.push(
    figure(`matters behind a county figure: p95 at ${households} homes`, b, 'ms', ['lower', null]),
    figure(`matters behind a county figure: p95 at ${households} homes ÷ at 1,000`, b / a, '×', ['lower', null]),
    figure('figures made anew from nothing: matters counted', pace, '/s', ['higher', null]),
  );
  return rows;
}
