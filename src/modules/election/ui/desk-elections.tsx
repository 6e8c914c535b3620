// The elections of one's ground at the desk: those under way first, then the archive, and the yearly appraisals.
import type { JSX } from 'preact';
import { useAsk } from '#look/door.ts';
import { Button, Card, Empty, ListRow, Note, Section } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { ElectionRow } from '../model.ts';
import { Appraisals } from './desk-appraisal.tsx';
import { dayWord, kindWord, postWord, type Speak } from './said.ts';

interface Props {
  readonly hrefOf: (id: string) => string;
  readonly newHref: string;
  readonly runs: boolean;
  readonly problem: Speak;
}

const isOver = ({ state }: ElectionRow): boolean => state === 'over' || state === 'void';

function Row({ row, href }: { row: ElectionRow; href: string }): JSX.Element {
  const posts = row.contests
    .map((one) => t('election.seats', { post: postWord(one), n: one.seats }))
    .join(t('look.and'));
  const next = isOver(row) ? t(`election.state.${row.state}`) : t(`election.next.${row.next}`);
  return (
    <ListRow
      href={href}
      icon={isOver(row) ? 'circle-check' : 'calendar'}
      tone={isOver(row) ? 'calm' : 'wait'}
      title={t('election.head', { place: row.place, kind: kindWord(row) })}
      beside={posts}
      text={t('election.row', { day: dayWord(row.day), next })}
    />
  );
}

export function ElectionList(props: Props): JSX.Element | null {
  const rows = useAsk<ElectionRow[]>('election.list', {}, ['election']).data;
  if (rows === undefined) return null;
  const start = (
    <Button kind="filled" icon="plus" href={props.newHref}>
      {t('election.new')}
    </Button>
  );
  const groups = [
    ['open', rows.filter((row) => !isOver(row))],
    ['over', rows.filter(isOver)],
  ] as const;
  return (
    <div class="flex flex-col gap-5">
      <div class="zd-title-row">
        <h1>{t('election.title')}</h1>
        {props.runs && rows.length > 0 ? start : null}
      </div>
      <p class="zd-two">{t('election.list.text')}</p>
      <Note icon="info-circle">{t('election.online')}</Note>
      {rows.length === 0 ? (
        <Empty
          icon="calendar"
          title={t('election.none')}
          text={t('election.noneText')}
          action={props.runs ? start : undefined}
        />
      ) : null}
      {groups.map(([group, some]) =>
        some.length === 0 ? null : (
          <Section key={group} title={t(`election.group.${group}`)} right={some.length}>
            <Card list>
              {some.map((row) => (
                <Row key={row.id} row={row} href={props.hrefOf(row.id)} />
              ))}
            </Card>
          </Section>
        ),
      )}
      <Appraisals problem={props.problem} />
    </div>
  );
}
