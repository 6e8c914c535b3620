// How far a matter has come, as a ring that starts at the home (bottom) and closes there; a side state shows its icon instead.
import type { JSX } from 'preact';
import type { IconName } from '../icons.ts';
import { Icon } from './icon.tsx';
import { type Tone, toneClass } from './tone.ts';

/** `share` is 0–100. The word always stands beside the ring, so the ring itself is silent. */
export type RingState = { share?: number; tone: Tone; icon?: IconName };

export function StateRing(props: RingState): JSX.Element {
  if (props.icon !== undefined) return <Icon name={props.icon} class={`zd-ink ${toneClass(props.tone)}`} />;
  return (
    <svg class={`zd-ring ${toneClass(props.tone)}`} viewBox="0 0 22 22" aria-hidden="true">
      <circle class="zd-ring-track" cx="11" cy="11" r="8.5" />
      <circle
        class="zd-ring-part"
        cx="11"
        cy="11"
        r="8.5"
        pathLength={100}
        stroke-dasharray={`${props.share ?? 0} 100`}
      />
    </svg>
  );
}
