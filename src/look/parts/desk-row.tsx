// One row of a desk list: ring, title and deadline; state, place and number below; the chosen one has a surface and an edge.
import type { ComponentChildren, JSX } from 'preact';
import { type RingState, StateRing } from './state-ring.tsx';

type Props = {
  ring: RingState;
  title: string;
  right?: ComponentChildren;
  under?: ComponentChildren;
  number?: ComponentChildren;
  on?: boolean;
  href: string;
  id?: string;
  /** -1: reached by the keys of its list, not by Tab. */
  tabIndex?: number;
  onClick?: () => void;
};

export function DeskRow(props: Props): JSX.Element {
  return (
    <a
      id={props.id}
      class="zd-desk-row"
      href={props.href}
      tabIndex={props.tabIndex}
      aria-current={props.on === true ? 'true' : undefined}
      onClick={props.onClick}
    >
      <StateRing {...props.ring} />
      <span class="zd-desk-row-title">{props.title}</span>
      <span>{props.right}</span>
      <span class="zd-desk-row-under">
        <span>{props.under}</span>
        <span>{props.number}</span>
      </span>
    </a>
  );
}
