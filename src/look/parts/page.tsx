// The frame of a phone screen: head, main, and a foot (bottom bar or save button) that stays in sight.
import type { ComponentChildren, JSX } from 'preact';
import { UndoHost } from './undo-bar.tsx';

type Props = { head: ComponentChildren; foot?: ComponentChildren; children: ComponentChildren };

export function Page(props: Props): JSX.Element {
  return (
    <div class="zd-page">
      {props.head}
      <main class="zd-main" id="main">
        {props.children}
      </main>
      <div class="zd-page-foot">
        <UndoHost />
        {props.foot}
      </div>
    </div>
  );
}
