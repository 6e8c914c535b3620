// On the phone: what is asked of the grids with what it costs, and a way to tell the county that it is a burden.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { formatMoment } from '#look/dates.ts';
import { Button, Card, Empty, Note, Section, TextArea } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { BurdenRow, RequestRow } from '../model.ts';
import { Cost } from './cost.tsx';

interface Props {
  readonly requests: readonly RequestRow[];
  readonly mine: readonly BurdenRow[];
  readonly now: number;
  readonly busy: boolean;
  readonly failed: string;
  /** `request` null: something else than what stands here. Resolves with true when the county has it. */
  readonly onSay: (text: string, request: string | null) => Promise<boolean>;
}

function Say(
  props: Pick<Props, 'busy' | 'failed' | 'onSay'> & { request: string | null; onDone: () => void },
): JSX.Element {
  const [text, setText] = useState('');
  const [missing, setMissing] = useState(false);
  const send = (): void => {
    setMissing(text.trim() === '');
    if (text.trim() !== '') void props.onSay(text.trim(), props.request).then((done) => done && props.onDone());
  };
  return (
    <>
      <p class="zd-two">{t('burden.phone.text')}</p>
      <TextArea
        label={t('burden.phone.what')}
        rows={3}
        maxLength={500}
        value={text}
        onInput={setText}
        {...(missing ? { error: t('burden.phone.need') } : {})}
      />
      {props.failed === '' ? null : (
        <div role="alert">
          <Note tone="bad" icon="alert-circle">
            {props.failed}
          </Note>
        </div>
      )}
      <Button main kind="filled" icon="send" busy={props.busy} onClick={send}>
        {t('burden.phone.send')}
      </Button>
    </>
  );
}

export function PhoneBurden(props: Props): JSX.Element {
  /** The request it is about; '' = something else; undefined = nothing is being said. */
  const [about, setAbout] = useState<string | undefined>();
  const say = (request: string): JSX.Element =>
    about === request ? (
      <Say {...props} request={request === '' ? null : request} onDone={() => setAbout(undefined)} />
    ) : (
      <Button icon="flag" onClick={() => setAbout(request)}>
        {t('burden.phone.say')}
      </Button>
    );
  return (
    <>
      {props.requests.length === 0 ? (
        <Empty icon="circle-check" tone="ok" title={t('burden.none')} text={t('burden.noneText')} />
      ) : null}
      {props.requests.map((row) => (
        <Card key={row.id} label={row.title}>
          <h2>{row.title}</h2>
          <Cost row={row} />
          {row.text === '' ? null : <p class="whitespace-pre-line">{row.text}</p>}
          {say(row.id)}
        </Card>
      ))}
      {say('')}
      {props.mine.length === 0 ? null : (
        <Section title={t('burden.phone.mine')}>
          {props.mine.map((row) => (
            <Card key={row.id} label={row.text}>
              <p class="whitespace-pre-line">{row.text}</p>
              <p class="zd-two">{formatMoment(row.at, props.now)}</p>
              <p>{row.answeredAt === null ? t('burden.phone.waits') : t('burden.said.reply', { text: row.answer })}</p>
            </Card>
          ))}
        </Section>
      )}
    </>
  );
}
