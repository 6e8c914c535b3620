// A question with all its answers shown as boxes; the chosen ones have a ground and a tick. For fewer than seven answers.
import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import type { IconName } from '../icons.ts';
import { t } from '../words.ts';
import { FieldError } from './field-error.tsx';
import { Icon } from './icon.tsx';
import { type Tone, toneClass } from './tone.ts';

export type Answer<V extends string> = { value: V; label: string; icon?: IconName; tone?: Tone; note?: string };
type Shared<V extends string> = {
  label: string;
  /** The label is for screen readers only, because the screen already asks the question. */
  quiet?: boolean;
  big?: boolean;
  answers: readonly Answer<V>[];
  columns?: 1 | 2 | 3 | 4;
  optional?: boolean;
  hint?: string;
  error?: string;
  id?: string;
};
type One<V extends string> = Shared<V> & { many?: false; value: V | undefined; onChange: (value: V) => void };
type Many<V extends string> = Shared<V> & { many: true; value: readonly V[]; onChange: (value: V[]) => void };

export function Choice<V extends string>(props: One<V> | Many<V>): JSX.Element {
  const own = useId();
  const id = props.id ?? own;
  const columns = props.columns ?? 2;
  const isOn = (value: V): boolean => (props.many === true ? props.value.includes(value) : props.value === value);
  const choose = (value: V): void => {
    if (props.many !== true) props.onChange(value);
    else props.onChange(isOn(value) ? props.value.filter((one) => one !== value) : [...props.value, value]);
  };
  return (
    <fieldset class="zd-choice" aria-describedby={props.error === undefined ? undefined : `${id}-error`}>
      <legend class={props.quiet === true ? 'sr-only' : `zd-label ${props.big === true ? 'zd-label-big' : ''}`}>
        {props.label}
        {props.optional === true ? <small>{t('look.optional')}</small> : null}
      </legend>
      {props.hint === undefined ? null : <p class="zd-hint">{props.hint}</p>}
      <div class={`zd-picks ${columns > 2 ? 'zd-picks-tight' : ''}`} style={{ '--columns': String(columns) }}>
        {props.answers.map((answer, place) => (
          <label key={answer.value} class={`zd-pick ${isOn(answer.value) ? 'zd-pick-on' : ''}`}>
            <input
              id={place === 0 ? id : undefined}
              type={props.many === true ? 'checkbox' : 'radio'}
              name={own}
              value={answer.value}
              checked={isOn(answer.value)}
              onChange={() => choose(answer.value)}
            />
            {isOn(answer.value) ? (
              <Icon name="check" />
            ) : answer.icon === undefined ? null : (
              <Icon name={answer.icon} class={answer.tone === undefined ? '' : `zd-ink ${toneClass(answer.tone)}`} />
            )}
            <span class="zd-grow">
              <span>{answer.label}</span>
              {answer.note === undefined ? null : <span class="zd-two">{answer.note}</span>}
            </span>
          </label>
        ))}
      </div>
      <FieldError id={id} text={props.error} />
    </fieldset>
  );
}
