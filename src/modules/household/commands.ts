// What can be done with a household: register, change, move, plate, members, verification of an adult.
import * as z from 'zod/mini';
import { type Actor, servesGround } from '#kit/actor.ts';
import { defineVerb, type Fact } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { Area } from '#modules/territory/model.ts';
import { disputable, type Household, homeStates, type Member } from './model.ts';
import { isAdult } from './rules.ts';
import { isSame, wanted, weigh, type Words } from './rules-words.ts';

const text = (max: number): z.ZodMiniString => z.string().check(z.maxLength(max));
const name = z.string().check(z.minLength(1), z.maxLength(60));
const degrees = z.nullable(z.number().check(z.gte(-180), z.lte(180)));
const village = ['village-officer'];
const field = ['level-2-worker', 'level-1-head', 'liaison-officer', 'village-officer'];

/** HOME-1: the roster is kept by the village office; the grid's own workers keep what they see at the door. */
function mayKeep(actor: Actor, ground: string, who: readonly string[]): void {
  if (actor.service !== 'import' && !servesGround(actor, ground, who)) throw new Problem('refused', 'not-yours');
}

const changeable = {
  head: z.optional(name),
  pinyin: z.optional(text(200)),
  phone: z.optional(text(20)),
  home: z.optional(z.enum(homeStates)),
  lat: z.optional(degrees),
  lon: z.optional(degrees),
  visitInterval: z.optional(z.int().check(z.gte(1), z.lte(366))),
  care: z.optional(z.array(text(30)).check(z.maxLength(8))),
  howToCome: z.optional(text(100)),
  supplyPoints: z.optional(z.array(text(40)).check(z.maxLength(8))),
};

export const registerHousehold = defineVerb({
  name: 'household.register',
  input: z.object({
    household: z.uuid(),
    grid: z.uuid(),
    door: z.string().check(z.minLength(1), z.maxLength(20)),
    head: name,
    pinyin: z._default(text(200), ''),
    phone: z._default(text(20), ''),
    home: z._default(z.enum(homeStates), 'at-home'),
    lat: z._default(degrees, null),
    lon: z._default(degrees, null),
    visitInterval: z._default(z.int().check(z.gte(1), z.lte(366)), 180),
    care: z._default(z.array(text(30)).check(z.maxLength(8)), []),
    howToCome: z._default(text(100), ''),
    supplyPoints: z._default(z.array(text(40)).check(z.maxLength(8)), []),
  }),
  who: [...village, 'service:import'],
  offline: false,
  needs: (input) => [{ kind: 'area', id: input.grid }],
  decide(input, { actor, loaded }) {
    const grid = loaded.get<Area>('area', input.grid);
    mayKeep(actor, grid.ground, village);
    // HOME-2: a household belongs to exactly one level-2 grid at a time.
    if (grid.kind !== 'level-2') throw new Problem('invalid', 'household-needs-grid');
    const { household, ...data } = input;
    return [{ name: 'household.registered', kind: 'household', id: household, data: { ...data, ground: grid.ground } }];
  },
});

export const changeHousehold = defineVerb({
  name: 'household.change',
  input: z.object({ household: z.uuid(), ...changeable, was: z._default(z.object(changeable), {}) }),
  who: [...field, 'service:import'],
  offline: true,
  needs: (input) => [{ kind: 'household', id: input.household }],
  decide(input, { commandId, actor, loaded, at }) {
    const home = loaded.get<Household>('household', input.household);
    mayKeep(actor, home.ground, field);
    const { household: id, was, ...said } = input;
    // HOME-19: a phone does not know what the home declined; the county does.
    const offers = said.care ? { care: wanted(said.care, home.declined ?? []) } : {};
    const { changed, disputed } = weigh(home, { ...said, ...offers } as Words, was as Words);
    const facts: Fact[] = [];
    if (Object.keys(changed).length > 0 || disputed.length === 0)
      facts.push({ name: 'household.changed', kind: 'household', id, data: changed });
    // HOME-11: of the same thing what stands stays, and the other word is kept beside it.
    const words = disputed.map((one) => ({
      command: commandId,
      field: one,
      said: (said as Words)[one],
      person: actor.person,
      at,
    }));
    if (words.length > 0) facts.push({ name: 'household.disputed', kind: 'household', id, data: { words } });
    return facts;
  },
});

export const settleHousehold = defineVerb({
  name: 'household.settle',
  input: z.object({
    household: z.uuid(),
    field: z.enum(disputable),
    /** The word that shall hold; null: what stands stays. */
    command: z.nullable(z.uuid()),
    /** What stood on the screen. */
    stands: z.unknown(),
  }),
  who: ['level-1-head', ...village],
  offline: true,
  needs: (input) => [{ kind: 'household', id: input.household }],
  decide({ household: id, field: thing, command, stands }, { actor, loaded }) {
    const home = loaded.get<Household>('household', id);
    mayKeep(actor, home.ground, ['level-1-head', ...village]);
    const words = home.disputed.filter((word) => word.field === thing);
    // HOME-12: settled by what stood on the screen; what another settled or changed meanwhile is looked at anew.
    if (words.length === 0 || (command !== null && !words.some((word) => word.command === command)))
      throw new Problem('conflict', 'words-settled');
    if (!isSame(home[thing], stands)) throw new Problem('conflict', 'version-moved');
    return [{ name: 'household.settled', kind: 'household', id, data: { field: thing, command } }];
  },
});

export const moveHousehold = defineVerb({
  name: 'household.move',
  input: z.object({
    household: z.uuid(),
    grid: z.uuid(),
    members: z._default(z.array(z.uuid()).check(z.maxLength(40)), []),
  }),
  who: village,
  offline: false,
  needs: (input) => [
    { kind: 'household', id: input.household },
    { kind: 'area', id: input.grid },
    { kind: 'members-of', id: input.household },
  ],
  decide(input, { actor, loaded }) {
    const home = loaded.get<Household>('household', input.household);
    const grid = loaded.get<Area>('area', input.grid);
    mayKeep(actor, home.ground, village);
    mayKeep(actor, grid.ground, village);
    if (grid.kind !== 'level-2') throw new Problem('invalid', 'household-needs-grid');
    const data = { ground: grid.ground, grid: grid.id, leftGround: home.ground };
    return [
      { name: 'household.moved', kind: 'household', id: home.id, data },
      ...loaded.list<Member>('member').map((member) => ({ name: 'member.moved', kind: 'member', id: member.id, data })),
    ];
  },
});

export const plateHousehold = defineVerb({
  name: 'household.plate',
  input: z.object({
    household: z.uuid(),
    plateHash: z.string().check(z.length(64)),
    plateShort: z.string().check(z.length(8)),
  }),
  who: [...village, 'service:import'],
  offline: false,
  needs: (input) => [{ kind: 'household', id: input.household }],
  decide(input, { actor, loaded }) {
    const home = loaded.get<Household>('household', input.household);
    mayKeep(actor, home.ground, village);
    const { household, ...data } = input;
    return [{ name: 'household.plated', kind: 'household', id: household, data }];
  },
});

export const addMember = defineVerb({
  name: 'member.add',
  input: z.object({
    member: z.uuid(),
    household: z.uuid(),
    name,
    pinyin: z._default(text(200), ''),
    relation: z._default(text(20), ''),
    sex: z._default(text(4), ''),
    born: z._default(text(10), ''),
    phone: z._default(text(20), ''),
  }),
  who: [...field, 'service:import'],
  offline: true,
  needs: (input) => [{ kind: 'household', id: input.household }],
  decide(input, { actor, loaded }) {
    const home = loaded.get<Household>('household', input.household);
    mayKeep(actor, home.ground, field);
    const { member, ...data } = input;
    return [{ name: 'member.added', kind: 'member', id: member, data: { ...data, ground: home.ground } }];
  },
});

export const changeMember = defineVerb({
  name: 'member.change',
  input: z.object({
    member: z.uuid(),
    relation: z.optional(text(20)),
    sex: z.optional(text(4)),
    born: z.optional(text(10)),
    phone: z.optional(text(20)),
  }),
  who: ['service:import'],
  offline: false,
  needs: (input) => [{ kind: 'member', id: input.member }],
  decide(input, { actor, loaded }) {
    const { ground } = loaded.get<Member>('member', input.member);
    mayKeep(actor, ground, []);
    const { member: id, ...data } = input;
    return [{ name: 'member.changed', kind: 'member', id, data }];
  },
});

export const leaveMember = defineVerb({
  name: 'member.leave',
  input: z.object({ member: z.uuid() }),
  who: field,
  offline: true,
  needs: (input) => [{ kind: 'member', id: input.member }],
  decide(input, { actor, loaded, now }) {
    const member = loaded.get<Member>('member', input.member);
    mayKeep(actor, member.ground, field);
    return [{ name: 'member.left', kind: 'member', id: member.id, data: { at: now } }];
  },
});

export const verifyMember = defineVerb({
  name: 'member.verify',
  input: z.object({ member: z.uuid(), person: z.uuid() }),
  who: village,
  offline: false,
  needs: (input) => [{ kind: 'member', id: input.member }],
  decide(input, { actor, loaded, now }) {
    // HOME-6: an adult is verified by the village desk, never by the grid worker who visits the home.
    const member = loaded.get<Member>('member', input.member);
    mayKeep(actor, member.ground, village);
    if (!isAdult(member.born, now)) throw new Problem('invalid', 'member-not-adult');
    return [{ name: 'member.verified', kind: 'member', id: member.id, data: { person: input.person, at: now } }];
  },
});

export const householdVerbs = [
  registerHousehold,
  changeHousehold,
  settleHousehold,
  moveHousehold,
  plateHousehold,
  addMember,
  changeMember,
  leaveMember,
  verifyMember,
];
