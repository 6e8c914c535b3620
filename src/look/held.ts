// Holds an act back while it can still be undone, and sends it at once when the person leaves, goes on or says so.
import { effect, signal } from '@preact/signals';
import { dropUndo, offerUndo, undoable } from './undo.ts';

/** Keys (a record's id) of acts that are decided on the screen but not sent yet. */
export const heldKeys = signal<readonly string[]>([]);

/** `leaving`: the page is about to go, so that nothing can be waited for. */
type Held = { key: string | readonly string[]; text: string; send: (leaving: boolean) => void };
let held: Held | undefined;

/** What the held act is called on the screen; '' when nothing is held. */
export const heldText = (): string => (heldKeys.value.length === 0 ? '' : (held?.text ?? ''));

function release(): Held | undefined {
  const act = held;
  held = undefined;
  heldKeys.value = [];
  return act;
}

/** Sends what is held now; nothing happens when nothing is held. */
export function sendHeld(leaving = false): void {
  const act = release();
  if (act === undefined) return;
  if (undoable.value?.text === act.text) dropUndo();
  act.send(leaving);
}

/**
 * Shows `text` with an undo and calls `send` when the undo bar goes: after ten seconds, when another act takes its place,
 * or when the page is left. `undone` is called instead when the person undoes it.
 */
export function holdAct(act: Held & { undone?: () => void }): void {
  sendHeld();
  held = act;
  heldKeys.value = typeof act.key === 'string' ? [act.key] : act.key;
  offerUndo(act.text, () => {
    if (held === act) release();
    act.undone?.();
  });
  const shown = undoable.value;
  const stop = effect(() => {
    if (undoable.value === shown) return;
    stop();
    if (held === act) sendHeld();
  });
}

/** Call once per app: a page that is closed or frozen by the browser sends what it holds. */
export function sendHeldOnLeave(): void {
  const leave = (): void => sendHeld(true);
  addEventListener('pagehide', leave);
  document.addEventListener('freeze', leave);
}
