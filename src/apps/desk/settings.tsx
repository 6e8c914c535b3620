// Settings of this desk: my posts, colours, size of text, language, keys, one-time code, leaving.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { nowMs } from '#look/clock.ts';
import { formatDay } from '#look/dates.ts';
import { keysOn, setKeys } from '#look/keys.ts';
import { Button, Card, Choice } from '#look/parts.ts';
import { textSize, textSizes, theme, themes } from '#look/theme.ts';
import { lang, setLang, t } from '#look/words.ts';
import { closeEar, post } from './door.ts';
import { startTour } from './help.tsx';
import { handlesMatters, session } from './session.ts';
import { OneTimeCode } from './one-time-code.tsx';
import './speak-rooms.ts';

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
        {handlesMatters() ? (
          <Button icon="help" onClick={startTour}>
            {t('desk.settings.tour')}
          </Button>
        ) : null}
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
          <OneTimeCode onDone={() => undefined} />
        </div>
      </div>
    </>
  );
}
