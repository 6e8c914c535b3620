// Saying something and being able to take it back: every screen queues through here and shows the same undo bar.
import { newId } from '#kit/id.ts';
import { Problem } from '#kit/problem.ts';
import { painted } from '#look/painted.ts';
import { offerUndo } from '#look/parts.ts';
import { t } from '#look/words.ts';
import { type Recording, undo } from '#sync/outbox.ts';
import type { Phone } from '#sync/store.ts';
import { bind, dropFiles, filesIn, takeBack } from './files.ts';
import { sayProblem } from './say.ts';
import type { Open } from './session.ts';

export type Step = Omit<Recording, 'id' | 'basedOn'>;

/** The files of what a step says anew: they stay tied to it until the new one stands in its place. */
const filesBefore = (phone: Phone, { replaces, mends }: Step): string[] =>
  filesIn(phone.items.value.find((item) => item.id === (replaces ?? mends))?.envelope.input);

/** Not kept: what was tied already goes with the old one again, or stands in its form. */
async function untie(phone: Phone, steps: readonly Step[]): Promise<void> {
  for (const step of steps) {
    const before = filesBefore(phone, step);
    const fresh = filesIn(step.input).filter((id) => !before.includes(id));
    await bind(phone, fresh, null);
    await bind(phone, before, step.replaces ?? step.mends ?? null);
  }
}

/** Keeps the steps on the phone as one, in order. Their ids when all are safe; else says why not, and none is kept. */
export async function keep(open: Open, steps: readonly Step[]): Promise<string[] | undefined> {
  const { phone } = open;
  await painted();
  const said = steps.map((step) => ({ ...step, id: newId() }));
  const left = said.flatMap((step) => filesBefore(phone, step).filter((id) => !filesIn(step.input).includes(id)));
  try {
    // Files are tied to their words before these may go; should they not be kept, they stand in their form again.
    for (const { name, input, id } of said) await bind(phone, filesIn(input), id, phone.book.forget({ name, input }));
    await open.door.executeAll(said);
    await dropFiles(phone, left);
    return said.map(({ id }) => id);
  } catch (error) {
    await untie(phone, steps);
    if (!(error instanceof Problem)) throw error;
    offerUndo(sayProblem(error));
    return undefined;
  }
}

/** Undefined, and said in words, when it cannot be done. */
export async function tryTo<R>(work: () => Promise<R>): Promise<R | undefined> {
  try {
    return await work();
  } catch (error) {
    offerUndo(sayProblem(error));
    return undefined;
  }
}

/** Says what was done and offers to take it back while that is still possible. */
export function offerBack(open: Open, ids: readonly string[], text: string, after?: () => void): void {
  offerUndo(text, () => {
    void painted().then(async () => {
      if (!(await undo(open.phone, ids))) return offerUndo(t('field.undo.late'));
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
