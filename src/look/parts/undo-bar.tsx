// The ink bar that says what was done and offers to undo it; it waits while it is pointed at or holds the focus.
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { dropUndo, type Undoable, undoable } from '../undo.ts';
import { t } from '../words.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';

export function UndoBar(props: Undoable & { onGone: () => void }): JSX.Element {
  const [held, hold] = useState(false);
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(props.onGone, props.seconds * 1000);
    return () => clearTimeout(timer);
  }, [held, props.seconds, props.text, props.onGone]);
  return (
    <div
      class="zd-undo"
      onPointerEnter={() => hold(true)}
      onPointerLeave={() => hold(false)}
      onFocusIn={() => hold(true)}
      onFocusOut={() => hold(false)}
    >
      <Icon name="check" />
      <span class="zd-grow">{props.text}</span>
      {props.undo === undefined ? null : (
        <Button
          kind="text"
          onClick={() => {
            props.undo?.();
            props.onGone();
          }}
        >
          {t('look.undo')}
        </Button>
      )}
    </div>
  );
}

/** The head that may stay in sight above what is moved up (px). */
const headRoom = 72;

/** Moves the page up by what the foot would cover of what holds the focus: a browser takes it to be in sight there. */
function clearOf(foot: HTMLElement): void {
  const { activeElement: one } = document;
  if (!one || !one.closest('main') || getComputedStyle(foot).position !== 'sticky') return;
  const { top, bottom } = (one.matches('input') ? (one.closest('label') ?? one) : one).getBoundingClientRect();
  const covered = bottom + 8 - foot.getBoundingClientRect().top;
  if (covered > 0) scrollBy(0, Math.max(0, Math.min(covered, top - headRoom)));
}

function useClearFoot(shown: boolean): { current: HTMLDivElement | null } {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const look = (): void => {
      const foot = place.current?.parentElement;
      if (foot) clearOf(foot);
    };
    if (shown) look();
    // By Tab alone: what a finger touches must not move away under it.
    const afterTab = ({ key }: KeyboardEvent): void => {
      if (key === 'Tab') look();
    };
    document.addEventListener('keyup', afterTab);
    return () => document.removeEventListener('keyup', afterTab);
  }, [shown]);
  return place;
}

/** The place of the undo bar in a frame: a live region that is always there, so that readers hear what appears in it. */
export function UndoHost(): JSX.Element {
  const now = undoable.value;
  const place = useClearFoot(now !== undefined);
  return (
    <div ref={place} role="status" class={now === undefined ? '' : 'zd-undo-place'}>
      {now === undefined ? null : <UndoBar {...now} onGone={dropUndo} />}
    </div>
  );
}
