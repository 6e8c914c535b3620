// What was divided lately, and its handover lists: who hands which doors to whom, and what is open there; on paper as on the screen.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { nowMs } from '#look/clock.ts';
import { formatMoment } from '#look/dates.ts';
import { asProblem, useAsk, useDoor } from '#look/door.ts';
import { Button, Card, Empty, ListRow, Note, Refused } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { Problem } from '#kit/problem.ts';
import type { DivisionPage, DivisionRow, HandoverList } from '#modules/household/model-division.ts';
import { hrefOf, route } from '../route.ts';
import { problemWord } from '../speak.ts';
import '../speak-rooms.ts';
import { mayDivide, useGround } from './map-data.ts';
import './map-words.ts';

function List({ list }: { list: HandoverList }): JSX.Element {
  const somebody = (name: string): string => (name === '' ? t('handover.nobody') : name);
  return (
    <Card label={`${list.fromGrid} → ${list.toGrid}`}>
      <h2>{t('handover.pair', { from: list.fromGrid, to: list.toGrid })}</h2>
      <p>{t('handover.who', { from: somebody(list.fromWorker), to: somebody(list.toWorker) })}</p>
      <div class="zd-scroll">
        <table class="zd-table">
          <thead>
            <tr>
              <th scope="col">{t('handover.door')}</th>
              <th scope="col" class="zd-num">
                {t('handover.promises')}
              </th>
              <th scope="col" class="zd-num">
                {t('handover.errands')}
              </th>
              <th scope="col" class="zd-num">
                {t('handover.matters')}
              </th>
              <th scope="col" class="zd-num">
                {t('handover.held')}
              </th>
            </tr>
          </thead>
          <tbody>
            {list.homes.map((home) => (
              <tr key={home.household}>
                <th scope="row">
                  <a href={hrefOf(['homes', home.household])}>{home.door}</a>
                </th>
                <td class="zd-num">{home.promises}</td>
                <td class="zd-num">{home.errands}</td>
                <td class="zd-num">{home.matters}</td>
                <td class="zd-num">{home.held}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="zd-handover-sign">{t('handover.sign')}</p>
    </Card>
  );
}

function One(props: { id: string; village: string }): JSX.Element {
  const { door } = useDoor();
  const asked = useAsk<DivisionPage>('division.page', { division: props.id }, [
    'division',
    'household',
    'post',
    'case',
  ]);
  const [failed, setFailed] = useState<Problem | undefined>();
  const page = asked.data;
  const restore = (): void => {
    door.execute('grids.restore', { division: props.id, village: props.village }).then(
      () => {
        setFailed(undefined);
        asked.again();
      },
      (error: unknown) => setFailed(asProblem(error)),
    );
  };
  return (
    <>
      <header class="zd-title-row flex flex-wrap items-center gap-3">
        <h1 class="zd-grow">{t('handover.title')}</h1>
        {page?.restorable && mayDivide() ? (
          <Button icon="arrow-back-up" onClick={restore}>
            {t('handover.restore')}
          </Button>
        ) : null}
        <Button icon="printer" onClick={() => print()}>
          {t('handover.print')}
        </Button>
      </header>
      <Refused failed={failed ?? asked.problem} problem={problemWord} />
      {page === undefined ? null : (
        <>
          <p>
            {t('handover.made', {
              when: formatMoment(page.at, nowMs.value),
              by: page.by,
              homes: page.homes,
              opened: page.opened,
              closed: page.closed,
            })}
          </p>
          {page.restoredAt === null ? null : (
            <Note tone="calm" icon="arrow-back-up">
              {t('handover.restored', { when: formatMoment(page.restoredAt, nowMs.value) })}
            </Note>
          )}
          <div class="grid gap-4 xl:grid-cols-2 items-start">
            {page.lists.map((list) => (
              <List key={`${list.from} ${list.to}`} list={list} />
            ))}
          </div>
        </>
      )}
    </>
  );
}

export function HandoverScreen(): JSX.Element {
  const ground = useGround(route.value.query.get('village') ?? '');
  const village = ground?.village?.id ?? '';
  const division = route.value.query.get('division') ?? '';
  const rows = useAsk<DivisionRow[]>(village === '' || division !== '' ? undefined : 'division.list', { village }, [
    'division',
  ]).data;
  if (division !== '' && village !== '') return <One id={division} village={village} />;
  return (
    <>
      <h1>{t('handover.all')}</h1>
      {rows?.length === 0 ? (
        <Empty icon="history" tone="calm" title={t('handover.none')} text={t('handover.noneText')} />
      ) : null}
      {rows === undefined || rows.length === 0 ? null : (
        <Card list>
          {rows.map((row) => (
            <ListRow
              key={row.id}
              href={hrefOf(['map', 'handover'], { village, division: row.id })}
              icon="affiliate"
              title={formatMoment(row.at, nowMs.value)}
              text={t(row.restoredAt === null ? 'handover.row' : 'handover.rowRestored', {
                by: row.by,
                homes: row.homes,
                opened: row.opened,
                closed: row.closed,
              })}
            />
          ))}
        </Card>
      )}
    </>
  );
}
