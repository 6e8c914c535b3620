// Sets up the second factor: a secret for the authenticator, shown once, and the first code from it.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { asProblem } from '#look/door.ts';
import { Button, Card, Field, Note, offerUndo } from '#look/parts.ts';
import { t } from '#look/words.ts';
import { QrCode } from '#modules/people/ui/desk-qr.tsx';
import { post } from './door.ts';
import { problemWord } from './speak.ts';
import './speak-rooms.ts';

export function OneTimeCode(props: { onDone: () => void }): JSX.Element {
  const [made, setMade] = useState<{ secret: string; address: string } | undefined>();
  const [code, setCode] = useState('');
  const [failed, setFailed] = useState('');
  const guard = (work: Promise<unknown>): void =>
    void work.then(
      () => setFailed(''),
      (error: unknown) => setFailed(problemWord(asProblem(error).code)),
    );
  const make = (): void =>
    guard(post('/session/totp', {}).then((answer) => setMade(answer as { secret: string; address: string })));
  const turnOn = (): void =>
    guard(
      post('/session/totp', { secret: made?.secret, code }).then(() => {
        setMade(undefined);
        offerUndo(t('desk.settings.totpDone'));
        props.onDone();
      }),
    );
  return (
    <Card label={t('desk.settings.totp')}>
      <h2>{t('desk.settings.totp')}</h2>
      <p class="zd-two">{t('desk.settings.totpText')}</p>
      {failed === '' ? null : (
        <Note tone="bad" icon="alert-circle">
          {failed}
        </Note>
      )}
      {made === undefined ? (
        <div class="zd-button-row zd-button-row-left">
          <Button icon="key" onClick={make}>
            {t('desk.settings.totpMake')}
          </Button>
        </div>
      ) : (
        <>
          <p>{t('desk.settings.totpScan')}</p>
          <QrCode text={made.address} label={made.secret} />
          <p class="zd-two">{made.secret}</p>
          <Field
            label={t('desk.settings.totpTyped')}
            inputMode="numeric"
            autoComplete="one-time-code"
            value={code}
            onInput={setCode}
          />
          <div class="zd-button-row zd-button-row-left">
            <Button kind="filled" onClick={turnOn}>
              {t('desk.settings.totpOn')}
            </Button>
          </div>
        </>
      )}
    </Card>
  );
}

/** Shown instead of everything else while the post asks for a second factor that is not there yet. */
export const OneTimeCodeFirst = (props: { onDone: () => void }): JSX.Element => (
  <>
    <h1>{t('desk.totp.first')}</h1>
    <p>{t('desk.totp.firstText')}</p>
    <OneTimeCode onDone={props.onDone} />
  </>
);
