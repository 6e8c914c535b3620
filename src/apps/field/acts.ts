// Saying something and being able to take it back: every screen queues through here and shows the same undo bar.
import { Problem } from '#kit/problem.ts';
import { offerUndo } from '#look/parts.ts';
import { t } from '#look/words.ts';
import { type Recording, undo } from '#sync/outbox.ts';
import { sayProblem } from './say.ts';
import type { Open } from './session.ts';

export type Step = Pick<Recording, 'name' | 'input' | 'hold' | 'mends'>;

/** Keeps the steps on the phone, in order. True when all are safe; else says why not and keeps none of them. */
export async function keep(open: Open, steps: readonly Step[]): Promise<string[] | undefined> {
  const done: string[] = [];
  try {
    for (const { name, input, ...options } of steps) done.push((await open.door.execute(name, input, options)).id);
    return done;
  } catch (error) {
    if (done.length > 0) await undo(open.phone, done);
    if (!(error instanceof Problem)) throw error;
    offerUndo(sayProblem(error));
    return undefined;
  }
}

/** Says what was done and offers to take it back while that is still possible. */
export function offerBack(open: Open, ids: readonly string[], text: string, after?: () => void): void {
  offerUndo(text, () => {
    void undo(open.phone, ids).then((taken) => (taken ? after?.() : offerUndo(t('field.undo.late'))));
  });
}

/** Keep and offer undo in one go. */
export async function act(open: Open, steps: readonly Step[], text: string, after?: () => void): Promise<boolean> {
  const ids = await keep(open, steps);
  if (ids) offerBack(open, ids, text, after);
  return ids !== undefined;
}
