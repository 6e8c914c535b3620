// The keys of the desk at the foot of the screen.
import type { ComponentChildren, JSX } from 'preact';

export type KeyHint = { keys: readonly string[]; label: string };

export function KeyStrip(props: { hints: readonly KeyHint[]; right?: ComponentChildren }): JSX.Element {
  return (
    <div class="zd-keys">
      {props.hints.map((hint) => (
        <span key={hint.label}>
          {hint.keys.map((key) => (
            <kbd key={key}>{key}</kbd>
          ))}
          {hint.label}
        </span>
      ))}
      {props.right === undefined ? null : <span class="zd-push">{props.right}</span>}
    </div>
  );
}
