// Settings of this desk: my posts, colours, size of text, language, keys, one-time code, leaving.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { nowMs } from '#look/clock.ts';
import { formatDay } from '#look/dates.ts';
import { asProblem } from '#look/door.ts';
import { keysOn, setKeys } from '#look/keys.ts';
import { Button, Card, Choice, Field, Note, offerUndo } from '#look/parts.ts';
import { textSize, textSizes, theme, themes } from '#look/theme.ts';
import { lang, setLang, t } from '#look/words.ts';
import { QrCode } from '#modules/people/ui/desk-qr.tsx';
import { closeEar, post } from './door.ts';
import { startTour } from './help.tsx';
import { session } from './session.ts';
import { problemWord } from './speak.ts';

function Posts(): JSX.Element {
  return (
    <Card label={t('desk.settings.me')}>
      <h2>{t('desk.settings.me')}</h2>
      <ul class="flex flex-col gap-2">
        {(session.value?.posts ?? []).map((post) => (
          <li key={post.id}>
            <b class="block">
              {t(`people.role.${post.role}`)} · {post.officeName}
            </b>
            <span class="zd-two">
              {t('desk.settings.until', { day: formatDay(post.toAt, nowMs.value) })}
              {post.deputising ? ` · ${t('desk.settings.deputising')}` : ''}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Looks(): JSX.Element {
  const [failed, setFailed] = useState(false);
  const languages = [
    { value: 'zh', label: t('desk.settings.lang.zh') },
    { value: 'en', label: t('desk.settings.lang.en') },
  ] as const;
  return (
    <Card label={t('desk.settings.look')}>
      <h2>{t('desk.settings.look')}</h2>
      <Choice
        label={t('look.lang.title')}
        answers={languages}
        value={lang.value === 'en' ? 'en' : 'zh'}
        onChange={(next) => void setLang(next).then((ok) => setFailed(!ok))}
        error={failed ? t('desk.settings.langFailed') : undefined}
      />
      <Choice
        label={t('look.theme.title')}
        answers={themes.map((one) => ({
          value: one,
          label: t(one === 'system' ? 'desk.settings.system' : `look.theme.${one}`),
        }))}
        value={theme.value}
        onChange={(next) => {
          theme.value = next;
        }}
      />
      <Choice
        label={t('look.size.title')}
        answers={textSizes.map((one) => ({ value: String(one), label: t(`look.size.${one}`) }))}
        value={String(textSize.value)}
        onChange={(next) => {
          textSize.value = textSizes.find((one) => String(one) === next) ?? 100;
        }}
      />
    </Card>
  );
}

function Keys(): JSX.Element {
  return (
    <Card label={t('desk.settings.keys')}>
      <h2>{t('desk.settings.keys')}</h2>
      <Choice
        quiet
        label={t('desk.settings.keys')}
        hint={t('desk.settings.keysText')}
        answers={[
          { value: 'on', label: t('desk.settings.keysOn') },
          { value: 'off', label: t('desk.settings.keysOff') },
        ]}
        value={keysOn.value ? 'on' : 'off'}
        onChange={(value) => setKeys(value === 'on')}
      />
    </Card>
  );
}

function OneTimeCode(): JSX.Element {
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

async function leave(): Promise<void> {
  closeEar();
  await post('/session/sign-out', {}).catch(() => undefined);
  session.value = null;
}

export function Settings(): JSX.Element {
  return (
    <>
      <header class="flex flex-wrap items-center gap-3">
        <h1 class="zd-grow min-w-32">{t('desk.settings.title')}</h1>
        <Button icon="help" onClick={startTour}>
          {t('desk.settings.tour')}
        </Button>
        <Button icon="logout" onClick={() => void leave()}>
          {t('desk.signOut')}
        </Button>
      </header>
      <div class="grid gap-5 xl:grid-cols-2 items-start">
        <div class="flex flex-col gap-5">
          <Looks />
          <Keys />
        </div>
        <div class="flex flex-col gap-5">
          <Posts />
          <OneTimeCode />
        </div>
      </div>
    </>
  );
}
