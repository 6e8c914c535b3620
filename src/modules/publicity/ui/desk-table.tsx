// The lines of a public list as a table, with what is wrong or unsure beside the line it is about.
import type { JSX } from 'preact';
import { Chip } from '#look/parts.ts';
import { t } from '#look/words.ts';
import { type PublicityFault, type PublicityRow, type RowChange, rowFields } from '../model.ts';

/** What to say of a fault: where, what is not allowed there, and what to do. */
export const faultWord = ({ row, field, code }: PublicityFault): string => {
  const what = t(`publicity.fault.${code}`);
  if (row === 0 && field === 'row') return t(code === 'long' ? 'publicity.tooMany' : 'publicity.noRows');
  return row === 0
    ? t('publicity.faultIn', { field: t(`publicity.field.${field}`), what })
    : t('publicity.faultAt', { row, field: t(`publicity.field.${field}`), what });
};

type Props = {
  rows: readonly PublicityRow[];
  /** Beside a line, from 0: what to say of it and how bad it is. */
  notes?: ReadonlyMap<number, { text: string; bad: boolean }>;
  changes?: readonly RowChange[];
};

/** An amount that was changed stands beside the one before. */
function Amount({ row, change }: { row: PublicityRow; change: RowChange | undefined }): JSX.Element {
  if (change === undefined) return <>{row.amount}</>;
  return (
    <>
      <s>{row.amount}</s> {change.amount === null ? t('publicity.rowOut') : <b>{change.amount}</b>}
      <br />
      <span class="zd-two">{change.why}</span>
    </>
  );
}

const Wrong = ({ text }: { text: string }): JSX.Element => (
  <Chip bare tone="bad" icon="alert-circle">
    {text}
  </Chip>
);

export function RowTable({ rows, notes = new Map(), changes = [] }: Props): JSX.Element {
  const withNotes = notes.size > 0;
  return (
    <div class="zd-scroll max-h-120 overflow-y-auto" tabIndex={0} role="region" aria-label={t('publicity.rowsLabel')}>
      <table class="zd-table">
        <thead>
          <tr>
            <th scope="col">{t('publicity.field.no')}</th>
            {rowFields.map((field) => (
              <th key={field} scope="col">
                {t(`publicity.field.${field}`)}
              </th>
            ))}
            {withNotes ? <th scope="col">{t('publicity.field.note')}</th> : null}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, place) => {
            const note = notes.get(place);
            return (
              <tr key={place}>
                <td>{place + 1}</td>
                <td>{row.name}</td>
                <td>{row.group}</td>
                <td>{row.item}</td>
                <td>
                  <Amount row={row} change={changes.find((one) => one.row === place)} />
                </td>
                {withNotes ? (
                  <td class="zd-two">{note?.bad === true ? <Wrong text={note.text} /> : note?.text}</td>
                ) : null}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
