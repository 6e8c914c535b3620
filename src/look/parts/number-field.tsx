// A whole or decimal number with its unit, typed on the number keyboard; with `steps` one less and one more beside it.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { t } from '../words.ts';
import { Button } from './button.tsx';
import { type FieldProps, Labelled } from './labelled.tsx';

type Props = FieldProps & {
  value: number | undefined;
  onInput: (value: number | undefined) => void;
  unit?: string;
  min?: number;
  max?: number;
  decimals?: boolean;
  steps?: boolean;
};

/** The number in what was typed; full-width figures of a Chinese keyboard count. Undefined while it is none. */
export function readNumber(typed: string): number | undefined {
  const plain = typed.normalize('NFKC').replace(/[\s,，]/g, '');
  return plain === '' || !/^-?\d*\.?\d*$/.test(plain) || !/\d/.test(plain) ? undefined : Number(plain);
}

export function NumberField(props: Props): JSX.Element {
  // What is being typed ("2." or "-") is kept as text, so that the caret does not jump.
  const [typed, setTyped] = useState<string | undefined>(undefined);
  const shown =
    typed !== undefined && readNumber(typed) === props.value
      ? typed
      : props.value === undefined
        ? ''
        : String(props.value);
  const step = (by: number): void => {
    const next = Math.min(props.max ?? Infinity, Math.max(props.min ?? 0, (props.value ?? 0) + by));
    setTyped(undefined);
    props.onInput(next);
  };
  return (
    <Labelled
      {...props}
      control={(control) => (
        <>
          {props.steps === true ? (
            <Button kind="text" icon="minus" label={t('look.less')} onClick={() => step(-1)} />
          ) : null}
          <input
            {...control}
            class="zd-input"
            inputMode={props.decimals === true ? 'decimal' : 'numeric'}
            autoComplete="off"
            value={shown}
            onInput={(event) => {
              setTyped(event.currentTarget.value);
              props.onInput(readNumber(event.currentTarget.value));
            }}
          />
          {props.unit === undefined ? null : <span class="zd-unit">{props.unit}</span>}
          {props.steps === true ? (
            <Button kind="text" icon="plus" label={t('look.more')} onClick={() => step(1)} />
          ) : null}
        </>
      )}
    />
  );
}
