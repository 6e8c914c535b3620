// The keys of other systems, for the security administrator: make one, which is shown once, see when it was last used, revoke it.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { newId, sha256Hex } from '#kit/id.ts';
import { nowMs } from '#look/clock.ts';
import { formatDay } from '#look/dates.ts';
import { asProblem, useAsk, useDoor } from '#look/door.ts';
import { Button, Card, Chip, Choice, Empty, Fault, Field, Note, NumberField, Select, offerUndo } from '#look/parts.ts';
import { t } from '#look/words.ts';
import { type KeyRow, type Scope, scopes } from '../model.ts';

type Fail = (error: unknown) => void;
interface Made {
  readonly name: string;
  readonly key: string;
}

/** 256 random bits that nobody but this page ever holds in the clear (OPEN-2). */
const freshKey = (): string =>
  btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32))))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

function Shown(props: { made: Made; onDone: () => void }): JSX.Element {
  const title = t('open311.madeTitle', { name: props.made.name });
  const [copied, setCopied] = useState(false);
  const copy = (): void =>
    void navigator.clipboard?.writeText(props.made.key).then(
      () => setCopied(true),
      // The key stands there to be marked and copied by hand.
      () => undefined,
    );
  return (
    <Card label={title}>
      <h2>{title}</h2>
      <Note tone="wait" icon="key">
        {t('open311.madeText')}
      </Note>
      <p>
        <code class="break-all select-all" data-key>
          {props.made.key}
        </code>
      </p>
      <div class="zd-button-row zd-button-row-left">
        <Button icon={copied ? 'check' : 'copy'} onClick={copy}>
          {t(copied ? 'open311.copied' : 'open311.copy')}
        </Button>
        <Button kind="filled" icon="check" onClick={props.onDone}>
          {t('open311.madeDone')}
        </Button>
      </div>
    </Card>
  );
}

interface Draft {
  readonly name: string;
  readonly area: string;
  readonly may: readonly Scope[];
  readonly perMinute: number | undefined;
  readonly wordsOut: 'yes' | 'no';
}
const blank: Draft = { name: '', area: '', may: ['file', 'update'], perMinute: 60, wordsOut: 'no' };
type Errors = Partial<Record<'name' | 'may' | 'perMinute', string>>;

function errorsOf({ name, may, perMinute }: Draft): Errors {
  return {
    ...(name.trim() === '' ? { name: t('open311.needName') } : {}),
    ...(may.length === 0 ? { may: t('open311.needScopes') } : {}),
    ...(perMinute !== undefined && Number.isInteger(perMinute) && perMinute >= 1 && perMinute <= 6000
      ? {}
      : { perMinute: t('open311.needNumber') }),
  };
}

function Add(props: { fail: Fail; onMade: (made: Made) => void }): JSX.Element {
  const { door } = useDoor();
  const areas = useAsk<{ id: string; name: string }[]>('open311.areas', {}, ['area']);
  const [draft, setDraft] = useState(blank);
  const [errors, setErrors] = useState<Errors>({});
  const set = (change: Partial<Draft>): void => setDraft({ ...draft, ...change });
  const area = draft.area === '' ? (areas.data?.[0]?.id ?? '') : draft.area;
  const make = async (): Promise<void> => {
    const found = errorsOf(draft);
    setErrors(found);
    if (Object.keys(found).length > 0) return;
    const { may, perMinute, wordsOut } = draft;
    const [key, name] = [freshKey(), draft.name.trim()];
    const said = { key: newId(), name, tokenHash: await sha256Hex(key), area, scopes: may };
    await door.execute('open311.make-key', { ...said, perMinute, wordsOut: wordsOut === 'yes' });
    setDraft(blank);
    props.onMade({ name, key });
  };
  return (
    <Card label={t('open311.new')}>
      <h2>{t('open311.new')}</h2>
      <Field
        label={t('open311.name')}
        hint={t('open311.nameHint')}
        value={draft.name}
        maxLength={60}
        onInput={(name) => set({ name })}
        {...(errors.name === undefined ? {} : { error: errors.name })}
      />
      <Select
        label={t('open311.area')}
        value={area}
        answers={(areas.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(one) => set({ area: one })}
      />
      <Choice
        many
        columns={1}
        label={t('open311.scopes')}
        answers={scopes.map((value) => ({ value, label: t(`open311.scope.${value}`) }))}
        value={draft.may}
        onChange={(may) => set({ may })}
        {...(errors.may === undefined ? {} : { error: errors.may })}
      />
      <Choice
        columns={1}
        label={t('open311.wordsOut')}
        answers={(['no', 'yes'] as const).map((value) => ({ value, label: t(`open311.wordsOut.${value}`) }))}
        value={draft.wordsOut}
        onChange={(wordsOut) => set({ wordsOut })}
      />
      <NumberField
        label={t('open311.perMinute')}
        value={draft.perMinute}
        onInput={(perMinute) => set({ perMinute })}
        {...(errors.perMinute === undefined ? {} : { error: errors.perMinute })}
      />
      <div class="zd-button-row zd-button-row-left">
        <Button kind="filled" icon="key" onClick={() => void make().catch(props.fail)}>
          {t('open311.make')}
        </Button>
      </div>
    </Card>
  );
}

function Row(props: { row: KeyRow; onRevoke: () => void }): JSX.Element {
  const { row } = props;
  const may = [
    ...row.scopes.map((scope) => t(`open311.what.${scope}`)),
    ...(row.wordsOut ? [t('open311.what.words')] : []),
  ];
  const used =
    row.lastUsed === null
      ? t('open311.neverUsed')
      : t('open311.lastUsed', { day: formatDay(row.lastUsed, nowMs.value) });
  return (
    <li class="flex flex-wrap items-center gap-3 py-3 border-t border-base-300 first:border-t-0">
      <span class="zd-grow min-w-64">
        <b>{row.name}</b>
        <span class="block">
          {row.areaName} · {may.join(' · ')} · {t('open311.pace', { n: row.perMinute })}
        </span>
        <span class="block zd-two">
          {t('open311.made', { day: formatDay(row.madeAt, nowMs.value) })} · {used} ·{' '}
          {t('open311.calls', { n: row.calls, filed: row.filed })}
        </span>
      </span>
      {row.revokedAt === null ? (
        <Button danger icon="x" onClick={props.onRevoke}>
          {t('open311.revoke')}
        </Button>
      ) : (
        <Chip tone="calm" icon="x">
          {t('open311.revoked')}
        </Chip>
      )}
    </li>
  );
}

export function KeysScreen(props: { problem: (code: string) => string }): JSX.Element {
  const { door } = useDoor();
  const [failed, setFailed] = useState('');
  const [made, setMade] = useState<Made | undefined>();
  const asked = useAsk<KeyRow[]>('open311.keys', {}, ['open311-key']);
  const fail: Fail = (error) => setFailed(props.problem(asProblem(error).code));
  const revoke = ({ id, name }: KeyRow): void =>
    void door.execute('open311.revoke-key', { key: id }).then(() => {
      offerUndo(t('open311.revokeDone', { name }));
      asked.again();
    }, fail);
  const onMade = (one: Made): void => {
    setFailed('');
    setMade(one);
    asked.again();
  };
  return (
    <>
      <header>
        <h1>{t('open311.title')}</h1>
        <p class="zd-two">{t('open311.text')}</p>
        <p class="zd-two mt-3 break-all">{t('open311.endpoint', { url: `${location.origin}/open311/v2` })}</p>
      </header>
      <Fault title={t('problem.title')} text={failed} />
      {made === undefined ? null : <Shown made={made} onDone={() => setMade(undefined)} />}
      <Card label={t('open311.list')}>
        <h2>{t('open311.list')}</h2>
        {asked.data?.length === 0 ? (
          <Empty icon="key" tone="calm" title={t('open311.none')} text={t('open311.noneText')} />
        ) : null}
        <ul>
          {(asked.data ?? []).map((row) => (
            <Row key={row.id} row={row} onRevoke={() => revoke(row)} />
          ))}
        </ul>
      </Card>
      {made === undefined ? <Add fail={fail} onMade={onMade} /> : null}
    </>
  );
}
