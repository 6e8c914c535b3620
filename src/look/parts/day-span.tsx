// From one day to another, side by side where there is room.
import type { JSX } from 'preact';
import { Field } from './field.tsx';

interface Days {
  readonly from: string;
  readonly to: string;
}

export const DaySpan = (
  props: Days & {
    /** Their fields are `<id>-from` and `<id>-to`. */
    id: string;
    labels: Days;
    /** May stay empty. */
    optional?: 'to' | 'both';
    error?: string | undefined;
    onChange: (change: Partial<Days>) => void;
  },
): JSX.Element => (
  <div class="grid gap-4 sm:grid-cols-2">
    <Field
      id={`${props.id}-from`}
      type="date"
      optional={props.optional === 'both'}
      label={props.labels.from}
      value={props.from}
      onInput={(from) => props.onChange({ from })}
    />
    <Field
      id={`${props.id}-to`}
      type="date"
      optional={props.optional !== undefined}
      label={props.labels.to}
      value={props.to}
      onInput={(to) => props.onChange({ to })}
      error={props.error}
    />
  </div>
);
