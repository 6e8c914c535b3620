// One line of text: words, a phone number, a date, a search; label above, error below.
import type { JSX } from 'preact';
import type { IconName } from '../icons.ts';
import { Icon } from './icon.tsx';
import { type FieldProps, Labelled } from './labelled.tsx';

type Props = FieldProps & {
  value: string;
  onInput: (value: string) => void;
  type?: 'text' | 'search' | 'tel' | 'password' | 'date' | 'time' | 'datetime-local';
  inputMode?: 'text' | 'numeric' | 'decimal' | 'tel' | 'search';
  autoComplete?: 'username' | 'current-password' | 'new-password' | 'one-time-code' | 'name' | 'tel' | 'off';
  placeholder?: string;
  icon?: IconName;
  unit?: string;
  maxLength?: number;
  min?: string;
  max?: string;
  onEnter?: () => void;
};

export function Field(props: Props): JSX.Element {
  return (
    <Labelled
      {...props}
      control={(control) => (
        <>
          {props.icon === undefined ? null : <Icon name={props.icon} />}
          <input
            {...control}
            class="zd-input"
            // Preact's types want one literal kind per input; all ours take the same attributes.
            type={(props.type ?? 'text') as 'text'}
            inputMode={props.inputMode}
            autoComplete={props.autoComplete ?? 'off'}
            placeholder={props.placeholder}
            maxLength={props.maxLength}
            min={props.min}
            max={props.max}
            value={props.value}
            onInput={(event) => props.onInput(event.currentTarget.value)}
            onKeyDown={(event) => {
              // Enter that ends a pinyin composition is not meant for us.
              if (event.key === 'Enter' && !event.isComposing) props.onEnter?.();
            }}
          />
          {props.unit === undefined ? null : <span class="zd-unit">{props.unit}</span>}
        </>
      )}
    />
  );
}
