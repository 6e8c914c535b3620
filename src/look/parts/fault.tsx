// What keeps a form or an act from going on, in one sentence, said aloud as soon as it stands there; nothing where there is nothing to say.
import type { JSX } from 'preact';
import { Note } from './note.tsx';

export const Fault = (props: { text: string | undefined; title?: string }): JSX.Element | null =>
  props.text === undefined || props.text === '' ? null : (
    <div role="alert">
      <Note tone="bad" icon="alert-circle" title={props.title}>
        {props.text}
      </Note>
    </div>
  );
