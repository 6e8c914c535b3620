// One icon, drawn inline in the colour of its text; hidden from readers unless it carries a label.
import type { JSX } from 'preact';
import { iconPaths } from '../icons.data.ts';
import type { IconName } from '../icons.ts';

export function Icon(props: { name: IconName; label?: string; class?: string }): JSX.Element {
  const spoken =
    props.label === undefined ? { 'aria-hidden': true as const } : { role: 'img' as const, 'aria-label': props.label };
  return (
    <svg viewBox="0 0 24 24" class={`zd-icon ${props.class ?? ''}`} {...spoken}>
      <path d={iconPaths[props.name]} />
    </svg>
  );
}
