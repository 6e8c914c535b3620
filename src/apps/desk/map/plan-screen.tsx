// Dividing a village into grids: the planner proposes, the clerk moves homes and draws by hand, and what is accepted becomes facts at once.
import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { newId } from '#kit/id.ts';
import { asProblem, useAsk, useDoor } from '#look/door.ts';
import { Button, Empty, Note, NumberField, offerUndo, Refused, Sheet } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { Problem } from '#kit/problem.ts';
import type { MapHome } from '#modules/household/model-map.ts';
import { outlineFaults } from '#modules/territory/rules-outline-checks.ts';
import type { LonLat } from '#modules/territory/rules-outlines.ts';
import { GroundMap } from '#modules/territory/ui/ground-map.tsx';
import { hrefOf, route } from '../route.ts';
import { problemWord } from '../speak.ts';
import '../speak-rooms.ts';
import { Faults } from './fault-list.tsx';
import { aroundSpot, doorOf, type Ground, useGround } from './map-data.ts';
import { useAerial } from './map-aerial.ts';
import './map-words.ts';
import { type DraftGrid, dividing, isEmpty } from './plan-draft.ts';
import { planDrawing, planTones } from './plan-drawn.ts';
import { GullyCard, type InWords, PickedHomes, PlanGroups, PlanSentence } from './plan-lists.tsx';
import { type PlanState, usePlan } from './plan-state.ts';

/** What the tool in hand wants next; beside the tools, so that the map stays where the hand is. */
function ToolNote({ state }: { state: PlanState }): JSX.Element | null {
  // Until the next line is begun.
  if (state.cutFailed && state.line.length === 0)
    return (
      <Note tone="wait" icon="alert-triangle">
        {t('plan.cutFailed')}
      </Note>
    );
  if (state.tool === 'choose') return null;
  const drawing = state.tool === 'gully' || state.tool === 'cut';
  const line = (
    <div class="zd-button-row zd-button-row-left">
      <Button kind="filled" icon="check" disabled={state.line.length < 2} onClick={state.finishLine}>
        {t('plan.lineDone')}
      </Button>
      <Button onClick={state.dropLine}>{t('plan.lineAgain')}</Button>
    </div>
  );
  return (
    <Note icon="info-circle" action={drawing ? line : undefined}>
      {t(`plan.tool.${state.tool}`)}
    </Note>
  );
}

function Tools({ state }: { state: PlanState }): JSX.Element {
  return (
    <div class="zd-plan-tools">
      <div class="flex flex-col gap-3">
        <div class="zd-plan-ask">
          <NumberField label={t('plan.count')} value={state.count} onInput={state.setCount} min={1} max={99} steps />
          <Button kind="filled" icon="affiliate" busy={state.busy} onClick={state.propose}>
            {t('plan.propose')}
          </Button>
        </div>
        <div class="zd-button-row zd-button-row-left">
          <Button icon="pencil" pressed={state.tool === 'gully'} onClick={() => state.take('gully')}>
            {t('plan.gully')}
          </Button>
          <Button
            icon="git-merge"
            pressed={state.tool === 'cut'}
            disabled={state.grid === ''}
            onClick={() => state.take('cut')}
          >
            {t('plan.cut')}
          </Button>
          <Button
            icon="blur"
            pressed={state.tool === 'corners'}
            disabled={state.grid === ''}
            onClick={() => state.take('corners')}
          >
            {t('plan.corners')}
          </Button>
        </div>
      </div>
      <ToolNote state={state} />
    </div>
  );
}

/** What will be handed over, before it is: from grid to grid, by door. */
function Changes(props: { words: InWords; ground: Ground }): JSX.Element {
  const { state, homes, name } = props.words;
  const said = dividing(state.draft, props.ground, homes);
  const before = new Map(props.ground.grids.map((grid) => [grid.id, grid.name]));
  const pairs = new Map<string, { from: string; to: string; doors: string[] }>();
  for (const { household, was, to } of said.move) {
    const grid = state.draft.grids.find((one) => one.id === to);
    const pair = pairs.get(`${was} ${to}`) ?? { from: before.get(was) ?? '', to: grid ? name(grid) : '', doors: [] };
    pair.doors.push(homes.find((home) => home.id === household)?.door ?? '');
    pairs.set(`${was} ${to}`, pair);
  }
  return (
    <>
      <p>{t('plan.sure', { homes: said.move.length, opened: said.open.length, closed: said.close.length })}</p>
      <ul class="zd-plan-reasons">
        {[...pairs].map(([key, pair]) => (
          <li key={key}>
            {t('plan.pair', { from: pair.from, to: pair.to, n: pair.doors.length })} {pair.doors.join('、')}
          </li>
        ))}
        {said.close.map((id) => (
          <li key={id}>{t('plan.closes', { grid: before.get(id) ?? '' })}</li>
        ))}
      </ul>
      <p class="zd-two">{t('plan.sureText')}</p>
    </>
  );
}

function Accept(props: { words: InWords; ground: Ground; onClose: () => void }): JSX.Element {
  const { door } = useDoor();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<Problem | undefined>();
  const accept = (): void => {
    const division = newId();
    const village = props.ground.village?.id ?? '';
    setBusy(true);
    door
      .execute('grids.divide', { division, ...dividing(props.words.state.draft, props.ground, props.words.homes) })
      .then(
        () => {
          location.hash = hrefOf(['map', 'handover'], { village, division });
          offerUndo(t('plan.accepted'), () => {
            door.execute('grids.restore', { division, village }).then(undefined, (error: unknown) => {
              const { code, facts } = asProblem(error);
              offerUndo(problemWord(code, facts as Record<string, string>));
            });
          });
        },
        (error: unknown) => setFailed(asProblem(error)),
      )
      .finally(() => setBusy(false));
  };
  return (
    <Sheet
      open
      wide
      onClose={props.onClose}
      title={t('plan.accept')}
      foot={
        <div class="zd-button-row">
          <Button onClick={props.onClose}>{t('plan.notYet')}</Button>
          <Button kind="filled" icon="check" busy={busy} onClick={accept}>
            {t('plan.acceptNow')}
          </Button>
        </div>
      }
    >
      <Changes words={props.words} ground={props.ground} />
      <Refused failed={failed} problem={problemWord} />
    </Sheet>
  );
}

function Plan({ ground, homes }: { ground: Ground; homes: readonly MapHome[] }): JSX.Element {
  const state = usePlan(ground, homes);
  const [sheet, setSheet] = useState(false);
  const [spot, setSpot] = useState<LonLat | undefined>();
  const village = ground.village;
  const picture = useAerial(village?.id).picture;
  const name = (grid: DraftGrid): string => {
    const group = ground.groups.find((one) => one.id === grid.group)?.name ?? '';
    return grid.name.startsWith(group) ? grid.name : `${group}${grid.name}`;
  };
  const short = (grid: DraftGrid): string => {
    const group = ground.groups.find((one) => one.id === grid.group)?.name ?? '';
    return grid.name.startsWith(group) ? grid.name.slice(group.length) : grid.name;
  };
  const tones = useMemo(() => planTones(state.draft.grids), [state.draft.grids]);
  // While a corner is in hand nothing is judged: that comes when it is let go.
  const faults = useMemo(() => {
    if (state.tool === 'corners') return [];
    const standing = homes.map((home) => ({ ...home, grid: state.draft.gridOf.get(home.id) ?? home.grid }));
    return outlineFaults(village?.shape ?? null, state.draft.grids, standing);
  }, [state.draft, homes, state.tool === 'corners']);
  const drawing = useMemo(
    () => planDrawing(ground, homes, { state, faults, tones, short, picture }),
    [
      ground.grids,
      homes,
      state.draft,
      state.grid,
      state.picked,
      state.line,
      state.tool,
      state.gullies.list,
      state.gullies.chosen,
      faults,
      picture,
    ],
  );
  const words: InWords = { state, homes, groups: ground.groups, tones, name };
  const nothing = isEmpty(dividing(state.draft, ground, homes));
  const called = (id: string | null): string => {
    const grid = state.draft.grids.find((one) => one.id === id);
    return grid === undefined ? '' : name(grid);
  };
  return (
    <>
      <header class="zd-title-row flex flex-wrap items-center gap-3">
        <h1 class="zd-grow">{t('plan.title', { village: village?.name ?? '' })}</h1>
        <Button icon="history" href={hrefOf(['map', 'handover'], { village: village?.id ?? '' })}>
          {t('plan.before')}
        </Button>
        {state.changed ? <Button onClick={state.startAgain}>{t('plan.again')}</Button> : null}
        <Button kind="filled" icon="check" disabled={nothing} onClick={() => setSheet(true)}>
          {t('plan.look')}
        </Button>
      </header>
      <Tools state={state} />
      <Refused failed={state.failed ?? state.gullies.failed} problem={problemWord} />
      <div class="zd-ground-columns">
        <GroundMap
          drawing={drawing}
          label={t('plan.map', { grids: state.draft.grids.length, homes: homes.length })}
          shown={{ key: `${village?.id} ${spot?.join() ?? ''}`, spots: aroundSpot(spot) }}
          press={state.press}
          drag={state.tool === 'corners' || state.tool === 'bend' ? state.drag : undefined}
          dropped={state.dropped}
        >
          <span>{t('plan.hint')}</span>
        </GroundMap>
        <div class="flex flex-col gap-4 min-w-0">
          <PickedHomes {...words} />
          <PlanSentence {...words} />
          <GullyCard state={state} onShow={setSpot} />
          <PlanGroups {...words} />
          <Faults grid={called} door={doorOf(homes)} faults={faults} onShow={setSpot} />
        </div>
      </div>
      {sheet ? <Accept words={words} ground={ground} onClose={() => setSheet(false)} /> : null}
    </>
  );
}

export function PlanScreen(): JSX.Element {
  const ground = useGround(route.value.query.get('village') ?? '');
  const homes = useAsk<MapHome[]>(
    ground?.village === undefined ? undefined : 'household.map',
    {
      area: ground?.village?.id,
    },
    ['household'],
  ).data;
  if (ground === undefined || homes === undefined)
    return (
      <p class="zd-two" role="status">
        {t('desk.loading')}
      </p>
    );
  if (homes.length === 0 || ground.grids.length === 0)
    return <Empty icon="home" tone="calm" title={t('plan.none')} text={t('plan.noneText')} />;
  return <Plan key={ground.village?.id} ground={ground} homes={homes} />;
}
