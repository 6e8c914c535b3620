// Whose a matter is: returned once, then disputed, then ruled for good.
import { expect, test } from 'vitest';
import type { OfficeKind } from '#modules/people/model.ts';
import { actorOf, applied, caseOf, chain, decide, homeOf, idOf, monday } from '#tests/loaded.ts';
import { dispatchCase, returnCase } from './commands.ts';
import { askRuling, ruleCase } from './commands-duty.ts';
import type { Case } from './model.ts';
import { caseKind } from './rules.ts';
import { actsOn } from './rules-acts.ts';

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
  expect(acts({ ...water, ruledAt: monday }, 'water', 'department')).not.toContain('case.ask-ruling');
  const centre = { ...water, holder: office('centre'), disputedAt: monday };
  expect(acts(centre, 'centre', 'county-centre')).toContain('case.rule');
  expect(acts(centre, 'centre', 'county-centre')).not.toContain('case.dispatch');
});
