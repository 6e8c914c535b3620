// Proposals of the village at the desk: what homes propose, what is being talked over, what was decided and is carried out.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { nowMs } from '#look/clock.ts';
import { formatDay } from '#look/dates.ts';
import { useAsk } from '#look/door.ts';
import { Button, Card, Empty, ListRow, Refused, Section } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { ProposalRow } from '../model.ts';
import { RaiseSheet } from './desk-raise.tsx';

const groups = ['raised', 'taken-up', 'decided', 'over'] as const;
type Group = (typeof groups)[number];
const groupOf = ({ state }: ProposalRow): Group =>
  state === 'done' || state === 'declined' || state === 'withdrawn' ? 'over' : state;
const tones = { raised: 'wait', 'taken-up': 'info', decided: 'act', over: 'calm' } as const;
const icons = { raised: 'flag', 'taken-up': 'message', decided: 'list-check', over: 'circle-check' } as const;

function Row({ row, href, places }: { row: ProposalRow; href: string; places: boolean }): JSX.Element {
  const group = groupOf(row);
  return (
    <ListRow
      icon={row.state === 'declined' || row.state === 'withdrawn' ? 'circle-minus' : icons[group]}
      tone={row.state === 'done' ? 'ok' : tones[group]}
      href={href}
      title={row.title === '' ? t('proposal.covered') : row.title}
      beside={places ? row.villageName : undefined}
      text={[
        group === 'over' ? t(`proposal.state.${row.state}`) : '',
        row.steps === 0 ? '' : t('proposal.stepsOf', { done: row.done, steps: row.steps }),
        row.steps > 0 || row.seconds === 0 ? '' : t('proposal.seconds', { n: row.seconds }),
        formatDay(row.raisedAt, nowMs.value),
      ]
        .filter(Boolean)
        .join(' · ')}
    />
  );
}

export function ProposalList(props: {
  hrefOf: (id: string) => string;
  /** Serves homes at their doors, and so may write down what one proposes. */
  serves: boolean;
  go: (id: string) => void;
  problem: (code: string) => string;
}): JSX.Element {
  const asked = useAsk<ProposalRow[]>('proposal.list', {}, ['proposal', 'voice']);
  const [raising, setRaising] = useState(false);
  const rows = asked.data ?? [];
  const places = new Set(rows.map((row) => row.villageName)).size > 1;
  return (
    <>
      <header>
        <h1>{t('proposal.title')}</h1>
        <p class="zd-two">{t('proposal.intro')}</p>
      </header>
      <Refused failed={asked.problem} problem={props.problem} />
      {props.serves ? (
        <div class="zd-button-row zd-button-row-left">
          <Button icon="plus" onClick={() => setRaising(true)}>
            {t('proposal.raise')}
          </Button>
        </div>
      ) : null}
      {asked.data?.length === 0 ? (
        <Empty icon="flag" tone="calm" title={t('proposal.none')} text={t('proposal.noneText')} />
      ) : null}
      {groups.map((group) => {
        const some = rows.filter((row) => groupOf(row) === group);
        return some.length === 0 ? null : (
          <Section key={group} title={t(`proposal.group.${group}`)} right={some.length}>
            <Card list>
              {some.map((row) => (
                <Row key={row.id} row={row} href={props.hrefOf(row.id)} places={places} />
              ))}
            </Card>
          </Section>
        );
      })}
      {raising ? <RaiseSheet onClose={() => setRaising(false)} onMade={props.go} problem={props.problem} /> : null}
    </>
  );
}
