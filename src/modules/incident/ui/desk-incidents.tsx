// All incidents of the desk's ground: what they are called, how many homes, and what the homes say.
import type { JSX } from 'preact';
import { useAsk } from '#look/door.ts';
import { Card, Empty, ListRow, Note, Section } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { IncidentRow } from '../model.ts';

function Row(props: { row: IncidentRow }): JSX.Element {
  const { row } = props;
  const words = [
    row.again > 0 ? t('incident.row.again', { n: row.again }) : '',
    row.cause === '' ? t('incident.sentence.noCause') : t('incident.sentence.cause', { cause: row.cause }),
    row.solved > 0 ? t('incident.row.solved', { n: row.solved }) : '',
    row.notSolved > 0 ? t('incident.row.notSolved', { n: row.notSolved }) : '',
  ];
  return (
    <ListRow
      href={`#/focus/${row.id}`}
      icon="affiliate"
      tone={row.resolvedAt === null ? 'wait' : row.solved === row.cases ? 'ok' : 'info'}
      title={row.title}
      beside={t('incident.row', { cases: row.cases, holder: row.holderName })}
      text={words.filter(Boolean).join(' · ')}
    />
  );
}

export function IncidentList(props: {
  problem: (code: string) => string;
  /** What stands before the list. */
  above: JSX.Element | undefined;
}): JSX.Element {
  const asked = useAsk<IncidentRow[]>('incident.list', {}, ['incident', 'case']);
  const rows = asked.data ?? [];
  const part = (title: string, some: readonly IncidentRow[]): JSX.Element | null =>
    some.length === 0 ? null : (
      <Section title={title} right={some.length}>
        <Card list>
          {some.map((row) => (
            <Row key={row.id} row={row} />
          ))}
        </Card>
      </Section>
    );
  return (
    <>
      <header>
        <h1>{t('incident.title')}</h1>
        <p class="zd-two">{t('incident.list.text')}</p>
      </header>
      {asked.problem === undefined ? null : (
        <Note tone="bad" icon="alert-circle">
          {props.problem(asked.problem.code)}
        </Note>
      )}
      {props.above}
      {asked.data !== undefined && rows.length === 0 ? (
        <Empty icon="affiliate" tone="calm" title={t('incident.list.empty')} text={t('incident.list.emptyText')} />
      ) : null}
      {part(
        t('incident.open'),
        rows.filter((row) => row.resolvedAt === null),
      )}
      {part(
        t('incident.resolved'),
        rows.filter((row) => row.resolvedAt !== null),
      )}
    </>
  );
}
