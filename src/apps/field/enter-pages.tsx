// Before the notebook is open: the code of an invitation, the PIN, and the page that says why an address is not safe.
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Button, Card, ErrorSummary, Field, ListRow, Mark, Note, Page, Section } from '#look/parts.ts';
import { lang, setLang, t } from '#look/words.ts';
import type { Identity } from '#sync/phone-database.ts';
import { late } from '#look/late.tsx';
import { sayProblem } from './say.ts';
import { addPerson, backToDoor, enrolWith, farewell, openWith, setPin, stage } from './session.ts';

function Door(props: {
  title: string;
  text?: string;
  foot?: ComponentChildren;
  children: ComponentChildren;
}): JSX.Element {
  const other = lang.value === 'en' ? 'zh' : 'en';
  const head = (
    <header class="zd-head">
      <span class="zd-grow">
        <Mark />
      </span>
      <Button kind="text" icon="language" onClick={() => void setLang(other)}>
        {t(`field.me.${other}`)}
      </Button>
    </header>
  );
  return (
    <Page head={head}>
      <h1>{props.title}</h1>
      {props.text === undefined ? null : <p>{props.text}</p>}
      {farewell.value === null ? null : (
        <Note tone="wait" icon="alert-triangle" title={t('field.wiped')}>
          {t('field.wipedText')}
        </Note>
      )}
      {props.children}
    </Page>
  );
}

export function UnsafePage(): JSX.Element {
  return (
    <Door title={t('field.unsafe.title')} text={t('field.unsafe.text')}>
      <Note tone="wait" icon="lock" title={t('field.unsafe.why')}>
        {t('field.unsafe.do')}
      </Note>
      <p class="zd-two">{t('field.unsafe.local')}</p>
    </Door>
  );
}

/** The browser keeps nothing, or does not answer when asked what it kept. */
export function NoStorePage({ store }: { store: 'closed' | 'stuck' }): JSX.Element {
  return (
    <Door title={t(`field.store.${store}`)} text={t(`field.store.${store}Text`)}>
      <Note tone="wait" icon="lock" title={t(`field.store.${store}Why`)}>
        {t(`field.store.${store}Do`)}
      </Note>
    </Door>
  );
}

/** Runs what may fail with a Problem and keeps its words for the form. */
function useTry(): {
  error: string;
  busy: boolean;
  run: (work: () => Promise<void>) => void;
  say: (error: string) => void;
} {
  const [error, setError] = useState('');
  const [busy, setBusy] = useState(false);
  const run = (work: () => Promise<void>): void => {
    setBusy(true);
    setError('');
    work()
      .catch((problem: unknown) => setError(sayProblem(problem)))
      .finally(() => setBusy(false));
  };
  return { error, busy, run, say: setError };
}

const summary = (field: string, error: string): JSX.Element | null =>
  error === '' ? null : <ErrorSummary errors={[{ field, text: error }]} />;

export function EnrolPage(props: { code: string; back: boolean }): JSX.Element {
  const [code, setCode] = useState(props.code);
  const { error, busy, run, say } = useTry();
  const enter = (): void => (code.trim() === '' ? say(t('field.enrol.need')) : run(() => enrolWith(code.trim())));
  return (
    <Door title={t('field.enrol.title')} text={t('field.enrol.text')}>
      {summary('code', error)}
      <Field
        id="code"
        label={t('field.enrol.code')}
        hint={t('field.enrol.hint')}
        value={code}
        onInput={setCode}
        autoComplete="one-time-code"
        error={error}
        onEnter={enter}
      />
      <Button kind="filled" main icon="arrow-right" busy={busy} onClick={enter}>
        {t('field.enrol.act')}
      </Button>
      {props.back ? (
        <Button kind="text" onClick={() => void backToDoor()}>
          {t('field.enrol.back')}
        </Button>
      ) : null}
    </Door>
  );
}

export function ChoosePinPage(props: { identity: Identity }): JSX.Element {
  const [pin, setPinText] = useState('');
  const [again, setAgain] = useState('');
  const { error, busy, run, say } = useTry();
  const done = (): void => (pin !== again ? say(t('field.pin.differs')) : run(() => setPin(props.identity, pin)));
  const bad = error !== '' && error === t('field.pin.differs') ? 'again' : 'pin';
  return (
    <Door title={t('field.pin.hello', { name: props.identity.name })} text={t('field.pin.chooseText')}>
      {summary(bad, error)}
      <Field
        id="pin"
        type="password"
        inputMode="numeric"
        autoComplete="new-password"
        label={t('field.pin.choose')}
        value={pin}
        onInput={setPinText}
        error={bad === 'pin' ? error : ''}
        maxLength={20}
      />
      <Field
        id="again"
        type="password"
        inputMode="numeric"
        autoComplete="new-password"
        label={t('field.pin.again')}
        value={again}
        onInput={setAgain}
        error={bad === 'again' ? error : ''}
        maxLength={20}
        onEnter={done}
      />
      <Button kind="filled" main icon="lock" busy={busy} onClick={done}>
        {t('field.pin.set')}
      </Button>
    </Door>
  );
}

/** Also for somebody who forgot the PIN: what is unsent gets out. */
const CarryOut = late<{ person: string; quiet: boolean }>(() =>
  import('./carry-out.tsx').then((part) => part.CarryOut),
);

/** How much of each one's waits; it goes also while the notebook is locked. */
function useWaiting(identities: readonly Identity[]): (person: string) => string {
  const [counts, setCounts] = useState<ReadonlyMap<string, number>>(new Map());
  useEffect(() => {
    void import('#sync/send-sealed.ts')
      .then(({ waitingOf }) => waitingOf(identities.map((one) => one.person)))
      .then(setCounts);
  }, [identities]);
  return (person) => {
    const n = counts.get(person) ?? 0;
    return n === 0 ? '' : t('field.pin.pending', { n });
  };
}

export function UnlockPage(props: { identities: readonly Identity[] }): JSX.Element {
  const [who, setWho] = useState(props.identities[0]?.person ?? '');
  const [pin, setPinText] = useState('');
  const { error, busy, run, say } = useTry();
  const waiting = useWaiting(props.identities);
  const identity = props.identities.find((one) => one.person === who);
  const others = props.identities.filter((one) => one.person !== who);
  const enter = (): void => {
    if (identity) run(() => openWith(identity, pin));
  };
  const change = (next: Identity): void => {
    setWho(next.person);
    setPinText('');
    say('');
    if (!next.wrapped) stage.value = { at: 'choose-pin', identity: next };
    else document.getElementById('pin')?.focus();
  };
  return (
    <Door title={t('field.pin.hello', { name: identity?.name ?? '' })} text={identity?.county.name}>
      {summary('pin', error)}
      <Field
        id="pin"
        type="password"
        inputMode="numeric"
        autoComplete="current-password"
        label={t('field.pin.first')}
        value={pin}
        onInput={setPinText}
        error={error}
        hint={waiting(who)}
        maxLength={20}
        onEnter={enter}
      />
      <Button kind="filled" main icon="key" busy={busy} onClick={enter}>
        {t('field.pin.unlock')}
      </Button>
      <Section title={t('field.pin.whose')}>
        <Card list>
          {others.map((one) => (
            <ListRow
              key={one.person}
              icon="user"
              tone="act"
              title={one.name}
              text={waiting(one.person) || one.county.name}
              onClick={() => change(one)}
            />
          ))}
          <ListRow icon="user-plus" title={t('field.pin.new')} onClick={addPerson} />
        </Card>
      </Section>
      <CarryOut person={who} quiet />
    </Door>
  );
}
