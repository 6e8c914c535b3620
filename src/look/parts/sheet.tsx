// A native dialog: a sheet from below on the phone, a box in the middle on the desk. Escape and a tap beside it close it.
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { t } from '../words.ts';
import { Button } from './button.tsx';

type Props = {
  open: boolean;
  onClose: () => void;
  title: string;
  wide?: boolean;
  foot?: ComponentChildren;
  children: ComponentChildren;
};

export function Sheet(props: Props): JSX.Element {
  const box = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = box.current;
    if (dialog === null) return;
    if (props.open && !dialog.open) dialog.showModal();
    if (!props.open && dialog.open) dialog.close();
  }, [props.open]);
  return (
    <dialog
      ref={box}
      class={`zd-dialog zd-sheet ${props.wide === true ? 'zd-dialog-wide' : ''}`}
      aria-labelledby={id}
      onClose={() => {
        if (props.open) props.onClose();
      }}
      onClick={(event) => {
        if (event.target === box.current) props.onClose();
      }}
    >
      {props.open ? (
        <>
          <div class="zd-dialog-head">
            <h2 id={id} class="zd-grow">
              {props.title}
            </h2>
            <Button kind="text" icon="x" label={t('look.close')} onClick={props.onClose} />
          </div>
          <div class="zd-dialog-body">{props.children}</div>
          {props.foot === undefined ? null : <div class="zd-dialog-foot">{props.foot}</div>}
        </>
      ) : null}
    </dialog>
  );
}
