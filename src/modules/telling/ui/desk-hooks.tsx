// The webhooks of the county: which other system hears of what, its secret, add one, close one.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { newId } from '#kit/id.ts';
import { useAsk, useDoor } from '#look/door.ts';
import { Button, Card, Choice, Field, Note, offerUndo } from '#look/parts.ts';
import { t } from '#look/words.ts';
import { homeKinds, type MessageKind, officeKinds, type Webhook } from '../model.ts';

export interface Secrets {
  /** Is there a key to sign with? */
  readonly webhooks: boolean;
  secretOf(webhook: string): Promise<string>;
}

type Fail = (error: unknown) => void;
const kinds: readonly MessageKind[] = [...homeKinds, ...officeKinds];

function Hook(props: { hook: Webhook; secrets: Secrets; fail: Fail; onClose: () => void }): JSX.Element {
  const { hook } = props;
  const [secret, setSecret] = useState('');
  return (
    <li class="flex flex-col gap-2 py-3 border-t border-base-300 first:border-t-0">
      <b class="break-all">{hook.url}</b>
      <span class="zd-two">{hook.kinds.map((kind) => t(`telling.what.${kind}`)).join(' · ')}</span>
      {secret === '' ? null : (
        <p>
          <code class="break-all select-all">{secret}</code>
          <span class="block zd-two">{t('telling.hook.secretText')}</span>
        </p>
      )}
      <div class="zd-button-row zd-button-row-left">
        <Button icon="key" onClick={() => void props.secrets.secretOf(hook.id).then(setSecret, props.fail)}>
          {t('telling.hook.secret')}
        </Button>
        <Button danger icon="x" onClick={props.onClose}>
          {t('telling.hook.close')}
        </Button>
      </div>
    </li>
  );
}

function Add(props: { fail: Fail; again: () => void }): JSX.Element {
  const { door } = useDoor();
  const [url, setUrl] = useState('');
  const [chosen, setChosen] = useState<readonly MessageKind[]>([]);
  const [error, setError] = useState<string | undefined>();
  const add = (): void => {
    if (chosen.length === 0) return setError(t('telling.hook.kindsNeed'));
    setError(undefined);
    door.execute('webhook.open', { webhook: newId(), url: url.trim(), kinds: chosen }).then(() => {
      offerUndo(t('telling.hook.opened'));
      setUrl('');
      setChosen([]);
      props.again();
    }, props.fail);
  };
  return (
    <>
      <Field label={t('telling.hook.url')} value={url} maxLength={500} onInput={setUrl} />
      <Choice
        many
        columns={2}
        label={t('telling.hook.kinds')}
        answers={kinds.map((kind) => ({ value: kind, label: t(`telling.what.${kind}`) }))}
        value={chosen}
        onChange={setChosen}
        {...(error === undefined ? {} : { error })}
      />
      <div class="zd-button-row zd-button-row-left">
        <Button icon="plus" onClick={add}>
          {t('telling.hook.open')}
        </Button>
      </div>
    </>
  );
}

export function Hooks(props: { secrets: Secrets; fail: Fail }): JSX.Element {
  const { door } = useDoor();
  const asked = useAsk<Webhook[]>('webhook.list', {}, ['webhook']);
  const close = (hook: Webhook): void =>
    void door.execute('webhook.close', { webhook: hook.id }).then(() => {
      const { url, kinds: of, office } = hook;
      const back = (): void =>
        void door.execute('webhook.open', { webhook: newId(), url, kinds: of, office }).then(asked.again, props.fail);
      offerUndo(t('telling.hook.closed'), back);
      asked.again();
    }, props.fail);
  return (
    <Card label={t('telling.hook.title')}>
      <h2>{t('telling.hook.title')}</h2>
      <p class="zd-two">{t('telling.hook.text')}</p>
      {props.secrets.webhooks ? null : (
        <Note tone="wait" icon="key">
          {t('telling.hook.noKey')}
        </Note>
      )}
      {asked.data?.length === 0 ? <p class="zd-two">{t('telling.hook.none')}</p> : null}
      <ul>
        {(asked.data ?? []).map((hook) => (
          <Hook key={hook.id} hook={hook} secrets={props.secrets} fail={props.fail} onClose={() => close(hook)} />
        ))}
      </ul>
      {props.secrets.webhooks ? <Add fail={props.fail} again={asked.again} /> : null}
    </Card>
  );
}
