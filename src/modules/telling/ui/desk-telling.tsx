// How the county tells: quiet hours, the digest, what is switched on, the language of texts. For the system administrator.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Problem } from '#kit/problem.ts';
import { asProblem, useAsk, useDoor } from '#look/door.ts';
import { Button, Card, Choice, Fault, Field, Note, Refused, offerUndo } from '#look/parts.ts';
import { t } from '#look/words.ts';
import { homeKinds, officeKinds, type Telling } from '../model.ts';
import { Hooks, type Secrets } from './desk-hooks.tsx';

/** How texts leave this server, and the secret of a webhook: what no query knows. */
export interface Leaving extends Secrets {
  readonly sms: 'gateway' | 'file' | null;
}

const clockOf = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
const minuteOf = (clock: string): number | undefined => {
  const [, hours = '', minutes = ''] = /^(\d\d):(\d\d)/.exec(clock) ?? [];
  return hours === '' ? undefined : Number(hours) * 60 + Number(minutes);
};

const kindsOf = { sms: homeKinds, inbox: officeKinds } as const;

/** Ticked is what is sent; what is kept is what is switched off. */
function Switches(props: {
  channel: keyof typeof kindsOf;
  muted: readonly string[];
  onChange: (muted: string[]) => void;
}): JSX.Element {
  const all = kindsOf[props.channel].map((kind) => `${props.channel}:${kind}`);
  return (
    <Choice
      many
      columns={2}
      label={t(`telling.set.${props.channel}`)}
      hint={t('telling.set.on')}
      answers={kindsOf[props.channel].map((kind) => ({
        value: `${props.channel}:${kind}`,
        label: t(`telling.what.${kind}`),
      }))}
      value={all.filter((one) => !props.muted.includes(one))}
      onChange={(on) =>
        props.onChange([...props.muted.filter((one) => !all.includes(one)), ...all.filter((one) => !on.includes(one))])
      }
    />
  );
}

function Form(props: {
  telling: Telling;
  sms: Leaving['sms'];
  fail: (error: unknown) => void;
  again: () => void;
}): JSX.Element {
  const { door } = useDoor();
  const { telling } = props;
  const [times, setTimes] = useState({
    quietFrom: clockOf(telling.quietFrom),
    quietTo: clockOf(telling.quietTo),
    digestAt: clockOf(telling.digestAt),
  });
  const [muted, setMuted] = useState<readonly string[]>(telling.muted);
  const [language, setLanguage] = useState(telling.language);
  const [error, setError] = useState<string | undefined>();
  const save = (): void => {
    const [quietFrom, quietTo, digestAt] = [times.quietFrom, times.quietTo, times.digestAt].map(minuteOf);
    if (quietFrom === undefined || quietTo === undefined || digestAt === undefined)
      return setError(t('telling.set.timeNeed'));
    setError(undefined);
    door.execute('telling.configure', { quietFrom, quietTo, digestAt, muted, language }).then(() => {
      offerUndo(t('telling.set.saved'));
      props.again();
    }, props.fail);
  };
  const time = (name: keyof typeof times, hint?: string): JSX.Element => (
    <Field
      label={t(`telling.set.${name}`)}
      type="time"
      value={times[name]}
      onInput={(value) => setTimes({ ...times, [name]: value })}
      {...(hint === undefined ? {} : { hint })}
    />
  );
  const way = props.sms === null ? 'smsNone' : props.sms === 'file' ? 'smsFile' : 'smsGateway';
  return (
    <Card label={t('telling.set.times')}>
      <Note tone={props.sms === 'gateway' ? 'calm' : 'wait'} icon="message">
        {t(`telling.set.${way}`)}
      </Note>
      <p class="zd-two">{t('telling.set.quietText')}</p>
      <div class="grid gap-4 sm:grid-cols-3 items-end">
        {time('quietFrom')}
        {time('quietTo')}
        {time('digestAt')}
      </div>
      <Fault text={error} />
      <p class="zd-two">{t('telling.set.digestText')}</p>
      <Choice
        label={t('telling.set.language')}
        answers={[
          { value: 'zh', label: t('telling.set.zh') },
          { value: 'en', label: t('telling.set.en') },
        ]}
        value={language}
        onChange={setLanguage}
      />
      <Switches channel="sms" muted={muted} onChange={setMuted} />
      <Switches channel="inbox" muted={muted} onChange={setMuted} />
      <div class="zd-button-row zd-button-row-left">
        <Button kind="filled" icon="check" onClick={save}>
          {t('telling.set.save')}
        </Button>
      </div>
    </Card>
  );
}

export function TellingScreen(props: { leaving: Leaving | undefined; problem: (code: string) => string }): JSX.Element {
  const asked = useAsk<Telling>('telling.settings', {}, ['telling']);
  const [failed, setFailed] = useState<Problem>();
  const fail = (error: unknown): void => setFailed(asProblem(error));
  const { leaving } = props;
  return (
    <>
      <header>
        <h1>{t('telling.set.title')}</h1>
        <p class="zd-two">{t('telling.set.text')}</p>
      </header>
      <Refused failed={failed} problem={props.problem} />
      {asked.data === undefined || leaving === undefined ? null : (
        <div class="grid gap-5 xl:grid-cols-2 items-start">
          <Form key={asked.data.version} telling={asked.data} sms={leaving.sms} fail={fail} again={asked.again} />
          <Hooks secrets={leaving} fail={fail} />
        </div>
      )}
    </>
  );
}
