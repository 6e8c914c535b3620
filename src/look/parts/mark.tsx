// The mark: a ring whose two ends meet at a home.
import type { JSX } from 'preact';

export function Mark(props: { size?: string }): JSX.Element {
  const size = props.size ?? '1.875rem';
  return (
    <svg viewBox="0 0 28 28" style={{ width: size, height: size, flex: 'none' }} aria-hidden="true">
      <path class="zd-mark-ring" d="M6.8 19.6A10 10 0 1 1 21.2 19.6" />
      <path class="zd-mark-home" d="M14 13.6l6 5.2v7.7h-12v-7.7z" />
    </svg>
  );
}
