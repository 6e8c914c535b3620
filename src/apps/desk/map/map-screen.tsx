// The map of a village: its grids and, as far as this desk may see them, homes, matters, incidents, pipes, gullies and the picture from above; beside it the same as lists.
import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type { Problem } from '#kit/problem.ts';
import { asProblem } from '#look/door.ts';
import { Button, Card, Choice, Empty, Refused, Select } from '#look/parts.ts';
import { t } from '#look/words.ts';
import { categoryName as category } from '#modules/case/ui/desk-state.ts';
import type { AreaRow } from '#modules/territory/model.ts';
import { type OutlineFault, outlineFaults } from '#modules/territory/rules-outline-checks.ts';
import type { LonLat } from '#modules/territory/rules-outlines.ts';
import { GroundMap } from '#modules/territory/ui/ground-map.tsx';
import type { Pressed } from '#modules/territory/ui/map-drawing.ts';
import { fetchFile } from '../door.ts';
import { ExportSheet } from '../export-sheet.tsx';
import { hrefOf, route } from '../route.ts';
import { hasRole } from '../session.ts';
import { problemWord } from '../speak.ts';
import { Faults } from './fault-list.tsx';
import { useAerial } from './map-aerial.ts';
import {
  aroundSpot,
  doorOf,
  type Ground,
  gridName,
  type Layer,
  type Layers,
  layersHere,
  mayDivide,
  seesHomes,
  useGround,
  useLayers,
} from './map-data.ts';
import { drawingOf } from './map-drawn.ts';
import { Chosen, GridTable, InGrid, Open, Signs } from './map-lists.tsx';
import { useGullyList } from './plan-gullies.ts';

/** Where a press leads: a grid is chosen, everything else is chosen and can be opened beside. */
const pressedTo = ({ kind, id }: Pressed): string =>
  kind === 'ground' || kind === 'node' || kind === 'gully' ? '' : id;

/** The outlines as a file, for another program or to be brought in again; grids and places of homes as ledgers, with their reason. */
function TakeOut(): JSX.Element | null {
  const [failed, setFailed] = useState<Problem | undefined>();
  const [lists, setLists] = useState(false);
  const take = (): void => {
    fetchFile('/outlines.geojson', {}, `${t('map.outlines')}.geojson`).then(
      () => setFailed(undefined),
      (error: unknown) => setFailed(asProblem(error)),
    );
  };
  if (!hasRole('village-officer', 'township-officer')) return null;
  return (
    <Card label={t('map.out')}>
      <h2>{t('map.out')}</h2>
      <p class="zd-two">{t('map.outText')}</p>
      <div class="zd-button-row zd-button-row-left">
        {mayDivide() ? (
          <Button icon="download" onClick={take}>
            {t('map.outlines')}
          </Button>
        ) : null}
        <Button icon="download" onClick={() => setLists(true)}>
          {t('map.outList')}
        </Button>
      </div>
      <Refused failed={failed} problem={problemWord} />
      {lists ? <ExportSheet what={['grids', 'places']} onClose={() => setLists(false)} /> : null}
    </Card>
  );
}

/** What the outlines lack, found here: they are known with the tree, and homes with their layer. Whoever knows a part of the village knows no gap of the whole. */
function useFaults(ground: Ground, shown: Layers): OutlineFault[] {
  const whole = hasRole('village-officer', 'township-officer');
  return useMemo(
    () => outlineFaults(whole ? (ground.village?.shape ?? null) : null, ground.grids, shown.homes),
    [ground.village, ground.grids, shown.homes],
  );
}

function Head({ ground, village }: { ground: Ground; village: AreaRow }): JSX.Element {
  return (
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
        <>
          <Button icon="photo" href={hrefOf(['map', 'picture'], { village: village.id })}>
            {t('map.picture')}
          </Button>
          <Button kind="filled" icon="affiliate" href={hrefOf(['map', 'plan'], { village: village.id })}>
            {t('map.plan')}
          </Button>
        </>
      ) : null}
    </header>
  );
}

function Village({ ground, village }: { ground: Ground; village: AreaRow }): JSX.Element {
  const aerial = useAerial(village.id);
  const here = layersHere(aerial.picture !== undefined);
  const [layers, setLayers] = useState<readonly Layer[]>(seesHomes() ? ['homes', 'aerial'] : []);
  const [chosen, setChosen] = useState('');
  const [spot, setSpot] = useState<LonLat | undefined>();
  const on = useMemo(() => new Set(layers.filter((layer) => here.includes(layer))), [layers, here.join()]);
  const shown = useLayers(village.id, on);
  const gullies = useGullyList(village.id).list;
  const faults = useFaults(ground, shown);
  const picture = on.has('aerial') ? aerial.picture : undefined;
  const drawing = useMemo(
    () => drawingOf(ground, shown, { chosen, picture, gullies, category }),
    [village.id, ground.grids, shown.homes, shown.matters, shown.incidents, shown.nodes, chosen, picture, gullies],
  );
  const grid = ground.grids.find((one) => one.id === chosen);
  const choose = (id: string): void => {
    setSpot(undefined);
    setChosen(id);
  };
  const called = (id: string | null): string => {
    const found = ground.grids.find((one) => one.id === id);
    return found === undefined ? '' : gridName(found, ground.groups);
  };
  return (
    <>
      <Head ground={ground} village={village} />
      {here.length === 0 ? null : (
        <Choice
          label={t('map.layers')}
          many
          quiet
          columns={4}
          value={[...on]}
          answers={here.map((layer) => ({ value: layer, label: t(`map.layer.${layer}`) }))}
          onChange={(next) => setLayers([...next, ...layers.filter((layer) => !here.includes(layer))])}
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
          shown={{
            key: `${village.id} ${grid?.id ?? ''} ${drawing.areas.length > 0} ${spot?.join() ?? ''}`,
            spots: aroundSpot(spot) ?? grid?.shape?.flat(),
          }}
          press={(pressed) => choose(pressedTo(pressed))}
        >
          <Signs on={on} gullies={gullies.length > 0} />
        </GroundMap>
        <div class="flex flex-col gap-4 min-w-0">
          <Chosen shown={shown} chosen={chosen} />
          {grid !== undefined && on.has('homes') ? <InGrid grid={grid} ground={ground} homes={shown.homes} /> : null}
          <Open shown={shown} />
          <GridTable ground={ground} shown={shown} chosen={chosen} onChoose={choose} />
          {seesHomes() ? <Faults grid={called} door={doorOf(shown.homes)} faults={faults} onShow={setSpot} /> : null}
          <TakeOut />
        </div>
      </div>
    </>
  );
}

export function MapScreen(): JSX.Element {
  const ground = useGround(route.value.query.get('village') ?? '');
  if (ground === undefined)
    return (
      <p class="zd-two" role="status">
        {t('desk.loading')}
      </p>
    );
  if (ground.village === undefined)
    return <Empty icon="map-2" tone="calm" title={t('map.noVillage')} text={t('map.noVillageText')} />;
  return <Village key={ground.village.id} ground={ground} village={ground.village} />;
}
