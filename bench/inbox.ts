// How long an office waits for its inbox in a county of 1,000 homes and in one of 100,000: asked in turns, through HTTP.
import http from 'node:http';
import { performance } from 'node:perf_hooks';
import { simulateInto } from '#cli/simulate.ts';
import { connectDirect } from '#data/database.ts';
import { inScope } from '#data/scope.ts';
import { readCountyFacts } from '#server/main.ts';
import { countyOf } from '#server/provision.ts';
import { sessionScope, startSession } from '#server/session.ts';
import { type BenchDatabase, type BenchServer, serveCounty, startBenchDatabase } from './county.ts';

const desks = ['village', 'township', 'department'] as const;
export type Desk = (typeof desks)[number] | 'centre';

export interface InboxFigure {
  readonly desk: (typeof desks)[number];
  readonly small: number;
  readonly large: number;
  readonly ratio: number;
  readonly smallRows: number;
  readonly largeRows: number;
}

export interface Side {
  readonly postgres: BenchDatabase;
  readonly server: BenchServer;
  readonly cookies: Readonly<Record<Desk, string>>;
}

const agent = new http.Agent({ keepAlive: true });

export function get(url: string, cookie: string): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    http
      .get(url, { agent, headers: { cookie: `__Host-zd=${cookie}` } }, (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (part: string) => {
          text += part;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
      })
      .on('error', reject);
  });
}

/** The person at the office of this kind that holds most open matters: the fullest desk there is. */
const busiestText = `select post.person from post join office on office.id = post.office join matter on matter.holder = office.id
  where office.kind = $1 and matter.state <> 'closed' group by post.person order by count(*) desc limit 1`;

const centreText = `select person from post where role = 'county-officer' limit 1`;

/** Simulated matters stay in their group; here a share of the open ones is set before the offices above, as years of handing up would. */
const climbText = `update matter set holder = office.id from office
  where matter.state <> 'closed' and office.kind = $1 and matter.number % 5 = any($2::int[])
    and office.id = (select up.id from office as up where up.kind = $1 and up.ground @> matter.ground order by up.id limit 1)`;

/** Fifths of the open matters that go to this kind of desk. */
const shares: Readonly<Record<(typeof desks)[number], readonly number[]>> = {
  village: [0, 3, 4],
  township: [1],
  department: [2],
};

async function climb(adminUrl: string): Promise<void> {
  const admin = await connectDirect(adminUrl);
  try {
    for (const kind of desks) await admin.query(climbText, [kind, shares[kind]]);
    await admin.query('vacuum analyze matter');
  } finally {
    await admin.end();
  }
}

/** As many matters per home in both counties, and so many that each desk answers a full page of 20 rows: like is compared with like. */
export async function startSide(households: number, casesPerHome = 1): Promise<Side> {
  const postgres = await startBenchDatabase();
  const wanted = { households, visitsPerHome: 2, casesPerHome, seed: 7, until: Date.now() };
  await simulateInto(postgres.database, wanted);
  await climb(postgres.adminUrl);
  const county = countyOf(postgres.database, await readCountyFacts(postgres.database));
  const server = await serveCounty(county);
  const cookies = {} as Record<Desk, string>;
  for (const desk of desks) {
    const scope = { ...sessionScope, service: 'jobs' };
    const [row] = await inScope(postgres.database, scope, (tx) => tx.query<{ person: string }>(busiestText, [desk]), {
      readOnly: true,
    });
    if (!row) throw new Error(`nobody sits at a ${desk} desk`);
    cookies[desk] = (await startSession(postgres.database, { person: row.person, kind: 'staff' })).token;
  }
  const [centre] = await inScope(postgres.database, { ...sessionScope, service: 'jobs' }, (tx) =>
    tx.query<{ person: string }>(centreText),
  );
  cookies.centre = (await startSession(postgres.database, { person: centre?.person ?? '', kind: 'staff' })).token;
  return { postgres, server, cookies };
}

const input = encodeURIComponent(JSON.stringify({ view: 'mine', limit: 20 }));

async function askOnce(side: Side, desk: Desk): Promise<{ ms: number; rows: number }> {
  const began = performance.now();
  const { status, text } = await get(`${side.server.url}/api/ask/case.inbox?input=${input}`, side.cookies[desk]);
  const ms = performance.now() - began;
  if (status !== 200) throw new Error(`inbox of the ${desk} desk: ${status} ${text.slice(0, 200)}`);
  return { ms, rows: (JSON.parse(text) as { rows: unknown[] }).rows.length };
}

const p95 = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? 0;

/** Both counties are asked in turns, so that whatever else the machine does falls on both. */
async function compare(small: Side, large: Side, desk: (typeof desks)[number]): Promise<InboxFigure> {
  const times = { small: [] as number[], large: [] as number[] };
  let rows = { small: 0, large: 0 };
  for (let i = 0; i < 420; i++) {
    const one = await askOnce(small, desk);
    const other = await askOnce(large, desk);
    rows = { small: one.rows, large: other.rows };
    if (i < 20) continue;
    times.small.push(one.ms);
    times.large.push(other.ms);
  }
  const [a, b] = [p95(times.small), p95(times.large)];
  return { desk, small: a, large: b, ratio: b / a, smallRows: rows.small, largeRows: rows.large };
}

export async function benchInbox(
  sizes: { small: number; large: number },
  onLarge: (side: Side) => Promise<void> = () => Promise.resolve(),
): Promise<InboxFigure[]> {
  const small = await startSide(sizes.small);
  const large = await startSide(sizes.large);
  try {
    const figures: InboxFigure[] = [];
    for (const desk of desks) figures.push(await compare(small, large, desk));
    await onLarge(large);
    return figures;
  } finally {
    for (const side of [small, large]) {
      await side.server.stop();
      await side.postgres.stop();
    }
  }
}
