// Several lines of text that grow with what is written.
import type { JSX } from 'preact';
import { type FieldProps, Labelled } from './labelled.tsx';

type Props = FieldProps & {
  value: string;
  onInput: (value: string) => void;
  placeholder?: string;
  rows?: number;
  maxLength?: number;
};

export function TextArea(props: Props): JSX.Element {
  return (
    <Labelled
      {...props}
      control={(control) => (
        <textarea
          // Else the browser keeps what is being written in its own profile, unsealed, to restore the tab.
          autoComplete="off"
          {...control}
          class="zd-input"
          rows={props.rows ?? 3}
          style={{ '--rows': String(props.rows ?? 3) }}
          placeholder={props.placeholder}
          maxLength={props.maxLength}
          value={props.value}
          onInput={(event) => props.onInput(event.currentTarget.value)}
        />
      )}
    />
  );
}
