// The rules of the village's surroundings: places, looks, and what comes of what is not well.
import { expect, test } from 'vitest';
import type { Actor } from '#kit/actor.ts';
import type { Fact, Verb } from '#kit/command.ts';
import type { Case } from '#modules/case/model.ts';
import { caseKind } from '#modules/case/rules.ts';
import { actorOf, applied, areaOf, caseOf, chain, decide, grounds, idOf, type Loose, monday } from '#tests/loaded.ts';
import { namedPicture } from '#tests/files/sending.ts';
import { findCategory } from '#modules/case/kinds/categories.ts';
import { closeSpot, lookAt, openSpot } from './commands.ts';
import { spotKinds } from './kinds/spots.ts';
import type { Look, Spot } from './model.ts';
import { lookKind, spotKind } from './rules.ts';

const office = (name: string): string => idOf(`office ${name}`);
const said = { spot: idOf('spot'), area: idOf('area grid'), kind: 'refuse', name: '三社垃圾点' };
const open = (more: object = {}, actor = actorOf('level2'), ground: 'grid' | 'group' | 'village' = 'grid'): Spot =>
  applied(
    spotKind,
    undefined,
    decide(
      openSpot,
      { ...said, area: idOf(`area ${ground}`), ...more },
      {
        actor,
        records: [['area', areaOf('level-2', ground, '')]],
      },
    ),
  );
const well = [
  { point: 'taken', well: true },
  { point: 'around', well: true },
  { point: 'fire', well: true },
];
const dirty = [{ point: 'taken', well: false }, ...well.slice(1)];
interface Trying {
  readonly spot?: Spot;
  readonly actor?: Actor;
  readonly records?: readonly Loose[];
}
const look = (
  input: object,
  { spot = open(), actor = actorOf('level2'), records = [] }: Trying = {},
): readonly Fact[] =>
  decide(
    lookAt as unknown as Verb,
    { spot: spot.id, look: idOf('look'), answers: well, ...input },
    { actor, records: [['spot', spot], ...chain(), ...records] },
  );
const finding = (input: object = {}, trying: Trying = {}): readonly Fact[] =>
  look({ answers: dirty, case: idOf('new case'), ...input }, trying);

test('ENV-1 each kind has its own list, and every point of it a category of the catalogue', () => {
  expect(open()).toMatchObject({ kind: 'refuse', name: '三社垃圾点', ground: grounds.grid, wrong: [], matter: null });
  expect(() => open({ kind: 'palace' })).toThrow('spot-kind-unknown');
  expect(spotKinds.length).toBeGreaterThan(5);
  for (const { code, points } of spotKinds) {
    expect(points.length, code).toBeGreaterThan(0);
    for (const one of points) expect(findCategory(one.category)?.severity, `${code} ${one.code}`).toBeTruthy();
    expect(new Set(points.map((one) => one.code)).size).toBe(points.length);
  }
});

test('ENV-2 named by whoever serves the group or grid it lies in', () => {
  for (const who of ['level2', 'level1', 'liaison', 'village', 'township'] as const)
    expect(open({}, actorOf(who)).version).toBe(1);
  for (const who of ['keeper', 'water', 'centre', 'police'] as const)
    expect(() => open({}, actorOf(who))).toThrow('not-yours');
  expect(() => open({}, actorOf('level2'), 'group')).toThrow('not-yours');
  expect(() => open({}, actorOf('village'), 'village')).toThrow('spot-needs-group');
  const records: Loose[] = [['spot', open()]];
  const close = (who: 'keeper' | 'level1'): readonly Fact[] =>
    decide(closeSpot, { spot: said.spot }, { actor: actorOf(who), records });
  expect(() => close('keeper')).toThrow('not-yours');
  const closed = applied(spotKind, open(), close('level1'));
  expect(closed.closedAt).toBe(monday);
  expect(() => look({}, { spot: closed })).toThrow('spot-closed');
});

test('ENV-3 a look says of every point whether it is well, and needs no picture', () => {
  const facts = look({ note: '刚清过' });
  expect(facts.map((one) => one.name)).toEqual(['look.noted', 'spot.looked']);
  expect(applied<Look>(lookKind, undefined, facts)).toMatchObject({ wrong: [], note: '刚清过', matter: null });
  expect(applied(spotKind, open(), facts)).toMatchObject({ look: idOf('look'), lookedAt: monday, wrong: [] });
  for (const answers of [well.slice(1), [...well, { point: 'x', well: true }], [...well, well[0]]])
    expect(() => look({ answers })).toThrow('look-points');
  expect(() => look({ attachments: [namedPicture(Buffer.from('x'))] })).toThrow('look-picture');
  const late = { ...open(), look: idOf('newer'), lookedAt: monday + 1, wrong: ['fire'] };
  expect(applied(spotKind, late, look({}, { spot: late }))).toMatchObject({ look: idOf('newer'), wrong: ['fire'] });
});

test('ENV-4 what is not well becomes one matter; while it is open, what is found again is written to it', () => {
  const facts = finding({ note: '三天了', attachments: [namedPicture(Buffer.from('x'))] });
  expect(facts.map((one) => one.name)).toEqual(['case.reported', 'look.noted', 'spot.looked', 'attachment.named']);
  const matter = applied<Case>(caseKind, undefined, facts);
  expect(matter).toMatchObject({ category: 'E1', household: null, title: '三社垃圾点：垃圾没清走', state: 'reported' });
  expect(matter.text).toBe('垃圾没清走；三天了');
  expect(facts[3]?.data.record).toMatchObject({ matter: matter.id, step: 1, forHome: true, hidden: false });
  const spot = applied(spotKind, open(), facts);
  expect(spot).toMatchObject({ wrong: ['taken'], matter: matter.id });
  const again = finding({ look: idOf('second') }, { spot, records: [['case', matter]] });
  expect(again.map((one) => one.name)).toEqual(['case.noted', 'look.noted', 'spot.looked']);
  expect(applied(caseKind, matter, again).version).toBe(2);
  const closed: Loose[] = [['case', { ...matter, state: 'closed' } as Case]];
  expect(finding({ look: idOf('third') }, { spot, records: closed })[0]?.name).toBe('case.reported');
  expect(() => finding({ case: null })).toThrow('look-points');
});

test('ENV-5 it goes to whom the catalogue names first, and who looked hears the answer', () => {
  const matter = applied<Case>(caseKind, undefined, finding());
  expect(matter).toMatchObject({ holder: office('village'), firstReceiver: office('level2') });
  expect(matter.copied).toEqual([office('level1'), office('liaison')]);
  const pond = open({ kind: 'pond', name: '涝坝' });
  const answers = [
    { point: 'water', well: false },
    { point: 'safe', well: true },
  ];
  expect(applied<Case>(caseKind, undefined, finding({ answers }, { spot: pond })).holder).toBe(office('township'));
  const byVillage = applied<Case>(caseKind, undefined, finding({}, { actor: actorOf('village') }));
  expect(byVillage).toMatchObject({ holder: office('village'), firstReceiver: office('village') });
  expect(() => finding({}, { actor: actorOf('keeper') })).toThrow('not-yours');
});

test('ENV-8 pictures lie with the matter: of what is not well, and once answered of how it is now', () => {
  const matter = applied<Case>(caseKind, undefined, finding());
  const spot = applied(spotKind, open(), finding());
  const attachments = [namedPicture(Buffer.from('now clean'))];
  const withMatter = (one: Case): readonly Fact[] => look({ attachments }, { spot, records: [['case', one]] });
  expect(() => withMatter(matter)).toThrow('look-picture');
  const after = withMatter({ ...matter, state: 'answered', answeredAt: monday });
  expect(after.map((one) => one.name)).toEqual(['case.noted', 'look.noted', 'spot.looked', 'attachment.named']);
  expect(after[3]?.data.record).toMatchObject({ matter: matter.id, step: 2 });
  expect(() => withMatter({ ...matter, state: 'closed', answeredAt: monday })).toThrow('look-picture');
});

test('ENV-6 praise is words; nothing of a place or a look is a number to compare by', () => {
  const facts = look({ praise: '王家门前天天扫' });
  const spot = applied(spotKind, open(), facts);
  expect(spot.praise).toBe('王家门前天天扫');
  const numbers = Object.entries({ ...spot, ...applied<Look>(lookKind, undefined, facts) })
    .filter(([, value]) => typeof value === 'number')
    .map(([name]) => name);
  expect(numbers.sort()).toEqual(['claimedAt', 'lookedAt', 'receivedAt', 'version']);
  expect(JSON.stringify(caseOf())).not.toContain('score');
});
