// Horizontal bars on a full track: label left, figure right; never a ranking of people or places.
import type { JSX } from 'preact';
import { type RingState, StateRing } from './state-ring.tsx';
import { type Tone, toneClass } from './tone.ts';

export type BarRow = {
  label: string;
  value: number /** Instead of the bare number: "86%". */;
  text?: string;
  tone?: Tone;
  ring?: RingState;
};

/** `full` is the value of a full track; without it the largest row fills the track. `stacked` puts the label above its bar. */
export function Bars(props: {
  rows: readonly BarRow[];
  full?: number;
  stacked?: boolean;
  label?: string;
}): JSX.Element {
  const full = props.full ?? Math.max(1, ...props.rows.map((row) => row.value));
  return (
    <ul class="zd-bars" aria-label={props.label}>
      {props.rows.map((row) => (
        <li key={row.label} class={`zd-bar ${props.stacked === true ? 'zd-bar-top' : ''}`}>
          <span class="zd-bar-label">
            {row.ring === undefined ? null : <StateRing {...row.ring} />}
            {row.label}
          </span>
          <span class={`zd-track ${toneClass(row.tone ?? 'act')}`} aria-hidden="true">
            <i style={{ width: `${Math.min(100, (100 * row.value) / full)}%` }} />
          </span>
          <b>{row.text ?? row.value}</b>
        </li>
      ))}
    </ul>
  );
}
