// Whether somebody may qualify: reads a rule as data and weighs it with what was declared (POLICY-5 to POLICY-8). Pure; nothing is kept.
import { Problem } from '#kit/problem.ts';
import { type Fact, findFact } from './kinds/facts.ts';
import type { Answers, CardLang, Condition, Declared, Rule } from './model.ts';

/** Deeper or longer than this nobody reads. */
const deepest = 4;
const mostConditions = 24;

const bad = (place: string): Problem => new Problem('invalid', 'policy-rule', { place });
const isRecord = (data: unknown): data is Record<string, unknown> =>
  typeof data === 'object' && data !== null && !Array.isArray(data);

function readValue(fact: Fact, op: unknown, value: unknown): Condition | undefined {
  const { key } = fact;
  if (fact.kind === 'yes-no') return op === 'is' && typeof value === 'boolean' ? { fact: key, op, value } : undefined;
  if (fact.kind === 'number') {
    const fits = op === '<' || op === '<=' || op === '>' || op === '>=';
    const number = typeof value === 'number' && Number.isFinite(value) && value >= 0 && value <= fact.most;
    return fits && number ? { fact: key, op, value } : undefined;
  }
  if ((op !== 'in' && op !== 'not-in') || !Array.isArray(value) || value.length === 0) return undefined;
  const known = value.every((one) => fact.answers.some((answer) => answer.value === one));
  return known ? { fact: key, op, value: value as string[] } : undefined;
}

/** POLICY-8: a rule from data, or `invalid policy-rule` with the place of what cannot be read. */
export function readRule(data: unknown): Rule {
  let conditions = 0;
  const read = (one: unknown, place: string, depth: number): Rule => {
    if (!isRecord(one) || depth > deepest) throw bad(place);
    const keys = Object.keys(one);
    for (const group of ['all', 'any'] as const) {
      const parts = one[group];
      if (parts === undefined) continue;
      if (keys.length !== 1 || !Array.isArray(parts) || parts.length === 0) throw bad(place);
      const rules = parts.map((part, at) => read(part, `${place}.${group}[${at}]`, depth + 1));
      return group === 'all' ? { all: rules } : { any: rules };
    }
    if ('not' in one) {
      if (keys.length !== 1) throw bad(place);
      return { not: read(one.not, `${place}.not`, depth + 1) };
    }
    conditions += 1;
    const fact = typeof one.fact === 'string' ? findFact(one.fact) : undefined;
    const condition = fact && keys.length === 3 ? readValue(fact, one.op, one.value) : undefined;
    if (!condition || conditions > mostConditions) throw bad(place);
    return condition;
  };
  return read(data, 'rule', 0);
}

const turned = { '<': '>=', '<=': '>', '>': '<=', '>=': '<', in: 'not-in', 'not-in': 'in' } as const;

/** What must hold so that the condition does not. */
function opposite(condition: Condition): Condition {
  if (condition.op === 'is') return { ...condition, value: !condition.value };
  return { ...condition, op: turned[condition.op] } as Condition;
}

/** A rule without "not": it stands in the conditions themselves, so that each can be said in plain words. */
export type PlainRule = Condition | { readonly all: readonly PlainRule[] } | { readonly any: readonly PlainRule[] };

export function plainRule(rule: Rule, isTurned = false): PlainRule {
  if ('not' in rule) return plainRule(rule.not, !isTurned);
  if ('fact' in rule) return isTurned ? opposite(rule) : rule;
  const group = 'all' in rule ? 'all' : 'any';
  const parts = ('all' in rule ? rule.all : rule.any).map((part) => plainRule(part, isTurned));
  return (group === 'all') === !isTurned ? { all: parts } : { any: parts };
}

export type Standing = 'met' | 'not-met' | 'not-told';

function weighOne(condition: Condition, declared: Declared | undefined): Standing {
  if (declared === undefined) return 'not-told';
  const { op, value } = condition;
  let holds = false;
  if (op === 'is') holds = declared === value;
  else if (op === 'in' || op === 'not-in') holds = value.includes(String(declared)) === (op === 'in');
  else if (typeof declared === 'number') {
    if (op === '<') holds = declared < value;
    else if (op === '<=') holds = declared <= value;
    else holds = op === '>' ? declared > value : declared >= value;
  } else return 'not-told';
  return holds ? 'met' : 'not-met';
}

/** A rule with how each part of it stands. */
export type Weighed =
  | { readonly kind: 'one'; readonly standing: Standing; readonly condition: Condition }
  | { readonly kind: 'all' | 'any'; readonly standing: Standing; readonly parts: readonly Weighed[] };

/** POLICY-6: a no settles "all", a yes settles "any"; else what was not told leaves it open. */
export function weigh(rule: PlainRule, answers: Answers): Weighed {
  if ('fact' in rule) return { kind: 'one', standing: weighOne(rule, answers[rule.fact]), condition: rule };
  const isAll = 'all' in rule;
  const parts = (isAll ? rule.all : rule.any).map((part) => weigh(part, answers));
  const settles: Standing = isAll ? 'not-met' : 'met';
  const has = (standing: Standing): boolean => parts.some((part) => part.standing === standing);
  const other: Standing = isAll ? 'met' : 'not-met';
  const standing = has(settles) ? settles : has('not-told') ? 'not-told' : other;
  return { kind: isAll ? 'all' : 'any', standing, parts };
}

/** POLICY-7: never a yes, never a no. */
export type Outcome = 'may' | 'may-not' | 'open';
const outcomes: Readonly<Record<Standing, Outcome>> = { met: 'may', 'not-met': 'may-not', 'not-told': 'open' };

export function askRule(rule: Rule, answers: Answers): { readonly outcome: Outcome; readonly weighed: Weighed } {
  const weighed = weigh(plainRule(rule), answers);
  return { outcome: outcomes[weighed.standing], weighed };
}

/** The facts a rule asks for, in its order, each once. */
export function factsOf(rule: Rule): readonly Fact[] {
  const keys = new Set<string>();
  const walk = (one: Rule): void => {
    if ('fact' in one) keys.add(one.fact);
    else if ('not' in one) walk(one.not);
    else for (const part of 'all' in one ? one.all : one.any) walk(part);
  };
  walk(rule);
  return [...keys].flatMap((key) => findFact(key) ?? []);
}

const counts: Readonly<Record<CardLang, Readonly<Record<'<' | '<=' | '>' | '>=', string>>>> = {
  zh: { '<': '小于 {n}', '<=': '不超过 {n}', '>': '大于 {n}', '>=': '满 {n}' },
  en: { '<': 'below {n}', '<=': '{n} at the most', '>': 'above {n}', '>=': '{n} or more' },
};

/** A condition as it is wanted, in plain words. */
export function conditionWords(condition: Condition, lang: CardLang): string {
  const fact = findFact(condition.fact);
  if (!fact) return condition.fact;
  const [, name, no] = fact[lang];
  if (condition.op === 'is') return condition.value ? name : no;
  if (condition.op !== 'in' && condition.op !== 'not-in')
    return `${name} ${counts[lang][condition.op].replace('{n}', String(condition.value))}`;
  const wanted = fact.kind === 'choice' ? fact.answers : [];
  const listed = wanted
    .filter((answer) => condition.value.includes(answer.value) === (condition.op === 'in'))
    .map((answer) => answer[lang]);
  return lang === 'zh' ? `${name}：${listed.join('、')}` : `${name}: ${listed.join(', ')}`;
}
