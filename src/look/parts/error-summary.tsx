// What is still missing, on top of a form: takes the focus when it appears, and each line leads to its field.
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../words.ts';
import { Icon } from './icon.tsx';

export type FormError = { field: string; text: string };

/** `errors` holds the field's id and the same words as under the field; nothing is drawn when it is empty. */
export function ErrorSummary(props: { errors: readonly FormError[] }): JSX.Element | null {
  const box = useRef<HTMLDivElement>(null);
  const fields = props.errors.map((one) => one.field).join();
  useEffect(() => {
    if (fields !== '') box.current?.focus();
  }, [fields]);
  if (props.errors.length === 0) return null;
  return (
    <div ref={box} class="zd-note zd-tone-bad" role="alert" tabIndex={-1}>
      <Icon name="alert-circle" />
      <div class="zd-grow">
        <b class="zd-ink">{t('look.errors', { n: props.errors.length })}</b>
        <ul class="zd-error-list">
          {props.errors.map((one) => (
            <li key={one.field}>
              <a
                href={`#${one.field}`}
                onClick={(event) => {
                  // The hash belongs to the app's own addresses: move the focus without touching it.
                  event.preventDefault();
                  event.stopPropagation();
                  document.getElementById(one.field)?.focus();
                }}
              >
                {one.text}
              </a>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
