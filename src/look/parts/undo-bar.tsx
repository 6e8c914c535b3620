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

/** Keeps what holds the focus clear of a foot that has grown by the bar: the page moves up by what would be covered. */
function useRoomFor(shown: boolean): { current: HTMLDivElement | null } {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const foot = place.current?.parentElement;
    if (!shown || !foot) return;
    const { style } = document.documentElement;
    style.scrollPaddingBottom = `${foot.offsetHeight + 8}px`;
    document.activeElement?.scrollIntoView({ block: 'nearest' });
    return () => {
      style.scrollPaddingBottom = '';
    };
  }, [shown]);
  return place;
}

/** The place of the undo bar in a frame: a live region that is always there, so that readers hear what appears in it. */
export function UndoHost(): JSX.Element {
  const now = undoable.value;
  const place = useRoomFor(now !== undefined);
  return (
    <div ref={place} role="status" class={now === undefined ? '' : 'zd-undo-place'}>
      {now === undefined ? null : <UndoBar {...now} onGone={dropUndo} />}
    </div>
  );
}
