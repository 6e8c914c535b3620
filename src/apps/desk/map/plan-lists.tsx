// The plan in words: its sentence, the grids by group with the reasons, their homes to be moved by hand, and what is wrong with the outlines.
import type { JSX } from 'preact';
import { Button, Card, Note, Select } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { MapHome } from '#modules/household/model-map.ts';
import type { AreaRow } from '#modules/territory/model.ts';
import type { PlanReason } from '#modules/territory/model-plan.ts';
import type { LonLat } from '#modules/territory/rules-outlines.ts';
import type { AreaTone } from '#modules/territory/ui/map-drawing.ts';
import type { Draft, DraftGrid } from './plan-draft.ts';
import type { PlanState } from './plan-state.ts';

export interface InWords {
  readonly state: PlanState;
  readonly homes: readonly MapHome[];
  readonly groups: readonly AreaRow[];
  readonly tones: ReadonlyMap<string, AreaTone>;
  /** A grid's name with its group. */
  readonly name: (grid: DraftGrid) => string;
}

/** TERR-9. Grids of a plan are numbered in their group; in a sentence they are called by their names. */
function reasonWord({ code, facts }: PlanReason, named: (number: number) => string): string {
  const { grid } = facts;
  return t(`plan.reason.${code}`, typeof grid === 'number' ? { ...facts, grid: named(grid) } : { ...facts });
}

function Reasons(props: { reasons: readonly PlanReason[]; named?: (number: number) => string }): JSX.Element | null {
  if (props.reasons.length === 0) return null;
  return (
    <ul class="zd-plan-reasons">
      {props.reasons.map((reason) => (
        <li key={`${reason.code} ${Object.values(reason.facts).join(' ')}`}>
          {reasonWord(reason, props.named ?? String)}
        </li>
      ))}
    </ul>
  );
}

const homesIn = (draft: Draft, homes: readonly MapHome[], grid: string): MapHome[] =>
  homes.filter((home) => draft.gridOf.get(home.id) === grid);

export function PlanSentence({ state, homes }: InWords): JSX.Element {
  const sizes = state.draft.grids.map((grid) => homesIn(state.draft, homes, grid.id).length);
  const facts = { grids: sizes.length, homes: homes.length, least: Math.min(...sizes), most: Math.max(...sizes) };
  const moved = homes.filter((home) => state.draft.gridOf.get(home.id) !== home.grid).length;
  return (
    <Card label={t('plan.result')}>
      <p>
        <span class="zd-figure">{t('plan.sizes', facts)}</span>{' '}
        <span class="zd-two">{t('plan.ratio', { ratio: (facts.most / Math.max(1, facts.least)).toFixed(2) })}</span>
      </p>
      <p>{state.changed ? t('plan.moved', { n: moved }) : t('plan.today')}</p>
      <Reasons reasons={state.draft.plan?.reasons ?? []} />
    </Card>
  );
}

/** Homes that were picked, on the map or in a list, go to another grid of their group. */
export function PickedHomes({ state, homes, name }: InWords): JSX.Element | null {
  if (state.picked.length === 0) return null;
  const picked = homes.filter((home) => state.picked.includes(home.id));
  const gridOf = (home: MapHome): DraftGrid | undefined =>
    state.draft.grids.find((grid) => grid.id === state.draft.gridOf.get(home.id));
  const groups = new Set(picked.map((home) => gridOf(home)?.group));
  const open = state.draft.grids.filter((grid) => groups.has(grid.group));
  return (
    <Card asks label={t('plan.picked')}>
      <h2>{t('plan.pickedDoors', { n: picked.length })}</h2>
      <p>{picked.map((home) => home.door).join('、')}</p>
      {groups.size > 1 ? (
        <Note tone="wait" icon="alert-triangle">
          {t('plan.pickedTwoGroups')}
        </Note>
      ) : (
        <Select
          label={t('plan.pickedTo')}
          value=""
          answers={[
            { value: '', label: t('plan.pickedChoose') },
            ...open.map((grid) => ({ value: grid.id, label: name(grid) })),
          ]}
          onChange={(id) => (id === '' ? undefined : state.moveTo(id))}
        />
      )}
    </Card>
  );
}

function GridWords(props: InWords & { grid: DraftGrid }): JSX.Element {
  const { state, grid, homes, tones, name } = props;
  const own = homesIn(state.draft, homes, grid.id);
  const inGroup = state.draft.grids.filter((one) => one.group === grid.group);
  const numbered = state.draft.plan?.grids.filter((one) => one.group === grid.group) ?? [];
  const named = (number: number): string => {
    const at = numbered.findIndex((one) => one.number === number);
    return inGroup[at] === undefined ? String(number) : inGroup[at].name;
  };
  return (
    <details class="zd-plan-grid" open={grid.id === state.grid}>
      <summary
        onClick={(event) => {
          event.preventDefault();
          state.choose(grid.id);
        }}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true" class={`zd-plan-tone zd-plan-tone-${tones.get(grid.id) ?? 1}`}>
          <rect x="1" y="1" width="14" height="14" rx="4" />
        </svg>
        <b class="zd-grow">{name(grid)}</b>
        {grid.isNew ? <span class="zd-two">{t('plan.new')}</span> : null}
        <span class="zd-num">{t('plan.homes', { homes: own.length })}</span>
      </summary>
      <Reasons reasons={grid.reasons} named={named} />
      {(grid.shape?.length ?? 0) > 1 ? <p class="zd-two">{t('plan.pieces', { n: grid.shape?.length ?? 0 })}</p> : null}
      <ul class="zd-plan-doors">
        {own.map((home) => (
          <li key={home.id}>
            <Button kind="soft" pressed={state.picked.includes(home.id)} onClick={() => state.pick(home.id)}>
              {home.door}
            </Button>
          </li>
        ))}
      </ul>
    </details>
  );
}

export function PlanGroups(props: InWords): JSX.Element {
  const { state, groups } = props;
  return (
    <>
      {groups.map((group) => (
        <Card key={group.id} label={group.name}>
          <h2>{group.name}</h2>
          <Reasons reasons={state.draft.plan?.groups.find((one) => one.group === group.id)?.reasons ?? []} />
          {state.draft.grids
            .filter((grid) => grid.group === group.id)
            .map((grid) => (
              <GridWords key={grid.id} {...props} grid={grid} />
            ))}
        </Card>
      ))}
    </>
  );
}

const earth = 6_371_000;
const metresOf = (path: readonly LonLat[]): number =>
  path.slice(1).reduce((sum, [lon, lat], at) => {
    const [lon0, lat0] = path[at] ?? [lon, lat];
    const [x, y] = [(lon - lon0) * Math.cos((lat * Math.PI) / 180), lat - lat0];
    return sum + (Math.hypot(x, y) * Math.PI * earth) / 180;
  }, 0);

/** TERR-16 */
export function GullyCard({ state, onShow }: Pick<InWords, 'state'> & { onShow: (at: LonLat) => void }): JSX.Element {
  const { gullies } = state;
  return (
    <Card label={t('plan.gullies')}>
      <h2>{t('plan.gullies')}</h2>
      {gullies.list.length === 0 ? <p class="zd-two">{t('plan.gulliesNone')}</p> : null}
      <ul class="zd-ground-list">
        {gullies.list.map(({ id, path }, at) => (
          <li key={id} class="flex flex-wrap items-center gap-2">
            <span class="zd-grow">{t('plan.gullyNamed', { n: at + 1, metres: Math.round(metresOf(path)) })}</span>
            <Button kind="text" icon="map-pin" onClick={() => onShow(path[Math.floor(path.length / 2)] ?? [0, 0])}>
              {t('plan.faultShow')}
            </Button>
            <Button kind="text" icon="pencil" pressed={gullies.chosen === id} onClick={() => state.bend(id)}>
              {t('plan.gullyBend')}
            </Button>
            <Button kind="text" icon="trash" onClick={() => gullies.remove(id)}>
              {t('plan.gullyWipe')}
            </Button>
          </li>
        ))}
      </ul>
    </Card>
  );
}
