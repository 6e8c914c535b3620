// A surface with a hairline: padded, as a list of rows, or with the edge of the one card that asks for an answer.
import type { ComponentChildren, JSX } from 'preact';

type Props = { list?: boolean; asks?: boolean; label?: string; children: ComponentChildren };

export function Card(props: Props): JSX.Element {
  const kind = `zd-card ${props.list === true ? 'zd-list' : 'zd-card-pad'} ${props.asks === true ? 'zd-card-asks' : ''}`;
  if (props.label === undefined) return <div class={kind}>{props.children}</div>;
  return (
    <section class={kind} aria-label={props.label}>
      {props.children}
    </section>
  );
}
