// The door of the desk: sign in with phone number and password (and a one-time code when asked), or accept an invitation.
import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import { asProblem } from '#look/door.ts';
import { Button, ErrorSummary, Fault, Field, type FormError, Mark } from '#look/parts.ts';
import { lang, setLang, t } from '#look/words.ts';
import { call, post } from './door.ts';
import { hrefOf } from './route.ts';
import { ranOut, type Session, session } from './session.ts';
import { problemWord } from './speak.ts';

/** Asks who is signed in; nobody is an answer, not an error. */
export async function loadSession(): Promise<void> {
  try {
    const me = (await call('/session')) as Session;
    // Until the second factor is set up no post counts, and the server answers nothing else.
    session.value = me.totpNeeded ? { ...me, posts: [] } : me;
  } catch {
    session.value = null;
  }
}

function Frame(props: {
  title: string;
  text: string;
  children: ComponentChildren;
  onSubmit: () => void;
  foot: ComponentChildren;
}): JSX.Element {
  return (
    <main class="grid min-h-dvh place-items-center p-4">
      <div class="w-full max-w-96 flex flex-col gap-5">
        <div class="flex items-center gap-3">
          <Mark />
          <b class="zd-lead zd-grow">{t('look.brand')}</b>
          <Button kind="text" icon="language" onClick={() => void setLang(lang.value === 'en' ? 'zh' : 'en')}>
            <span lang={lang.value === 'en' ? 'zh-CN' : 'en'}>
              {t(lang.value === 'en' ? 'desk.settings.lang.zh' : 'desk.settings.lang.en')}
            </span>
          </Button>
        </div>
        <form
          class="zd-card zd-card-pad"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            props.onSubmit();
          }}
        >
          <h1>{props.title}</h1>
          <p class="zd-two">{props.text}</p>
          {props.children}
        </form>
        <div class="flex flex-wrap gap-2">{props.foot}</div>
      </div>
    </main>
  );
}

type Tried = { errors: readonly FormError[]; failed: string; busy: boolean };
const fresh: Tried = { errors: [], failed: '', busy: false };
const errorOf = (errors: readonly FormError[], field: string): string | undefined =>
  errors.find((one) => one.field === field)?.text;

export function SignIn(): JSX.Element {
  const [phone, setPhone] = useState('');
  const [password, setPassword] = useState('');
  const [totp, setTotp] = useState('');
  const [asksTotp, setAsksTotp] = useState(false);
  const [tried, setTried] = useState(fresh);
  const send = async (): Promise<void> => {
    const errors: FormError[] = [];
    if (phone.trim() === '') errors.push({ field: 'phone', text: t('desk.signIn.phoneNeed') });
    if (password === '') errors.push({ field: 'password', text: t('desk.signIn.passwordNeed') });
    if (asksTotp && !/^\d{6}$/.test(totp.replace(/\s/g, '')))
      errors.push({ field: 'totp', text: t('desk.signIn.totpNeed') });
    setTried({ errors, failed: '', busy: errors.length === 0 });
    if (errors.length > 0) return;
    try {
      await post('/session/sign-in', {
        phone: phone.replace(/\s/g, ''),
        password,
        ...(asksTotp ? { totp: totp.replace(/\s/g, '') } : {}),
      });
      await loadSession();
    } catch (error) {
      const problem = asProblem(error);
      const wantsCode = problem.code === 'totp-needed';
      setAsksTotp(asksTotp || wantsCode);
      setTried({
        errors: [],
        failed: wantsCode ? '' : problemWord(problem.code, problem.facts as Record<string, string>),
        busy: false,
      });
      if (wantsCode) setTimeout(() => document.getElementById('totp')?.focus());
    }
  };
  return (
    <Frame
      title={t(asksTotp ? 'desk.signIn.totpTitle' : 'desk.signIn.title')}
      text={t(ranOut.value ? 'desk.signIn.again' : 'desk.signIn.text')}
      onSubmit={() => void send()}
      foot={
        <Button kind="text" href={hrefOf(['invitation'])}>
          {t('desk.signIn.invitation')}
        </Button>
      }
    >
      <ErrorSummary errors={tried.errors} />
      <Fault text={tried.failed} />
      <Field
        id="phone"
        label={t('desk.signIn.phone')}
        autoComplete="username"
        value={phone}
        onInput={setPhone}
        error={errorOf(tried.errors, 'phone')}
      />
      <Field
        id="password"
        label={t('desk.signIn.password')}
        type="password"
        autoComplete="current-password"
        value={password}
        onInput={setPassword}
        error={errorOf(tried.errors, 'password')}
      />
      {asksTotp ? (
        <Field
          id="totp"
          label={t('desk.signIn.totp')}
          hint={t('desk.signIn.totpHint')}
          inputMode="numeric"
          autoComplete="one-time-code"
          value={totp}
          onInput={setTotp}
          error={errorOf(tried.errors, 'totp')}
        />
      ) : null}
      <Button kind="filled" main type="submit" busy={tried.busy}>
        {t('desk.signIn.act')}
      </Button>
    </Frame>
  );
}

export function AcceptInvitation(props: { code: string }): JSX.Element {
  const [code, setCode] = useState(props.code);
  const [password, setPassword] = useState('');
  const [shown, setShown] = useState(false);
  const [tried, setTried] = useState(fresh);
  const send = async (): Promise<void> => {
    const errors: FormError[] = [];
    if (code.trim() === '') errors.push({ field: 'code', text: t('desk.invitation.codeNeed') });
    if ([...password].length < 12) errors.push({ field: 'new-password', text: t('desk.invitation.passwordNeed') });
    setTried({ errors, failed: '', busy: errors.length === 0 });
    if (errors.length > 0) return;
    try {
      await post('/session/invitation', { code: code.trim(), password });
      location.hash = '#/';
      await loadSession();
    } catch (error) {
      const problem = asProblem(error);
      setTried({ errors: [], failed: problemWord(problem.code, problem.facts as Record<string, string>), busy: false });
    }
  };
  return (
    <Frame
      title={t('desk.invitation.title')}
      text={t('desk.invitation.text')}
      onSubmit={() => void send()}
      foot={
        <Button kind="text" href={hrefOf([])}>
          {t('desk.invitation.signIn')}
        </Button>
      }
    >
      <ErrorSummary errors={tried.errors} />
      <Fault text={tried.failed} />
      {props.code === '' ? (
        <Field
          id="code"
          label={t('desk.invitation.code')}
          value={code}
          onInput={setCode}
          error={errorOf(tried.errors, 'code')}
        />
      ) : null}
      <Field
        id="new-password"
        label={t('desk.invitation.password')}
        hint={t('desk.invitation.passwordHint')}
        type={shown ? 'text' : 'password'}
        autoComplete="new-password"
        value={password}
        onInput={setPassword}
        error={errorOf(tried.errors, 'new-password')}
      />
      <Button icon="eye" pressed={shown} onClick={() => setShown(!shown)}>
        {t(shown ? 'desk.invitation.hide' : 'desk.invitation.show')}
      </Button>
      <Button kind="filled" main type="submit" busy={tried.busy}>
        {t('desk.invitation.act')}
      </Button>
    </Frame>
  );
}
