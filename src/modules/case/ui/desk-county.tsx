// What the county sets for itself: its tables as they hold, what comes, and a new one pasted or brought as a file (CASE-80 to CASE-86).
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Problem } from '#kit/problem.ts';
import { asProblem, useAsk, useDoor } from '#look/door.ts';
import { Button, Card, Fold, Note, Refused, offerUndo } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { CalendarWarning, SettingPage, SettingTable } from '../model-county.ts';
import { tellBefore } from '../rules-county-lists.ts';
import { NewTable } from './desk-county-new.tsx';
import { TableOf } from './desk-county-table.tsx';

const dayWord = (day: string): string => {
  const [year = '', month = '', date = ''] = day.split('-');
  return t('county.dayOf', { year, month: Number(month), day: Number(date) });
};
const titleOf = ({ what, year }: Pick<SettingTable, 'what' | 'year'>): string =>
  t(`county.what.${what}`, { year: year ?? '' });

/** CASE-84 */
export function CalendarNote(props: { warning: CalendarWarning; href?: string }): JSX.Element | null {
  const { ends, days, beyond } = props.warning;
  if (days > tellBefore && beyond === 0) return null;
  const action = props.href === undefined ? undefined : <Button href={props.href}>{t('county.bring')}</Button>;
  return (
    <Note tone="wait" icon="alert-circle" action={action}>
      {t(days < 0 ? 'county.warn.none' : 'county.warn.ends', { day: dayWord(ends) })}
      {beyond === 0 ? '' : ` ${t('county.warn.beyond', { n: beyond })}`}
    </Note>
  );
}

function One(props: {
  table: SettingTable;
  coming: SettingPage['coming'];
  problem: (code: string) => string;
  onTake: (id: string) => void;
}): JSX.Element {
  const { table, coming } = props;
  const [changing, setChanging] = useState(false);
  const title = titleOf(table);
  return (
    <Card label={title}>
      <h2>{title}</h2>
      <p class="zd-two">
        {table.since === null
          ? t(table.what === 'calendar' && table.rows.length === 0 ? 'county.statutory' : 'county.program')
          : t('county.since', { day: dayWord(table.since), office: table.officeName ?? '' })}
      </p>
      {coming.map((one) => (
        <Note
          key={one.id}
          tone="calm"
          icon="history"
          action={<Button onClick={() => props.onTake(one.id)}>{t('county.take')}</Button>}
        >
          {t('county.comes', { day: dayWord(one.since ?? ''), n: one.rows.length })}
        </Note>
      ))}
      {table.rows.length === 0 ? null : (
        <Fold title={t('county.look', { n: table.rows.length })}>
          <TableOf what={table.what} rows={table.rows} />
        </Fold>
      )}
      {changing ? (
        <NewTable table={table} title={title} problem={props.problem} onDone={() => setChanging(false)} />
      ) : (
        <div class="zd-button-row zd-button-row-left">
          <Button icon="pencil" onClick={() => setChanging(true)}>
            {t(table.rows.length === 0 ? 'county.bring' : 'county.change')}
          </Button>
        </div>
      )}
    </Card>
  );
}

export function CountyScreen(props: {
  problem: (code: string, facts?: Record<string, string | number>) => string;
}): JSX.Element {
  const { door } = useDoor();
  const asked = useAsk<SettingPage>('setting.page', {}, ['setting']);
  const [failed, setFailed] = useState<Problem>();
  const take = (id: string): void => {
    door.execute('setting.withdraw', { setting: id }).then(
      () => {
        setFailed(undefined);
        offerUndo(t('county.taken'));
        asked.again();
      },
      (error: unknown) => setFailed(asProblem(error)),
    );
  };
  const page = asked.data;
  return (
    <>
      <header>
        <h1>{t('county.title')}</h1>
        <p class="zd-two">{t('county.text')}</p>
      </header>
      <Refused failed={failed} problem={props.problem} />
      {page === undefined ? null : <CalendarNote warning={page.calendar} />}
      <div class="grid gap-5 xl:grid-cols-2 items-start">
        {page?.tables.map((table) => (
          <One
            key={`${table.what} ${table.year}`}
            table={table}
            coming={page.coming.filter((one) => one.what === table.what && one.year === table.year)}
            problem={props.problem}
            onTake={take}
          />
        ))}
      </div>
    </>
  );
}
