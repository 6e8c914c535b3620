// A state as icon (or ring) and word on its soft ground; never a button.
import type { ComponentChildren, JSX } from 'preact';
import type { IconName } from '../icons.ts';
import { Icon } from './icon.tsx';
import { type RingState, StateRing } from './state-ring.tsx';
import { type Tone, toneClass } from './tone.ts';

type Props = { tone: Tone; icon?: IconName; ring?: RingState; bare?: boolean; children: ComponentChildren };

export function Chip(props: Props): JSX.Element {
  return (
    <span class={`zd-chip ${toneClass(props.tone)} ${props.bare === true ? 'zd-chip-bare' : ''}`}>
      {props.ring !== undefined ? (
        <StateRing {...props.ring} />
      ) : props.icon !== undefined ? (
        <Icon name={props.icon} />
      ) : null}
      <span>{props.children}</span>
    </span>
  );
}
