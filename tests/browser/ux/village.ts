// A demo village of its own for the checks: its server in this process, its people as actors, and the matters the screens need.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { generateHistory } from '#demo/history.ts';
import { demoSeed, makeVillage } from '#demo/make.ts';
import type { Actor } from '#kit/actor.ts';
import { newId, randomCode, sha256Hex } from '#kit/id.ts';
import { emptyScope, inScope } from '#data/scope.ts';
import type { County } from '#server/county.ts';
import { type Demo, prepareDemo } from '#server/demo.ts';
import { execute } from '#server/execute.ts';
import { type RunningServer, startServer } from '#server/main.ts';
import { hashOf, invite, plateActor, sessionScope, signedInBy, startSession } from '#server/session.ts';

const twoYears = 730 * 86_400_000;

export interface Home {
  readonly id: string;
  readonly door: string;
  readonly head: string;
  readonly ground: string;
}

export interface Village {
  readonly url: string;
  readonly server: RunningServer;
  readonly county: County;
  readonly demo: Demo;
  stop(): Promise<void>;
}

export interface VillageOptions {
  /** Two years of notebook; without it only what the village's files bring. */
  readonly history: boolean;
  readonly say: (line: string) => void;
  /** An empty database elsewhere; else the embedded one in a directory of its own. */
  readonly urls?: { readonly ownerUrl: string; readonly appUrl: string };
}

export async function openVillage(options: VillageOptions): Promise<Village> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'zd-ux-'));
  // PostgreSQL runs under another user when this runs as root.
  chmodSync(dataDir, 0o711);
  let demo: Demo | undefined;
  const history = (until: number): ReturnType<typeof generateHistory> =>
    options.history ? generateHistory(makeVillage(demoSeed), { seed: demoSeed, from: until - twoYears, until }) : [];
  const server = await startServer({
    dataDir,
    port: 0,
    host: '127.0.0.1',
    ...(options.urls ? { databaseUrl: options.urls.ownerUrl, appDatabaseUrl: options.urls.appUrl } : {}),
    publicUrl: null,
    trustProxy: false,
    log: () => undefined,
    say: options.say,
    prepare: async (database) => {
      const source = { directory: path.join(import.meta.dirname, '../../../demo/village'), history };
      demo = await prepareDemo(database, { dataDir, say: options.say, source });
      return { demo };
    },
  });
  if (!demo) throw new Error('the demo did not open');
  const stop = async (): Promise<void> => {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  };
  return { url: server.url, server, county: server.county, demo, stop };
}

const reader = { ...emptyScope, standing: 'service', service: 'import' } as const;

/** Reads as the one service that sees the whole village. */
export const rows = <R extends object>({ county }: Village, text: string, values: unknown[] = []): Promise<R[]> =>
  inScope(county.database, reader, (tx) => tx.query<R>(text, values));

async function actorOf({ county }: Village, person: string): Promise<Actor> {
  const { token } = await startSession(county.database, { person, kind: 'staff' });
  const signedIn = await signedInBy(county.database, token);
  if (!signedIn) throw new Error('nobody behind the session');
  return signedIn.actor;
}

const tokenOf = async ({ county }: Village, person: string | undefined, where: string): Promise<string> => {
  if (person === undefined) throw new Error(`nobody sits there: ${where}`);
  return (await startSession(county.database, { person, kind: 'staff' })).token;
};

/** A session of the administrator with this role, who has no room in the demo. */
export async function adminToken(village: Village, role: string): Promise<string> {
  const [found] = await rows<{ person: string }>(village, 'select person from post where role = $1 limit 1', [role]);
  return tokenOf(village, found?.person, role);
}

const sitsAt = async (village: Village, office: string): Promise<string | undefined> =>
  (
    await rows<{ person: string }>(
      village,
      `select post.person from post join office on office.id = post.office where office.name = $1 and post.ended_at is null limit 1`,
      [office],
    )
  )[0]?.person;

/** A session of somebody who sits in that office. */
export const officeToken = async (village: Village, office: string): Promise<string> =>
  tokenOf(village, await sitsAt(village, office), office);

export async function officeActor(village: Village, office: string): Promise<Actor> {
  const person = await sitsAt(village, office);
  if (person === undefined) throw new Error(`nobody sits there: ${office}`);
  return actorOf(village, person);
}

export async function roomActor(village: Village, room: string): Promise<Actor> {
  const person = village.demo.rooms.find(({ id }) => id === room)?.person;
  if (!person) throw new Error(`nobody sits in the room ${room}`);
  return actorOf(village, person);
}

/** Whoever sits in the office that has this matter now, and the office's name. */
export async function holderOf(village: Village, matter: string): Promise<{ actor: Actor; office: string }> {
  const found = await rows<{ person: string; office: string; name: string }>(
    village,
    `select post.person, office.id as office, office.name from matter join office on office.id = matter.holder
     join post on post.ended_at is null and (post.office = office.id or post.office = office.deputy) where matter.id = $1`,
    [matter],
  );
  for (const { person, office, name } of found) {
    const actor = await actorOf(village, person);
    if (actor.posts.some((post) => post.office === office)) return { actor, office: name };
  }
  throw new Error(`nobody sits where the matter is: ${found[0]?.name ?? 'unknown'}`);
}

/** Says one verb through the server's own door and expects it to be accepted. */
export async function say({ county }: Village, actor: Actor, name: string, input: object): Promise<void> {
  const device = actor.device;
  const at = county.now();
  const answer = await execute(county, actor, { v: 1, id: newId(), name, input, at, device, author: actor.person });
  if (answer.status !== 'accepted') throw new Error(`${name}: ${JSON.stringify(answer)}`);
}

/** Homes of one grid, the demo's grid worker's when none is named, in the order of their doors. */
export const workerHomes = (village: Village, grid?: string): Promise<Home[]> =>
  rows<Home>(
    village,
    `select household.id, household.door, household.head, household.ground::text as ground from household
     join office on office.name = $1 and household.ground <@ office.ground where household.closed_at is null order by household.door`,
    [grid ?? village.demo.rooms.find(({ id }) => id === 'worker')?.place],
  );

/** The address with which the worker of a grid without a room in the demo enters a phone. */
export async function phoneOf(village: Village, grid: string): Promise<string> {
  const [found] = await rows<{ person: string }>(
    village,
    'select post.person from post join office on office.id = post.office where office.name = $1 and post.ended_at is null',
    [grid],
  );
  const made = await inScope(village.county.database, sessionScope, (tx) =>
    invite(tx, { person: found?.person ?? '', purpose: 'phone', by: null }),
  );
  return `/field/#demo=${made.code}&pin=802911`;
}

export interface Reported {
  readonly id: string;
  readonly secret: string;
}

/** A matter as the home itself reports it from its plate. */
export async function reportFrom(
  village: Village,
  home: Home,
  matter: { category: string; title: string },
): Promise<Reported> {
  const [id, secret] = [newId(), randomCode(16)];
  const secretHash = await sha256Hex(secret);
  const input = { case: id, household: home.id, ...matter, text: '早上开始的，两户都一样。', secretHash };
  await say(village, plateActor(home.id, home.ground), 'case.report', input);
  return { id, secret };
}

/** The holder answers, so that the household is asked. */
export async function answer(village: Village, matter: string): Promise<void> {
  const { actor: holder } = await holderOf(village, matter);
  await say(village, holder, 'case.accept', { case: matter });
  await say(village, holder, 'case.answer', { case: matter, text: '管子换好了，请看看水清不清。' });
}

/** A fresh plate of this home; the code is the address after /h/. */
export async function paintPlate(village: Village, home: Home): Promise<{ code: string; short: string }> {
  const [code, short] = [randomCode(26), randomCode(8)];
  const officer = await roomActor(village, 'village');
  await say(village, officer, 'household.plate', { household: home.id, plateHash: hashOf(code), plateShort: short });
  return { code, short };
}

export interface Adult {
  readonly person: string;
  readonly member: string;
}

/** The village verifies an adult of this home. */
export async function verifyAdult(village: Village, home: Home): Promise<Adult> {
  const [member] = await rows<{ id: string; name: string }>(
    village,
    `select id, name from member where household = $1 and left_at is null and born < '1990' order by born limit 1`,
    [home.id],
  );
  if (!member) throw new Error(`${home.door} has no adult`);
  const officer = await roomActor(village, 'village');
  const person = newId();
  await say(village, officer, 'person.register', { person, name: member.name, phone: '', staff: false });
  await say(village, officer, 'member.verify', { member: member.id, person });
  return { person, member: member.id };
}

/** A one-time code with which the adult enters. */
export async function adultCode({ county }: Village, { person, member }: Adult): Promise<string> {
  const made = await inScope(county.database, sessionScope, (tx) =>
    invite(tx, { person, purpose: 'adult', member, by: null }),
  );
  return made.code;
}
