// What the access matrix keeps and waits for at a desk: a list of the worker's own, and the words by which a matter is found.
import { newId } from '#kit/id.ts';
import { emptyScope, inScope } from '#data/scope.ts';
import { askedWords } from '#modules/case/store-search.ts';
import { say } from '#tests/cast.ts';
import type { Matrix } from './county.ts';
import type { Look } from './looks.ts';
import { digestSeen } from './opinions.ts';
import type { Targets } from './targets.ts';

/** The list that the worker kept for himself, made once. */
const keptLists = new WeakMap<Matrix, Promise<string>>();
export function keptList(m: Matrix): Promise<string> {
  const view = newId();
  const input = { view, name: '我的水', address: 'mine?group=W' };
  const kept = keptLists.get(m) ?? say(m.cast.county, m.cast.worker, 'view.keep', input).then(() => view);
  keptLists.set(m, kept);
  return kept;
}

/** Waits until a matter is found by these words. */
export async function wordsThere(m: Matrix, matter: string, text: string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const [found] = await inScope(m.cast.county.database, emptyScope, (tx) =>
      tx.query<{ has: string | null }>('select zd_matter_has($1, $2::tsquery) as has', [matter, askedWords(text)]),
    );
    if (found?.has) return;
    await new Promise((done) => setTimeout(done, 50));
  }
}

/** A table of the county centre's, which holds from a day far ahead, so that no clock of the matrix moves. */
const nextYear = (): Record<string, unknown> => ({
  setting: newId(),
  what: 'calendar',
  year: 2059,
  fromDay: '2058-12-01',
  rows: [['2059-01-01', 'off']],
});

export const viewInputs = {
  'setting.say|the working calendar': async (_: Matrix) => nextYear(),
  'setting.withdraw|not yet in effect': async (m: Matrix) => {
    const said = nextYear();
    await say(m.cast.county, m.cast.centre, 'setting.say', said);
    return { setting: said['setting'] };
  },
  'view.keep|for oneself': async (_: Matrix) => ({ view: newId(), name: '水', address: 'mine?group=W&due=today' }),
  'view.drop|a list the worker kept': async (m: Matrix) => ({ view: await keptList(m) }),
};

type Answer = (m: Matrix, who: string, query: string, input: object) => Promise<string>;
type Has = (query: string, input: (m: Matrix, t: Targets) => object, wanted: (m: Matrix, t: Targets) => string) => Look;

/** What of the desk each role is shown, by the means of the other looks. */
export function deskLooks(has: Has, answerOf: Answer): Readonly<Record<string, Look>> {
  const byWords =
    (text: string, id: (t: Targets) => string, kept = true): Look =>
    async (m, t, who) => {
      if (kept) await wordsThere(m, id(t), text);
      return (await answerOf(m, who, 'case.inbox', { view: 'all', text, limit: 200 })).includes(id(t));
    };
  const preview = (act: string, id: (t: Targets) => string): Look =>
    has(
      'case.bulk-preview',
      (_, t) => ({ act, cases: [id(t)] }),
      (_, t) => id(t),
    );
  return {
    'query case.inbox|found by its words': byWords('水浑', (t) => t.head),
    'query case.inbox|found by its home': byWords('石来顺', (t) => t.department),
    'query case.inbox|restricted, by its words': byWords('水浑', (t) => t.restricted, false),
    'query case.bulk-preview|held by the level-1 head': preview('dispatch', (t) => t.head),
    'query case.bulk-preview|restricted': preview('accept', (t) => t.restricted),
    'query digest.count|of the village': async (m, _, who) => (await answerOf(m, who, 'digest.count', {})) !== '',
    'query setting.page|the county': async (m, _, who) => (await answerOf(m, who, 'setting.page', {})) !== '',
    'query setting.warning|the county': async (m, _, who) => (await answerOf(m, who, 'setting.warning', {})) !== '',
    // Made before anybody looks: all of them ask at the same moment.
    'query digest.list|of the village': async (m, _, who) => {
      const seen = await digestSeen(m);
      return (await answerOf(m, who, 'digest.list', {})).includes(seen);
    },
    'query view.list|a list the worker kept': async (m, _, who) =>
      (await answerOf(m, who, 'view.list', {})).includes(await keptList(m)),
  };
}
