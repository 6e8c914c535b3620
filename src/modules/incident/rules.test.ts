// The rules of incidents: what may join, who holds, one answer for all, every home for itself.
import { expect, test } from 'vitest';
import { nobody } from '#kit/actor.ts';
import { caseKind } from '#modules/case/rules.ts';
import type { Case } from '#modules/case/model.ts';
import { actorOf, applied, caseOf, chain, decide, grounds, idOf, type Loose } from '#tests/loaded.ts';
import { passIncident, findCause, joinIncident, leaveIncident, openIncident, resolveIncident } from './commands.ts';
import { reopenIncident } from './commands-again.ts';
import { handOnIncident } from './commands-hand.ts';
import type { Incident } from './model.ts';
import { incidentKind } from './rules.ts';

const water = actorOf('water');
const at = (name: string, changes: Partial<Case> = {}): Case =>
  caseOf({
    id: idOf(name),
    holder: idOf('office water'),
    state: 'in-progress',
    previousHolder: idOf('office township'),
    ...changes,
  });
const one = at('one');
const two = at('two', { ground: grounds.elsewhere });
const records: Loose[] = [
  ['case', one],
  ['case', two],
];
const input = {
  incident: idOf('incident'),
  title: '三号阀以下水浑',
  cases: [one.id, two.id],
  cause: '阀后管段破裂',
  causeNode: 'V3',
};
const facts = decide(openIncident, input, { actor: water, records });
const incident: Incident = applied(incidentKind, undefined, facts);

test('INC-7 the village hands it up, the township where the catalogue sends it, and everything goes along', () => {
  const inVillage = { ...incident, holder: idOf('office village') };
  const follow = (name: string): Case => at(name, { side: 'merged', incident: incident.id, holder: inVillage.holder });
  const all: Loose[] = [['case', follow('one')], ['case', follow('two')], ...chain()];
  const hand = (of: Incident, to: 'township' | 'water' | 'centre' | 'level1', actor: ReturnType<typeof actorOf>) =>
    decide(
      handOnIncident,
      { incident: of.id, case: one.id, office: idOf(`office ${to}`) },
      { actor, records: [['incident', of], ...all] },
    );
  const up = hand(inVillage, 'township', actorOf('village'));
  expect(up.map((fact) => fact.name)).toEqual(['incident.passed', 'case.joined', 'case.joined']);
  const moved = applied(incidentKind, inVillage, up);
  expect(moved.holder).toBe(idOf('office township'));
  expect(applied(caseKind, follow('two'), up)).toMatchObject({
    holder: moved.holder,
    side: 'merged',
    incident: incident.id,
  });
  expect(applied(incidentKind, moved, hand(moved, 'water', actorOf('township'))).holder).toBe(idOf('office water'));
  expect(() => hand(inVillage, 'water', actorOf('village'))).toThrow('dispatch-not-allowed');
  expect(() => hand(inVillage, 'level1', actorOf('village'))).toThrow('dispatch-not-allowed');
  expect(() => hand(inVillage, 'township', actorOf('level1'))).toThrow('not-holder');
  expect(() => hand({ ...inVillage, resolvedAt: 1 }, 'township', actorOf('village'))).toThrow('incident-resolved');
});

test('INC-1 only open, unrestricted matters that are mine and in no other incident join', () => {
  const joinOne =
    (matter: Case, actor = water) =>
    () =>
      decide(openIncident, { ...input, cases: [matter.id] }, { actor, records: [['case', matter]] });
  expect(joinOne(one)).not.toThrow();
  expect(joinOne(one, actorOf('township'))).toThrow('not-holder');
  expect(joinOne(at('closed', { state: 'closed' }))).toThrow('case-closed');
  expect(joinOne(at('merged', { side: 'merged' }))).toThrow('case-in-incident');
  expect(joinOne(at('hidden', { restricted: true }))).toThrow('not-yours');
});

test('INC-2 what follows an incident has its holder, and the incident covers all their ground', () => {
  expect(incident).toMatchObject({
    holder: idOf('office water'),
    ground: grounds.village,
    matters: [one.id, two.id],
    cause: '阀后管段破裂',
    causeNode: 'V3',
  });
  expect(applied(caseKind, one, facts)).toMatchObject({
    side: 'merged',
    holder: idOf('office water'),
    incident: incident.id,
  });
  const far = at('far', { holder: idOf('office village') });
  const both = { ...actorOf('village'), posts: [...actorOf('village').posts, ...water.posts] };
  const joined = decide(
    joinIncident,
    { incident: incident.id, cases: [far.id] },
    {
      actor: both,
      records: [
        ['incident', incident],
        ['case', far],
      ],
    },
  );
  expect(applied(caseKind, far, joined)).toMatchObject({
    holder: idOf('office water'),
    previousHolder: idOf('office village'),
  });
  expect(applied(incidentKind, incident, joined).matters).toHaveLength(3);
});

test('INC-3 one answer reaches every home, and closes none of them', () => {
  const merged = [one, two].map((matter): Loose => ['case', applied(caseKind, matter, facts)]);
  const done = decide(
    resolveIncident,
    { incident: incident.id, text: '阀门已换' },
    { actor: water, records: [['incident', incident], ...merged] },
  );
  expect(done.map((fact) => fact.name)).toEqual(['incident.resolved', 'case.answered', 'case.answered']);
  for (const [, matter] of merged)
    expect(applied(caseKind, matter as Case, done)).toMatchObject({
      state: 'answered',
      answer: '阀门已换',
      outcome: null,
      closedAt: null,
    });
  const resolved = applied(incidentKind, incident, done);
  expect(() =>
    decide(resolveIncident, { incident: incident.id, text: '又' }, { actor: water, records: [['incident', resolved]] }),
  ).toThrow('incident-resolved');
  expect(() =>
    decide(
      joinIncident,
      { incident: incident.id, cases: [one.id] },
      {
        actor: water,
        records: [
          ['incident', resolved],
          ['case', one],
        ],
      },
    ),
  ).toThrow('incident-resolved');
});

test('INC-8 told again below the cause within seven days it is open again, once for each matter', () => {
  const day = 86_400_000;
  const resolved: Incident = { ...incident, resolvedAt: 1000 * day };
  const jobs = { ...nobody, standing: 'service' as const, service: 'jobs' };
  const later = (name: string, days: number, changes: Partial<Case> = {}): Case =>
    at(name, { reportedAt: (1000 + days) * day, ...changes });
  const reopen = (of: Incident, matter: Case, actor = jobs) =>
    decide(
      reopenIncident,
      { incident: of.id, case: matter.id },
      {
        actor,
        records: [
          ['incident', of],
          ['case', matter],
        ],
      },
    );
  const three = later('three', 3);
  const again = reopen(resolved, three);
  expect(again.map((fact) => fact.name)).toEqual(['incident.reopened']);
  const open = applied(incidentKind, resolved, again);
  expect(open).toMatchObject({
    resolvedAt: null,
    again: [three.id],
    holder: resolved.holder,
    matters: resolved.matters,
  });
  expect(reopen(open, three)).toEqual([]);
  expect(reopen(open, later('four', 12))).toHaveLength(1);
  expect(reopen(resolved, later('five', 7))).toHaveLength(1);
  expect(reopen(resolved, later('six', 7.1))).toEqual([]);
  expect(reopen(resolved, later('seven', -1))).toEqual([]);
  expect(reopen(resolved, later('eight', 1, { restricted: true }))).toEqual([]);
  expect(reopen(resolved, { ...one, reportedAt: 1001 * day })).toEqual([]);
  expect(reopen(incident, three)).toEqual([]);
  expect(() => reopen(resolved, three, { ...water, service: null } as never)).toThrow('not-yours');
  const done = decide(
    resolveIncident,
    { incident: open.id, text: '又换了一节' },
    { actor: water, records: [['incident', open]] },
  );
  expect(applied(incidentKind, open, done)).toMatchObject({ again: [], answer: '又换了一节' });
});

test('INC-4 only the holder names the cause, takes a matter out, or resolves', () => {
  const merged: Loose[] = [
    ['incident', incident],
    ['case', applied(caseKind, one, facts)],
  ];
  const other = actorOf('township');
  expect(() => decide(findCause, { incident: incident.id, cause: '别的' }, { actor: other, records: merged })).toThrow(
    'not-holder',
  );
  expect(() =>
    decide(resolveIncident, { incident: incident.id, text: '好' }, { actor: other, records: merged }),
  ).toThrow('not-holder');
  expect(() =>
    decide(leaveIncident, { incident: incident.id, case: one.id }, { actor: other, records: merged }),
  ).toThrow('not-holder');
  expect(
    applied(
      incidentKind,
      incident,
      decide(findCause, { incident: incident.id, cause: '水源浑' }, { actor: water, records: merged }),
    ),
  ).toMatchObject({ cause: '水源浑', causeNode: null });
  const left = decide(leaveIncident, { incident: incident.id, case: one.id }, { actor: water, records: merged });
  expect(applied(caseKind, applied(caseKind, one, facts), left)).toMatchObject({ side: null, incident: null });
  expect(applied(incidentKind, incident, left).matters).toEqual([two.id]);
});

test('INC-5 an incident left alone passes on with everything that follows it', () => {
  const jobs = { ...nobody, standing: 'service' as const, service: 'jobs' };
  const merged = [one, two].map((matter): Loose => ['case', applied(caseKind, matter, facts)]);
  const pass = (changes: Parameters<typeof chain>[0]) =>
    decide(
      passIncident,
      { incident: incident.id, case: one.id },
      { actor: jobs, records: [['incident', incident], ...merged, ...chain(changes)] },
    );
  expect(pass({})).toEqual([]);
  expect(pass({ water: { staffed: false }, centre: { staffed: false } })).toHaveLength(3);
  const passed = pass({ water: { staffed: false } });
  expect(applied(incidentKind, incident, passed).holder).toBe(idOf('office centre'));
  for (const [, matter] of merged)
    expect(applied(caseKind, matter as Case, passed)).toMatchObject({ holder: idOf('office centre'), side: 'merged' });
});
