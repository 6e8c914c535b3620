// The three grounds a phone may hold, each on a real server: a grid and a village with two years of notebook, and a township of 5,000 homes.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { simulateInto } from '#cli/simulate.ts';
import { type Actor, serviceActor } from '#kit/actor.ts';
import { newId } from '#kit/id.ts';
import { emptyScope, inScope } from '#data/scope.ts';
import { type RunningServer, startServer } from '#server/main.ts';
import { loadServerKeys } from '#server/server-keys.ts';
import { enrolPhone, invite, sessionScope, signedInBy } from '#server/session.ts';
import { openVillage } from '#tests/browser/ux/village.ts';
import { say } from '#tests/cast.ts';

export const groundNames = ['grid', 'village', 'township'] as const;
export type GroundName = (typeof groundNames)[number];

export interface Ground {
  readonly name: GroundName;
  readonly server: RunningServer;
  readonly person: string;
  /** Id of the key phones seal to. */
  readonly key: string;
}

export interface Grounds {
  readonly grounds: readonly Ground[];
  stop(): Promise<void>;
}

const townshipHomes = 5000;

async function openTownship(): Promise<{ server: RunningServer; stop(): Promise<void> }> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'zd-bench-'));
  // PostgreSQL runs under another user when this runs as root.
  chmodSync(dataDir, 0o711);
  const server = await startServer({
    dataDir,
    port: 0,
    host: '127.0.0.1',
    publicUrl: null,
    trustProxy: false,
    log: () => {},
    say: () => {},
    prepare: async (database) => {
      const wanted = { households: townshipHomes, visitsPerHome: 2, casesPerHome: 0.1, seed: 7, until: Date.now() };
      await simulateInto(database, wanted);
      return { demo: null };
    },
  });
  const stop = async (): Promise<void> => {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  };
  return { server, stop };
}

const keyOf = async ({ county }: RunningServer): Promise<string> => (await loadServerKeys(county)).current()?.id ?? '';

const inRole = async (server: RunningServer, role: string): Promise<string> => {
  const [row] = await inScope(server.county.database, sessionScope, (tx) =>
    tx.query<{ person: string }>('select person from post where role = $1 and ended_at is null order by id limit 1', [
      role,
    ]),
  );
  if (!row) throw new Error(`nobody serves as ${role}`);
  return row.person;
};

/** Positions are given a moment after the rows: a phone that comes before would count from nought. */
async function allSealed({ port }: RunningServer): Promise<void> {
  for (;;) {
    const health = (await (await fetch(`http://127.0.0.1:${port}/health`)).json()) as { unsealed: number };
    if (health.unsealed === 0) return;
    await new Promise((done) => setTimeout(done, 100));
  }
}

/** Only those that are wanted are made: the township takes half a minute. */
export async function openGrounds(wanted: readonly GroundName[], say: (line: string) => void): Promise<Grounds> {
  const stops: (() => Promise<void>)[] = [];
  const grounds: Ground[] = [];
  if (wanted.some((name) => name !== 'township')) {
    const village = await openVillage({ history: true, say });
    stops.push(() => village.stop());
    const { server } = village;
    const worker = village.demo.rooms.find(({ id }) => id === 'worker')?.person;
    if (!worker) throw new Error('the demo has no grid worker');
    const key = await keyOf(server);
    if (wanted.includes('grid')) grounds.push({ name: 'grid', server, person: worker, key });
    if (wanted.includes('village'))
      grounds.push({ name: 'village', server, person: await inRole(server, 'village-officer'), key });
  }
  if (wanted.includes('township')) {
    say(`Making a township of ${townshipHomes} homes …`);
    const { server, stop } = await openTownship();
    stops.push(stop);
    const person = await inRole(server, 'township-officer');
    grounds.push({ name: 'township', server, person, key: await keyOf(server) });
  }
  for (const { server } of grounds) await allSealed(server);
  return { grounds, stop: async () => void (await Promise.all(stops.map((stop) => stop()))) };
}

/** As many homes more as the ground lacks, spread over its grids; answers when a phone would see them all. */
export async function growTo({ server }: Ground, homes: number): Promise<void> {
  const { county } = server;
  const scope = { ...emptyScope, standing: 'service', service: 'import' };
  const grids = await inScope(county.database, scope, (tx) =>
    tx.query<{ id: string; homes: number }>(
      `select area.id, count(household.id)::int as homes from area join household on household.ground = area.ground where area.kind = 'level-2' group by area.id order by area.id`,
    ),
  );
  const there = grids.reduce((sum, grid) => sum + grid.homes, 0);
  for (let n = there; n < homes; n++) {
    const grid = grids[n % grids.length];
    if (!grid) throw new Error('the ground has no grid with homes');
    const input = { household: newId(), grid: grid.id, door: `新${n}`, head: `第${n}户`, phone: `1390000${1000 + n}` };
    await say(county, serviceActor('import'), 'household.register', input);
  }
  await allSealed(server);
}

/** Pictures and audio notes whose bytes the server has whole. */
export const filesArrived = async ({ server }: Ground): Promise<number> => {
  const scope = { ...emptyScope, standing: 'service', service: 'jobs' };
  const [row] = await inScope(server.county.database, scope, (tx) =>
    tx.query<{ files: number }>(`select count(*)::int as files from attachment where state = 'received'`),
  );
  return row?.files ?? 0;
};

/** A one-time code for a phone of this ground's person. */
export const phoneCode = async ({ server, person }: Ground): Promise<string> =>
  (await inScope(server.county.database, sessionScope, (tx) => invite(tx, { person, purpose: 'phone', by: null })))
    .code;

/** A phone's token, and who is behind it. */
export async function enrolledPhone(ground: Ground): Promise<{ token: string; actor: Actor }> {
  const { county } = ground.server;
  const { token } = await enrolPhone(county, await phoneCode(ground), 'bench');
  const signedIn = await signedInBy(county.database, token);
  if (!signedIn) throw new Error('nobody behind the phone');
  return { token, actor: signedIn.actor };
}
