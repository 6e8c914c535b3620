// A new public list at the desk: typed, pasted or read from a file, looked at with every fault before it is shown to anybody.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { readFileText } from '#kit/file-text.ts';
import { newId } from '#kit/id.ts';
import type { Problem } from '#kit/problem.ts';
import { parseText } from '#kit/text-table.ts';
import { asProblem, useDoor } from '#look/door.ts';
import { dropDraft, useDraft } from '#look/draft.ts';
import {
  Button,
  Card,
  Choice,
  Field,
  Icon,
  Note,
  NumberField,
  offerUndo,
  PageHead,
  Refused,
  TextArea,
} from '#look/parts.ts';
import { t } from '#look/words.ts';
import { windowDays } from '../kinds/windows.ts';
import type { PublicityFault, PublicityRow, RosterCheck } from '../model.ts';
import { checkList } from '../rules-check.ts';
import { type ReadList, readList, type TableFault, writeList } from '../rules-table.ts';
import { faultWord, RowTable } from './desk-table.tsx';

/** As many faults are shown at once; the others are counted. */
const most = 12;
/** Lines are looked up in pieces that fit an address, at most so many letters as it carries them. */
const pieceLetters = 8000;

/** Where each piece begins. */
function pieceStarts(rows: readonly PublicityRow[]): number[] {
  const starts = [0];
  let letters = 0;
  for (const [place, row] of rows.entries()) {
    const more = encodeURIComponent(JSON.stringify(row)).length;
    if (letters > 0 && letters + more > pieceLetters) {
      starts.push(place);
      letters = 0;
    }
    letters += more;
  }
  return starts;
}
const isBook = (file: File): boolean => /\.xlsx?$/i.test(file.name);

export type MakeProps = {
  offices: readonly { value: string; label: string }[];
  listHref: string;
  /** Reads a workbook; nothing is written. */
  readBook: (file: File) => Promise<ReadList>;
  problem: (code: string, facts?: Record<string, string | number>) => string;
  onMade: (id: string) => void;
};

type Looked = { faults: readonly PublicityFault[]; table: readonly TableFault[]; roster: RosterCheck | undefined };

const tableWord = ({ line, column, code }: TableFault): string => t(`publicity.table.${code}`, { line, column });

function Faults({ looked }: { looked: Looked }): JSX.Element {
  const said = [...looked.table.map(tableWord), ...looked.faults.map(faultWord)];
  return (
    <div role="alert">
      <Note tone="bad" icon="alert-circle" title={t('publicity.bad', { n: said.length })}>
        <ul>
          {said.slice(0, most).map((one) => (
            <li key={one}>{one}</li>
          ))}
          {said.length > most ? <li>{t('publicity.more', { n: said.length - most })}</li> : null}
        </ul>
      </Note>
    </div>
  );
}

/** What stands beside each line in the preview. */
function notesOf({ faults, roster }: Looked): Map<number, { text: string; bad: boolean }> {
  const notes = new Map<number, { text: string; bad: boolean }>();
  for (const place of roster?.unknown ?? []) notes.set(place, { text: t('publicity.unknown'), bad: false });
  for (const place of roster?.minors ?? []) notes.set(place, { text: t('publicity.minor'), bad: true });
  for (const fault of faults)
    if (fault.row > 0) notes.set(fault.row - 1, { text: t(`publicity.fault.${fault.code}`), bad: true });
  return notes;
}

function Preview(props: { rows: readonly PublicityRow[]; looked: Looked }): JSX.Element {
  const { rows, looked } = props;
  const { roster } = looked;
  const clean = looked.faults.length === 0 && looked.table.length === 0;
  return (
    <>
      {clean ? null : <Faults looked={looked} />}
      {clean && (roster?.minors.length ?? 0) > 0 ? (
        <Note tone="wait" icon="users" title={t('publicity.minors', { n: roster?.minors.length ?? 0 })}>
          {t('publicity.minorsText')}
        </Note>
      ) : null}
      {clean && (roster?.unknown.length ?? 0) > 0 ? (
        <Note tone="calm" icon="info-circle" title={t('publicity.unknowns', { n: roster?.unknown.length ?? 0 })}>
          {t('publicity.unknownsText')}
        </Note>
      ) : null}
      {rows.length === 0 ? null : <RowTable rows={rows} notes={notesOf(looked)} />}
    </>
  );
}

/** Reading pasted text and files into the one text that is sent. */
function useText(readBook: MakeProps['readBook'], fail: (error: unknown) => void) {
  const [text, setText] = useDraft('publicity rows');
  const [extra, setExtra] = useState<readonly TableFault[]>([]);
  const write = (next: string): void => {
    setText(next);
    setExtra([]);
  };
  const bring = async (file: File): Promise<void> => {
    try {
      const read = isBook(file)
        ? await readBook(file)
        : readList(parseText(readFileText(new Uint8Array(await file.arrayBuffer()))));
      setText(writeList(read.rows));
      setExtra(read.faults);
    } catch (error) {
      fail(error);
    }
  };
  const read = readList(parseText(text));
  return { text, write, bring, rows: read.rows, table: [...extra, ...read.faults] };
}

function FileButton({ onFile }: { onFile: (file: File) => void }): JSX.Element {
  return (
    <label class="zd-button zd-button-outlined zd-file self-start">
      <Icon name="file-text" />
      {t('publicity.file')}
      <input
        type="file"
        accept=".xlsx,.csv,.tsv,.txt,text/csv,text/plain"
        onChange={({ currentTarget }) => {
          const file = currentTarget.files?.[0];
          if (file) onFile(file);
          // So that the same file, mended, can be brought again.
          currentTarget.value = '';
        }}
      />
    </label>
  );
}

export function MakeList(props: MakeProps): JSX.Element {
  const { door } = useDoor();
  const [office, setOffice] = useState(props.offices[0]?.value ?? '');
  const [title, setTitle] = useDraft('publicity title');
  const [basis, setBasis] = useDraft('publicity basis');
  const [days, setDays] = useState<number | undefined>(windowDays.usual);
  const [looked, setLooked] = useState<Looked>();
  const [failed, setFailed] = useState<Problem>();
  const fail = (error: unknown): void => setFailed(asProblem(error));
  const sheet = useText(props.readBook, fail);
  const fresh =
    <V,>(set: (value: V) => void) =>
    (value: V): void => {
      set(value);
      setLooked(undefined);
      setFailed(undefined);
    };
  const look = async (): Promise<void> => {
    const faults = checkList({ title, basis, rows: sheet.rows });
    setLooked({ faults, table: sheet.table, roster: undefined });
    if (faults.length > 0 || sheet.table.length > 0) return;
    const ask = (rows: readonly PublicityRow[], head = ''): Promise<RosterCheck> =>
      door.ask<RosterCheck>('publicity.check', { office, rows, head });
    const roster = { minors: [...(await ask([], `${title}\n${basis}`)).minors], unknown: [] as number[] };
    const starts = pieceStarts(sheet.rows);
    for (const [at, from] of starts.entries()) {
      const found = await ask(sheet.rows.slice(from, starts[at + 1]));
      roster.minors.push(...found.minors.map((place) => place + from));
      roster.unknown.push(...found.unknown.map((place) => place + from));
    }
    setLooked({ faults, table: [], roster });
  };
  const send = (): void => {
    const publicity = newId();
    const input = { publicity, office, title: title.trim(), basis: basis.trim(), days, rows: sheet.rows };
    door.execute('publicity.make', input).then(() => {
      for (const one of ['title', 'basis', 'rows']) dropDraft(`publicity ${one}`);
      offerUndo(t((looked?.roster?.minors.length ?? 0) > 0 ? 'publicity.madeWaits' : 'publicity.made'));
      props.onMade(publicity);
    }, fail);
  };
  return (
    <>
      <PageHead title={t('publicity.new')} back={props.listHref} />
      <Note tone="info" icon="shield-check" title={t('publicity.only')}>
        {t('publicity.onlyText')}
      </Note>
      <Card label={t('publicity.new')}>
        <div class="flex flex-col gap-4">
          <Field
            label={t('publicity.field.title')}
            hint={t('publicity.titleHint')}
            maxLength={60}
            value={title}
            onInput={fresh(setTitle)}
          />
          <TextArea
            label={t('publicity.field.basis')}
            hint={t('publicity.basisHint')}
            rows={2}
            maxLength={300}
            value={basis}
            onInput={fresh(setBasis)}
          />
          {props.offices.length < 2 ? null : (
            <Choice
              label={t('publicity.office')}
              columns={1}
              answers={props.offices}
              value={office}
              onChange={fresh(setOffice)}
            />
          )}
          <NumberField
            label={t('publicity.days')}
            hint={t('publicity.daysHint')}
            unit={t('publicity.day')}
            min={windowDays.least}
            max={windowDays.most}
            value={days}
            onInput={fresh(setDays)}
          />
          <TextArea
            label={t('publicity.lines')}
            hint={t('publicity.linesHint')}
            placeholder={t('publicity.linesLike')}
            rows={8}
            value={sheet.text}
            onInput={fresh(sheet.write)}
          />
          <FileButton onFile={(file) => void sheet.bring(file).then(() => setLooked(undefined))} />
        </div>
      </Card>
      {looked === undefined ? null : <Preview rows={sheet.rows} looked={looked} />}
      <Refused failed={failed} problem={props.problem} />
      <div class="zd-button-row zd-button-row-left">
        {looked?.roster === undefined ? (
          <Button kind="filled" icon="search" onClick={() => void look().catch(fail)}>
            {t('publicity.look')}
          </Button>
        ) : (
          <Button kind="filled" icon="speakerphone" onClick={send}>
            {t('publicity.show', { n: sheet.rows.length })}
          </Button>
        )}
        <Button kind="text" href={props.listHref}>
          {t('publicity.leave')}
        </Button>
      </div>
    </>
  );
}
