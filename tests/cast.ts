// The fixed cast of the journeys: one county with one village of two groups, its offices, its people and four homes, made through the door.
import { type Actor, nobody, serviceActor } from '#kit/actor.ts';
import { newId, uuidv7 } from '#kit/id.ts';
import { type Database, openDatabase } from '#data/database.ts';
import { emptyScope, inScope } from '#data/scope.ts';
import type { OfficeKind, Role } from '#modules/people/model.ts';
import { roleOf } from '#modules/people/model.ts';
import type { County } from '#server/county.ts';
import { execute } from '#server/execute.ts';
import { copyOf, type FreshDatabase, freshDatabase, type Ground } from '#tests/postgres.ts';

type OfficeName =
  | 'level2'
  | 'level2b'
  | 'level1'
  | 'level1b'
  | 'liaison'
  | 'village'
  | 'keeper'
  | 'township'
  | 'water'
  | 'police'
  | 'farm'
  | 'centre'
  | 'supervision'
  | 'administration';

export interface Cast {
  readonly county: County;
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly areas: Readonly<Record<'county' | 'township' | 'village' | 'group' | 'group2' | 'grid' | 'grid2', string>>;
  readonly grounds: Readonly<Record<'county' | 'township' | 'village' | 'group' | 'group2' | 'grid' | 'grid2', string>>;
  readonly offices: Readonly<Record<OfficeName, string>>;
  readonly homes: Readonly<Record<'one' | 'two' | 'three' | 'four' | 'elsewhere', string>>;
  readonly worker: Actor & { person: string };
  readonly worker2: Actor & { person: string };
  readonly head: Actor & { person: string };
  readonly liaison: Actor & { person: string };
  readonly village: Actor & { person: string };
  readonly keeper: Actor & { person: string };
  readonly township: Actor & { person: string };
  readonly department: Actor & { person: string };
  readonly police: Actor & { person: string };
  readonly farm: Actor & { person: string };
  readonly centre: Actor & { person: string };
  readonly supervision: Actor & { person: string };
  readonly systemAdmin: Actor & { person: string };
  readonly securityAdmin: Actor & { person: string };
  readonly auditAdmin: Actor & { person: string };
  close(): Promise<void>;
}

const importer = serviceActor('import');
const generation = (): string => uuidv7(Date.now());

/** Says one verb as the importer and expects it to be accepted. */
export async function say(county: County, actor: Actor, name: string, input: unknown): Promise<unknown> {
  const answer = await execute(county, actor, {
    v: 1,
    id: newId(),
    name,
    input,
    at: county.now(),
    device: null,
    author: actor.person,
  });
  if (answer.status !== 'accepted') throw new Error(`${name}: ${answer.code} ${JSON.stringify(answer.facts)}`);
  return answer;
}

async function makeAreas(county: County, prefix: string): Promise<{ areas: Cast['areas']; grounds: Cast['grounds'] }> {
  const areas = {
    county: newId(),
    township: newId(),
    village: newId(),
    group: newId(),
    group2: newId(),
    grid: newId(),
    grid2: newId(),
  };
  const open = (
    area: keyof typeof areas,
    kind: string,
    code: string,
    parent: keyof typeof areas | null,
  ): Promise<unknown> =>
    say(county, importer, 'area.open', {
      area: areas[area],
      kind,
      code: prefix + code,
      name: names[area],
      parent: parent && areas[parent],
      validFrom: '2024-01-01',
    });
  const names = {
    county: '云溪县',
    township: '柳湾乡',
    village: '柳湾村',
    group: '一社',
    group2: '二社',
    grid: '1网格',
    grid2: '1网格',
  };
  await open('county', 'county', '', null);
  await open('township', 'township', '101', 'county');
  await open('village', 'village', '101203', 'township');
  await open('group', 'level-1', '101203001', 'village');
  await open('group2', 'level-1', '101203002', 'village');
  await open('grid', 'level-2', '10120300101', 'group');
  await open('grid2', 'level-2', '10120300201', 'group2');
  const at = (tail: string): string => [prefix, ...tail.split('.')].filter(Boolean).join('.');
  const grounds = {
    county: prefix,
    township: at('101'),
    village: at('101.203'),
    group: at('101.203.001'),
    group2: at('101.203.002'),
    grid: at('101.203.001.01'),
    grid2: at('101.203.002.01'),
  };
  return { areas, grounds };
}

const officePlan: readonly [OfficeName, OfficeKind, keyof Cast['areas'], OfficeName | null, string[]][] = [
  ['centre', 'county-centre', 'county', null, []],
  ['township', 'township', 'township', 'centre', []],
  ['village', 'village', 'village', 'township', []],
  ['level1', 'level-1', 'group', 'village', []],
  ['level1b', 'level-1', 'group2', 'village', []],
  ['liaison', 'liaison', 'group', 'village', []],
  ['level2', 'level-2', 'grid', 'level1', []],
  ['level2b', 'level-2', 'grid2', 'level1b', []],
  ['keeper', 'village-specialist', 'village', 'village', ['W1', 'W2', 'W3']],
  ['water', 'department', 'county', 'centre', ['W1', 'W2', 'W3', 'W4', 'W5']],
  ['police', 'department', 'county', 'centre', ['D6', 'F5']],
  ['farm', 'department', 'county', 'centre', ['A1', 'A3', 'S1']],
  ['supervision', 'supervision', 'village', null, []],
  ['administration', 'administration', 'county', null, []],
];

const staffPlan: readonly [keyof Cast & string, OfficeName, string, Role?][] = [
  ['worker', 'level2', '文跃山'],
  ['worker2', 'level2b', '苟进财'],
  ['head', 'level1', '赵永福'],
  ['liaison', 'liaison', '王有德'],
  ['village', 'village', '何启明'],
  ['keeper', 'keeper', '马水生'],
  ['township', 'township', '安学文'],
  ['department', 'water', '石建国'],
  ['police', 'police', '周卫东'],
  ['farm', 'farm', '罗丰年'],
  ['centre', 'centre', '秦中和'],
  ['supervision', 'supervision', '牛监生'],
  ['systemAdmin', 'administration', '系统员', 'system-admin'],
  ['securityAdmin', 'administration', '安全员', 'security-admin'],
  ['auditAdmin', 'administration', '审计员', 'audit-admin'],
];

async function makeOffices(county: County, areas: Cast['areas']): Promise<Record<OfficeName, string>> {
  const offices = Object.fromEntries(officePlan.map(([name]) => [name, newId()])) as Record<OfficeName, string>;
  for (const [name, kind, area, parent, duties] of officePlan) {
    await say(county, importer, 'office.open', {
      office: offices[name],
      kind,
      name: `${name}办`,
      area: areas[area],
      parent: parent && offices[parent],
      phone: '19900000000',
      supervisionPhone: '19900000099',
      duties,
    });
  }
  return offices;
}

async function makeStaff(
  county: County,
  offices: Record<OfficeName, string>,
  grounds: Cast['grounds'],
): Promise<Record<string, Actor>> {
  const actors: Record<string, Actor> = {};
  for (const [i, [who, office, name, role]] of staffPlan.entries()) {
    const person = newId();
    const post = newId();
    await say(county, importer, 'person.register', { person, name, phone: `1990000${String(1000 + i)}`, staff: true });
    await say(county, importer, 'post.assign', {
      post,
      person,
      office: offices[office],
      role,
      fromAt: 0,
      toAt: county.now() + 3 * 365 * 86_400_000,
      chosen: 'appointment',
    });
    const [, kind, area] = officePlan.find(([one]) => one === office) ?? officePlan[0]!;
    const held = {
      id: post,
      office: offices[office],
      officeKind: kind,
      role: role ?? roleOf[kind],
      ground: grounds[area],
      deputising: false,
    };
    actors[who] = { ...nobody, person, standing: 'staff', posts: [held] };
  }
  return actors;
}

async function makeHomes(county: County, areas: Cast['areas']): Promise<Cast['homes']> {
  const homes = { one: newId(), two: newId(), three: newId(), four: newId(), elsewhere: newId() };
  for (const [i, home] of (Object.keys(homes) as (keyof typeof homes)[]).entries()) {
    const grid = home === 'elsewhere' ? areas.grid2 : areas.grid;
    await say(county, importer, 'household.register', {
      household: homes[home],
      grid,
      door: `1-0${i + 1}`,
      head: ['杜来顺', '马玉林', '安桂香', '石来顺', '罗二虎'][i],
      phone: `1990000200${i}`,
      supplyPoints: [`T1-0${i + 1}`],
    });
  }
  return homes;
}

/** A cast on a database that is somebody else's. */
export type CastOn = Omit<Cast, 'ownerUrl' | 'appUrl' | 'close'>;

interface CastOptions {
  /** Tells two counties apart. */
  readonly prefix?: string;
  readonly now?: () => number;
}

const countyOn = (database: Database, facts: County['facts'], now = () => Date.now()): County => ({
  database,
  facts,
  publicUrl: null,
  trustProxy: false,
  now,
  log: () => {},
});

/** The usual cast is made once in a run and copied: everybody in it has the same ids in each copy. */
const usual: Ground = {
  name: 'zd_cast',
  fill: async (urls) => {
    const database = await openDatabase(urls);
    const { county, ...others } = await castOn(database);
    await database.close();
    return JSON.stringify({ facts: county.facts, others });
  },
};

async function copyUsual(): Promise<{ fresh: FreshDatabase; cast: CastOn }> {
  const { fresh, kept } = await copyOf(usual);
  const { facts, others } = JSON.parse(kept) as { facts: County['facts']; others: Omit<CastOn, 'county'> };
  return { fresh, cast: { county: countyOn(fresh.database, facts), ...others } };
}

async function makeAnew(options: CastOptions): Promise<{ fresh: FreshDatabase; cast: CastOn }> {
  const fresh = await freshDatabase();
  return { fresh, cast: await castOn(fresh.database, options) };
}

/** A county whose clock can be set. `own`: ids that no other cast has, for phones that keep what they know under them. */
export async function makeCast({ own = false, ...options }: CastOptions & { own?: boolean } = {}): Promise<Cast> {
  const isUsual = !own && options.prefix === undefined && options.now === undefined;
  const { fresh, cast } = isUsual ? await copyUsual() : await makeAnew(options);
  return { ...cast, ownerUrl: fresh.ownerUrl, appUrl: fresh.appUrl, close: () => fresh.close() };
}

/** The same cast on a database that is already open and migrated, for benchmarks and faults that bring their own PostgreSQL. */
export async function castOn(database: Database, options: CastOptions = {}): Promise<CastOn> {
  const facts = {
    name: '云溪县',
    filingNumber: '备案0001',
    complaintPhone: '0900-555-0199',
    demo: false,
    generation: generation(),
  };
  await inScope(database, { ...emptyScope, standing: 'service', service: 'import' }, (tx) =>
    tx.exec('insert into county (generation, name, filing_number, complaint_phone) values ($1, $2, $3, $4)', [
      facts.generation,
      facts.name,
      facts.filingNumber,
      facts.complaintPhone,
    ]),
  );
  const county = countyOn(database, facts, options.now);
  const { areas, grounds } = await makeAreas(county, options.prefix ?? '629901');
  const offices = await makeOffices(county, areas);
  const actors = await makeStaff(county, offices, grounds);
  const homes = await makeHomes(county, areas);
  return { county, areas, grounds, offices, homes, ...actors } as unknown as CastOn;
}
