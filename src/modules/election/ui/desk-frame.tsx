// The sheet around every act of an election that asks something first: what is missing, why it was refused, cancel and keep.
import type { ComponentChildren, JSX } from 'preact';
import { useSay } from '#look/door.ts';
import { Button, Refused, Sheet } from '#look/parts.ts';
import { t } from '#look/words.ts';
import { type ElectionPage } from '../model.ts';
import { type Speak } from './said.ts';

export const asked = ['publish', 'nominate', 'proxies', 'again', 'lot', 'sign', 'board', 'fill', 'void'] as const;
export type AskedAct = (typeof asked)[number];

export interface ActProps {
  readonly page: ElectionPage;
  readonly onClose: () => void;
  readonly again: () => void;
  readonly problem: Speak;
}

interface FrameProps extends ActProps {
  readonly act: AskedAct;
  /** Undefined while something is missing. */
  readonly input: object | undefined;
  readonly children: ComponentChildren;
  readonly after?: () => void;
}

export function Frame({ page, act, input, ...props }: FrameProps): JSX.Element {
  const { failed, say } = useSay();
  const { election } = page;
  const send = (): void => {
    if (input === undefined) return;
    const after = (): void => {
      props.after?.();
      props.onClose();
      props.again();
    };
    say(
      `election.${act}`,
      { election: election.id, ...input },
      { text: t('election.did'), after, basedOn: election.version },
    );
  };
  return (
    <Sheet
      open
      wide
      onClose={props.onClose}
      title={t(`election.act.${act === 'fill' && election.recall ? 'fillRecall' : act}`)}
      foot={
        <>
          <Button kind="text" onClick={props.onClose}>
            {t('election.cancel')}
          </Button>
          <Button kind="filled" icon="check" disabled={input === undefined} onClick={send}>
            {t('election.save')}
          </Button>
        </>
      }
    >
      <Refused failed={failed} problem={props.problem} />
      <div class="flex flex-col gap-4">{props.children}</div>
    </Sheet>
  );
}
