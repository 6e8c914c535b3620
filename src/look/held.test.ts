// An act held back is sent once when its time is over or another one follows, and never when it was undone.
import { beforeEach, describe, expect, it } from 'vitest';
import { heldKeys, holdAct, sendHeld } from './held.ts';
import { dropUndo, undoable } from './undo.ts';

const sent: string[] = [];
const hold = (key: string): void => holdAct({ key, text: `act ${key}`, send: () => sent.push(key) });

describe('an act that is held back', () => {
  beforeEach(() => {
    sendHeld();
    sent.length = 0;
  });

  it('waits, and goes out when the undo bar goes', () => {
    hold('a');
    expect(heldKeys.value).toEqual(['a']);
    expect(sent).toEqual([]);
    expect(undoable.value?.seconds).toBeGreaterThanOrEqual(10);
    dropUndo();
    expect(sent).toEqual(['a']);
    expect(heldKeys.value).toEqual([]);
  });

  it('never goes out once it was undone', () => {
    hold('a');
    undoable.value?.undo?.();
    dropUndo();
    sendHeld();
    expect(sent).toEqual([]);
  });

  it('goes out before the next one is held, in the order of the presses', () => {
    hold('a');
    hold('b');
    expect(sent).toEqual(['a']);
    dropUndo();
    expect(sent).toEqual(['a', 'b']);
  });

  it('goes out at once, and only once, when the page is left', () => {
    hold('a');
    sendHeld();
    sendHeld();
    dropUndo();
    expect(sent).toEqual(['a']);
  });

  it('the same words twice are still two acts', () => {
    holdAct({ key: 'a', text: 'same', send: () => sent.push('a') });
    holdAct({ key: 'b', text: 'same', send: () => sent.push('b') });
    expect(sent).toEqual(['a']);
    expect(heldKeys.value).toEqual(['b']);
    undoable.value?.undo?.();
    dropUndo();
    expect(sent).toEqual(['a']);
  });
});
