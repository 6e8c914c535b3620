// Nothing to show: what is done, what comes next and when, one soft button.
import type { ComponentChildren, JSX } from 'preact';
import type { IconName } from '../icons.ts';
import { Tile } from './tile.tsx';
import type { Tone } from './tone.ts';

type Props = { title: string; text?: string; icon?: IconName; tone?: Tone; action?: ComponentChildren };

export function Empty(props: Props): JSX.Element {
  return (
    <div class="zd-card zd-empty">
      <Tile icon={props.icon ?? 'check'} tone={props.tone ?? 'ok'} big />
      <p class="zd-big">{props.title}</p>
      {props.text === undefined ? null : <p class="zd-two">{props.text}</p>}
      {props.action}
    </div>
  );
}
