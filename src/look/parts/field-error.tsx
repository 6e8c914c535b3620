// The words under a field that say what to do; the same words stand in the summary on top.
import type { JSX } from 'preact';
import { Icon } from './icon.tsx';

export function FieldError(props: { id: string; text: string | undefined }): JSX.Element | null {
  if (props.text === undefined || props.text === '') return null;
  return (
    <p class="zd-error" id={`${props.id}-error`}>
      <Icon name="alert-circle" />
      <span>{props.text}</span>
    </p>
  );
}
