// Saying something and being able to take it back: every screen queues through here and shows the same undo bar.
import { newId } from '#kit/id.ts';
import { Problem } from '#kit/problem.ts';
import { offerUndo } from '#look/parts.ts';
import { t } from '#look/words.ts';
import { type Recording, undo } from '#sync/outbox.ts';
import { bind, filesIn, takeBack } from './files.ts';
import { sayProblem } from './say.ts';
import type { Open } from './session.ts';

export type Step = Pick<Recording, 'name' | 'input' | 'hold' | 'mends' | 'draft'>;

/** Keeps the steps on the phone, in order. True when all are safe; else says why not and keeps none of them. */
export async function keep(open: Open, steps: readonly Step[]): Promise<string[] | undefined> {
  const done: string[] = [];
  try {
    for (const { name, input, ...options } of steps) {
      const id = newId();
      // Its files are tied to it before it may go; should it not be kept, they stand in their form again.
      await bind(open.phone, filesIn(input), id, open.phone.book.forget({ name, input }));
      done.push(id);
      await open.door.execute(name, input, { ...options, id });
    }
    return done;
  } catch (error) {
    if (done.length > 1) await undo(open.phone, done.slice(0, -1));
    for (const { input } of steps.slice(0, done.length)) await bind(open.phone, filesIn(input), null);
    if (!(error instanceof Problem)) throw error;
    offerUndo(sayProblem(error));
    return undefined;
  }
}

/** Says what was done and offers to take it back while that is still possible. */
export function offerBack(open: Open, ids: readonly string[], text: string, after?: () => void): void {
  offerUndo(text, () => {
    void undo(open.phone, ids).then(async (taken) => {
      if (!taken) return offerUndo(t('field.undo.late'));
      await takeBack(open.phone, ids);
      after?.();
    });
  });
}

/** Keep and offer undo in one go. */
export async function act(open: Open, steps: readonly Step[], text: string, after?: () => void): Promise<boolean> {
  const ids = await keep(open, steps);
  if (ids) offerBack(open, ids, text, after);
  return ids !== undefined;
}
