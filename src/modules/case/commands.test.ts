// The rules of the answer and the household's word, and of what is restricted.
import { expect, test } from 'vitest';
import { type Actor, nobody } from '#kit/actor.ts';
import type { Verb } from '#kit/command.ts';
import { actorOf, applied, caseOf, chain, decide, homeOf, idOf, type Loose, monday } from '#tests/loaded.ts';
import { acceptCase, answerCase, noteCase } from './commands.ts';
import { caseVerbs, closeRestricted } from './commands-desk.ts';
import { sayCase, tellCase } from './commands-word.ts';
import { withdrawCase } from './commands-home.ts';
import { reportCase } from './commands-report.ts';
import type { Case } from './model.ts';
import { caseKind, reopenTo } from './rules.ts';
import { actsOn } from './rules-acts.ts';

const oneDay = 86_400_000;
const office = (name: string): string => idOf(`office ${name}`);
const answered = caseOf({
  state: 'answered',
  holder: office('water'),
  answeredBy: office('water'),
  answeredAt: monday,
  answer: '已修好',
  respondedAt: monday,
});
const secret: Actor = { ...nobody, standing: 'secret', caseId: answered.id };
const adult: Actor = {
  ...nobody,
  person: idOf('adult'),
  standing: 'adult',
  household: idOf('home'),
  member: idOf('member'),
};
const records = (matter: Case): Loose[] => [['case', matter], ['household', homeOf()], ...chain()];
const doing = (verb: unknown, actor: Actor, matter: Case, more: { input?: object; now?: number } = {}): Case =>
  applied(
    caseKind,
    matter,
    decide(verb as Verb, { case: matter.id, ...more.input }, { actor, records: records(matter), now: more.now }),
  );
const says = (actor: Actor, outcome: string, more: { matter?: Case; now?: number; by?: string } = {}): Case =>
  doing(sayCase, actor, more.matter ?? answered, {
    input: { outcome, ...(more.by ? { by: more.by } : {}) },
    ...(more.now ? { now: more.now } : {}),
  });

test('CASE-12 an answer is given once, and in an incident by the incident', () => {
  const mine = caseOf({ state: 'in-progress', holder: office('water') });
  const input = { text: '已修好' };
  expect(doing(answerCase, actorOf('water'), mine, { input })).toMatchObject({
    state: 'answered',
    answeredBy: office('water'),
    holderBy: null,
  });
  expect(() => doing(answerCase, actorOf('water'), { ...mine, side: 'merged' }, { input })).toThrow('case-in-incident');
  expect(() => doing(answerCase, actorOf('water'), answered, { input })).toThrow('case-moved-on');
});

test('CASE-13 the first receiver and those who serve the ground bring the answer to the door', () => {
  expect(doing(tellCase, actorOf('level2'), answered)).toMatchObject({ state: 'household-check', toldAt: monday });
  expect(doing(tellCase, actorOf('township'), answered).state).toBe('household-check');
  expect(() => doing(tellCase, actorOf('water'), answered)).toThrow('not-yours');
  expect(doing(tellCase, actorOf('water'), { ...answered, firstReceiver: office('water') }).state).toBe(
    'household-check',
  );
  expect(() => doing(tellCase, actorOf('level2'), { ...answered, state: 'in-progress' })).toThrow('case-moved-on');
});

test('CASE-15 nothing is said before an answer; an unhappy word counts for 90 days after closing', () => {
  expect(() => says(secret, 'solved', { matter: { ...answered, state: 'in-progress' } })).toThrow(
    'case-not-answered-yet',
  );
  const closed = says(secret, 'solved');
  expect(closed).toMatchObject({ state: 'closed', outcome: 'solved', proof: 'secret', closedAt: monday });
  expect(says(secret, 'not-solved', { matter: closed, now: monday + 89 * oneDay })).toMatchObject({
    state: 'in-progress',
    side: 'reopened',
    closedAt: null,
  });
  expect(() => says(secret, 'not-solved', { matter: closed, now: monday + 90 * oneDay })).toThrow('case-closed');
  expect(() => says(secret, 'solved', { matter: closed, now: monday + oneDay })).toThrow('case-closed');
  expect(() => says(secret, 'not-solved', { matter: { ...closed, side: 'withdrawn' } })).toThrow('case-closed');
});

test('CASE-16 an unhappy word goes back to the office that answered', () => {
  expect(says(secret, 'not-solved')).toMatchObject({
    holder: office('water'),
    side: 'reopened',
    outcome: 'not-solved',
  });
  expect(reopenTo(caseOf({ answeredBy: null }))).toBe(office('level2'));
  expect(reopenTo(caseOf({ answeredBy: null, firstReceiver: null }))).toBe(office('level1'));
  expect(says(secret, 'partly').outcome).toBe('partly');
});

test('CASE-19 only the household withdraws', () => {
  expect(doing(withdrawCase, secret, caseOf({ id: answered.id }))).toMatchObject({
    state: 'closed',
    side: 'withdrawn',
  });
  expect(doing(withdrawCase, adult, caseOf())).toMatchObject({ side: 'withdrawn' });
  expect(() => doing(withdrawCase, { ...adult, household: idOf('another') }, caseOf())).toThrow('not-yours');
  for (const name of ['level2', 'level1', 'township'] as const)
    expect(() => doing(withdrawCase, actorOf(name), caseOf()), name).toThrow('not-yours');
});

test('CASE-20 the word comes by the case’s own secret, a verified adult, or somebody’s call or visit', () => {
  expect(says(adult, 'solved').proof).toBe('adult');
  expect(says(actorOf('level2'), 'solved', { by: 'visit' }).proof).toBe('visit');
  expect(() => says(actorOf('level2'), 'solved')).toThrow('say-how-told');
  expect(() => says({ ...secret, caseId: idOf('another case') }, 'solved')).toThrow('not-yours');
  expect(() => says({ ...adult, household: idOf('another') }, 'solved')).toThrow('not-yours');
  expect(() => says({ ...nobody, standing: 'plate', household: idOf('home') }, 'solved')).toThrow('not-yours');
  const closing = caseVerbs.filter((verb) =>
    ['case.solved', 'case.withdrawn', 'case.restricted-closed'].some((fact) => verb.decide.toString().includes(fact)),
  );
  expect(closing.map((verb) => verb.name)).toEqual(['case.say', 'case.withdraw', 'case.close-restricted']);
});

test('CASE-21 the checker is neither the handler nor of the holding office, and serves the ground', () => {
  expect(() => says(actorOf('water'), 'solved', { by: 'call' })).toThrow('checker-is-handler');
  const held = { ...answered, holder: office('village'), answeredBy: office('village') };
  expect(() => says(actorOf('village'), 'solved', { by: 'call', matter: held })).toThrow('checker-is-handler');
  expect(says(actorOf('level2'), 'solved', { by: 'call', matter: held }).state).toBe('closed');
  const both = { ...actorOf('level2'), posts: [...actorOf('level2').posts, ...actorOf('village').posts] };
  expect(() => says(both, 'solved', { by: 'call', matter: held })).toThrow('checker-is-handler');
  expect(() =>
    says(actorOf('level2'), 'solved', { by: 'call', matter: { ...held, ground: '629901.101.999' } }),
  ).toThrow('checker-is-handler');
});

const said = { case: idOf('case'), household: idOf('home'), category: 'W1', title: '孩子身上有伤' };
const report = (more: object, actor = actorOf('level2'), changes: Parameters<typeof chain>[0] = {}): Case =>
  applied(
    caseKind,
    undefined,
    decide(
      reportCase,
      { ...said, ...more },
      {
        actor,
        records: [
          ['household', homeOf()],
          ['case-number', { id: idOf('case'), ground: '', version: 0, number: 2601 } as never],
          ...chain(changes),
        ],
      },
    ),
  );

test('CASE-30 what must be reported goes to the named office and nowhere else, whatever it was called', () => {
  for (const matter of [report({ category: 'D6' }), report({ mustReport: true })])
    expect(matter).toMatchObject({
      restricted: true,
      holder: office('police'),
      namedOffice: office('police'),
      firstReceiver: null,
      copied: [],
      severity: '1',
      secretHash: null,
    });
  expect(reportCase.needs(reportCase.input.parse({ ...said, mustReport: true }), nobody)).toContainEqual({
    kind: 'chain',
    of: { kind: 'household', id: idOf('home') },
    category: 'D6',
  });
  expect(() =>
    report({ category: 'D6' }, actorOf('level2'), { police: { duties: [] }, keeper: { duties: ['D6'] } }),
  ).toThrow('no-office-to-receive');
  // Two are named, and nobody is at the first: it goes to the second, and stays there alone.
  const two = { police: { staffed: false }, water: { duties: ['W1', 'D6'] } };
  expect(report({ category: 'D6' }, actorOf('level2'), two)).toMatchObject({
    namedOffice: office('water'),
    copied: [],
  });
  expect(report({ category: 'D6' }, actorOf('level2'), { police: { staffed: false } }).holder).toBe(office('police'));
  const hidden = report({ category: 'D6' });
  const police = actorOf('police');
  for (const verb of caseVerbs.filter(
    (one) => !['case.report', 'case.close-restricted', 'case.pass'].includes(one.name),
  )) {
    const input = {
      outcome: 'solved',
      by: ['case.say'].includes(verb.name) ? 'call' : 1,
      text: '好',
      office: office('water'),
      reviewAt: monday + 1,
      rating: 'good',
      offices: [office('water')],
      route: 'court',
      satisfied: true,
      ...said,
    };
    expect(() => doing(verb, police, hidden, { input }), verb.name).toThrow('not-yours');
  }
  expect(actsOn(hidden, police, { holderKind: 'department', now: monday })).toEqual(['case.close-restricted']);
  expect(actsOn(hidden, actorOf('level2'), { holderKind: 'department', now: monday })).toEqual([]);
});

test('CASE-31 the named office closes it, without a household check', () => {
  const hidden = report({ category: 'D6' });
  const input = { text: '已处置' };
  expect(doing(closeRestricted, actorOf('police'), hidden, { input })).toMatchObject({
    state: 'closed',
    outcome: null,
    answer: '已处置',
  });
  expect(() => doing(closeRestricted, actorOf('water'), hidden, { input })).toThrow('not-yours');
  expect(() => doing(closeRestricted, actorOf('police'), caseOf({ holder: office('police') }), { input })).toThrow(
    'not-yours',
  );
});

test('CASE-32 a restricted matter takes no number and asks for none', () => {
  expect(report({}).number).toBe(2601);
  expect(report({ mustReport: true }).number).toBeNull();
  const asks = (more: object): string[] =>
    reportCase.needs(reportCase.input.parse({ ...said, ...more }), nobody).map((need) => need.kind);
  expect(asks({})).toContain('case-number');
  expect([...asks({ mustReport: true }), ...asks({ category: 'D6' })]).not.toContain('case-number');
});

test('a closed or restricted matter takes no further note (CASE-30)', () => {
  expect(() => doing(noteCase, actorOf('level2'), caseOf({ restricted: true }), { input: { text: '记' } })).toThrow(
    'not-yours',
  );
  expect(() => doing(acceptCase, actorOf('level1'), caseOf({ state: 'closed' }))).toThrow('case-closed');
});
