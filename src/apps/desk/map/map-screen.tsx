// The map of a village: its grids and, as far as this desk may see them, homes, matters, incidents and pipes; beside it the same as lists.
import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type { Problem } from '#kit/problem.ts';
import { asProblem } from '#look/door.ts';
import { Button, Card, Choice, Empty, Refused, Select } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { MapHome } from '#modules/household/model-map.ts';
import type { AreaRow } from '#modules/territory/model.ts';
import type { LonLat } from '#modules/territory/rules-outlines.ts';
import { categoryName as category } from '#modules/case/ui/desk-state.ts';
import { GroundMap } from '#modules/territory/ui/ground-map.tsx';
import type { Pressed } from '#modules/territory/ui/map-drawing.ts';
import { fetchFile } from '../door.ts';
import { hrefOf, route } from '../route.ts';
import { problemWord } from '../speak.ts';
import {
  type Ground,
  gridName,
  type Layer,
  type Layers,
  layersHere,
  mayDivide,
  useGround,
  useLayers,
} from './map-data.ts';
import { drawingOf } from './map-drawn.ts';
import { usePicture } from './map-picture.ts';
import { PictureSheet } from './picture-sheet.tsx';

function GridTable(props: {
  ground: Ground;
  shown: Layers;
  chosen: string;
  onChoose: (id: string) => void;
}): JSX.Element {
  const { ground, shown } = props;
  const counted = new Map<string, number>();
  for (const home of shown.homes) counted.set(home.grid, (counted.get(home.grid) ?? 0) + 1);
  return (
    <Card label={t('map.grids')}>
      <h2>{t('map.grids')}</h2>
      <div class="zd-scroll">
        <table class="zd-table">
          <thead>
            <tr>
              <th scope="col">{t('map.grid')}</th>
              {shown.homes.length === 0 ? null : (
                <th scope="col" class="zd-num">
                  {t('map.homes')}
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {ground.grids.map((grid) => (
              <tr key={grid.id} class={grid.id === props.chosen ? 'zd-ground-row-on' : ''}>
                <th scope="row">
                  <Button
                    kind="text"
                    pressed={grid.id === props.chosen}
                    onClick={() => props.onChoose(grid.id === props.chosen ? '' : grid.id)}
                  >
                    {gridName(grid, ground.groups)}
                  </Button>
                  {grid.shape === null ? <span class="zd-two"> {t('map.noOutline')}</span> : null}
                </th>
                {shown.homes.length === 0 ? null : <td class="zd-num">{counted.get(grid.id) ?? 0}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

/** What stands in the chosen grid, as links: the map says nothing that is not here. */
function InGrid(props: { grid: AreaRow; ground: Ground; homes: readonly MapHome[] }): JSX.Element {
  const own = props.homes.filter((home) => home.grid === props.grid.id);
  return (
    <Card label={gridName(props.grid, props.ground.groups)}>
      <h2>{gridName(props.grid, props.ground.groups)}</h2>
      <p class="zd-two">{t('map.inGrid', { homes: own.length })}</p>
      <ul class="zd-ground-doors">
        {own.map((home) => (
          <li key={home.id}>
            <a href={hrefOf(['homes', home.id])}>{home.door}</a>
          </li>
        ))}
      </ul>
      {own.some((home) => home.lat === null) ? (
        <p class="zd-two">
          {t('map.noPlace', {
            doors: own
              .filter((home) => home.lat === null)
              .map((home) => home.door)
              .join('、'),
          })}
        </p>
      ) : null}
    </Card>
  );
}

function Open(props: { shown: Layers }): JSX.Element | null {
  const { matters, incidents } = props.shown;
  if (matters.length === 0 && incidents.length === 0) return null;
  return (
    <Card label={t('map.open')}>
      <h2>{t('map.open')}</h2>
      <ul class="zd-ground-list">
        {incidents.map((one) => (
          <li key={one.id}>
            <a href={hrefOf(['focus', one.id])}>{one.title}</a>{' '}
            <span class="zd-two">{t('map.incidentHomes', { homes: one.spots.length })}</span>
          </li>
        ))}
        {matters.map((one) => (
          <li key={one.id}>
            <a href={hrefOf(['inbox', 'all', one.id])}>{category(one.category)}</a>{' '}
            <span class="zd-two">
              {one.number === null ? '' : t('map.number', { number: one.number })} {one.late ? t('map.late') : ''}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Signs(props: { on: ReadonlySet<Layer> }): JSX.Element {
  const sign = (key: string, drawn: JSX.Element): JSX.Element => (
    <span key={key}>
      <svg viewBox="0 0 24 18" aria-hidden="true">
        {drawn}
      </svg>
      {t(`map.sign.${key}`)}
    </span>
  );
  return (
    <>
      {props.on.has('homes') ? sign('home', <circle cx="12" cy="9" r="5" class="zd-ground-sign-home" />) : null}
      {props.on.has('homes') ? sign('vacant', <circle cx="12" cy="9" r="4.5" class="zd-ground-sign-vacant" />) : null}
      {props.on.has('matters')
        ? sign('matter', <path d="M12 1L20 9L12 17L4 9Z" class="zd-ground-sign-matter" />)
        : null}
      {props.on.has('incidents') ? sign('incident', <path d="M12 1L21 16H3Z" class="zd-ground-sign-incident" />) : null}
      {props.on.has('supply') ? sign('pipe', <path d="M1 9H23" class="zd-ground-sign-pipe" />) : null}
    </>
  );
}

/** Where a press leads: a grid is chosen, everything else is chosen and can be opened beside. */
const pressedTo = ({ kind, id }: Pressed): string => (kind === 'ground' || kind === 'node' ? '' : id);

function Chosen(props: { shown: Layers; chosen: string }): JSX.Element | null {
  const home = props.shown.homes.find((one) => one.id === props.chosen);
  const matter = props.shown.matters.find((one) => one.id === props.chosen);
  const incident = props.shown.incidents.find((one) => one.id === props.chosen);
  const shown =
    (home && { title: home.door, href: hrefOf(['homes', home.id]), act: t('map.openHome') }) ??
    (matter && {
      title: category(matter.category),
      href: hrefOf(['inbox', 'all', matter.id]),
      act: t('map.openMatter'),
    }) ??
    (incident && { title: incident.title, href: hrefOf(['focus', incident.id]), act: t('map.openIncident') });
  if (!shown) return null;
  return (
    <Card asks label={shown.title}>
      <div class="flex flex-wrap items-center gap-3">
        <b class="zd-grow">{shown.title}</b>
        <Button href={shown.href}>{shown.act}</Button>
      </div>
    </Card>
  );
}

/** The outlines as a file, for another program or to be brought in again. */
function OutlinesOut(): JSX.Element {
  const [failed, setFailed] = useState<Problem | undefined>();
  const take = (): void => {
    fetchFile('/outlines.geojson', {}, `${t('map.outlines')}.geojson`).then(
      () => setFailed(undefined),
      (error: unknown) => setFailed(asProblem(error)),
    );
  };
  return (
    <>
      <Button icon="download" onClick={take}>
        {t('map.outlines')}
      </Button>
      <Refused failed={failed} problem={problemWord} />
    </>
  );
}

export function MapScreen(): JSX.Element {
  const ground = useGround(route.value.query.get('village') ?? '');
  const [layers, setLayers] = useState<readonly Layer[]>(layersHere().includes('homes') ? ['homes'] : []);
  const [chosen, setChosen] = useState('');
  const [sheet, setSheet] = useState(false);
  const picture = usePicture(ground?.village?.id);
  const on = useMemo(() => new Set(layers), [layers]);
  const shown = useLayers(ground?.village?.id, on);
  const drawing = useMemo(
    () => (ground?.village ? drawingOf(ground, shown, { chosen, picture: picture.shown, category }) : undefined),
    [
      ground?.village?.id,
      ground?.grids,
      shown.homes,
      shown.matters,
      shown.incidents,
      shown.nodes,
      chosen,
      picture.shown,
    ],
  );
  if (ground === undefined || drawing === undefined)
    return ground === undefined ? (
      <p class="zd-two" role="status">
        {t('desk.loading')}
      </p>
    ) : (
      <Empty icon="map-2" tone="calm" title={t('map.noVillage')} text={t('map.noVillageText')} />
    );
  const village = ground.village as AreaRow;
  const grid = ground.grids.find((one) => one.id === chosen);
  const spots: readonly LonLat[] | undefined = grid?.shape?.flat();
  return (
    <>
      <header class="zd-title-row flex flex-wrap items-center gap-3">
        <h1 class="zd-grow">{t('map.title', { village: village.name })}</h1>
        {ground.villages.length < 2 ? null : (
          <Select
            label={t('map.village')}
            value={village.id}
            answers={ground.villages.map((one) => ({ value: one.id, label: one.name }))}
            onChange={(id) => location.assign(hrefOf(['map'], { village: id }))}
          />
        )}
        {mayDivide() ? (
          <Button kind="filled" icon="affiliate" href={hrefOf(['map', 'plan'], { village: village.id })}>
            {t('map.plan')}
          </Button>
        ) : null}
        {mayDivide() ? <OutlinesOut /> : null}
        <Button icon="photo" onClick={() => setSheet(true)}>
          {t('map.picture')}
        </Button>
      </header>
      {layersHere().length === 0 ? null : (
        <Choice
          label={t('map.layers')}
          many
          quiet
          columns={4}
          value={layers}
          answers={layersHere().map((layer) => ({ value: layer, label: t(`map.layer.${layer}`) }))}
          onChange={setLayers}
        />
      )}
      <div class="zd-ground-columns">
        <GroundMap
          drawing={drawing}
          label={t('map.picture.label', {
            village: village.name,
            grids: ground.grids.length,
            homes: shown.homes.length,
          })}
          shown={{ key: `${village.id} ${grid?.id ?? ''} ${drawing.areas.length > 0}`, spots }}
          press={(pressed) => setChosen(pressedTo(pressed))}
        >
          <Signs on={on} />
        </GroundMap>
        <div class="flex flex-col gap-4 min-w-0">
          <Chosen shown={shown} chosen={chosen} />
          {grid !== undefined && on.has('homes') ? <InGrid grid={grid} ground={ground} homes={shown.homes} /> : null}
          <Open shown={shown} />
          <GridTable ground={ground} shown={shown} chosen={chosen} onChoose={setChosen} />
        </div>
      </div>
      {sheet ? <PictureSheet picture={picture} onClose={() => setSheet(false)} /> : null}
    </>
  );
}
