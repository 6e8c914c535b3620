// The sixteen cards to start from: whole in both languages, without amounts, and each rule with cases on both sides.
import { expect, test } from 'vitest';
import { eligibilityCases as cases } from '#tests/eligibility-cases.ts';
import { findFact } from './kinds/facts.ts';
import { starters } from './kinds/starters.ts';
import type { Condition } from './model.ts';
import { askRule, factsOf, type PlainRule, plainRule, readRule } from './rules-eligible.ts';

test('POLICY-9 sixteen cards, whole in both languages, and no amount in any of them', () => {
  expect(starters).toHaveLength(16);
  expect(new Set(starters.map((one) => one.code)).size).toBe(16);
  for (const { code, zh, en, issuer } of starters) {
    for (const words of [zh, en]) {
      expect(words.title.length, code).toBeGreaterThan(1);
      expect(words.title.length, code).toBeLessThanOrEqual(60);
      expect(words.text.length, code).toBeLessThanOrEqual(1000);
      expect(words.documents.length, code).toBeGreaterThan(0);
      expect(words.steps.length, code).toBeGreaterThan(0);
      expect(words.window, code).not.toBe('');
      expect(JSON.stringify(words), code).not.toMatch(/\d\s*(元|块|万|%|％|亩|yuan)|[¥￥]|yuan/i);
    }
    expect(zh.steps.length, code).toBe(en.steps.length);
    expect(issuer, code).not.toBe('');
  }
});

test('POLICY-5, POLICY-7 every rule of every card has cases on both sides, and no fact of it goes untried', () => {
  expect(Object.keys(cases).sort()).toEqual(starters.map((one) => one.code).sort());
  for (const { code, rule } of starters) {
    const own = cases[code] ?? [];
    const tried = new Set(own.flatMap(([, answers]) => Object.keys(answers)));
    expect([...tried].sort(), code).toEqual(
      factsOf(rule)
        .map((fact) => fact.key)
        .sort(),
    );
    const outcomes = own.map(([outcome]) => outcome);
    expect(outcomes, code).toContain('may');
    expect(outcomes, code).toContain('may-not');
    for (const [outcome, answers] of own)
      expect(askRule(rule, answers).outcome, `${code} ${JSON.stringify(answers)}`).toBe(outcome);
    // Nothing told is never a no, and never a yes.
    expect(askRule(rule, {}).outcome, code).toBe('open');
  }
});

/** The rule with each of its conditions put otherwise, one at a time. */
function changed(rule: PlainRule, put: (one: Condition) => readonly PlainRule[]): PlainRule[] {
  if ('fact' in rule) return [...put(rule)];
  const parts = 'all' in rule ? rule.all : rule.any;
  return parts.flatMap((part, at) =>
    changed(part, put).map((one) => {
      const now = parts.with(at, one);
      return 'all' in rule ? { all: now } : { any: now };
    }),
  );
}
const always: PlainRule = { all: [] };
const never: PlainRule = { any: [] };
/** The same condition a step to either side, or with other answers. */
function beside(one: Condition): PlainRule[] {
  if (one.op === 'is') return [{ ...one, value: !one.value }];
  if (one.op === 'in' || one.op === 'not-in')
    return one.value.map((gone) => ({ ...one, value: one.value.filter((other) => other !== gone) }));
  return [one.value - 1, one.value + 1].map((value) => ({ ...one, value }));
}

test('POLICY-5 every condition of every card is carried on both sides: a yes that falls with it, a no that falls without it, and a step to either side is noticed', () => {
  const tried = { conditions: 0, changes: 0 };
  const unnoticed: string[] = [];
  for (const { code, rule } of starters) {
    const own = cases[code] ?? [];
    const plain = plainRule(rule);
    const look = (others: readonly PlainRule[], which?: string): void => {
      for (const other of others)
        if (!own.some(([said, told]) => (which ?? said) === said && askRule(other, told).outcome !== said))
          unnoticed.push(`${code}, ${which ?? 'a step beside'}: ${JSON.stringify(other)}`);
    };
    const without = changed(plain, () => [never]);
    const beyond = changed(plain, beside);
    look(without, 'may');
    look(
      changed(plain, () => [always]),
      'may-not',
    );
    look(beyond);
    tried.conditions += without.length;
    tried.changes += beyond.length;
  }
  expect(unnoticed).toEqual([]);
  expect(tried.conditions).toBeGreaterThan(50);
  expect(tried.changes).toBeGreaterThan(tried.conditions);
});

test('POLICY-8 the rules of the cards are data that reads back as it is', () => {
  for (const { rule } of starters) expect(readRule(JSON.parse(JSON.stringify(rule)))).toEqual(rule);
});

test('every fact of a rule can be asked in both languages', () => {
  for (const { rule } of starters)
    for (const { key } of factsOf(rule)) {
      const fact = findFact(key);
      expect(fact?.zh[0], key).toBeTruthy();
      expect(fact?.en[0], key).toBeTruthy();
    }
});

test('POLICY-5 the phone answers every card without a network, and quickly', () => {
  const { fetch, WebSocket, XMLHttpRequest } = globalThis as Record<string, unknown> & typeof globalThis;
  const none = (): never => {
    throw new Error('asked the network');
  };
  Object.assign(globalThis, { fetch: none, WebSocket: none, XMLHttpRequest: none });
  try {
    const all = starters.flatMap(({ code, rule }) => (cases[code] ?? []).map((one) => ({ rule, one })));
    const start = performance.now();
    const outcomes = Array.from({ length: 20 }, () => all.map(({ rule, one }) => askRule(rule, one[1]).outcome));
    const each = ((performance.now() - start) * 1000) / (20 * all.length);
    for (const round of outcomes) expect(round).toEqual(all.map(({ one }) => one[0]));
    console.log(`a card is weighed in ${each.toFixed(1)} µs, of 50,000 allowed`);
  } finally {
    Object.assign(globalThis, { fetch, WebSocket, XMLHttpRequest });
  }
});
