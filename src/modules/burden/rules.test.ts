// The gate in front of the grids: what is asked of them, at what cost, for how long; and the word that something is a burden.
import { expect, test } from 'vitest';
import { actorOf, applied, areaOf, decide, idOf, type Loose, monday, officeOf } from '#tests/loaded.ts';
import { answerBurden, askRequest, decideRequest, endRequest, sayBurden } from './commands.ts';
import type { Burden, Request } from './model.ts';
import { burdenKind, requestKind, stateOf } from './rules.ts';

const day = 86_400_000;
const township = areaOf('township', 'township', '629901101');
const records: Loose[] = [
  ['office', officeOf('water')],
  ['area', township],
  ['area', areaOf('village', 'village', '629901101203')],
  ['reached', { id: township.id, ground: '', version: 0, homes: 260, grids: 22 } as Loose[1]],
];
const input = {
  request: idOf('request'),
  office: idOf('office water'),
  township: township.id,
  title: '灌溉打算',
  asks: ['plans'],
  minutes: 5,
  per: 'home',
  until: monday + 30 * day,
};
const ask = (more: object = {}) => decide(askRequest, { ...input, ...more }, { actor: actorOf('water'), records });
const request = (): Request => applied(requestKind, undefined, ask());

test('BURDEN-1 nothing reaches a grid before the township of that ground approved it', () => {
  const asked = request();
  expect(stateOf(asked, monday)).toBe('waits');
  const say = (who: Parameters<typeof actorOf>[0]) =>
    decide(
      decideRequest,
      { request: asked.id, approved: true },
      { actor: actorOf(who), records: [['request', asked]] },
    );
  for (const who of ['water', 'centre', 'village'] as const) expect(() => say(who), who).toThrow('not-yours');
  expect(stateOf(applied(requestKind, asked, say('township')), monday)).toBe('open');
  expect(() => ask({ township: idOf('area village') })).toThrow('request-township');
  expect(() => decide(askRequest, input, { actor: actorOf('village'), records })).toThrow('not-yours');
});

test('BURDEN-2 what the county already holds is refused with the place where it stands', () => {
  for (const [key, where] of [
    ['phone', 'homes'],
    ['harvest', 'notebook'],
    ['problems', 'matters'],
  ])
    expect(() => ask({ asks: ['plans', key] }), key).toThrow(
      expect.objectContaining({ code: 'held-already', facts: { what: key, where } }),
    );
});

test('BURDEN-3 its cost is counted from the homes or grids it reaches, not given by who asks', () => {
  expect(request()).toMatchObject({ times: 260, cost: 1300 });
  expect(applied(requestKind, undefined, ask({ per: 'grid', minutes: 30 }))).toMatchObject({ times: 22, cost: 660 });
});

test('BURDEN-4 it ends on its day, within 90 days', () => {
  const open = { ...request(), approved: true };
  expect([input.until - 1, input.until].map((now) => stateOf(open, now))).toEqual(['open', 'over']);
  for (const until of [monday, monday + 91 * day]) expect(() => ask({ until })).toThrow('request-until');
  const ended = applied(
    requestKind,
    open,
    decide(endRequest, { request: open.id }, { actor: actorOf('water'), records: [['request', open]] }),
  );
  expect(stateOf(ended, monday)).toBe('over');
  expect(() =>
    decide(endRequest, { request: open.id }, { actor: actorOf('village'), records: [['request', open]] }),
  ).toThrow('not-yours');
});

test('BURDEN-5 a no has its reason, and what was decided stays decided', () => {
  const asked = request();
  const no = (reason: string, of = asked) =>
    decide(
      decideRequest,
      { request: of.id, approved: false, reason },
      { actor: actorOf('township'), records: [['request', of]] },
    );
  expect(() => no(' ')).toThrow('request-reason');
  const declined = applied(requestKind, asked, no('去年刚填过'));
  expect(stateOf(declined, monday)).toBe('declined');
  expect(() => no('再说', declined)).toThrow('request-decided');
});

test('BURDEN-6 a word about a burden goes to the county centre alone, with its township and no grid', () => {
  const said = applied<Burden>(
    burdenKind,
    undefined,
    decide(sayBurden, { burden: idOf('burden'), text: '又要填一遍' }, { actor: actorOf('level2'), records: [] }),
  );
  expect(said).toMatchObject({ ground: '629901.101', role: 'level-2-worker', answeredAt: null });
  const answer = (who: Parameters<typeof actorOf>[0], of = said) =>
    decide(answerBurden, { burden: of.id, text: '停掉了' }, { actor: actorOf(who), records: [['burden', of]] });
  expect(() => answer('township')).toThrow('not-yours');
  const answered = applied(burdenKind, said, answer('centre'));
  expect(answered.answer).toBe('停掉了');
  expect(() => answer('centre', answered)).toThrow('burden-answered');
});
