// One row of a list on the phone: tile, name and door number, the reason below, chevron; the whole row is the target.
import type { ComponentChildren, JSX } from 'preact';
import type { IconName } from '../icons.ts';
import { Icon } from './icon.tsx';
import { Tile } from './tile.tsx';
import type { Tone } from './tone.ts';

type Props = {
  title: ComponentChildren;
  /** Second voice beside the title: a door number. */
  beside?: ComponentChildren;
  /** Second voice below: why the row is here. */
  text?: ComponentChildren;
  /** Drawn in a coloured tile; with `plain` as a bare icon. */
  icon?: IconName;
  tone?: Tone;
  plain?: boolean;
  /** Instead of the chevron. */
  right?: ComponentChildren;
  href?: string;
  onClick?: () => void;
};

export function ListRow(props: Props): JSX.Element {
  const acts = props.href !== undefined || props.onClick !== undefined;
  const inner = (
    <>
      {props.icon === undefined ? null : props.plain === true ? (
        <Icon name={props.icon} />
      ) : (
        <Tile icon={props.icon} tone={props.tone} />
      )}
      <span class="zd-grow">
        <span>
          <span class={props.text === undefined && props.beside === undefined && props.plain === true ? '' : 'zd-lead'}>
            {props.title}
          </span>
          {props.beside === undefined ? null : <span class="zd-two"> {props.beside}</span>}
        </span>
        {props.text === undefined ? null : <span class="zd-two">{props.text}</span>}
      </span>
      {props.right ?? (acts ? <Icon name="chevron-right" /> : null)}
    </>
  );
  const kind = `zd-row-item ${props.text === undefined ? 'zd-row-low' : ''}`;
  if (props.href !== undefined)
    return (
      <a class={kind} href={props.href} onClick={props.onClick}>
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
