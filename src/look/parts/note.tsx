// A soft note in a tone: what is the matter in bold, why below it; a link when there is somewhere to go.
import type { ComponentChildren, JSX } from 'preact';
import type { IconName } from '../icons.ts';
import { Icon } from './icon.tsx';
import { type Tone, toneClass } from './tone.ts';

type Props = {
  tone?: Tone;
  icon?: IconName;
  title?: string;
  children?: ComponentChildren;
  action?: ComponentChildren;
  href?: string;
  onClick?: () => void;
};

export function Note(props: Props): JSX.Element {
  const kind = `zd-note ${toneClass(props.tone)} ${props.action === undefined ? '' : 'zd-note-acts'}`;
  const acts = props.href !== undefined || props.onClick !== undefined;
  const inner = (
    <>
      {props.icon === undefined ? null : <Icon name={props.icon} />}
      <span class="zd-grow">
        {props.title === undefined ? null : <b class="zd-ink block">{props.title}</b>}
        {props.children}
      </span>
      {props.action}
      {acts ? <Icon name="chevron-right" /> : null}
    </>
  );
  if (props.href !== undefined)
    return (
      <a class={kind} href={props.href}>
        {inner}
      </a>
    );
  if (props.onClick !== undefined)
    return (
      <button type="button" class={kind} onClick={props.onClick}>
        {inner}
      </button>
    );
  return <div class={kind}>{inner}</div>;
}
