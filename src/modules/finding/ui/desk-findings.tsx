// What may be one cause, above the list of what was made one: the open ones first.
import type { JSX } from 'preact';
import { nowMs } from '#look/clock.ts';
import { formatDay } from '#look/dates.ts';
import { useAsk } from '#look/door.ts';
import { Card, ListRow, Section } from '#look/parts.ts';
import { t } from '#look/words.ts';
import { categoryName } from '#modules/case/ui/desk-state.ts';
import type { FindingRow } from '../model.ts';
import { whereOf } from './desk-said.ts';

const tones = { open: 'wait', waiting: 'calm', accepted: 'ok', declined: 'calm', faded: 'calm' } as const;

function Row({ row }: { row: FindingRow }): JSX.Element {
  const [cause] = row.causes;
  const day = row.againAt === null ? '' : formatDay(row.againAt, nowMs.value);
  const where = row.canTell ? t('finding.row.cause', { cause: whereOf(cause, row.names) }) : t('finding.row.unsure');
  return (
    <ListRow
      href={`#/findings/${row.id}`}
      icon="help"
      tone={tones[row.state]}
      title={categoryName(row.category)}
      beside={t('finding.row', { place: row.place, affected: row.affected })}
      text={`${t(`finding.state.${row.state}`, { day })} · ${where}`}
    />
  );
}

export function FindingList(): JSX.Element | null {
  const asked = useAsk<FindingRow[]>('finding.list', {}, ['finding']);
  const rows = asked.data ?? [];
  if (rows.length === 0) return null;
  return (
    <Section title={t('finding.title')} right={rows.length}>
      <p class="zd-two">{t('finding.list.text')}</p>
      <Card list>
        {rows.map((row) => (
          <Row key={row.id} row={row} />
        ))}
      </Card>
    </Section>
  );
}
