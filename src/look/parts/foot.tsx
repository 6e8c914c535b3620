// The foot of a form: its one main act and a quiet line below it.
import type { ComponentChildren, JSX } from 'preact';
import type { IconName } from '../icons.ts';
import { Icon } from './icon.tsx';

export function Foot(props: { children?: ComponentChildren; note?: string; icon?: IconName }): JSX.Element {
  return (
    <footer class="zd-foot">
      {props.children}
      {props.note === undefined ? null : (
        <p class="zd-foot-note">
          {props.icon === undefined ? null : <Icon name={props.icon} />}
          <span>{props.note}</span>
        </p>
      )}
    </footer>
  );
}
