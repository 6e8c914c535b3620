// Requests to the grids at the desk: what waits for the township, what is under way and what it costs; and what is said to be a burden.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { nowMs } from '#look/clock.ts';
import { formatMoment } from '#look/dates.ts';
import { asProblem, useAsk, useDoor } from '#look/door.ts';
import { Button, Card, Chip, Empty, Fault, Note, Section, Sheet, TextArea, offerUndo } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { BurdenRow, RequestRow } from '../model.ts';
import { type RequestState, stateOf } from '../rules.ts';
import { Cost } from './cost.tsx';
import { AskSheet, type Asking } from './desk-ask.tsx';

const tones = { waits: 'wait', open: 'info', declined: 'calm', over: 'calm' } as const satisfies Record<
  RequestState,
  string
>;

function OneRequest(props: {
  row: RequestRow;
  decides: boolean;
  ends: boolean;
  onDecide: (approved: boolean) => void;
  onEnd: () => void;
}): JSX.Element {
  const { row } = props;
  const state = stateOf(row, nowMs.value);
  return (
    <Card label={row.title}>
      <div class="flex flex-wrap items-start gap-3">
        <div class="zd-grow min-w-60">
          <h2>{row.title}</h2>
          <Cost row={row} />
        </div>
        <Chip tone={tones[state]}>{t(`burden.state.${state}`)}</Chip>
      </div>
      {row.text === '' ? null : <p class="whitespace-pre-line">{row.text}</p>}
      <p class="zd-two">{row.asks.map((key) => t(`burden.key.${key}`)).join(' · ')}</p>
      {row.reason === '' ? null : <Note tone="calm">{row.reason}</Note>}
      {state === 'waits' && props.decides ? (
        <div class="zd-button-row zd-button-row-left">
          <Button kind="filled" icon="check" onClick={() => props.onDecide(true)}>
            {t('burden.approve')}
          </Button>
          <Button icon="x" onClick={() => props.onDecide(false)}>
            {t('burden.decline')}
          </Button>
        </div>
      ) : props.ends && (state === 'waits' || state === 'open') ? (
        <div class="zd-button-row zd-button-row-left">
          <Button icon="player-stop" onClick={props.onEnd}>
            {t('burden.end')}
          </Button>
        </div>
      ) : null}
    </Card>
  );
}

/** One sheet for the two things that need a word: why a request is declined, and what the county says to a burden. */
function WordSheet(props: {
  title: string;
  label: string;
  send: string;
  onClose: () => void;
  onSend: (text: string) => void;
}): JSX.Element {
  const [text, setText] = useState('');
  const [error, setError] = useState<string | undefined>();
  const send = (): void => {
    if (text.trim() === '') setError(t('burden.phone.need'));
    else props.onSend(text.trim());
  };
  return (
    <Sheet
      open
      onClose={props.onClose}
      title={props.title}
      foot={
        <>
          <Button kind="text" onClick={props.onClose}>
            {t('case.act.cancel')}
          </Button>
          <Button kind="filled" icon="send" onClick={send}>
            {props.send}
          </Button>
        </>
      }
    >
      <TextArea
        label={props.label}
        rows={4}
        value={text}
        onInput={setText}
        {...(error === undefined ? {} : { error })}
      />
    </Sheet>
  );
}

function Said(props: {
  rows: readonly BurdenRow[];
  roleWord: (role: string) => string;
  onAnswer: (row: BurdenRow) => void;
}): JSX.Element {
  return (
    <Section title={t('burden.said.title')} right={t('burden.said.text')}>
      {props.rows.length === 0 ? <p class="zd-two">{t('burden.said.none')}</p> : null}
      {props.rows.map((row) => (
        <Card key={row.id} label={row.text}>
          <p class="whitespace-pre-line">{row.text}</p>
          <p class="zd-two">
            {[row.areaName, props.roleWord(row.role), row.requestTitle, formatMoment(row.at, nowMs.value)]
              .filter(Boolean)
              .join(' · ')}
          </p>
          {row.answeredAt === null ? (
            <div class="zd-button-row zd-button-row-left">
              <Button icon="message" onClick={() => props.onAnswer(row)}>
                {t('burden.said.answer')}
              </Button>
            </div>
          ) : (
            <Note tone="calm" icon="check">
              {row.answer}
            </Note>
          )}
        </Card>
      ))}
    </Section>
  );
}

export interface Reader {
  /** Offices in whose name one may ask. */
  readonly asks: readonly { readonly value: string; readonly label: string }[];
  readonly townships: readonly { readonly value: string; readonly label: string }[];
  /** Grounds of the townships one decides for. */
  readonly decides: readonly string[];
  readonly answers: boolean;
}
type Open = { what: 'ask' } | { what: 'decline'; row: RequestRow } | { what: 'answer'; row: BurdenRow };

export function BurdenScreen(props: {
  reader: Reader;
  roleWord: (role: string) => string;
  problem: (code: string, facts?: Record<string, string | number>) => string;
}): JSX.Element {
  const { door } = useDoor();
  const { reader } = props;
  const asked = useAsk<RequestRow[]>('request.list', {}, ['request']);
  const said = useAsk<BurdenRow[]>(reader.answers ? 'burden.list' : undefined, {}, ['burden']);
  const [open, setOpen] = useState<Open | undefined>();
  const [failed, setFailed] = useState('');
  const run = (verb: string, input: object, done: string): void => {
    setFailed('');
    door.execute(verb, input).then(
      () => {
        setOpen(undefined);
        offerUndo(done);
        asked.again();
        said.again();
      },
      (error: unknown) => setFailed(whyOf(asProblem(error), props.problem)),
    );
  };
  const decide = (row: RequestRow, approved: boolean, reason = ''): void =>
    run('request.decide', { request: row.id, approved, reason }, t(approved ? 'burden.approved' : 'burden.declined'));
  const mine = reader.asks.map(({ value }) => value);
  return (
    <>
      <header class="flex flex-wrap items-center gap-3">
        <div class="zd-grow min-w-60">
          <h1>{t('burden.title')}</h1>
          <p class="zd-two">{t('burden.text')}</p>
        </div>
        {mine.length === 0 ? null : (
          <Button kind="filled" icon="plus" onClick={() => setOpen({ what: 'ask' })}>
            {t('burden.ask')}
          </Button>
        )}
      </header>
      <Fault text={open?.what === 'ask' ? undefined : failed} />
      {asked.data?.length === 0 ? (
        <Empty icon="circle-check" tone="ok" title={t('burden.none')} text={t('burden.noneText')} />
      ) : null}
      {(asked.data ?? []).map((row) => (
        <OneRequest
          key={row.id}
          row={row}
          decides={reader.decides.includes(row.ground)}
          ends={mine.includes(row.office) || reader.decides.includes(row.ground)}
          onDecide={(approved) => (approved ? decide(row, true) : setOpen({ what: 'decline', row }))}
          onEnd={() => run('request.end', { request: row.id }, t('burden.ended'))}
        />
      ))}
      {reader.answers ? (
        <Said rows={said.data ?? []} roleWord={props.roleWord} onAnswer={(row) => setOpen({ what: 'answer', row })} />
      ) : null}
      {open?.what === 'ask' ? (
        <AskSheet
          reader={reader}
          failed={failed}
          onClose={() => setOpen(undefined)}
          onSend={(input: Asking) => run('request.ask', input, t('burden.sent'))}
        />
      ) : null}
      {open?.what === 'decline' ? (
        <WordSheet
          title={open.row.title}
          label={t('burden.reason')}
          send={t('burden.decline')}
          onClose={() => setOpen(undefined)}
          onSend={(text) => decide(open.row, false, text)}
        />
      ) : null}
      {open?.what === 'answer' ? (
        <WordSheet
          title={t('burden.said.answer')}
          label={open.row.text}
          send={t('burden.said.answer')}
          onClose={() => setOpen(undefined)}
          onSend={(text) => run('burden.answer', { burden: open.row.id, text }, t('burden.said.answered'))}
        />
      ) : null}
    </>
  );
}

/** BURDEN-2: the refusal names what is held and where, in words. */
function whyOf(
  { code, facts }: ReturnType<typeof asProblem>,
  problem: (code: string, facts?: Record<string, string | number>) => string,
): string {
  if (code !== 'held-already') return problem(code, facts as Record<string, string>);
  return problem(code, {
    what: t(`burden.key.${String(facts['what'])}`),
    where: t(`burden.at.${String(facts['where'])}`),
  });
}
