// The rules of a matter's way: who receives it, who moves it, up, across, back, and the clocks of each stay.
import { expect, test } from 'vitest';
import { nobody } from '#kit/actor.ts';
import { type OfficeKind, officeKinds } from '#modules/people/model.ts';
import {
  actorOf,
  applied,
  caseOf,
  chain,
  decide,
  grounds,
  homeOf,
  idOf,
  type Loose,
  monday,
  officeOf,
} from '#tests/loaded.ts';
import { acceptCase, answerCase, askHelp, giveHelp, handUpCase, noteCase } from './commands.ts';
import { dispatchCase, passCase, returnCase } from './commands-desk.ts';
import { reportCase } from './commands-report.ts';
import type { Case } from './model.ts';
import { caseKind, deadlines, holderDeadline } from './rules.ts';
import { actsOn, sendsTo } from './rules-acts.ts';
import { dispatchTargets } from './rules-duty.ts';

const home = homeOf();
const office = (name: string): string => idOf(`office ${name}`);
const plate = { ...nobody, standing: 'plate' as const, household: home.id, ground: home.ground };
const said = { case: idOf('case'), household: home.id, category: 'W1', title: '自来水浑' };
const withChain = (matter?: Case, changes: Parameters<typeof chain>[0] = {}): Loose[] => [
  ['household', home],
  ...(matter ? [['case', matter] as Loose] : []),
  ...chain(changes),
];
const report = (more: object = {}, actor = actorOf('level2'), changes: Parameters<typeof chain>[0] = {}): Case =>
  applied(
    caseKind,
    undefined,
    decide(reportCase, { ...said, ...more }, { actor, records: withChain(undefined, changes), at: monday - 3600_000 }),
  );
/** The matter after a verb by whoever sits in that office. */
const after = (
  verb: Parameters<typeof decide>[0],
  who: Parameters<typeof actorOf>[0],
  matter: Case,
  more: object = {},
): Case =>
  applied(
    caseKind,
    matter,
    decide(
      verb as typeof acceptCase,
      { case: matter.id, ...more },
      { actor: actorOf(who), records: withChain(matter) },
    ),
  );

test('CASE-1 whatever happens, the holder is one office', () => {
  const steps: Case[] = [report()];
  const last = (): Case => steps.at(-1) as Case;
  steps.push(after(acceptCase, 'level1', last()));
  steps.push(after(handUpCase, 'level1', last()));
  steps.push(after(handUpCase, 'village', last()));
  steps.push(after(dispatchCase, 'township', last(), { office: office('water') }));
  steps.push(after(returnCase, 'water', last(), { text: '不在供水范围' }));
  expect(steps.map((matter) => matter.holder)).toEqual(
    ['level1', 'level1', 'village', 'township', 'water', 'township'].map(office),
  );
  expect(steps.map((matter) => matter.version)).toEqual([1, 2, 3, 4, 5, 6]);
});

test('CASE-2 who receives a report first', () => {
  expect(report()).toMatchObject({
    holder: office('level1'),
    firstReceiver: office('level2'),
    copied: [office('liaison')],
    reporterStanding: 'staff',
  });
  expect(report({}, plate)).toMatchObject({
    holder: office('level2'),
    firstReceiver: office('level2'),
    copied: [office('level1'), office('liaison')],
    reporter: null,
  });
  expect(report({}, actorOf('village'))).toMatchObject({ holder: office('village'), firstReceiver: office('village') });
  expect(report({}, plate, { level2: { staffed: false } })).toMatchObject({
    holder: office('level1'),
    copied: [office('liaison')],
  });
  expect(() => report({}, { ...plate, household: idOf('another') })).toThrow('not-yours');
  for (const name of ['administration'] as const) expect(() => report({}, actorOf(name)), name).toThrow('not-yours');
});

test('CASE-3 clocks run from receipt at the server, over nights, weekends and holidays', () => {
  expect(report()).toMatchObject({
    reportedAt: monday,
    claimedAt: monday - 3600_000,
    respondBy: monday + 4 * 3600_000,
    resolveBy: monday + 24 * 3600_000,
  });
  const friday = Date.parse('2026-11-27T17:00:00+08:00');
  expect(deadlines('3', friday).respondBy).toBe(Date.parse('2026-11-30T18:00:00+08:00'));
  expect(deadlines('3', Date.parse('2026-02-13T10:00:00+08:00')).respondBy).toBe(
    Date.parse('2026-02-14T18:00:00+08:00'),
  );
  expect(deadlines('3', Date.parse('2026-02-14T10:00:00+08:00')).respondBy).toBe(
    Date.parse('2026-02-24T18:00:00+08:00'),
  );
  expect(deadlines('none', monday)).toEqual({ respondBy: null, resolveBy: null });
});

test('CASE-4 each stay with a holder has its own clock', () => {
  const up = after(handUpCase, 'level1', report());
  expect(up).toMatchObject({ holderSince: monday, holderBy: monday + 240 * 60_000, resolveBy: monday + 24 * 3600_000 });
  expect(holderDeadline({ kind: 'department' }, '2', monday)).toBe(monday + 720 * 60_000);
  expect(holderDeadline({ kind: 'supervision' }, '2', monday)).toBeNull();
});

test('CASE-5 only the office that holds it moves it on', () => {
  const matter = report();
  for (const verb of [acceptCase, handUpCase] as const)
    expect(() => after(verb, 'liaison', matter)).toThrow('not-holder');
  expect(() => after(answerCase, 'village', matter, { text: '好' })).toThrow('not-holder');
  expect(() => after(dispatchCase, 'township', matter, { office: office('water') })).toThrow('not-holder');
  expect(() => after(acceptCase, 'level1', { ...matter, state: 'closed' })).toThrow('case-closed');
});

test('CASE-6 what was accepted is not accepted twice', () => {
  const accepted = after(acceptCase, 'level1', report());
  expect(accepted).toMatchObject({ state: 'accepted', respondedAt: monday });
  expect(() => after(acceptCase, 'level1', accepted)).toThrow('case-moved-on');
});

test('CASE-7 up one level at a time, and not beyond the township', () => {
  const matter = report();
  const village = after(handUpCase, 'level1', matter);
  const township = after(handUpCase, 'village', village);
  expect([village.holder, township.holder]).toEqual([office('village'), office('township')]);
  expect(() =>
    decide(handUpCase, { case: matter.id }, { actor: actorOf('township'), records: withChain(township) }),
  ).toThrow('case-top-level');
  expect(() => after(handUpCase, 'level1', { ...matter, side: 'merged' })).toThrow('case-in-incident');
});

test('CASE-8 dispatch goes by the catalogue', () => {
  const matter = caseOf({ holder: office('township'), category: 'E1' });
  expect(() => after(dispatchCase, 'township', matter, { office: office('water') })).toThrow('not-in-catalogue');
  expect(after(dispatchCase, 'township', { ...matter, category: 'W1' }, { office: office('water') })).toMatchObject({
    holder: office('water'),
    state: 'in-progress',
  });
  expect(() => after(dispatchCase, 'township', matter, { office: idOf('nowhere') })).toThrow('office-not-here');
});

test('CASE-9 the village sends to its own specialists only', () => {
  expect(() =>
    after(dispatchCase, 'village', caseOf({ holder: office('village') }), { office: office('water') }),
  ).toThrow('dispatch-not-allowed');
  expect(
    after(dispatchCase, 'village', caseOf({ holder: office('village') }), { office: office('keeper') }).holder,
  ).toBe(office('keeper'));
  const all = officeKinds.filter((kind: OfficeKind) => sendsTo[kind]);
  expect(all).toEqual(['village', 'township', 'county-centre']);
  const offices = chain().map(([, one]) => one as ReturnType<typeof officeOf>);
  expect(
    dispatchTargets(caseOf({ holder: office('township') }), officeOf('township'), offices).map((one) => one.kind),
  ).toEqual(['department', 'village-specialist']);
  expect(dispatchTargets(caseOf(), undefined, offices)).toEqual([]);
});

test('CASE-10 a return needs a reason and happens once', () => {
  const matter = caseOf({ holder: office('water'), previousHolder: office('township'), state: 'in-progress' });
  expect(() => after(returnCase, 'water', matter)).toThrow();
  const back = after(returnCase, 'water', matter, { text: '不归我们' });
  expect(back).toMatchObject({ holder: office('township'), side: 'returned', returns: 1, state: 'accepted' });
  const again = after(dispatchCase, 'township', back, { office: office('water') });
  expect(() => after(returnCase, 'water', again, { text: '还是不归' })).toThrow('no-second-return');
});

test('CASE-14 an empty holder passes what it holds, and a staffed one keeps it', () => {
  const matter = caseOf({ holder: office('level1') });
  const jobs = { ...nobody, standing: 'service' as const, service: 'jobs' };
  const passed = decide(
    passCase,
    { case: matter.id },
    { actor: jobs, records: withChain(matter, { level1: { staffed: false } }) },
  );
  expect(applied(caseKind, matter, passed)).toMatchObject({
    holder: office('village'),
    previousHolder: office('level1'),
  });
  expect(decide(passCase, { case: matter.id }, { actor: jobs, records: withChain(matter) })).toEqual([]);
  const restricted = { ...matter, restricted: true };
  expect(
    decide(
      passCase,
      { case: matter.id },
      { actor: jobs, records: withChain(restricted, { level1: { staffed: false } }) },
    ),
  ).toEqual([]);
});

test('CASE-17 a complaint about staff never passes through the office complained of', () => {
  const about = (name: Parameters<typeof officeOf>[0]): Case =>
    report({ category: 'V4', aboutOffice: office(name) }, plate);
  expect(about('level2')).toMatchObject({
    holder: office('township'),
    complainedOf: [idOf('person level2')],
    copied: [],
  });
  expect(about('village')).toMatchObject({ holder: office('township'), complainedOf: [idOf('person village')] });
  expect(about('township')).toMatchObject({ holder: office('centre'), complainedOf: [idOf('person township')] });
  expect(about('water')).toMatchObject({ holder: office('centre'), complainedOf: [idOf('person water')] });
  expect(() => about('centre')).toThrow('no-office-to-receive');
  expect(report({ category: 'V4', aboutOffice: office('centre') }, plate, { police: { duties: ['V4'] } }).holder).toBe(
    office('police'),
  );
  expect(() => report({ category: 'V4', aboutOffice: idOf('nowhere') }, plate)).toThrow('office-not-here');
  expect([...report({ category: 'V4' }, plate).complainedOf].sort()).toEqual(
    ['level2', 'level1', 'liaison', 'village', 'keeper'].map((name) => idOf(`person ${name}`)).sort(),
  );
});

test('CASE-18 danger to life goes at once where the catalogue says', () => {
  expect(report({ category: 'R2' })).toMatchObject({
    holder: office('township'),
    severity: '1',
    respondBy: monday + 30 * 60_000,
  });
  expect(report({ category: 'F2' })).toMatchObject({ holder: office('village') });
  expect(report({ category: 'W2' })).toMatchObject({ holder: office('level1') });
});

test('CASE-22 a call for help and its answer stay inside', () => {
  const matter = report();
  const asked = decide(
    askHelp,
    { case: matter.id, text: '怎么办' },
    { actor: actorOf('level2'), records: withChain(matter) },
  );
  expect(asked[0]?.data.internal).toBe(true);
  const helped = after(giveHelp, 'liaison', applied(caseKind, matter, asked), { text: '找水管员' });
  expect(helped.help).toBe('given');
  expect(() => after(giveHelp, 'liaison', matter, { text: '找水管员' })).toThrow('case-moved-on');
  expect(() => after(askHelp, 'level1', matter, { text: '怎么办' })).toThrow('not-yours');
  expect(
    decide(noteCase, { case: matter.id, text: '记一笔' }, { actor: actorOf('level2'), records: withChain(matter) })[0]
      ?.data.internal,
  ).toBe(true);
});

test('what a screen offers is what the verbs accept (CASE-5, CASE-7, CASE-10)', () => {
  const acts = (matter: Case, who: Parameters<typeof actorOf>[0], holderKind: OfficeKind): string[] =>
    actsOn(matter, actorOf(who), { holderKind, now: monday });
  expect(acts(report(), 'level1', 'level-1')).toEqual([
    'case.accept',
    'case.answer',
    'case.extend',
    'case.suspend',
    'case.hand-up',
    'case.note',
  ]);
  expect(acts(report(), 'level2', 'level-1')).toEqual(['case.ask-help', 'case.note']);
  const water = caseOf({ holder: office('water'), state: 'in-progress', previousHolder: office('township') });
  expect(acts(water, 'water', 'department')).toContain('case.return');
  expect(acts({ ...water, returns: 1 }, 'water', 'department')).not.toContain('case.return');
  expect(acts({ ...water, side: 'merged' }, 'water', 'department')).toEqual(['case.note']);
  expect(acts({ ...water, side: 'suspended' }, 'water', 'department')).toEqual([
    'case.answer',
    'case.refer',
    'case.resume',
    'case.note',
  ]);
  expect(
    acts(caseOf({ ground: grounds.elsewhere, state: 'answered', firstReceiver: null }), 'level2', 'level-1'),
  ).not.toContain('case.tell');
});
