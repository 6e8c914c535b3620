// What not everybody wants to read: one line that opens on its contents.
import type { ComponentChildren, JSX } from 'preact';
import { Icon } from './icon.tsx';

/** `card`: a surface of its own, where it stands on the ground. */
export const Fold = (props: {
  title: string;
  open?: boolean;
  card?: boolean;
  children: ComponentChildren;
}): JSX.Element => (
  <details class={props.card ? 'zd-fold zd-card zd-card-pad' : 'zd-fold'} open={props.open}>
    <summary>
      <Icon name="chevron-right" />
      {props.title}
    </summary>
    {props.children}
  </details>
);
