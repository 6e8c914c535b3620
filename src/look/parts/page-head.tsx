// The head of an inner page: back, the title, and at the right a number or one text act.
import type { ComponentChildren, JSX } from 'preact';
import { t } from '../words.ts';
import { Button } from './button.tsx';

type Props = { title: string; back?: string; onBack?: () => void; right?: ComponentChildren };

export function PageHead(props: Props): JSX.Element {
  const goesBack = props.back !== undefined || props.onBack !== undefined;
  return (
    <header class="zd-head">
      {goesBack ? (
        <Button kind="text" icon="chevron-left" label={t('look.back')} href={props.back} onClick={props.onBack} />
      ) : null}
      <h1 class="zd-grow">{props.title}</h1>
      {props.right === undefined ? null : <div class="zd-head-right">{props.right}</div>}
    </header>
  );
}
