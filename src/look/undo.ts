// What can still be undone: one act at a time, for at least ten seconds.
import { signal } from '@preact/signals';

export type Undoable = { text: string; undo?: () => void; seconds: number };

/** The act shown in the undo bar now. */
export const undoable = signal<Undoable | undefined>(undefined);

/** Says what was done and offers to undo it. Less than ten seconds is never given. */
export function offerUndo(text: string, undo?: () => void, seconds = 10): void {
  undoable.value = { text, undo, seconds: Math.max(10, seconds) };
}

export function dropUndo(): void {
  undoable.value = undefined;
}
