// The table of tests/case-acts.expected.tsv, walked whole: every verb on a matter, by everybody, in every state it may stand in.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { type Actor, type ActorPost, isAmong, nobody, serviceActor } from '#kit/actor.ts';
import type { Verb } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import { caseVerbs } from '#modules/case/commands-desk.ts';
import { type Case, caseStates, sideStates } from '#modules/case/model.ts';
import { actsOn } from '#modules/case/rules-acts.ts';
import { type OfficeKind, roles, type StaffedOffice } from '#modules/people/model.ts';
import { caseOf, chain, decide, grounds, homeOf, idOf, type Loose, monday, officeOf } from '#tests/loaded.ts';

const day = 86_400_000;
const office = (name: string): string => idOf(`office ${name}`);

/** Where a matter may stand; each with what it carries then. Asked for help and with an office called to it throughout. */
const told = { answeredAt: monday - 9 * day, toldAt: monday - 8 * day, stoppedAt: monday - 9 * day };
const gone = { ...told, state: 'closed', closedAt: monday - day } as const;
const situations: Readonly<Record<string, Partial<Case>>> = {
  reported: { state: 'reported' },
  accepted: { state: 'accepted' },
  'accepted/returned': { state: 'accepted', side: 'returned', returns: 1 },
  'in-progress': { state: 'in-progress' },
  'in-progress/late': { state: 'in-progress', resolveBy: monday - day },
  'in-progress/reopened': { state: 'in-progress', side: 'reopened', outcome: 'not-solved' },
  'in-progress/supervised': { state: 'in-progress', supervisedAt: monday - day, supervisedBy: office('centre') },
  'in-progress/disputed': { state: 'in-progress', returns: 1, disputedAt: monday - day },
  'in-progress/suspended': { state: 'in-progress', side: 'suspended', stoppedAt: monday - day, reviewAt: monday - 1 },
  'in-progress/merged': { state: 'in-progress', side: 'merged', incident: idOf('incident') },
  answered: { ...told, state: 'answered', toldAt: null },
  'answered/merged': { ...told, state: 'answered', side: 'merged', toldAt: null, incident: idOf('incident') },
  'answered/referred': { ...told, state: 'answered', side: 'referred', toldAt: null, route: 'court' },
  'household-check': { ...told, state: 'household-check' },
  closed: { ...gone, outcome: 'solved', proof: 'visit' },
  'closed/no-answer': { ...gone, outcome: 'no-answer' },
  'closed/referred': { ...gone, side: 'referred', route: 'court' },
  'closed/withdrawn': { ...gone, side: 'withdrawn' },
  restricted: { state: 'reported', restricted: true, number: null, firstReceiver: null },
};
const all = [...Object.keys(situations), 'none'];
const groups: Readonly<Record<string, readonly string[]>> = {
  work: [
    'reported',
    'accepted',
    'accepted/returned',
    'in-progress',
    'in-progress/late',
    'in-progress/reopened',
    'in-progress/supervised',
  ],
  open: all.filter((one) => !one.startsWith('closed') && one !== 'restricted' && one !== 'none'),
  any: all.filter((one) => one !== 'restricted' && one !== 'none'),
  near: ['level-2-worker', 'level-1-head', 'liaison-officer', 'village-officer', 'village-specialist'],
  desks: ['township-officer', 'field-officer', 'department-officer', 'county-officer'],
};
const named = (words: string): string[] =>
  words
    .split(' ')
    .flatMap((word) => (word === 'all' ? [...(groups.near ?? []), ...(groups.desks ?? [])] : (groups[word] ?? [word])));

const [, ...lines] = readFileSync(path.join(import.meta.dirname, 'case-acts.expected.tsv'), 'utf8')
  .trim()
  .split('\n')
  .filter((line) => !line.startsWith('#'));
const table = lines.map((line) => {
  const [verb = '', relation = '', who = '', states = '', ...more] = line.split('\t');
  if (states === '' || more.length > 0) throw new Error(`a line of the table is not whole: ${line}`);
  return { verb, relation, who: new Set(named(who)), states: new Set(named(states)) };
});
const expected = new Set(
  table.flatMap(({ verb, relation, who, states }) =>
    [...who].flatMap((one) => [...states].map((state) => `${verb} | ${relation} | ${one} | ${state}`)),
  ),
);

const seats = {
  'level-2-worker': 'level2',
  'level-1-head': 'level1',
  'liaison-officer': 'liaison',
  'village-officer': 'village',
  'village-specialist': 'keeper',
  'township-officer': 'township',
  'field-officer': 'station',
  'department-officer': 'water',
  'county-officer': 'centre',
  'supervision-member': 'supervision',
} as const;
const station = officeOf('water', {
  id: office('station'),
  kind: 'field-office',
  ground: grounds.township,
  parent: office('township'),
  sitting: [idOf('person station')],
});
const farm = officeOf('police', { id: office('farm'), duties: [], sitting: [idOf('person farm')] });
const supervision = officeOf('police', { id: office('supervision'), kind: 'supervision', duties: [] });
const offices: readonly Loose[] = [...chain(), ...[station, farm, supervision].map((one) => ['office', one] as const)];
const kindOf = (id: string): OfficeKind | undefined =>
  (offices.find(([, one]) => one.id === id)?.[1] as StaffedOffice | undefined)?.kind;

interface Who {
  readonly relation: string;
  readonly name: string;
  readonly actor: Actor;
  readonly holder: string;
}

function staffActor(role: (typeof roles)[number], apart: boolean): Actor {
  const seat = (seats as Readonly<Record<string, string>>)[role] ?? 'administration';
  const known = offices.find(([, one]) => one.id === office(seat))?.[1] as StaffedOffice;
  const post: ActorPost = {
    id: idOf(`post ${role}`),
    office: apart ? idOf(`another office for ${role}`) : known.id,
    officeKind: known.kind,
    role,
    ground: apart ? grounds.elsewhere : known.ground,
    deputising: false,
  };
  return { ...nobody, person: idOf(`person of ${role}`), standing: 'staff', posts: [post] };
}

function everybody(): Who[] {
  const staff = roles.flatMap((role): Who[] => {
    const mine = staffActor(role, false);
    const seat = mine.posts[0]?.office ?? '';
    const elsewhere = seat === office('water') ? office('station') : office('water');
    return [
      { relation: 'holds', name: role, actor: mine, holder: seat },
      { relation: 'ground', name: role, actor: mine, holder: elsewhere },
      { relation: 'apart', name: role, actor: staffActor(role, true), holder: elsewhere },
    ];
  });
  const holder = office('water');
  const home = { household: idOf('home'), ground: grounds.grid };
  const far = { household: idOf('another home'), ground: grounds.elsewhere };
  const as = (relation: string, name: string, part: Partial<Actor>): Who => ({
    relation,
    name,
    holder,
    actor: { ...nobody, ...part },
  });
  return [
    ...staff,
    as('own', 'adult', { ...home, standing: 'adult', person: idOf('adult') }),
    as('other', 'adult', { ...far, standing: 'adult', person: idOf('adult') }),
    as('own', 'plate', { ...home, standing: 'plate' }),
    as('other', 'plate', { ...far, standing: 'plate' }),
    as('own', 'secret', { standing: 'secret', caseId: idOf('case') }),
    as('other', 'secret', { standing: 'secret', caseId: idOf('another case') }),
    as('other', 'nobody', {}),
    ...['jobs', 'import', 'door'].map((service) => ({
      relation: 'service',
      name: service,
      holder,
      actor: serviceActor(service),
    })),
  ];
}

const text = { text: '缘由' };
/** What is said with each verb; two lines where it matters what is said. */
const inputs: Readonly<Record<string, (who: Who) => object>> = {
  'case.report': () => ({ household: idOf('home'), category: 'W1', title: '水浑' }),
  'case.dispatch': ({ name }) => ({ office: office(name === 'village-officer' ? 'keeper' : 'water') }),
  'case.rule': () => ({ ...text, office: office('police') }),
  'case.extend': () => ({ ...text, by: 1 }),
  'case.suspend': () => ({ ...text, reviewAt: monday + 9 * day }),
  'case.refer': () => ({ ...text, route: 'court' }),
  'case.say solved': ({ actor }) => ({ outcome: 'solved', by: actor.standing === 'staff' ? 'visit' : null }),
  'case.say not-solved': ({ actor }) => ({ outcome: 'not-solved', by: actor.standing === 'staff' ? 'visit' : null }),
  'case.rate': () => ({ rating: 'good' }),
  'case.satisfy': () => ({ satisfied: true }),
  'case.call-offices': () => ({ ...text, offices: [farm.id] }),
  'case.came': () => ({ office: office('police') }),
  'case.follow': () => ({ household: idOf('home') }),
};
const said = [...new Set([...caseVerbs.map((verb) => verb.name), ...Object.keys(inputs)])].filter(
  (name) => name !== 'case.say',
);
const verbOf = (name: string): Verb => caseVerbs.find((verb) => verb.name === name.split(' ')[0]) as unknown as Verb;

const deciders = { severity: '2', respondBy: monday + day, resolveBy: monday + day, respondedAt: monday - day };
/** What cannot come about: a dispute of duty lies with the county centre, and the named office is one of wide trust. */
function exists(name: string, state: string, { relation, name: role, actor }: Who): boolean {
  if (name === 'case.report') return state === 'none';
  if (state === 'in-progress/disputed' && actor.standing === 'staff')
    return relation === 'holds' ? role === 'county-officer' : role !== 'county-officer';
  return (
    state !== 'restricted' ||
    relation !== 'holds' ||
    ['field-officer', 'department-officer', 'county-officer'].includes(role)
  );
}

function matterOf(state: string, { holder }: Who): Case {
  const previousHolder = office('township');
  const named = state === 'restricted' ? holder : null;
  const always = {
    help: 'asked',
    called: [office('police')],
    answeredBy: holder,
    previousHolder,
    namedOffice: named,
  } as const;
  return caseOf({
    ...deciders,
    ...always,
    ...situations[state],
    holder: state === 'in-progress/disputed' ? office('centre') : holder,
  });
}

function tries(name: string, state: string, who: Who): boolean {
  const verb = verbOf(name);
  if (!isAmong(who.actor, verb.who)) return false;
  const matter = matterOf(state, who);
  const moved = name === 'case.follow' ? homeOf({ ground: grounds.elsewhere }) : homeOf();
  const empty = name === 'case.pass';
  const records: Loose[] = [
    ['household', moved],
    ...(state === 'none' && name !== 'case.follow' ? [] : [['case', matter] as const]),
    ...offices.map(
      ([kind, one]): Loose =>
        empty && one.id === who.holder ? [kind, { ...one, staffed: false } as StaffedOffice] : [kind, one],
    ),
  ];
  try {
    return decide(verb, { case: matter.id, ...text, ...inputs[name]?.(who) }, { actor: who.actor, records }).length > 0;
  } catch (error) {
    if (error instanceof Problem) return false;
    throw error;
  }
}

test('the table names every verb on a matter and every state and side state, and no other', () => {
  expect([...new Set(table.map(({ verb }) => verb.split(' ')[0] ?? ''))].toSorted()).toEqual(
    caseVerbs.map((verb) => verb.name).toSorted(),
  );
  expect([...new Set(table.map(({ verb }) => verb))].filter((verb) => !said.includes(verb))).toEqual([]);
  const covered = Object.values(situations);
  expect(caseStates.filter((state) => !covered.some((one) => one.state === state))).toEqual([]);
  expect(sideStates.filter((side) => !covered.some((one) => one.side === side))).toEqual([]);
  const known = new Set(everybody().map(({ name }) => name));
  expect(
    table.flatMap(({ who, states }) => [
      ...[...who].filter((one) => !known.has(one)),
      ...[...states].filter((one) => !all.includes(one)),
    ]),
  ).toEqual([]);
});

test('every verb, relation, role and state: what the table allows is done, everything else is refused', () => {
  const differences: string[] = [];
  let walked = 0;
  for (const name of said)
    for (const who of everybody())
      for (const state of all.filter((one) => exists(name, one, who))) {
        walked += 1;
        const key = `${name} | ${who.relation} | ${who.name} | ${state}`;
        const may = tries(name, state, who);
        if (may !== expected.has(key))
          differences.push(`${key}: ${may ? 'may, but should not' : 'may not, but should'}`);
      }
  expect(differences).toEqual([]);
  expect(walked).toBeGreaterThan(20_000);
});

test('CASE-5 a screen offers what the verb accepts, and nothing that it refuses, in every state', () => {
  const offered = (name: string, who: Who, state: string): boolean =>
    actsOn(matterOf(state, who), who.actor, { holderKind: kindOf(who.holder), now: monday }).includes(name);
  const verbsOnScreen = said.filter(
    (name) => !name.includes(' ') && !['case.report', 'case.withdraw', 'case.step-up'].includes(name),
  );
  const differences = everybody()
    .filter(({ actor, relation }) => actor.standing === 'staff' && relation !== 'apart')
    .flatMap((who) =>
      verbsOnScreen.flatMap((name) =>
        Object.keys(situations)
          .filter(
            (state) =>
              exists(name, state, who) &&
              offered(name, who, state) !== expected.has(`${name} | ${who.relation} | ${who.name} | ${state}`),
          )
          .map((state) => `${name} | ${who.relation} | ${who.name} | ${state}`),
      ),
    );
  expect(differences).toEqual([]);
});
