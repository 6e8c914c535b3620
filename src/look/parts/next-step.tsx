// The desk's next step: the act as a sentence, the rule it follows, one filled button.
import type { ComponentChildren, JSX } from 'preact';
import { t } from '../words.ts';

export function NextStep(props: {
  title: string;
  rule?: ComponentChildren;
  action?: ComponentChildren;
  over?: string;
}): JSX.Element {
  return (
    <section class="zd-next">
      <div class="zd-grow">
        <p class="zd-two">{props.over ?? t('look.nextStep')}</p>
        <p class="zd-big">{props.title}</p>
        {props.rule === undefined ? null : <p>{props.rule}</p>}
      </div>
      {props.action}
    </section>
  );
}
