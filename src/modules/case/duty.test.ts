// Whose a matter is: returned once, then disputed, then ruled for good; and taken up by its household.
import { expect, test } from 'vitest';
import { type Actor, nobody, serviceActor } from '#kit/actor.ts';
import type { OfficeKind, StaffedOffice } from '#modules/people/model.ts';
import { actorOf, applied, caseOf, chain, decide, homeOf, idOf, monday, officeOf } from '#tests/loaded.ts';
import { answerCase } from './commands.ts';
import { dispatchCase, passCase, returnCase } from './commands-desk.ts';
import { askRuling, rateCase, ruleCase } from './commands-duty.ts';
import { stepUpCase } from './commands-home.ts';
import { categories } from './kinds/categories.ts';
import { dutyLists, listed, shares } from './kinds/duty-list.ts';
import type { Case } from './model.ts';
import { caseKind } from './rules.ts';
import { actsOn } from './rules-acts.ts';
import { dispatchTargets } from './rules-duty.ts';
import { goesOn } from './rules-clocks.ts';

const office = (name: string): string => idOf(`office ${name}`);
const after = (
  verb: Parameters<typeof decide>[0],
  who: Parameters<typeof actorOf>[0],
  matter: Case,
  more: object,
): Case =>
  applied(
    caseKind,
    matter,
    decide(
      verb as typeof askRuling,
      { case: matter.id, text: '', ...more },
      { actor: actorOf(who), records: [['household', homeOf()], ['case', matter], ...chain()] },
    ),
  );

test('CASE-11 a dispute of duty is ruled once by the county centre, and what is ruled stays', () => {
  const first = caseOf({ holder: office('water'), state: 'in-progress', previousHolder: office('township') });
  const why = { text: '水管是镇上的' };
  expect(() => after(askRuling, 'water', first, why)).toThrow('return-first');
  const again = after(dispatchCase, 'township', after(returnCase, 'water', first, why), { office: office('water') });
  expect(() => after(askRuling, 'village', again, why)).toThrow('not-holder');
  const asked = after(askRuling, 'water', again, why);
  expect(asked).toMatchObject({
    holder: office('centre'),
    disputedAt: monday,
    ruledAt: null,
    resolveBy: first.resolveBy,
  });
  expect(() => after(dispatchCase, 'centre', asked, { office: office('water') })).toThrow('rule-first');
  expect(() => after(ruleCase, 'water', asked, { ...why, office: office('police') })).toThrow('not-holder');
  for (const wrong of ['village', 'keeper', 'level1', 'centre'])
    expect(() => after(ruleCase, 'centre', asked, { ...why, office: office(wrong) }), wrong).toThrow('office-not-here');
  // By the catalogue it is none of the police's: the ruling stands above the catalogue.
  for (const named of ['water', 'police', 'township'] as const) {
    const ruled = after(ruleCase, 'centre', asked, { ...why, office: office(named) });
    expect(ruled).toMatchObject({ holder: office(named), state: 'in-progress', disputedAt: null, ruledAt: monday });
    expect(() => after(askRuling, named, ruled, why)).toThrow('ruled-before');
    if (named !== 'township') expect(() => after(returnCase, named, ruled, why)).toThrow('ruled-before');
    expect(() =>
      after(ruleCase, 'centre', { ...ruled, holder: office('centre') }, { ...why, office: office('water') }),
    ).toThrow('nothing-to-rule');
  }
});

test('CASE-11 a ruling binds the office it names, and not whoever holds the matter after it', () => {
  const why = { text: '水管是镇上的' };
  const asked = caseOf({ holder: office('centre'), state: 'in-progress', returns: 1, disputedAt: monday });
  const ruled = after(ruleCase, 'centre', asked, { ...why, office: office('township') });
  expect(ruled).toMatchObject({ ruledFor: office('township') });
  const sent = after(dispatchCase, 'township', ruled, { office: office('water') });
  expect(after(askRuling, 'water', sent, why)).toMatchObject({ holder: office('centre'), disputedAt: monday });
  expect(() => after(returnCase, 'water', sent, why)).toThrow('no-second-return');
  // Whoever sits there for an office with nobody in it is bound as that office is.
  const empty = decide(
    passCase,
    { case: ruled.id },
    { actor: serviceActor('jobs'), records: [['case', ruled], ...chain({ township: { staffed: false } })] },
  );
  expect(applied(caseKind, ruled, empty)).toMatchObject({ holder: office('centre'), ruledFor: office('centre') });
});

test('CASE-11 the screens offer a ruling where it can be asked and given, and nothing beside it', () => {
  const acts = (matter: Case, who: Parameters<typeof actorOf>[0], holderKind: OfficeKind): string[] =>
    actsOn(matter, actorOf(who), { holderKind, now: monday });
  const water = caseOf({
    holder: office('water'),
    state: 'in-progress',
    previousHolder: office('township'),
    returns: 1,
  });
  expect(acts(water, 'water', 'department')).toContain('case.ask-ruling');
  expect(acts({ ...water, returns: 0 }, 'water', 'department')).not.toContain('case.ask-ruling');
  const bound = { ...water, ruledAt: monday, ruledFor: office('water') };
  expect(acts(bound, 'water', 'department')).not.toContain('case.ask-ruling');
  expect(acts({ ...bound, ruledFor: office('township') }, 'water', 'department')).toContain('case.ask-ruling');
  const centre = { ...water, holder: office('centre'), disputedAt: monday };
  expect(acts(centre, 'centre', 'county-centre')).toContain('case.rule');
  expect(acts(centre, 'centre', 'county-centre')).not.toContain('case.dispatch');
});

const home: Actor = { ...nobody, standing: 'secret', caseId: idOf('case'), household: homeOf().id };
const stepUp = (matter: Case, actor: Actor = home, changes: Parameters<typeof chain>[0] = {}): Case =>
  applied(
    caseKind,
    matter,
    decide(
      stepUpCase,
      { case: matter.id, text: '等太久' },
      { actor, records: [['household', homeOf()], ['case', matter], ...chain(changes)] },
    ),
  );

test('CASE-23 the household takes its matter up level by level, and nobody else does', () => {
  const first = caseOf({ holder: office('level2'), firstReceiver: office('level2') });
  const way = [first];
  for (let n = 0; n < 4; n++) way.push(stepUp(way.at(-1) as Case));
  expect(way.map(({ holder }) => holder)).toEqual(['level2', 'level1', 'village', 'township', 'centre'].map(office));
  // It was never accepted, so whoever has it now accepts it; the deadline and the first receiver stay.
  const top = way.at(-1) as Case;
  expect(top).toMatchObject({ state: 'reported', resolveBy: first.resolveBy, firstReceiver: office('level2') });
  expect(() => stepUp(top)).toThrow('case-top-level');
  const bureau = caseOf({ holder: office('water'), state: 'in-progress', respondedAt: monday });
  expect(stepUp(bureau)).toMatchObject({
    holder: office('centre'),
    state: 'accepted',
    previousHolder: office('water'),
  });
  // An office that the catalogue does not name is not in the chain: above it is the county.
  expect(stepUp({ ...bureau, holder: office('elsewhere') }).holder).toBe(office('centre'));
  expect(() => stepUp(first, { ...home, caseId: idOf('another') })).toThrow('not-yours');
  expect(() => stepUp(first, actorOf('level2'))).toThrow('not-yours');
});

test('CASE-23 a suspended matter goes on with it; what is answered, closed or in an incident does not go up', () => {
  const suspended = caseOf({
    holder: office('water'),
    state: 'in-progress',
    side: 'suspended',
    stoppedAt: monday - 3600_000,
    reviewAt: monday + 9 * 86_400_000,
    resolveBy: monday + 86_400_000,
    severity: '2',
  });
  const on = stepUp(suspended);
  expect(on).toMatchObject({ side: null, stoppedAt: null, reviewAt: null, resolveBy: goesOn(suspended, monday) });
  expect(on.resolveBy).toBeGreaterThan(suspended.resolveBy ?? 0);
  const open = caseOf({ holder: office('village'), state: 'in-progress' });
  expect(() => stepUp({ ...open, side: 'merged' })).toThrow('case-in-incident');
  for (const state of ['answered', 'household-check'] as const)
    expect(() => stepUp({ ...open, state }), state).toThrow('case-moved-on');
  expect(() => stepUp({ ...open, state: 'closed' })).toThrow('case-closed');
});

test('CASE-23 CASE-17 it passes over whom it complains of, and over an office with nobody in it', () => {
  const about = caseOf({ holder: office('level1'), complainedOf: [idOf('person village')], state: 'in-progress' });
  expect(stepUp(about).holder).toBe(office('township'));
  const open = caseOf({ holder: office('level1'), state: 'in-progress' });
  expect(stepUp(open, home, { village: { staffed: false } }).holder).toBe(office('township'));
});

test('CASE-25 a village is sent what is its own by the duty list, not what it assists or what was taken back', () => {
  const held = (category: string): Case => caseOf({ holder: office('township'), state: 'accepted', category });
  const send = (category: string): Case =>
    after(dispatchCase, 'township', held(category), { office: office('village') });
  expect(send('E6')).toMatchObject({ holder: office('village'), state: 'in-progress' });
  expect(() => send('H1')).toThrow('only-assists');
  for (const category of ['D4', 'P1']) expect(() => send(category), category).toThrow('not-on-its-list');
  const targets = (category: string): string[] =>
    dispatchTargets(
      held(category),
      officeOf('township'),
      chain().map(([, one]) => one as StaffedOffice),
    ).map(({ kind }) => kind);
  expect([targets('E6'), targets('H1'), targets('W1')]).toEqual([
    ['village'],
    [],
    ['department', 'village-specialist'],
  ]);
  // So it is with what the county sends to a township.
  const down = (category: string): Case =>
    after(dispatchCase, 'centre', { ...held(category), holder: office('centre') }, { office: office('township') });
  expect(down('H2').holder).toBe(office('township'));
  expect(() => down('D4')).toThrow('only-assists');
  expect(() => down('P1')).toThrow('not-on-its-list');
});

test('CASE-25 each kind of matter stands once on the list of the village and once on that of the township', () => {
  const all = categories.filter((one) => one.severity !== '').map((one) => one.code);
  for (const kind of listed)
    expect(shares.flatMap((share) => [...dutyLists[kind][share]]).toSorted(), kind).toEqual(all.toSorted());
  // What the village may be given is the township's own or shared with it, never what was taken back from the township.
  expect([...dutyLists.village.basic].filter((code) => dutyLists.township['taken-back'].has(code))).toEqual([]);
});

test('CASE-24 the township rates what another office returned, once for each answer', () => {
  const answered = caseOf({
    holder: office('water'),
    answeredBy: office('water'),
    answeredAt: monday,
    state: 'answered',
  });
  const good = { rating: 'good' };
  const rated = after(rateCase, 'township', answered, good);
  expect(rated).toMatchObject({ rating: 'good', state: 'answered' });
  expect(() => after(rateCase, 'township', rated, good)).toThrow('rated-before');
  expect(() => after(rateCase, 'village', answered, good)).toThrow('not-yours');
  expect(() => after(rateCase, 'water', answered, good)).toThrow('not-yours');
  expect(() => after(rateCase, 'township', { ...answered, answeredBy: office('village') }, good)).toThrow(
    'not-rated-here',
  );
  expect(() => after(rateCase, 'township', { ...answered, answeredBy: office('township') }, good)).toThrow('not-yours');
  expect(() => after(rateCase, 'township', { ...answered, state: 'in-progress' }, good)).toThrow('nothing-to-rate');
  // After an unhappy word the office answers again, and that is another result.
  const again = after(answerCase, 'water', { ...rated, state: 'in-progress', side: 'reopened' }, { text: '又修了' });
  expect(again.rating).toBeNull();
  const acts = (matter: Case): string[] =>
    actsOn(matter, actorOf('township'), { holderKind: 'department', now: monday });
  expect([acts(answered), acts(rated)].map((all) => all.includes('case.rate'))).toEqual([true, false]);
});
