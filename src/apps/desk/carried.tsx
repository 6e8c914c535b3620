// Brings in the file that a phone made of what it could not send: what of it was taken, item by item, and nothing of what it says (PEOPLE-13).
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import {
  type CarriedAnswer,
  type CarriedItem,
  type CarriedLine,
  type CarriedText,
  mostCarriedBytes,
  readCarried,
} from '#kit/carried.ts';
import { Problem } from '#kit/problem.ts';
import { nowMs } from '#look/clock.ts';
import { formatMoment } from '#look/dates.ts';
import { asProblem } from '#look/door.ts';
import { Button, Chip, Fault, Icon, Note } from '#look/parts.ts';
import { type Facts, hasWord, t } from '#look/words.ts';
import { post } from './door.ts';
import { RowsTable } from './rows-table.tsx';
import { problemWord } from './speak.ts';
import './speak-rooms.ts';

const bring = async (line: CarriedLine): Promise<CarriedAnswer> => (await post('/api/carried', line)) as CarriedAnswer;

const sayProblem = (error: unknown): string => {
  const { code, facts } = asProblem(error);
  return problemWord(code, facts as Facts);
};

async function open(file: File): Promise<CarriedText> {
  if (file.size > mostCarriedBytes)
    throw new Problem('invalid', 'carried-too-big', { most: Math.floor(mostCarriedBytes / 1_000_000) });
  return readCarried(await file.text());
}

interface Run {
  readonly at: number;
  readonly writer: string;
  readonly items: readonly CarriedItem[];
  readonly damaged: number;
  readonly stopped: string;
}
const nothing: Run = { at: 0, writer: '', items: [], damaged: 0, stopped: '' };

/** Line by line in their order; a damaged one holds none of the others up, anything else stops it where it is. */
async function runAll({ lines, damaged }: CarriedText, show: (run: Run) => void): Promise<void> {
  let run: Run = { ...nothing, damaged };
  for (const line of lines) {
    show(run);
    try {
      const { writer, items } = await bring(line);
      run = { ...run, writer, items: [...run.items, ...items] };
    } catch (error) {
      if (asProblem(error).code === 'carried-damaged') run = { ...run, damaged: run.damaged + 1 };
      else return show({ ...run, stopped: sayProblem(error) });
    }
    run = { ...run, at: run.at + 1 };
  }
  show(run);
}

const whatWord = (what: string): string => {
  const key = `desk.carried.what.${what.split('.')[0] ?? ''}`;
  return hasWord(key) ? t(key) : t('desk.carried.what.other');
};

function stateWord({ status, code, facts = {} }: CarriedItem): string {
  if (status !== 'left' && status !== 'refused') return t(`desk.carried.${status}`);
  if (code === undefined) return t('desk.carried.refusedBare');
  return t(`desk.carried.${status}`, { why: problemWord(code, facts) });
}

function Items(props: { run: Run }): JSX.Element | null {
  const { items, writer } = props.run;
  if (items.length === 0) return null;
  const received = items.filter(({ status }) => status === 'received').length;
  const other = items.length - received;
  return (
    <div class="flex flex-col gap-3">
      <p role="status">
        <Chip tone={other === 0 ? 'ok' : 'wait'} icon={other === 0 ? 'check' : 'alert-triangle'}>
          {t('desk.carried.done', { name: writer, received, other })}
        </Chip>
      </p>
      <RowsTable
        label={t('desk.carried.state')}
        heads={[t('desk.carried.n'), t('desk.carried.what'), t('desk.carried.state')]}
        rows={items.map((item, at) => ({
          key: item.id,
          state: item.status,
          cells: [at + 1, whatWord(item.what), stateWord(item)],
        }))}
      />
    </div>
  );
}

function Outcome(props: { run: Run; going: boolean; all: number }): JSX.Element {
  const { run } = props;
  return (
    <>
      {props.going ? <p role="status">{t('desk.carried.going', { n: run.at + 1, all: props.all })}</p> : null}
      {run.stopped === '' ? null : (
        <div role="alert">
          <Note tone="bad" icon="alert-circle" title={t('desk.carried.stopped', { why: run.stopped })}>
            {run.items.length === 0 ? '' : t('desk.carried.stoppedText')}
          </Note>
        </div>
      )}
      {run.damaged === 0 ? null : (
        <Note tone="wait" icon="alert-triangle">
          {t('desk.carried.damaged', { n: run.damaged })}
        </Note>
      )}
      <Items run={run} />
    </>
  );
}

function Chosen(props: { carried: CarriedText; done: boolean; busy: boolean; onRun: () => void }): JSX.Element {
  const { head } = props.carried;
  const { words, files } = head;
  return (
    <div class="flex flex-col gap-3">
      <p>{t('desk.carried.found', { words, files, made: formatMoment(head.made, nowMs.value) })}</p>
      {props.done ? null : (
        <div class="zd-button-row zd-button-row-left">
          <Button kind="filled" icon="upload" busy={props.busy} onClick={props.onRun}>
            {t('desk.carried.run')}
          </Button>
        </div>
      )}
    </div>
  );
}

export function CarriedScreen(): JSX.Element {
  const [name, setName] = useState('');
  const [carried, setCarried] = useState<CarriedText>();
  const [failed, setFailed] = useState('');
  const [busy, setBusy] = useState(false);
  const [run, setRun] = useState<Run>();
  const choose = (file: File | undefined): void => {
    if (file === undefined) return;
    setName(file.name);
    setCarried(undefined);
    setRun(undefined);
    setFailed('');
    open(file).then(setCarried, (error: unknown) => setFailed(sayProblem(error)));
  };
  const start = (text: CarriedText): void => {
    setBusy(true);
    void runAll(text, setRun).finally(() => setBusy(false));
  };
  return (
    <>
      <h1>{t('desk.carried.title')}</h1>
      <div class="flex flex-col gap-5 max-w-200">
        <p>
          {t('desk.carried.text')}
          <br />
          <span class="zd-two">{t('desk.carried.closed')}</span>
        </p>
        <div class="flex flex-wrap items-center gap-3">
          <label class="zd-button zd-button-outlined zd-file">
            <Icon name="file-text" />
            {t('desk.carried.file')}
            <input
              type="file"
              accept=".txt,text/plain"
              onChange={(event) => {
                choose(event.currentTarget.files?.[0]);
                // The same one may be chosen once more.
                event.currentTarget.value = '';
              }}
            />
          </label>
          <span role="status">{name}</span>
        </div>
        <Fault text={failed} />
        {carried === undefined ? null : (
          <Chosen
            carried={carried}
            busy={busy}
            done={!busy && run !== undefined && run.stopped === ''}
            onRun={() => start(carried)}
          />
        )}
        {run === undefined ? null : <Outcome run={run} going={busy} all={carried?.lines.length ?? 0} />}
      </div>
    </>
  );
}
