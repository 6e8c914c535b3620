// The county of the access matrix: the cast, and beside it everybody else whose rights differ, with their sessions and phones.
import { type Actor, nobody, serviceActor } from '#kit/actor.ts';
import { newId } from '#kit/id.ts';
import { inScope } from '#data/scope.ts';
import { hashOf, plateActor, secretActor, sessionScope, signedInBy } from '#server/session.ts';
import type { Ways } from '#server/telling/send.ts';
import { type Cast, makeCast, say } from '#tests/cast.ts';
import { type Caller, type Running, run } from '#tests/running.ts';

export const importer = serviceActor('import');
export const plateCode = 'P1ATE0F0H0ME0NE00000000000';
export const caseSecret = 'SECRETCASE000001';

/** One who may or may not: by HTTP as `caller`; the visitor of a plate and the holder of a secret have no session and come as `actor`. */
export interface Somebody {
  readonly caller: Caller;
  readonly actor: Actor;
}
export interface Matrix {
  readonly cast: Cast;
  readonly server: Running;
  readonly people: Readonly<Record<string, Somebody>>;
  /** Member rows of home one: the adult, the other adult; and of home two the neighbour. */
  readonly members: Readonly<Record<'adult' | 'adult2' | 'neighbour', string>>;
  /** Another village of the same township. */
  readonly village2: { readonly area: string; readonly office: string };
  /** Posts to set and end: of the worker and of the township officer. */
  readonly posts: Readonly<Record<'worker' | 'township', string>>;
  readonly station: string;
  readonly secretCase: string;
  stop(): Promise<void>;
}

const year = 365 * 86_400_000;

export async function addPost(
  cast: Cast,
  name: string,
  office: string,
  toAt = cast.county.now() + year,
): Promise<{ person: string; post: string }> {
  const [person, post] = [newId(), newId()];
  await say(cast.county, importer, 'person.register', { person, name, phone: '', staff: true });
  await say(cast.county, importer, 'post.assign', { post, person, office, fromAt: 0, toAt, chosen: 'appointment' });
  return { person, post };
}

export async function addAdult(
  cast: Cast,
  household: string,
  name: string,
): Promise<{ person: string; member: string }> {
  const [person, member] = [newId(), newId()];
  await say(cast.county, importer, 'member.add', { member, household, name, born: '1970-05' });
  await say(cast.county, importer, 'person.register', { person, name, staff: false, member });
  await say(cast.county, cast.village, 'member.verify', { member, person });
  return { person, member };
}

async function addVillage(cast: Cast, prefix: string): Promise<{ area: string; office: string; station: string }> {
  const [area, office, station] = [newId(), newId(), newId()];
  const { county } = cast;
  await say(county, importer, 'area.open', {
    area,
    kind: 'village',
    code: `${prefix}101204`,
    name: '杨湾村',
    parent: cast.areas.township,
    validFrom: '2024-01-01',
  });
  await say(county, importer, 'office.open', {
    office,
    kind: 'village',
    name: '杨湾村委会',
    area,
    parent: cast.offices.township,
  });
  await say(county, importer, 'office.open', {
    office: station,
    kind: 'field-office',
    name: '水利站',
    area: cast.areas.township,
    parent: cast.offices.township,
    duties: ['W1'],
  });
  return { area, office, station };
}

/** Who may have a phone. */
export const phoneHolders = [
  'worker',
  'worker2',
  'head',
  'liaison',
  'village',
  'keeper',
  'township',
  'department',
  'police',
  'centre',
  'supervision',
] as const;
const staffNames = [...phoneHolders, 'farm'] as const;

/** A case of home one reported behind its plate, so that its household follows it by the secret. */
async function reportByPlate(cast: Cast): Promise<string> {
  const id = newId();
  const input = { case: id, household: cast.homes.one, category: 'W1', title: '水浑', secretHash: hashOf(caseSecret) };
  await say(cast.county, plateActor(cast.homes.one, cast.grounds.grid), 'case.report', input);
  return id;
}

/** Sessions for everybody; the one whose post ended signed in before it did, and the worker's lost phone is revoked. */
async function signAllIn(
  cast: Cast,
  server: Running,
  others: Readonly<Record<string, { person: string; post?: string; adultOf?: string }>>,
): Promise<Record<string, Somebody>> {
  const people: Record<string, Somebody> = {};
  const { database } = cast.county;
  const staff: typeof others = Object.fromEntries(staffNames.map((name) => [name, { person: cast[name].person }]));
  const callers = new Map<string, Caller>();
  for (const [name, { person, adultOf }] of Object.entries({ ...staff, ...others }))
    callers.set(name, await server.session(person, adultOf));
  await say(cast.county, cast.securityAdmin, 'post.end', { post: others.ended?.post, reason: '届满' });
  for (const [name, caller] of callers)
    people[name] = { caller, actor: (await signedInBy(database, caller.cookie ?? ''))?.actor ?? nobody };
  const phone = await server.phone(cast.worker);
  await server.call(phone, 'GET', '/pull');
  await inScope(database, sessionScope, (tx) =>
    tx.exec('update device set revoked_at = now() where id = $1', [phone.device]),
  );
  people.revoked = { caller: phone, actor: nobody };
  people.anonymous = { caller: {}, actor: nobody };
  return people;
}

/** `prefix` is the county's division code; `ways` how it tells, where not as usual. */
export async function makeMatrix(prefix = '629901', ways?: Ways): Promise<Matrix> {
  const cast = await makeCast({ prefix });
  const { county, offices, homes } = cast;
  const second = await addVillage(cast, prefix);
  const [village2, head2, station, ended] = [
    await addPost(cast, '杨村官', second.office),
    await addPost(cast, '苟二社', offices.level1b),
    await addPost(cast, '站长', second.station),
    await addPost(cast, '前社长', offices.level1),
  ];
  await say(county, importer, 'household.plate', {
    household: homes.one,
    plateHash: hashOf(plateCode),
    plateShort: 'ABCDEFGH',
  });
  const adult = await addAdult(cast, homes.one, '杜来顺');
  const adult2 = await addAdult(cast, homes.one, '马秀英');
  const neighbour = await addAdult(cast, homes.two, '马玉林');
  const secretCase = await reportByPlate(cast);
  const server = await run(cast, ways);
  const people = await signAllIn(cast, server, {
    system: { person: cast.systemAdmin.person },
    security: { person: cast.securityAdmin.person },
    audit: { person: cast.auditAdmin.person },
    village2,
    head2,
    station,
    ended,
    adult: { person: adult.person, adultOf: homes.one },
    adult2: { person: adult2.person, adultOf: homes.one },
    neighbour: { person: neighbour.person, adultOf: homes.two },
  });
  people.plate = { caller: { cookie: plateCode }, actor: plateActor(homes.one, cast.grounds.grid) };
  people.secret = { caller: { cookie: caseSecret }, actor: secretActor(secretCase) };
  return {
    cast,
    server,
    people,
    members: { adult: adult.member, adult2: adult2.member, neighbour: neighbour.member },
    village2: second,
    posts: { worker: cast.worker.posts[0]?.id ?? '', township: cast.township.posts[0]?.id ?? '' },
    station: second.station,
    secretCase,
    stop: async () => {
      await server.stop();
      await cast.close();
    },
  };
}

/** Home three stands in grid 1 again. */
export const giveBack = async ({ cast }: Matrix): Promise<void> => {
  await say(cast.county, cast.village, 'household.move', { household: cast.homes.three, grid: cast.areas.grid });
};
