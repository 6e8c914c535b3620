// A short list of facts: what it is in second ink, the fact in bold below it.
import type { ComponentChildren, JSX } from 'preact';

export type FactRow = { label: string; value: ComponentChildren; note?: ComponentChildren };

export function FactList(props: { rows: readonly FactRow[] }): JSX.Element {
  return (
    <dl class="zd-facts">
      {props.rows.map((row) => (
        <div key={row.label}>
          <dt class="zd-two">{row.label}</dt>
          <dd>
            {row.value}
            {row.note === undefined ? null : <span class="zd-two">{row.note}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
