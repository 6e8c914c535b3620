// The rules of policy cards: who writes and checks, when a card is hidden, how a rule is read and weighed, and how one is found.
import { expect, test } from 'vitest';
import type { Actor } from '#kit/actor.ts';
import { actorOf, applied, areaOf, decide, grounds, idOf, type Loose, monday, officeOf } from '#tests/loaded.ts';
import { checkPolicy, withdrawPolicy, writePolicy } from './commands.ts';
import type { Policy, Rule } from './model.ts';
import { findPolicies, isShown, policyKind, shownOf, stateOf } from './rules.ts';
import { askRule, conditionWords, plainRule, readRule, weigh } from './rules-eligible.ts';
import { cardOf, faultsOf, formOf, groupsOf, ruleOf } from './ui/policy-form.ts';

const words = { title: '高龄津贴', text: '满 80 岁可以领。', amount: '', documents: [], steps: [], window: '' };
const card = {
  zh: words,
  en: { ...words, title: 'Old-age allowance', text: 'For elders of 80.' },
  issuer: '县民政局',
  validFrom: '2026-01-01',
  validTo: '2027-12-31',
  rule: { fact: 'age', op: '>=', value: 80 },
};
type OfficeName = Parameters<typeof actorOf>[0];
const records = (policy?: Policy): Loose[] => [
  ['office', officeOf('centre')],
  ['office', officeOf('water')],
  ['office', officeOf('township')],
  ['area', areaOf('county', 'county', '629901')],
  ['area', areaOf('township', 'township', '629901101')],
  ...(policy ? [['policy', policy] as const] : []),
];
const write = (by: OfficeName, more: object = {}, before?: Policy, actor: Actor = actorOf(by)): Policy =>
  applied(
    policyKind,
    before,
    decide(
      writePolicy,
      { policy: idOf('policy'), office: idOf(`office ${by}`), area: idOf('area county'), card, ...more },
      { actor, records: records(before) },
    ),
  );
const check = (by: OfficeName, policy: Policy, now = monday, edition = (policy.draft ?? policy.shown)?.n): Policy =>
  applied(
    policyKind,
    policy,
    decide(checkPolicy, { policy: policy.id, edition }, { actor: actorOf(by), records: records(policy), now }),
  );

test('POLICY-1 written in its own name, on its own ground, by county, department or township', () => {
  expect(write('centre')).toMatchObject({ ground: grounds.county, shown: null, draft: { n: 1 } });
  expect(write('water').draft?.office).toBe(idOf('office water'));
  expect(write('township', { area: idOf('area township') }).ground).toBe(grounds.township);
  expect(() => write('township')).toThrow('not-yours');
  expect(() => write('water', { office: idOf('office centre') })).toThrow('not-yours');
  for (const other of ['village', 'level1', 'level2', 'administration'] as const)
    expect(() => write('centre', {}, undefined, actorOf(other))).toThrow('not-yours');
  // Another department rewrites and withdraws nothing of somebody else's; the centre above it may.
  const own = check('centre', write('water'));
  expect(() => write('centre', { office: idOf('office centre') }, own)).not.toThrow();
  const centres = check('water', write('centre'));
  expect(() => write('water', {}, centres)).toThrow('not-yours');
  const back = { records: records(centres) };
  expect(() => decide(withdrawPolicy, { policy: centres.id }, { actor: actorOf('water'), ...back })).toThrow(
    'not-yours',
  );
  expect(() => write('centre', { area: idOf('area township') }, centres)).toThrow('policy-area');
  expect(() => write('centre', { card: { ...card, validTo: '2025-01-01' } })).toThrow('policy-dates');
});

test('POLICY-2 shown only once a second person checked what he read; until then the edition before stays', () => {
  const first = write('centre');
  expect(shownOf(first, '')).toBeUndefined();
  expect(() => check('centre', first)).toThrow('policy-own-check');
  expect(() => check('village', first)).toThrow('not-yours');
  const shown = check('water', first);
  expect(shown).toMatchObject({ draft: null, checkedAt: monday, shown: { n: 1, checkedBy: idOf('office water') } });
  const changed = write('centre', { card: { ...card, issuer: '县民政局二' } }, shown);
  expect(shownOf(changed, '')?.card.issuer).toBe('县民政局');
  expect(() => check('water', changed, monday, 1)).toThrow('policy-edition');
  const again = check('water', changed);
  expect(shownOf(again, '')?.card.issuer).toBe('县民政局二');
});

test('POLICY-3 hidden from the day after its last, before its first, twelve months after its check, and once taken back', () => {
  const policy = check('water', write('centre'));
  const at = (day: string): string =>
    stateOf({ card: policy.shown?.card ?? card, ...policy }, Date.parse(`${day}T08:00:00+08:00`));
  expect(at('2026-11-23')).toBe('shown');
  expect(at('2027-11-22')).toBe('shown');
  expect(at('2027-11-23')).toBe('stale');
  expect(at('2028-01-01')).toBe('expired');
  expect(at('2025-12-31')).toBe('not-yet');
  // Checked again it stands for another year, and keeps its edition.
  const later = check('water', policy, monday + 300 * 86_400_000);
  expect(later).toMatchObject({ shown: { n: 1 }, earlier: [] });
  expect(isShown({ ...later, card: { ...card, validTo: null } }, Date.parse('2028-06-01T08:00:00+08:00'))).toBe(true);
  const gone = applied(
    policyKind,
    policy,
    decide(withdrawPolicy, { policy: policy.id }, { actor: actorOf('centre'), records: records(policy) }),
  );
  expect(shownOf(gone, '')).toBeUndefined();
  expect(stateOf({ card, ...gone }, monday)).toBe('withdrawn');
  expect(check('water', gone).withdrawnAt).toBeNull();
});

test('POLICY-4 every edition is kept, and no person leaves the desks', () => {
  const first = check('water', write('centre'));
  const second = check('water', write('centre', { card: { ...card, issuer: '二' } }, first));
  const third = check('water', write('centre', { card: { ...card, issuer: '三' } }, second));
  expect(third.earlier.map((one) => [one.n, one.card.issuer])).toEqual([
    [1, '县民政局'],
    [2, '二'],
  ]);
  expect(third.earlier[0]?.writer).toBe(idOf('person centre'));
  const out = JSON.stringify(shownOf(third, 'x'));
  for (const person of [idOf('person centre'), idOf('person water')]) expect(out).not.toContain(person);
});

test('POLICY-6 what was not told is never a no; a no settles "all", a yes settles "any"', () => {
  const rule: Rule = {
    all: [
      { fact: 'farms', op: 'is', value: true },
      { any: [{ fact: 'dibao', op: 'is', value: true }, { not: { fact: 'age', op: '<', value: 60 } }] },
    ],
  };
  expect(askRule(rule, {}).outcome).toBe('open');
  expect(askRule(rule, { farms: false }).outcome).toBe('may-not');
  expect(askRule(rule, { farms: true, age: 60 }).outcome).toBe('may');
  expect(askRule(rule, { farms: true, age: 59 }).outcome).toBe('open');
  expect(askRule(rule, { farms: true, age: 59, dibao: false }).outcome).toBe('may-not');
  const { weighed } = askRule(rule, { farms: true, dibao: false });
  expect(JSON.stringify(weighed)).toMatch(/"met".*"not-met".*"not-told"/);
  expect(weigh(plainRule({ not: rule }), { farms: false }).standing).toBe('met');
  expect(conditionWords({ fact: 'age', op: '>=', value: 80 }, 'zh')).toBe('岁数 满 80');
  expect(conditionWords({ fact: 'house-grade', op: 'not-in', value: ['A', 'B'] }, 'en')).toBe(
    'Grade of the house: C, partly unsafe, D, unsafe',
  );
});

test('POLICY-8 what cannot be read as a rule is refused with its place', () => {
  const place = (data: unknown): unknown => {
    try {
      readRule(data);
      return 'read';
    } catch (error) {
      return (error as { facts: { place: string } }).facts.place;
    }
  };
  const one = { fact: 'age', op: '>=', value: 80 };
  expect(place({ all: [one, { fact: 'farms', op: 'is', value: true }] })).toBe('read');
  expect(place({ all: [one, { fact: 'height', op: '>=', value: 1 }] })).toBe('rule.all[1]');
  expect(place({ any: [{ not: { ...one, op: 'is' } }] })).toBe('rule.any[0].not');
  for (const bad of [
    null,
    [],
    'age',
    {},
    { all: [] },
    { all: [one], any: [one] },
    { ...one, value: '80' },
    { ...one, value: 200 },
    { ...one, more: 1 },
    { fact: 'house-grade', op: 'in', value: ['X'] },
    { not: { not: { not: { not: { not: one } } } } },
    { all: Array.from({ length: 30 }, () => one) },
    { constructor: one },
  ])
    expect(place(bad), JSON.stringify(bad)).not.toBe('read');
  expect(() => write('centre', { card: { ...card, rule: { fact: 'height', op: '>', value: 1 } } })).toThrow(
    'policy-rule',
  );
});

test('POLICY-10 found by title, text, number and pinyin; titles before texts', () => {
  const shown = { ...shownOf(check('water', write('centre')), 'gaolingjintie gljt') };
  const other = {
    ...shown,
    id: idOf('other'),
    pinyin: 'dibao db',
    card: { ...card, zh: { ...words, title: '低保', text: '跟高龄没关系' }, documentNo: '云民〔2026〕3 号' },
  };
  const all = [other, shown] as unknown as Parameters<typeof findPolicies>[0];
  const found = (typed: string): unknown[] => findPolicies(all, typed).map((one) => one.card.zh.title);
  expect(found('')).toEqual(['低保', '高龄津贴']);
  expect(found('高龄')).toEqual(['高龄津贴', '低保']);
  expect(found('gljt')).toEqual(['高龄津贴']);
  expect(found('JINTIE')).toEqual(['高龄津贴']);
  expect(found('云民〔2026〕')).toEqual(['低保']);
  expect(found('elders of')).toEqual(['低保', '高龄津贴']);
  expect(found('没有这个')).toEqual([]);
});

test('POLICY-8 the form draws what it can, keeps what is deeper, and says what is missing', () => {
  const place = { office: 'o', area: 'a', today: '2026-11-23' };
  const full = { ...card, documentNo: '', phone: '', papers: [], rule: card.rule as Rule };
  const form = formOf({ card: full }, place);
  expect(cardOf(form)).toEqual(full);
  expect(faultsOf(form)).toEqual([]);
  const deep: Rule = { any: [{ all: [full.rule, full.rule] }, full.rule] };
  expect(groupsOf(deep)).toBeNull();
  expect(ruleOf({ groups: null, kept: deep })).toBe(deep);
  expect(ruleOf({ groups: [], kept: null })).toBeNull();
  const half = { ...form, groups: [[{ fact: '', op: '' as const, value: null }]] };
  expect(faultsOf(half).map((one) => one.field)).toEqual(['policy-rule']);
  expect(faultsOf({ ...form, zh: { ...form.zh, title: ' ' }, issuer: '' }).map((one) => one.field)).toEqual([
    'policy-title-zh',
    'policy-issuer',
  ]);
});
