// Who is served: the sentence, the outline map with its gaps named, the gaps as notes, terms that end, and the same as a list.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { nowMs } from '#look/clock.ts';
import { formatDay } from '#look/dates.ts';
import { useAsk } from '#look/door.ts';
import { Button, Card, Empty, type MapShape, Note, OutlineMap, Select } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { AreaRow, Coverage } from '../model.ts';

type Gap = Coverage['gaps'][number];

function shapesOf(data: Coverage): MapShape[] {
  const cells = data.grids.flatMap((grid): MapShape[] =>
    grid.shape === null
      ? []
      : [
          {
            id: grid.id,
            rings: grid.shape,
            kind: grid.served ? 'cell' : 'gap',
            label: grid.served ? undefined : t('territory.map.gapLabel', { name: grid.name.replace(grid.group, '') }),
          },
        ],
  );
  const groups = data.groups.flatMap((group): MapShape[] =>
    group.shape === null ? [] : [{ id: group.id, rings: group.shape, kind: 'group', label: group.name }],
  );
  return [...cells, ...groups];
}

function GapNote(props: { gap: Gap; assignHref: ((grid: string) => string) | undefined }): JSX.Element {
  const { gap } = props;
  const since =
    gap.since === null
      ? t('territory.gap.never')
      : t('territory.gap.since', { day: formatDay(gap.since, nowMs.value) });
  const by = gap.coveredBy === null ? t('territory.gap.nobody') : t('territory.gap.by', { who: gap.coveredBy });
  return (
    <Note
      tone="wait"
      icon="user-question"
      title={t('territory.gap', { name: gap.name, homes: gap.homes })}
      action={
        props.assignHref === undefined ? undefined : (
          <Button href={props.assignHref(gap.grid)}>{t('territory.gap.act')}</Button>
        )
      }
    >
      {since} {by}
    </Note>
  );
}

function Served(props: { data: Coverage; assignHref: ((grid: string) => string) | undefined }): JSX.Element {
  const { data } = props;
  const shapes = shapesOf(data);
  const gaps = data.gaps.map((gap) => gap.name).join(t('look.and'));
  const served = data.grids.filter((grid) => grid.served).length;
  return (
    <Card label={t('territory.served')}>
      <p class="zd-two">{t('territory.served')}</p>
      <p>
        <span class="zd-figure">{t('territory.sentence', { homes: data.homes, served: data.served })}</span>{' '}
        <span class="zd-two">{t('territory.grids', { grids: data.grids.length, served })}</span>
      </p>
      {shapes.length === 0 ? (
        <p class="zd-two">{t('territory.map.none')}</p>
      ) : (
        <div class="w-full max-w-136 mx-auto">
          <OutlineMap
            shapes={shapes}
            label={t('territory.map', {
              gaps: gaps === '' ? t('territory.map.whole') : t('territory.map.gaps', { names: gaps }),
            })}
            legend={{ cell: t('territory.legend.cell'), gap: t('territory.legend.gap') }}
          />
        </div>
      )}
      {data.gaps.length === 0 ? <p>{t('territory.whole')}</p> : null}
      {data.gaps.map((gap) => (
        <GapNote key={gap.grid} gap={gap} assignHref={props.assignHref} />
      ))}
    </Card>
  );
}

function Ending(props: { data: Coverage }): JSX.Element | null {
  if (props.data.ending.length === 0) return null;
  return (
    <Card label={t('territory.ending')}>
      <h2>{t('territory.ending')}</h2>
      <ul>
        {props.data.ending.map((one) => (
          <li key={one.post} class="flex flex-wrap gap-x-3 min-h-8">
            <span class="zd-grow">
              {one.name} <span class="zd-two">{one.person}</span>
            </span>
            <span>{formatDay(one.toAt, nowMs.value)}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function GridTable(props: { data: Coverage }): JSX.Element {
  return (
    <Card label={t('territory.list')}>
      <h2>{t('territory.list')}</h2>
      <div class="zd-scroll">
        <table class="zd-table">
          <thead>
            <tr>
              <th scope="col">{t('territory.list.grid')}</th>
              <th scope="col" class="zd-num">
                {t('territory.list.homes')}
              </th>
              <th scope="col">
                <span class="pl-6">{t('territory.list.state')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {props.data.grids.map((grid) => (
              <tr key={grid.id}>
                <th scope="row">{grid.name.startsWith(grid.group) ? grid.name : `${grid.group}${grid.name}`}</th>
                <td class="zd-num">{grid.homes}</td>
                <td class="pl-6">
                  {grid.served ? t('territory.list.yes') : <b class="zd-tone-wait zd-ink">{t('territory.list.no')}</b>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

type Props = {
  assignHref: ((grid: string) => string) | undefined;
  /** ltree path of the area the reader mostly serves; shown first. */
  ground: string;
  problem: (code: string) => string;
};

export function CoverageScreen(props: Props): JSX.Element {
  const [area, setArea] = useState('');
  const known = useAsk<AreaRow[]>('territory.tree', {}, ['area']).data;
  const tree = known ?? [];
  const own = tree.find((one) => one.ground === props.ground)?.id ?? null;
  const asked = useAsk<Coverage>(
    known === undefined ? undefined : 'territory.coverage',
    { area: area === '' ? own : area },
    ['area', 'post', 'office', 'household'],
  );
  const villages = tree.filter((one) => one.kind === 'village' || one.kind === 'township');
  const data = asked.data;
  return (
    <>
      <header class="flex flex-wrap items-center gap-3">
        <h1 class="zd-grow">{data?.area.name ?? t('territory.title')}</h1>
        {villages.length < 3 ? null : (
          <Select
            label={t('territory.choose')}
            value={area === '' ? (data?.area.id ?? '') : area}
            answers={villages.map((one) => ({ value: one.id, label: one.name }))}
            onChange={setArea}
          />
        )}
        <span class="zd-two">{formatDay(nowMs.value, nowMs.value)}</span>
        <Button icon="printer" onClick={() => print()}>
          {t('territory.print')}
        </Button>
      </header>
      {asked.problem === undefined ? null : (
        <Note tone="bad" icon="alert-circle">
          {props.problem(asked.problem.code)}
        </Note>
      )}
      {data === undefined ? null : data.homes === 0 ? (
        <Empty icon="home" tone="calm" title={t('territory.none')} text={t('territory.noneText')} />
      ) : (
        <div class="grid gap-5 xl:grid-cols-[minmax(0,1fr)_26rem] items-start">
          <div class="flex flex-col gap-5">
            <Served data={data} assignHref={props.assignHref} />
          </div>
          <div class="flex flex-col gap-5">
            <Ending data={data} />
            <GridTable data={data} />
          </div>
        </div>
      )}
      <p class="zd-two">{t('territory.noRank')}</p>
    </>
  );
}
