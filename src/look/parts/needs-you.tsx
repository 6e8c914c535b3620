// What cannot go on without the person: how many, which one, why. Nothing is drawn when there is none.
import type { JSX } from 'preact';
import { t } from '../words.ts';
import { Note } from './note.tsx';

export function NeedsYou(props: {
  count: number;
  text: string;
  href?: string;
  onClick?: () => void;
}): JSX.Element | null {
  if (props.count === 0) return null;
  return (
    <Note
      tone="wait"
      icon="alert-triangle"
      title={t('look.needsYou', { n: props.count })}
      href={props.href}
      onClick={props.onClick}
    >
      {props.text}
    </Note>
  );
}
