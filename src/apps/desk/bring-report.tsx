// What was found in a file: how many are new, which homes change, what is wrong in which row, and what was left out.
import type { JSX } from 'preact';
import { Button, Chip, Fold, Note } from '#look/parts.ts';
import { t } from '#look/words.ts';
import { type Report, type RowNote, saveTable, type Undone, wordOf } from './bring-calls.ts';
import { type Column, nameOf } from './bring-columns.tsx';
import { RowsTable } from './rows-table.tsx';

const columnOf = ({ heading, column }: RowNote): string => heading ?? column;
const lineOf = ({ sheet, line }: RowNote): string | number => (sheet === undefined ? line : `${sheet} ${line}`);
const rowsOf = (notes: readonly RowNote[]) =>
  notes.slice(0, 100).map((note, place) => ({ key: place, cells: [lineOf(note), columnOf(note), wordOf(note)] }));
const heads = (): string[] => [t('desk.setup.line'), t('desk.setup.column'), t('desk.setup.why')];

/** The wrong rows, so that somebody else can mend them. */
export const saveRows = (errors: readonly RowNote[]): void =>
  saveTable([heads(), ...errors.map((error) => [lineOf(error), columnOf(error), wordOf(error)])], 'rows.csv');

/** How what is wrong is kept as a file. */
interface Comments {
  readonly label: string;
  readonly save: () => void;
}

function Wrong(props: { report: Report; whole: string | undefined; comments: Comments }): JSX.Element {
  const { errors, wrong, preview } = props.report;
  return (
    <div class="flex flex-col gap-3">
      <Note tone="bad" icon="alert-circle" title={t(preview ? 'desk.setup.bad' : 'desk.setup.badOut', { n: wrong })}>
        {props.whole ?? t(preview ? 'desk.setup.badStill' : 'desk.setup.badOutText')}
      </Note>
      <RowsTable label={t('desk.setup.why')} heads={heads()} rows={rowsOf(errors)} />
      <div class="zd-button-row zd-button-row-left">
        <Button icon="download" onClick={props.comments.save}>
          {props.comments.label}
        </Button>
      </div>
    </div>
  );
}

function Changes(props: { report: Report; columns: readonly Column[] }): JSX.Element | null {
  const changed = props.report.changed ?? [];
  if (changed.length === 0) return null;
  const own = (name: string): string =>
    nameOf(props.columns.find((one) => one.name === name) ?? { name, needed: false });
  const rows = changed.map((one, place) => ({
    key: place,
    cells: [one.line, one.label, one.changes.map(({ column, now }) => `${own(column)} → ${now}`).join(t('look.comma'))],
  }));
  return (
    <Fold title={t('desk.setup.changed', { n: changed.length })}>
      <RowsTable
        label={t('desk.setup.changedLabel')}
        heads={[t('desk.setup.line'), t('desk.setup.who'), t('desk.setup.becomes')]}
        rows={rows}
      />
    </Fold>
  );
}

type ToldProps = {
  report: Report;
  columns: readonly Column[];
  whole: string | undefined;
  comments: Comments;
};

export function Told(props: ToldProps): JSX.Element {
  const { report } = props;
  const notes = report.notes ?? [];
  const leftOut = report.leftOut ?? [];
  return (
    <div role="status" class="flex flex-col gap-3">
      {report.preview || report.stopped !== undefined ? null : (
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
        <Wrong report={report} whole={props.whole} comments={props.comments} />
      ) : report.preview && (report.table?.missing.length ?? 0) === 0 ? (
        <p>
          <Chip tone="ok" icon="check">
            {t('desk.setup.good')}
          </Chip>
        </p>
      ) : null}
      <Changes report={report} columns={props.columns} />
      {notes.length === 0 ? null : (
        <Fold title={t('desk.setup.notes', { n: notes.length })}>
          <RowsTable label={t('desk.setup.notesLabel')} heads={heads()} rows={rowsOf(notes)} />
        </Fold>
      )}
      {leftOut.length === 0 ? null : (
        <p class="zd-two">{t('desk.setup.leftOut', { lines: leftOut.map(({ line }) => line).join(t('look.and')) })}</p>
      )}
    </div>
  );
}

/** What came of taking an import back: how many went, and each that stays with the reason. */
export function UndoneTold(props: { undone: Undone }): JSX.Element {
  const { counts, kept, stays } = props.undone;
  const went = Object.entries(counts).map(([kind, n]) => `${t(`desk.setup.count.${kind}`)} ${n}`);
  return (
    <div role="status" class="flex flex-col gap-3">
      <Note
        tone={stays === 0 ? 'ok' : 'wait'}
        icon={stays === 0 ? 'check' : 'info-circle'}
        title={t('desk.setup.undone')}
      >
        {went.length === 0 ? t('desk.setup.undoneNone') : went.join(t('look.comma'))}
      </Note>
      {stays === 0 ? null : (
        <>
          <p>{t('desk.setup.stays', { n: stays })}</p>
          <RowsTable
            label={t('desk.setup.staysLabel')}
            heads={[t('desk.setup.line'), t('desk.setup.who'), t('desk.setup.staysWhy')]}
            rows={kept.map((one, place) => ({ key: place, cells: [one.line, one.label, wordOf(one)] }))}
          />
        </>
      )}
    </div>
  );
}
