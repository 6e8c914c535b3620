// Rules without a database: a small village as plain records, and verbs decided and applied purely.
import { createHash } from 'node:crypto';
import { type Actor, nobody } from '#kit/actor.ts';
import type { Fact, Loaded, RecordBase, RecordKind, Verb } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { Case } from '#modules/case/model.ts';
import { blank } from '#modules/case/rules.ts';
import type { Household, Member } from '#modules/household/model.ts';
import { type OfficeKind, type Post, type Role, roleOf, type StaffedOffice } from '#modules/people/model.ts';
import type { Area, AreaKind } from '#modules/territory/model.ts';

/** A readable name as a stable UUID: the same name is the same id in every test. */
export function idOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export type Loose = readonly [kind: string, record: RecordBase];

export function loadedFrom(found: readonly Loose[]): Loaded {
  const find = <R extends RecordBase>(kind: string, id: string): R | undefined =>
    found.find((one) => one[0] === kind && one[1].id === id)?.[1] as R | undefined;
  return {
    find,
    get: <R extends RecordBase>(kind: string, id: string): R => {
      const record = find<R>(kind, id);
      if (!record) throw new Problem('refused', 'not-yours');
      return record;
    },
    list: <R extends RecordBase>(kind: string): R[] =>
      found.flatMap(([one, record]) => (one === kind ? [record as R] : [])),
  };
}

/** A Monday morning in China, no holiday near. */
export const monday = Date.parse('2026-11-23T09:00:00+08:00');

export const grounds = {
  county: '629901',
  township: '629901.101',
  village: '629901.101.203',
  group: '629901.101.203.001',
  grid: '629901.101.203.001.01',
  elsewhere: '629901.101.203.002.01',
} as const;

type OfficeName =
  | 'level2'
  | 'level1'
  | 'liaison'
  | 'village'
  | 'keeper'
  | 'township'
  | 'water'
  | 'police'
  | 'centre'
  | 'administration';
const plan: Readonly<
  Record<OfficeName, readonly [OfficeKind, keyof typeof grounds, OfficeName | null, readonly string[]]>
> = {
  level2: ['level-2', 'grid', 'level1', []],
  level1: ['level-1', 'group', 'village', []],
  liaison: ['liaison', 'group', 'village', []],
  village: ['village', 'village', 'township', []],
  keeper: ['village-specialist', 'village', 'village', ['W1']],
  township: ['township', 'township', 'centre', []],
  water: ['department', 'county', 'centre', ['W1']],
  police: ['department', 'county', 'centre', ['D6']],
  centre: ['county-centre', 'county', null, []],
  administration: ['administration', 'county', null, []],
};

export function officeOf(name: OfficeName, changes: Partial<StaffedOffice> = {}): StaffedOffice {
  const [kind, ground, parent, duties] = plan[name];
  const person = idOf(`person ${name}`);
  return {
    id: idOf(`office ${name}`),
    ground: grounds[ground],
    version: 1,
    kind,
    name: `${name}办`,
    area: idOf(`area ${ground}`),
    parent: parent && idOf(`office ${parent}`),
    phone: '',
    supervisionPhone: '',
    duties,
    deputy: null,
    closedAt: null,
    staffed: true,
    sitting: [person],
    ...changes,
  };
}

export const chain = (changes: Partial<Record<OfficeName, Partial<StaffedOffice>>> = {}): Loose[] =>
  (Object.keys(plan) as OfficeName[]).map((name) => ['office', officeOf(name, changes[name])] as const);

/** The person who sits in that office. */
export function actorOf(name: OfficeName, role?: Role): Actor {
  const [kind, ground] = plan[name];
  const post = {
    id: idOf(`post ${name}`),
    office: idOf(`office ${name}`),
    officeKind: kind,
    role: role ?? roleOf[kind],
    ground: grounds[ground],
    deputising: false,
  };
  return { ...nobody, person: idOf(`person ${name}`), standing: 'staff', posts: [post] };
}

export const areaOf = (kind: AreaKind, ground: keyof typeof grounds, code: string): Area => ({
  id: idOf(`area ${ground}`),
  ground: grounds[ground],
  version: 1,
  kind,
  code,
  name: ground,
  parent: null,
  validFrom: '2024-01-01',
  validTo: null,
  predecessors: [],
  shape: null,
});

export const homeOf = (changes: Partial<Household> = {}): Household => ({
  id: idOf('home'),
  ground: grounds.grid,
  version: 1,
  grid: idOf('area grid'),
  door: '1-01',
  head: '杜来顺',
  pinyin: '',
  phone: '',
  home: 'at-home',
  lat: null,
  lon: null,
  visitInterval: 180,
  care: [],
  howToCome: '',
  supplyPoints: [],
  lastVisit: null,
  plateHash: null,
  plateShort: null,
  noticedAt: null,
  closedAt: null,
  disputed: [],
  declined: [],
  ...changes,
});

export const memberOf = (changes: Partial<Member> = {}): Member => ({
  id: idOf('member'),
  ground: grounds.grid,
  version: 1,
  household: idOf('home'),
  name: '杜来顺',
  pinyin: '',
  relation: '户主',
  sex: '男',
  born: '1954-03',
  phone: '',
  person: null,
  verifiedAt: null,
  leftAt: null,
  ...changes,
});

export const postOf = (name: OfficeName, changes: Partial<Post> = {}): Post => ({
  id: idOf(`post ${name}`),
  ground: grounds[plan[name][1]],
  version: 1,
  person: idOf(`person ${name}`),
  office: idOf(`office ${name}`),
  role: roleOf[plan[name][0]],
  fromAt: 0,
  toAt: monday + 86_400_000,
  chosen: 'appointment',
  endedAt: null,
  endReason: null,
  awayFrom: null,
  awayTo: null,
  deputy: null,
  ...changes,
});

/** A turbid-water matter that the level-1 head has just received. */
export const caseOf = (changes: Partial<Case> = {}): Case => ({
  ...blank,
  id: idOf('case'),
  ground: grounds.grid,
  version: 1,
  number: 2601,
  household: idOf('home'),
  category: 'W1',
  severity: '2',
  title: '自来水浑',
  text: '',
  state: 'reported',
  restricted: false,
  namedOffice: null,
  holder: idOf('office level1'),
  holderSince: monday,
  holderBy: null,
  firstReceiver: idOf('office level2'),
  copied: [],
  reporter: null,
  reporterStanding: 'staff',
  complainedOf: [],
  visit: null,
  sameAs: null,
  subject: null,
  secretHash: null,
  reportedAt: monday,
  claimedAt: monday,
  respondBy: null,
  resolveBy: null,
  lat: null,
  lon: null,
  changedAt: monday,
  ...changes,
});

export interface Saying {
  readonly actor: Actor;
  readonly records: readonly Loose[];
  readonly now?: number;
  readonly at?: number;
}

/** What the verb decides, with its input read as the doors read it. Throws the Problem it refuses with. */
export function decide<I>(
  verb: Verb<I>,
  input: unknown,
  { actor, records, now = monday, at = now }: Saying,
): readonly Fact[] {
  return verb.decide(verb.input.parse(input), {
    commandId: idOf('command'),
    at,
    now,
    actor,
    loaded: loadedFrom(records),
  });
}

/** The record after those of the facts that are its own. */
export const applied = <R extends RecordBase>(kind: RecordKind<R>, before: R | undefined, facts: readonly Fact[]): R =>
  facts
    .filter((fact) => fact.kind === kind.kind && (!before || fact.id === before.id))
    .reduce<R | undefined>((record, fact) => kind.apply(record, fact), before) as R;
