// What happened, newest first: icon on a line, who and what in bold, when at the right, words below.
import type { ComponentChildren, JSX } from 'preact';
import type { IconName } from '../icons.ts';
import { Icon } from './icon.tsx';

export type TimelineItem = {
  key: string;
  icon: IconName;
  title: string;
  when: string;
  text?: ComponentChildren;
  quiet?: ComponentChildren;
  now?: boolean;
};

export function Timeline(props: { items: readonly TimelineItem[]; label?: string }): JSX.Element {
  return (
    <ol class="zd-time" aria-label={props.label}>
      {props.items.map((item) => (
        <li key={item.key} class={item.now === true ? 'zd-tone-info' : 'zd-tone-calm'}>
          <Icon name={item.icon} />
          <div>
            <div class="zd-time-head">
              <b>{item.title}</b>
              <span class="zd-two">{item.when}</span>
            </div>
            {item.text === undefined ? null : <div>{item.text}</div>}
            {item.quiet === undefined ? null : <div class="zd-two">{item.quiet}</div>}
          </div>
        </li>
      ))}
    </ol>
  );
}
