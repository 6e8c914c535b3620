// What every field shares: the label above, "optional" in words, a hint, the box, and the error below.
import type { ComponentChildren, JSX } from 'preact';
import { useId } from 'preact/hooks';
import { t } from '../words.ts';
import { FieldError } from './field-error.tsx';

export type FieldProps = {
  label: string;
  /** Hidden to the eye, for a search box whose icon says it. */
  quiet?: boolean;
  /** Second voice at the right of the label. */
  right?: string;
  optional?: boolean;
  hint?: string;
  error?: string;
  id?: string;
  name?: string;
};
/** What the control itself must carry. */
export type ControlProps = {
  id: string;
  name: string | undefined;
  'aria-describedby': string | undefined;
  'aria-invalid': boolean | undefined;
};

export function Labelled(
  props: FieldProps & { boxClass?: string; control: (control: ControlProps) => ComponentChildren },
): JSX.Element {
  const own = useId();
  const id = props.id ?? own;
  const bad = props.error !== undefined && props.error !== '';
  const described = [props.hint === undefined ? '' : `${id}-hint`, bad ? `${id}-error` : ''].filter(Boolean).join(' ');
  const right = props.right ?? (props.optional === true ? t('look.optional') : undefined);
  return (
    <div class="zd-field">
      <label class={props.quiet === true ? 'sr-only' : 'zd-label'} for={id}>
        <span>{props.label}</span>
        {right === undefined ? null : <small>{right}</small>}
      </label>
      <div class={`zd-box ${bad ? 'zd-box-bad' : ''} ${props.boxClass ?? ''}`}>
        {props.control({
          id,
          name: props.name,
          'aria-describedby': described === '' ? undefined : described,
          'aria-invalid': bad ? true : undefined,
        })}
      </div>
      {props.hint === undefined ? null : (
        <p class="zd-hint" id={`${id}-hint`}>
          {props.hint}
        </p>
      )}
      <FieldError id={id} text={props.error} />
    </div>
  );
}
