// The sheet of a form about a proposal: what the county refused, what is still missing, and one button to keep it.
import type { ComponentChildren, JSX } from 'preact';
import type { useSay } from '#look/door.ts';
import { Button, Fault, Refused, Sheet } from '#look/parts.ts';
import { t } from '#look/words.ts';

export function FormSheet(props: {
  title: string;
  /** Key of the sentence that says what is missing. */
  fault: string | undefined;
  failed: ReturnType<typeof useSay>['failed'];
  problem: (code: string, facts?: Record<string, string | number>) => string;
  onClose: () => void;
  onSend: () => void;
  children: ComponentChildren;
}): JSX.Element {
  return (
    <Sheet
      open
      wide
      onClose={props.onClose}
      title={props.title}
      foot={
        <Button kind="filled" icon="check" onClick={props.onSend}>
          {t('proposal.save')}
        </Button>
      }
    >
      <Refused failed={props.failed} problem={props.problem} />
      <Fault text={props.fault && t(props.fault)} />
      {props.children}
    </Sheet>
  );
}
