// Brings one table over the desk: choose the file, look first at what is right and wrong by row, then bring it in.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { asProblem } from '#look/door.ts';
import { Button, Chip, Icon, Note, Select } from '#look/parts.ts';
import { lang, t } from '#look/words.ts';
import { call } from './door.ts';
import { csrf } from './session.ts';
import { RowsTable } from './rows-table.tsx';
import { problemWord } from './speak.ts';
import './speak-rooms.ts';

export type BringKind = 'places' | 'outlines' | 'offices' | 'posts' | 'supply' | 'roster' | 'notices' | 'network';
type Counts = { made: number; changed: number; same: number };
type RowError = { line: number; column: string; zh: string; en: string };
type Report = { preview: boolean; counts: Record<string, Counts>; errors: readonly RowError[]; wrong: number };
type Village = { code: string; name: string };
export type Column = { name: string; needed: boolean };

interface Ask {
  readonly preview: boolean;
  readonly village: string;
  readonly more: Readonly<Record<string, string>>;
}

async function bring(kind: BringKind, file: File, ask: Ask): Promise<Report> {
  const query = new URLSearchParams({
    ...(ask.preview ? { preview: '1' } : {}),
    ...(ask.village === '' ? {} : { village: ask.village }),
    ...ask.more,
  });
  const headers = { 'content-type': 'application/octet-stream', 'x-zd-csrf': csrf() };
  return (await call(`/api/import/${kind}?${query.toString()}`, { method: 'POST', headers, body: file })) as Report;
}

const wordOf = (error: RowError): string => (lang.value === 'en' ? error.en : error.zh);

/** A table that opens in Excel and WPS. */
function saveTable(rows: readonly (readonly (string | number)[])[], name: string): void {
  const cell = (text: string | number): string => `"${String(text).replaceAll('"', '""')}"`;
  const lines = rows.map((row) => row.map(cell).join(','));
  const url = URL.createObjectURL(new Blob([`\ufeff${lines.join('\r\n')}`], { type: 'text/csv' }));
  Object.assign(document.createElement('a'), { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** The wrong rows, so that somebody else can mend them. */
function saveWrong(errors: readonly RowError[]): void {
  const head = [t('desk.setup.line'), t('desk.setup.column'), t('desk.setup.why')];
  saveTable([head, ...errors.map((error) => [error.line, error.column, wordOf(error)])], 'rows.csv');
}

function Wrong(props: { report: Report; whole: string | undefined }): JSX.Element {
  const { errors, wrong } = props.report;
  return (
    <div class="flex flex-col gap-3">
      <Note tone="bad" icon="alert-circle" title={t('desk.setup.bad', { n: wrong })}>
        {props.whole ?? t('desk.setup.badStill')}
      </Note>
      <RowsTable
        label={t('desk.setup.why')}
        heads={[t('desk.setup.line'), t('desk.setup.column'), t('desk.setup.why')]}
        rows={errors
          .slice(0, 100)
          .map((error, place) => ({ key: place, cells: [error.line, error.column, wordOf(error)] }))}
      />
      <div class="zd-button-row zd-button-row-left">
        <Button icon="download" onClick={() => saveWrong(errors)}>
          {t('desk.setup.download')}
        </Button>
      </div>
    </div>
  );
}

function Told(props: { report: Report; whole: string | undefined }): JSX.Element {
  const { report } = props;
  return (
    <div role="status" class="flex flex-col gap-3">
      {report.preview ? null : (
        <p>
          <Chip tone="ok" icon="check">
            {t('desk.setup.ran')}
          </Chip>
        </p>
      )}
      <ul>
        {Object.entries(report.counts).map(([kind, counts]) => (
          <li key={kind}>
            <b>{t(`desk.setup.count.${kind}`)}</b> {t('desk.setup.counts', counts)}
          </li>
        ))}
      </ul>
      {report.wrong > 0 ? (
        <Wrong report={report} whole={props.whole} />
      ) : report.preview ? (
        <p>
          <Chip tone="ok" icon="check">
            {t('desk.setup.good')}
          </Chip>
        </p>
      ) : null}
    </div>
  );
}

type Props = {
  kind: BringKind;
  villages: readonly Village[];
  accept: string;
  columns: readonly Column[];
  onDone: () => void;
  /** What the county has to know beside the file. */
  more?: Readonly<Record<string, string>>;
  /** Said of wrong rows where the file comes in whole or not at all. */
  whole?: string;
};

/** What the table must have, and an empty one with these headings. */
function Headings(props: { kind: BringKind; columns: readonly Column[] }): JSX.Element | null {
  if (props.columns.length === 0) return null;
  const names = (needed: boolean): string =>
    props.columns
      .filter((one) => one.needed === needed)
      .map(({ name }) => name)
      .join('、');
  return (
    <div class="flex flex-wrap items-center gap-x-4 gap-y-1">
      <p class="zd-grow min-w-60 zd-two">
        {t('desk.setup.needed', { names: names(true) })}
        {names(false) === '' ? null : (
          <>
            <br />
            {t('desk.setup.maybe', { names: names(false) })}
          </>
        )}
      </p>
      <Button
        kind="text"
        icon="download"
        onClick={() => saveTable([props.columns.map(({ name }) => name)], `${props.kind}.csv`)}
      >
        {t('desk.setup.empty')}
      </Button>
    </div>
  );
}

/** Choosing another file starts anew; nothing is written before the second button. */
export function Bring(props: Props): JSX.Element {
  const [file, setFile] = useState<File | undefined>();
  const [village, setVillage] = useState('');
  const [report, setReport] = useState<Report | undefined>();
  const [failed, setFailed] = useState('');
  const [busy, setBusy] = useState(false);
  const run = (preview: boolean): void => {
    if (file === undefined) return setFailed(t('desk.setup.fileNeed'));
    setBusy(true);
    setFailed('');
    bring(props.kind, file, {
      preview,
      village: village === '' ? (props.villages[0]?.code ?? '') : village,
      more: props.more ?? {},
    })
      .then(
        (told) => {
          setReport(told);
          if (!preview) props.onDone();
        },
        (error: unknown) =>
          setFailed(problemWord(asProblem(error).code, asProblem(error).facts as Record<string, string>)),
      )
      .finally(() => setBusy(false));
  };
  return (
    <div class="flex flex-col gap-3">
      <Headings kind={props.kind} columns={props.columns} />
      {props.villages.length < 2 ? null : (
        <Select
          label={t('desk.setup.village')}
          value={village === '' ? (props.villages[0]?.code ?? '') : village}
          answers={props.villages.map((one) => ({ value: one.code, label: one.name }))}
          onChange={setVillage}
        />
      )}
      <div class="flex flex-wrap items-center gap-3">
        <label class="zd-button zd-button-outlined zd-file">
          <Icon name="file-text" />
          {t('desk.setup.file')}
          <input
            type="file"
            accept={props.accept}
            onChange={(event) => {
              setFile(event.currentTarget.files?.[0]);
              setReport(undefined);
              setFailed('');
            }}
          />
        </label>
        <span role="status">{file?.name ?? ''}</span>
      </div>
      {failed === '' ? null : (
        <div role="alert">
          <Note tone="bad" icon="alert-circle">
            {failed}
          </Note>
        </div>
      )}
      {report === undefined ? null : <Told report={report} whole={props.whole} />}
      <div class="zd-button-row zd-button-row-left">
        {report === undefined || !report.preview ? (
          <Button icon="search" busy={busy} onClick={() => run(true)}>
            {t('desk.setup.check')}
          </Button>
        ) : props.whole !== undefined && report.wrong > 0 ? null : (
          <Button kind="filled" icon="upload" busy={busy} onClick={() => run(false)}>
            {t('desk.setup.run')}
          </Button>
        )}
      </div>
    </div>
  );
}
