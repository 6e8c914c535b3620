// The rows of whom to see next: why, who, and when somebody was there last.
import type { JSX } from 'preact';
import type { IconName } from '#look/icons.ts';
import { formatDay } from '#look/dates.ts';
import { ListRow, type Tone } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { Reason } from '../rules.ts';

const looks: Record<Reason, [IconName, Tone]> = {
  check: ['home-question', 'ok'],
  promise: ['bookmark', 'act'],
  disaster: ['alert-triangle', 'wait'],
  bereaved: ['heart-handshake', 'care'],
  interval: ['heart-handshake', 'care'],
};

/** The care offered here and when somebody was there last; the day is not torn apart at the end of a line. */
export function LastSeen(props: { care: string; last: string }): JSX.Element {
  return (
    <>
      {props.care === '' ? null : t('visit.see.care', { care: props.care })}
      <span class="inline-block">{props.last}</span>
    </>
  );
}

interface SeeProps {
  readonly reason: Reason;
  readonly name: string;
  readonly door: string;
  /** The promise, the matter, or the care this is about. */
  readonly about: string;
  readonly lastVisit: number | null;
  readonly now: number;
  readonly href: string;
}

export function PhoneToSee(props: SeeProps): JSX.Element {
  const [icon, tone] = looks[props.reason];
  const last =
    props.lastVisit === null
      ? t('visit.see.never')
      : t('visit.see.last', { day: formatDay(props.lastVisit, props.now) });
  const text =
    props.reason === 'promise' || props.reason === 'check' ? (
      t(`visit.see.${props.reason}`, { what: props.about })
    ) : (
      <LastSeen care={props.about} last={last} />
    );
  return <ListRow href={props.href} icon={icon} tone={tone} title={props.name} beside={props.door} text={text} />;
}
