// The bar below the list while rows are chosen: how many, what can be done with them together, and by which key.
import type { JSX } from 'preact';
import { Button } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { InboxRow } from '../model.ts';
import type { BulkAct } from '../model-desk.ts';

type Props = {
  rows: readonly InboxRow[];
  /** Are there more of the same category in the list as it stands? */
  alike: number;
  onAlike: () => void;
  onAct: (act: BulkAct) => void;
  onPrint: () => void;
  onCancel: () => void;
};

export function PickBar(props: Props): JSX.Element {
  const none = props.rows.length === 0;
  return (
    <div class="sticky bottom-0 z-1 flex flex-col gap-2 p-3 bg-base-100 border-t border-base-300">
      <div class="flex flex-wrap items-center gap-2">
        <b class="zd-grow whitespace-nowrap" role="status">
          {t('case.inbox.chosen', { n: props.rows.length })}
        </b>
        {props.alike > 0 ? (
          <Button kind="text" keyHint="X" onClick={props.onAlike}>
            {t('case.inbox.alike', { n: props.alike })}
          </Button>
        ) : null}
        <Button kind="text" keyHint="Esc" onClick={props.onCancel}>
          {t('case.inbox.cancel')}
        </Button>
      </div>
      <div class="flex flex-wrap gap-2">
        <Button
          kind="filled"
          icon="corner-up-right"
          keyHint="d"
          disabled={none}
          onClick={() => props.onAct('dispatch')}
        >
          {t('case.act.dispatch')}
        </Button>
        <Button icon="check" keyHint="a" disabled={none} onClick={() => props.onAct('accept')}>
          {t('case.act.accept')}
        </Button>
        <Button icon="git-merge" keyHint="m" disabled={none} onClick={() => props.onAct('join')}>
          {t('case.inbox.join')}
        </Button>
        <Button icon="printer" keyHint="p" disabled={none} onClick={props.onPrint}>
          {t('case.inbox.print')}
        </Button>
      </div>
    </div>
  );
}
