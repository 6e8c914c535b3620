// A new table: pasted from a spreadsheet or read from a file, looked at before it is kept, every fault with its line.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { dayOf } from '#kit/calendar.ts';
import { readFileText } from '#kit/file-text.ts';
import { newId } from '#kit/id.ts';
import type { Problem } from '#kit/problem.ts';
import { nowMs } from '#look/clock.ts';
import { asProblem, useDoor } from '#look/door.ts';
import { Button, Field, Fold, Icon, Note, Refused, TextArea, offerUndo } from '#look/parts.ts';
import { lang, t } from '#look/words.ts';
import type { RowFault, SettingTable } from '../model-county.ts';
import { faultsOf } from '../rules-county-tables.ts';
import { readTable, writeTable } from '../rules-county-text.ts';
import { cellWord } from './desk-county-words.ts';
import { TableOf } from './desk-county-table.tsx';

/** The first day from which a new table may hold (CASE-81). */
const tomorrow = (): string => dayOf(nowMs.value + 86_400_000);

/** As many faults are shown at once; the others are counted. */
const shown = 8;

function Faults(props: { faults: readonly RowFault[] }): JSX.Element {
  const { faults } = props;
  return (
    <div role="alert">
      <Note tone="bad" icon="alert-circle">
        <ul>
          {faults.slice(0, shown).map(({ line, code, cell }) => (
            <li key={`${line} ${code} ${cell}`}>
              {line === 0 ? '' : `${t('county.line', { n: line })} `}
              {t(`county.fault.${code}`, { cell })}
            </li>
          ))}
          {faults.length > shown ? <li>{t('county.more', { n: faults.length - shown })}</li> : null}
        </ul>
      </Note>
    </div>
  );
}

/** What a new table changes against the one that holds. */
function Changes(props: { table: SettingTable; rows: readonly (readonly string[])[] }): JSX.Element {
  const { table, rows } = props;
  const before = new Set(table.rows.map((row) => row.join('\t')));
  const after = new Set(rows.map((row) => row.join('\t')));
  const line = (row: string): string =>
    row
      .split('\t')
      .map((cell, at) => cellWord(table.what, at, cell))
      .join(' · ');
  const added = [...after].filter((row) => !before.has(row));
  const gone = [...before].filter((row) => !after.has(row));
  return (
    <Note tone="calm" icon="search">
      {t('county.preview', { n: rows.length, added: added.length, gone: gone.length })}
      <ul>
        {added.slice(0, shown).map((row) => (
          <li key={row}>{t('county.added', { row: line(row) })}</li>
        ))}
        {gone.slice(0, shown).map((row) => (
          <li key={row}>{t('county.gone', { row: line(row) })}</li>
        ))}
      </ul>
    </Note>
  );
}

export function NewTable(props: {
  table: SettingTable;
  title: string;
  problem: (code: string) => string;
  onDone: () => void;
}): JSX.Element {
  const { door } = useDoor();
  const { what, year } = props.table;
  const [text, setText] = useState(writeTable(what, props.table.rows, lang.value === 'zh'));
  const [fromDay, setFromDay] = useState(tomorrow());
  const [looked, setLooked] = useState(false);
  const [failed, setFailed] = useState<Problem>();
  const rows = readTable(what, text);
  const faults = looked ? faultsOf(what, year, rows) : [];
  const save = (): void => {
    const said = { setting: newId(), what, year, fromDay, rows };
    door.execute('setting.say', said).then(
      () => {
        offerUndo(t('county.saved'));
        props.onDone();
      },
      (error: unknown) => setFailed(asProblem(error)),
    );
  };
  const change = (next: string): void => {
    setText(next);
    setLooked(false);
    setFailed(undefined);
  };
  const bring = async (file: File): Promise<void> => {
    try {
      change(readFileText(new Uint8Array(await file.arrayBuffer())));
    } catch (error) {
      setFailed(asProblem(error));
    }
  };
  return (
    <div class="flex flex-col gap-3">
      <TextArea label={props.title} hint={t(`county.how.${what}`)} rows={10} value={text} onInput={change} />
      <label class="zd-button zd-button-outlined zd-file self-start">
        <Icon name="file-text" />
        {t('county.file')}
        <input
          type="file"
          accept=".csv,.tsv,.txt,text/csv,text/plain"
          onChange={({ currentTarget }) => {
            const file = currentTarget.files?.[0];
            if (file) void bring(file);
            // So that the same file, mended, can be brought again.
            currentTarget.value = '';
          }}
        />
      </label>
      <Field
        label={t('county.from')}
        hint={t('county.fromHint')}
        type="date"
        min={tomorrow()}
        value={fromDay}
        onInput={setFromDay}
      />
      {faults.length === 0 ? null : <Faults faults={faults} />}
      <Refused failed={failed} problem={props.problem} />
      {looked && faults.length === 0 ? (
        <>
          <Changes table={props.table} rows={rows} />
          <Fold title={t('county.look', { n: rows.length })}>
            <TableOf what={what} rows={rows} />
          </Fold>
        </>
      ) : null}
      <div class="zd-button-row zd-button-row-left">
        {looked && faults.length === 0 ? (
          <Button kind="filled" icon="check" onClick={save}>
            {t('county.save')}
          </Button>
        ) : (
          <Button icon="search" onClick={() => setLooked(true)}>
            {t('county.check')}
          </Button>
        )}
        <Button kind="text" onClick={props.onDone}>
          {t('county.leave')}
        </Button>
      </div>
    </div>
  );
}
