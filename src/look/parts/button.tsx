// An act: filled (one per screen), outlined, text or soft; 44 high, or 52 and full width as the screen's main act.
import type { ComponentChildren, JSX } from 'preact';
import type { IconName } from '../icons.ts';
import { t } from '../words.ts';
import { Icon } from './icon.tsx';

type Props = {
  kind?: 'filled' | 'outlined' | 'text' | 'soft';
  /** The screen's main act: 52 high, full width. */
  main?: boolean;
  /** 52 high without the full width (desk). */
  tall?: boolean;
  icon?: IconName;
  /** The key that does the same on the desk. */
  keyHint?: string;
  danger?: boolean;
  /** While true the act is under way: it stays in focus and does nothing more. */
  busy?: boolean;
  disabled?: boolean;
  href?: string;
  type?: 'button' | 'submit';
  onClick?: () => void;
  /** Only for an icon without a word: back, search, close. */
  label?: string;
  children?: ComponentChildren;
  pressed?: boolean;
  id?: string;
  /** -1: what it does comes by itself to whoever goes on by keys. */
  tabIndex?: number;
};

function classOf(props: Props): string {
  const kinds = ['zd-button', `zd-button-${props.kind ?? 'outlined'}`];
  if (props.main === true) kinds.push('zd-button-tall zd-button-wide');
  if (props.tall === true) kinds.push('zd-button-tall');
  if (props.danger === true) kinds.push('zd-button-danger');
  if (props.label !== undefined && props.children === undefined) kinds.push('zd-button-icon');
  return kinds.join(' ');
}

export function Button(props: Props): JSX.Element {
  const inner = (
    <>
      {props.icon === undefined ? null : <Icon name={props.icon} />}
      {props.busy === true ? (
        <span>{t('look.wait')}</span>
      ) : props.children === undefined ? null : (
        <span>{props.children}</span>
      )}
      {props.keyHint === undefined ? null : <kbd>{props.keyHint}</kbd>}
    </>
  );
  if (props.href !== undefined) {
    return (
      <a id={props.id} class={classOf(props)} href={props.href} aria-label={props.label} onClick={props.onClick}>
        {inner}
      </a>
    );
  }
  const idle = props.disabled === true || props.busy === true;
  return (
    <button
      id={props.id}
      type={props.type ?? 'button'}
      class={classOf(props)}
      aria-label={props.label}
      aria-pressed={props.pressed}
      tabIndex={props.tabIndex}
      aria-disabled={idle ? true : undefined}
      aria-busy={props.busy === true ? true : undefined}
      onClick={(event) => {
        if (idle) event.preventDefault();
        else props.onClick?.();
      }}
    >
      {inner}
    </button>
  );
}
