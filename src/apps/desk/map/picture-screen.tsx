// Laying a picture from above under the village's map: chosen, put where it belongs, sent to the county, moved, taken away (AERIAL rules).
import type { JSX } from 'preact';
import { useMemo, useRef, useState } from 'preact/hooks';
import { newId } from '#kit/id.ts';
import type { Problem } from '#kit/problem.ts';
import { nowMs } from '#look/clock.ts';
import { formatMoment } from '#look/dates.ts';
import { asProblem, useAsk, useDoor } from '#look/door.ts';
import { Button, Card, Choice, Empty, Note, offerUndo, Refused } from '#look/parts.ts';
import { t } from '#look/words.ts';
import { holdFile, sendHeldFiles } from '#modules/attachment/ui/desk-attach.tsx';
import type { MapHome } from '#modules/household/model-map.ts';
import { GroundMap } from '#modules/territory/ui/ground-map.tsx';
import type { MapDrawing } from '#modules/territory/ui/map-drawing.ts';
import { hrefOf, route } from '../route.ts';
import { problemWord } from '../speak.ts';
import '../speak-rooms.ts';
import { type AskedAerial, useAerial } from './map-aerial.ts';
import { type Ground, mayDivide, useGround } from './map-data.ts';
import { drawingOf } from './map-drawn.ts';
import './map-words.ts';
import './picture-words.ts';
import {
  type Box,
  handleDots,
  type Laying,
  pairDots,
  roomAround,
  useLaying,
  usePictureShown,
} from './picture-state.ts';

/** The village's own box; a square kilometre around nothing where nothing is drawn yet. */
function boxOf(ground: Ground, homes: readonly MapHome[]): Box {
  const areas = [ground.village, ...ground.groups, ...ground.grids].flatMap((area) => area?.shape?.flat() ?? []);
  const doors = homes.flatMap(({ lat, lon }) => (lat === null || lon === null ? [] : [[lon, lat] as const]));
  const spots = areas.length > 0 ? areas : doors;
  if (spots.length === 0) return [104, 35, 104.01, 35.01];
  const [lons, lats] = [spots.map((spot) => spot[0]), spots.map((spot) => spot[1])];
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
}

interface Acts {
  readonly busy: boolean;
  readonly failed: Problem | undefined;
  keep(): void;
  remove(): void;
}

function useActs(village: string, { page, again }: AskedAerial, laying: Laying): Acts {
  const { door } = useDoor();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<Problem | undefined>();
  const run = (act: () => Promise<void>): void => {
    setBusy(true);
    setFailed(undefined);
    act()
      .catch((error: unknown) => setFailed(asProblem(error)))
      .finally(() => {
        setBusy(false);
        again();
      });
  };
  const quietly = (name: string, input: object): void => run(async () => void (await door.execute(name, input)));
  const lay = async (): Promise<void> => {
    const { chosen, corners } = laying;
    if (chosen === undefined || corners === undefined) return;
    const held = await holdFile(new Uint8Array(await chosen.file.arrayBuffer()));
    const { width, height } = chosen.size;
    const file = { ...held, kind: 'aerial', mime: chosen.mime, width, height } as const;
    const aerial = newId();
    await door.execute('aerial.lay', { aerial, village, corners, file });
    const problem = await sendHeldFiles(door, [held]);
    if (problem !== undefined) throw problem;
    laying.leave();
    offerUndo(t('aerial.kept'), () => quietly('aerial.remove', { aerial, alone: true }));
  };
  const place = async (): Promise<void> => {
    const shown = page?.shown;
    if (!shown || laying.corners === undefined) return;
    await door.execute('aerial.place', { aerial: shown.id, corners: laying.corners });
    laying.leave();
    offerUndo(t('aerial.moved'), () => quietly('aerial.place', { aerial: shown.id, corners: shown.corners }));
  };
  return {
    busy,
    failed,
    keep: () => run(laying.chosen === undefined ? place : lay),
    remove() {
      const aerial = page?.shown?.id;
      if (aerial === undefined) return;
      run(async () => {
        await door.execute('aerial.remove', { aerial });
        laying.leave();
        offerUndo(t('aerial.removed'), () => quietly('aerial.restore', { aerial }));
      });
    },
  };
}

function Picker({ laying }: { laying: Laying }): JSX.Element {
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        accept="image/jpeg,image/png,image/webp,.jgw,.jpgw,.pgw,.pngw,.wld,.tfw,.tif,.tiff"
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          event.currentTarget.value = '';
          laying.choose(files);
        }}
      />
      <Button
        kind={laying.corners === undefined ? 'filled' : undefined}
        icon="photo"
        busy={laying.busy}
        onClick={() => picker.current?.click()}
      >
        {t(laying.corners === undefined ? 'aerial.choose' : 'aerial.chooseOther')}
      </Button>
    </>
  );
}

/** What to do with the tool in hand, in the words of its next step. */
function stepWord({ tool, waiting, pairs }: Laying): string {
  if (tool === 'drag') return t('aerial.tool.dragText');
  if (waiting !== undefined) return t('aerial.tool.matchThere');
  return pairs.length === 0 ? t('aerial.tool.matchText') : t('aerial.tool.matchMore', { n: pairs.length });
}

function PlaceCard({ laying }: { laying: Laying }): JSX.Element {
  return (
    <Card label={t('aerial.place')}>
      <h2>{t('aerial.place')}</h2>
      <p class="zd-two">{t('aerial.placeText')}</p>
      <Choice
        label={t('aerial.by')}
        quiet
        columns={2}
        value={laying.tool}
        answers={[
          { value: 'drag', label: t('aerial.tool.drag') },
          { value: 'match', label: t('aerial.tool.match') },
        ]}
        onChange={laying.take}
      />
      <Note icon="info-circle">{stepWord(laying)}</Note>
      {laying.canStepBack ? (
        <Button kind="text" icon="arrow-back-up" onClick={laying.stepBack}>
          {t('aerial.stepBack')}
        </Button>
      ) : null}
    </Card>
  );
}

/** What the county has, and what it has not yet. */
function KeptNote({ page }: AskedAerial): JSX.Element | null {
  if (page === undefined) return null;
  const { shown, coming } = page;
  if (coming?.state === 'refused')
    return (
      <Note tone="bad" icon="alert-circle">
        {problemWord(coming.fault ?? 'file-broken')}
      </Note>
    );
  if (coming)
    return (
      <Note tone="wait" icon="cloud-up">
        {t('aerial.coming')}
      </Note>
    );
  return shown ? <p class="zd-two">{t('aerial.since', { when: formatMoment(shown.laidAt, nowMs.value) })}</p> : null;
}

function LayCards(props: { asked: AskedAerial; laying: Laying; acts: Acts }): JSX.Element {
  const { asked, laying, acts } = props;
  const shown = asked.page?.shown;
  return (
    <div class="flex flex-col gap-4 min-w-0">
      <Card label={t('aerial.file')}>
        <h2>{t('aerial.file')}</h2>
        <KeptNote {...asked} />
        <p class="zd-two">{t('aerial.text')}</p>
        <div class="zd-button-row zd-button-row-left">
          <Picker laying={laying} />
          {shown && !laying.changed ? (
            <Button icon="trash" busy={acts.busy} onClick={acts.remove}>
              {t('aerial.remove')}
            </Button>
          ) : null}
        </div>
      </Card>
      {laying.corners === undefined ? null : <PlaceCard laying={laying} />}
    </div>
  );
}

function Lay({ ground, homes }: { ground: Ground; homes: readonly MapHome[] }): JSX.Element {
  const village = ground.village;
  const asked = useAerial(village?.id);
  const box = useMemo(() => boxOf(ground, homes), [ground.village, homes]);
  const laying = useLaying(asked.page?.shown, box);
  const acts = useActs(village?.id ?? '', asked, laying);
  const picture = usePictureShown(laying, asked.picture);
  const drawing = useMemo((): MapDrawing => {
    const none = { matters: [], incidents: [], nodes: [] };
    const drawn = drawingOf(ground, { ...none, homes }, { chosen: '', picture, gullies: [], category: String });
    const handles = laying.corners !== undefined && laying.tool === 'drag' ? handleDots(laying.corners) : [];
    return { ...drawn, dots: [...drawn.dots, ...handles, ...pairDots(laying)] };
  }, [ground.grids, homes, picture, laying.corners, laying.tool, laying.pairs, laying.waiting]);
  const spots = laying.corners && roomAround(laying.corners);
  return (
    <>
      <header class="zd-title-row flex flex-wrap items-center gap-3">
        <h1 class="zd-grow">{t('aerial.title', { village: village?.name ?? '' })}</h1>
        <Button icon="map-2" href={hrefOf(['map'], { village: village?.id ?? '' })}>
          {t('aerial.toMap')}
        </Button>
        {laying.changed ? <Button onClick={laying.leave}>{t('aerial.leave')}</Button> : null}
        <Button kind="filled" icon="check" busy={acts.busy} disabled={!laying.changed} onClick={acts.keep}>
          {t('aerial.keep')}
        </Button>
      </header>
      <Refused failed={laying.failed ?? acts.failed} problem={problemWord} />
      <div class="zd-ground-columns">
        <GroundMap
          drawing={drawing}
          label={t('aerial.map')}
          shown={{ key: `${village?.id} ${laying.chosen?.url ?? asked.page?.shown?.id ?? ''}`, spots }}
          press={({ at }) => laying.press(at)}
          drag={laying.tool === 'drag' ? laying.drag : undefined}
          dropped={laying.dropped}
        />
        <LayCards asked={asked} laying={laying} acts={acts} />
      </div>
    </>
  );
}

export function PictureScreen(): JSX.Element {
  const ground = useGround(route.value.query.get('village') ?? '');
  const village = ground?.village?.id;
  const homes = useAsk<MapHome[]>(village === undefined ? undefined : 'household.map', { area: village }, [
    'household',
  ]).data;
  if (ground === undefined || (village !== undefined && homes === undefined))
    return (
      <p class="zd-two" role="status">
        {t('desk.loading')}
      </p>
    );
  if (village === undefined || !mayDivide())
    return <Empty icon="map-2" tone="calm" title={t('map.noVillage')} text={t('map.noVillageText')} />;
  return <Lay key={village} ground={ground} homes={homes ?? []} />;
}
