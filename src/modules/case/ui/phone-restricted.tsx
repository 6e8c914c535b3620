// A matter that only the named office may see: call first, then write; the screen never says "saved" alone.
import type { ComponentChildren, JSX } from 'preact';
import { formatTime } from '#look/dates.ts';
import { Button, Card, Note, TextArea } from '#look/parts.ts';
import { t } from '#look/words.ts';

export interface Called {
  readonly number: string;
  readonly at: number;
}

/** The police and the women's federation: national numbers. */
const numbers = [
  { number: '110', word: 'case.phone.call110' },
  { number: '12338', word: 'case.phone.call12338' },
] as const;

interface Props {
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly called: readonly Called[];
  readonly onCalled: (number: string) => void;
  /** `waiting`: written and not yet with the named office. */
  readonly state: 'writing' | 'waiting' | 'received';
  readonly offline: boolean;
  readonly files?: ComponentChildren;
}

export function PhoneRestricted(props: Props): JSX.Element {
  const sent = props.state === 'received';
  return (
    <>
      {sent ? (
        <Note tone="ok" icon="check" title={t('case.phone.restrictedReceived')}>
          {t('case.phone.restrictedGone')}
        </Note>
      ) : (
        <Note
          tone="bad"
          icon="alert-triangle"
          title={props.state === 'waiting' || props.offline ? t('case.phone.notSent') : t('case.phone.callFirst')}
        >
          {t('case.phone.callWhy')}
        </Note>
      )}
      <Card label={t('case.phone.callFirst')}>
        {numbers.map(({ number, word }, place) => (
          <Button
            key={number}
            kind={place === 0 && !sent ? 'filled' : 'soft'}
            main
            icon="phone"
            href={`tel:${number}`}
            onClick={() => props.onCalled(number)}
          >
            {t(word)}
          </Button>
        ))}
        {props.called.map((call) => (
          <p key={`${call.number} ${call.at}`} class="zd-two">
            {t('case.phone.called', { number: call.number, time: formatTime(call.at) })}
          </p>
        ))}
      </Card>
      {props.state === 'writing' ? (
        <TextArea
          optional
          label={t('case.phone.restrictedText')}
          hint={t('case.phone.restrictedHint')}
          value={props.text}
          onInput={props.onText}
          rows={3}
          maxLength={2000}
        />
      ) : null}
      {props.files}
    </>
  );
}
