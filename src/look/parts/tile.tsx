// A 44 px coloured square with the icon that says why a row is here.
import type { JSX } from 'preact';
import type { IconName } from '../icons.ts';
import { Icon } from './icon.tsx';
import { type Tone, toneClass } from './tone.ts';

export function Tile(props: { icon: IconName; tone?: Tone; big?: boolean }): JSX.Element {
  return (
    <span class={`zd-tile ${toneClass(props.tone)} ${props.big === true ? 'zd-tile-big' : ''}`}>
      <Icon name={props.icon} />
    </span>
  );
}
