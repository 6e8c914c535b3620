// The frame of the desk: side menu, one page or two panes, key strip below; one column on a narrow screen.
import type { ComponentChildren, JSX } from 'preact';
import { t } from '../words.ts';
import { UndoHost } from './undo-bar.tsx';

type Props = {
  menu: ComponentChildren;
  keys?: ComponentChildren;
  /** Two panes: the list at the left, the opened one at the right. Without it `children` is the whole page. */
  list?: ComponentChildren;
  /** Something is open in the right pane: on a narrow screen only that pane is shown. */
  open?: boolean;
  children: ComponentChildren;
};

export function Desk(props: Props): JSX.Element {
  return (
    <div class="zd-desk">
      <a
        class="zd-skip zd-button zd-button-filled"
        href="#main"
        onClick={(event) => {
          event.preventDefault();
          document.getElementById('main')?.focus();
        }}
      >
        {t('look.skip')}
      </a>
      {props.menu}
      {props.list === undefined ? (
        <main id="main" tabIndex={-1} class="zd-desk-page">
          {props.children}
        </main>
      ) : (
        <main id="main" tabIndex={-1} class={`zd-split ${props.open === true ? 'zd-split-open' : ''}`}>
          <section class="zd-pane">{props.list}</section>
          <section class="zd-pane zd-pane-open">{props.children}</section>
        </main>
      )}
      <footer class="zd-desk-foot">
        <UndoHost />
        {props.keys}
      </footer>
    </div>
  );
}
