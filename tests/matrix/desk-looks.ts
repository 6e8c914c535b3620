// What the access matrix keeps and waits for at a desk: a list of the worker's own, and the words by which a matter is found.
import { newId } from '#kit/id.ts';
import { emptyScope, inScope } from '#data/scope.ts';
import { askedWords } from '#modules/case/store-search.ts';
import { say } from '#tests/cast.ts';
import type { Matrix } from './county.ts';

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

export const viewInputs = {
  'view.keep|for oneself': async (_: Matrix) => ({ view: newId(), name: '水', address: 'mine?group=W&due=today' }),
  'view.drop|a list the worker kept': async (m: Matrix) => ({ view: await keptList(m) }),
};
