// Durable commands per second through POST /push against the floor of the same rows, on one PostgreSQL in one run.
import { Worker } from 'node:worker_threads';
import { execute } from '#server/execute.ts';
import { enrolPhone, invite, sessionScope } from '#server/session.ts';
import { emptyScope, inScope } from '#data/scope.ts';
import type { Database } from '#data/database.ts';
import { connectDirect } from '#data/database.ts';
import { type CastOn, castOn } from '#tests/cast.ts';
import { type BenchServer, serveCounty, startBenchDatabase } from './county.ts';
import { doorPageKiB } from './door-page.ts';
import { percentile } from './figure.ts';
import { runFloor, sampleOf } from './floor.ts';
import { type PhonesResult, type PhonesTask, reportOf } from './phones.ts';

interface BenchCounty extends BenchServer {
  readonly adminUrl: string;
  readonly cast: CastOn;
}

export interface PushFigure {
  readonly phones: number;
  readonly batch: number;
  readonly perSecond: number;
  readonly floor: number;
  readonly ratio: number;
  readonly p99: number;
}

const sealScope = { ...emptyScope, standing: 'service', service: 'seal' };

async function enrol(bench: BenchCounty): Promise<string> {
  const { code } = await inScope(bench.cast.county.database, sessionScope, (tx) =>
    invite(tx, { person: bench.cast.worker.person, purpose: 'phone', by: null }),
  );
  return (await enrolPhone(bench.cast.county, code, 'bench')).token;
}

const inThread = (task: PhonesTask): Promise<PhonesResult> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./phones.ts', import.meta.url), { workerData: task });
    worker.once('message', resolve);
    worker.once('error', reject);
  });

async function measure(
  bench: BenchCounty,
  how: { phones: number; batch: number; commands: number },
): Promise<{ perSecond: number; p99: number }> {
  const tokens = await Promise.all(Array.from({ length: how.phones }, () => enrol(bench)));
  const result = await inThread({
    url: `${bench.url}/push`,
    tokens,
    requests: Math.ceil(how.commands / how.phones / how.batch),
    batch: how.batch,
    key: { id: bench.key.id, jwk: bench.key.publicJwk },
    author: bench.cast.worker.person,
    homes: Object.values(bench.cast.homes).slice(0, 4),
  });
  if (result.other > 0) throw new Error(`${result.other} requests were not accepted`);
  return { perSecond: result.accepted / result.seconds, p99: percentile(result.latencies, 0.99) };
}

/** ms from a command's answer until its journal row is sealed, as a follower of positions sees it. */
async function sealDelays({ cast }: BenchCounty, count: number): Promise<number[]> {
  const delays: number[] = [];
  for (let i = 0; i < count; i++) {
    const command = reportOf(cast.worker.person, cast.homes.one);
    await execute(cast.county, cast.worker, command);
    const began = performance.now();
    while (!(await isSealed(cast.county.database, command.id))) await new Promise((resolve) => setTimeout(resolve, 5));
    delays.push(performance.now() - began);
  }
  return delays;
}

const isSealed = async (database: Database, command: string): Promise<boolean> =>
  (
    await inScope(database, sealScope, (tx) =>
      tx.query('select from seal join journal on journal.seq = seal.seq where journal.command = $1', [command]),
    )
  ).length > 0;

/** Floor and push take turns, so that both meet the same disk; the best of three rounds counts for each. */
export async function benchPush(): Promise<{ pushes: PushFigure[]; sealMs: number; doorKiB: number }> {
  const postgres = await startBenchDatabase();
  const cast = await castOn(postgres.database);
  const server = await serveCounty(cast.county);
  const bench = { ...server, adminUrl: postgres.adminUrl, cast };
  try {
    const pushes = await measureAll(bench);
    const sealMs = percentile(await sealDelays(bench, 60), 0.99);
    return { pushes, sealMs, doorKiB: await doorPageKiB(cast) };
  } finally {
    await server.stop();
    await postgres.stop();
  }
}

async function measureAll(bench: BenchCounty): Promise<PushFigure[]> {
  const { county, worker, homes } = bench.cast;
  const first = reportOf(worker.person, homes.one);
  await execute(county, worker, first);
  const owner = await connectDirect(bench.adminUrl);
  const sample = await sampleOf(owner, first.input.case, first.id);
  await owner.end();
  const figures: PushFigure[] = [];
  await measure(bench, { phones: 4, batch: 5, commands: 400 });
  for (const phones of [1, 8, 50]) {
    for (const batch of [1, 20]) {
      const commands = phones === 1 ? 600 : 2000;
      const floors: number[] = [];
      const pushes: { perSecond: number; p99: number }[] = [];
      for (let round = 0; round < 3; round++) {
        floors.push(await runFloor(county.database, worker, { sample, clients: phones, count: commands }));
        pushes.push(await measure(bench, { phones, batch, commands }));
      }
      const floor = Math.max(...floors);
      const best = pushes.reduce((a, b) => (b.perSecond > a.perSecond ? b : a));
      figures.push({ phones, batch, perSecond: best.perSecond, floor, ratio: best.perSecond / floor, p99: best.p99 });
    }
  }
  return figures;
}
