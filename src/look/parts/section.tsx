// A part of a screen with its heading and, at the right, a count or a small act.
import type { ComponentChildren, JSX } from 'preact';

type Props = { title: string; right?: ComponentChildren; children: ComponentChildren };

export function Section(props: Props): JSX.Element {
  return (
    <section class="zd-section">
      <div class="zd-section-head">
        <h2>{props.title}</h2>
        {props.right === undefined ? null : <span class="zd-two">{props.right}</span>}
      </div>
      {props.children}
    </section>
  );
}
