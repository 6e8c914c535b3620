// What each column of somebody else's sheet is taken to be; a person who knows better says so.
import type { JSX } from 'preact';
import { Fold, Note, Select } from '#look/parts.ts';
import { lang, t } from '#look/words.ts';
import { everySheet, type Mapping, type TableSeen } from './bring-calls.ts';

export type Column = { name: string; en?: string; needed: boolean };

export const nameOf = (column: Column | undefined): string =>
  (lang.value === 'en' ? column?.en : column?.name) ?? column?.name ?? '';

type Props = {
  table: TableSeen;
  onChange: (mapping: Mapping) => void;
};
/** A value of its own: a drop-down takes '' for "not chosen yet". */
const none = '-';

function OneColumn(props: Props & { at: number }): JSX.Element {
  const { table, at } = props;
  const heading = table.headings.find((one) => one.at === at);
  const change = (value: string): void => {
    const field = value === none ? '' : value;
    // A column of ours stands for one of theirs only.
    const others = table.headings.map((one) => [one.at, one.field === field ? '' : one.field]);
    props.onChange({ sheet: table.sheet, fields: { ...Object.fromEntries(others), [at]: field } });
  };
  const name = heading?.text === '' ? t('desk.setup.columnNo', { n: at + 1 }) : (heading?.text ?? '');
  return (
    <tr>
      <th scope="row" class="text-left">
        {name}
        <p class="zd-two">{heading?.secret ? t('desk.setup.secret') : heading?.samples.join(t('look.and'))}</p>
      </th>
      <td class="min-w-40">
        {heading?.secret ? (
          t('desk.setup.leftColumn')
        ) : (
          <Select
            quiet
            label={t('desk.setup.isColumn', { name })}
            value={heading?.field === '' ? none : (heading?.field ?? none)}
            answers={[
              { value: none, label: t('desk.setup.leftColumn') },
              ...table.columns.map((column) => ({ value: column.name, label: nameOf(column) })),
            ]}
            onChange={change}
          />
        )}
      </td>
    </tr>
  );
}

/** Open by itself only where something is missing. */
export function Columns(props: Props): JSX.Element {
  const { table } = props;
  const missing = table.missing.map((name) => nameOf(table.columns.find((one) => one.name === name)));
  const taken = table.headings.filter(({ field }) => field !== '').length;
  return (
    <div class="flex flex-col gap-3">
      {missing.length === 0 ? null : (
        <Note tone="bad" icon="alert-circle" title={t('desk.setup.lacks', { names: missing.join(t('look.and')) })}>
          {t('desk.setup.lacksText')}
        </Note>
      )}
      {table.sheets.length < 2 ? null : (
        <Select
          label={t('desk.setup.sheet')}
          value={table.sheet}
          answers={table.sheets.map((name) => ({
            value: name,
            label: name === everySheet ? t('desk.setup.everySheet') : name,
          }))}
          onChange={(sheet) => props.onChange({ sheet, fields: {} })}
        />
      )}
      <Fold
        open={missing.length > 0}
        title={t('desk.setup.columns', { line: table.line, taken, all: table.headings.length })}
      >
        <div class="zd-scroll" tabIndex={0} role="region" aria-label={t('desk.setup.columnsLabel')}>
          <table class="zd-table">
            <thead>
              <tr>
                <th scope="col">{t('desk.setup.yours')}</th>
                <th scope="col">{t('desk.setup.ours')}</th>
              </tr>
            </thead>
            <tbody>
              {table.headings.map(({ at }) => (
                <OneColumn key={at} {...props} at={at} />
              ))}
            </tbody>
          </table>
        </div>
      </Fold>
    </div>
  );
}
