// What happens on the screen of a plan: its draft, what is chosen in it, and the tool in hand.
import { useMemo, useState } from 'preact/hooks';
import { asProblem } from '#look/door.ts';
import type { Problem } from '#kit/problem.ts';
import type { MapHome } from '#modules/household/model-map.ts';
import type { LonLat } from '#modules/territory/rules-outlines.ts';
import type { Pressed } from '#modules/territory/ui/map-drawing.ts';
import type { Ground } from './map-data.ts';
import { type Gullies, useGullies } from './plan-gullies.ts';
import { cut, type Draft, draftOf, dragged, planned, reshaped, withHomes } from './plan-draft.ts';

/** choose: homes and grids; gully and cut: a line, corner by corner; corners: outlines by hand; bend: the chosen gully by hand. */
export type Tool = 'choose' | 'gully' | 'cut' | 'corners' | 'bend';

export interface PlanState {
  readonly draft: Draft;
  readonly changed: boolean;
  readonly count: number | undefined;
  readonly gullies: Gullies;
  readonly tool: Tool;
  readonly line: readonly LonLat[];
  readonly grid: string;
  readonly picked: readonly string[];
  readonly busy: boolean;
  readonly failed: Problem | undefined;
  readonly cutFailed: boolean;
  setCount(count: number | undefined): void;
  take(tool: Tool): void;
  press(pressed: Pressed): void;
  drag(from: LonLat, to: LonLat): void;
  dropped(): void;
  finishLine(): void;
  dropLine(): void;
  /** Chooses a gully, from the list or on the map; the same once more lets it go. */
  bend(gully: string): void;
  choose(grid: string): void;
  pick(home: string): void;
  propose(): void;
  moveTo(grid: string): void;
  startAgain(): void;
}

const toggled = (list: readonly string[], one: string): string[] =>
  list.includes(one) ? list.filter((other) => other !== one) : [...list, one];

/** The tool in hand, and the line that is being drawn with it. */
interface InHand {
  readonly tool: Tool;
  readonly line: readonly LonLat[];
  take(tool: Tool): void;
  draw(line: readonly LonLat[]): void;
  bend(gully: string): void;
}

function useTool(gullies: Gullies): InHand {
  const [tool, setTool] = useState<Tool>('choose');
  const [line, setLine] = useState<readonly LonLat[]>([]);
  const take = (next: Tool): void => {
    setTool(next === tool ? 'choose' : next);
    setLine([]);
  };
  return {
    // What is bent may be gone meanwhile, wiped out here or at another desk.
    tool: tool === 'bend' && gullies.chosen === '' ? 'choose' : tool,
    line,
    take(next) {
      if (gullies.chosen !== '') gullies.choose(gullies.chosen);
      take(next);
    },
    draw: setLine,
    bend(gully) {
      const isOther = gully !== gullies.chosen;
      gullies.choose(gully);
      // The tool follows what is chosen: taken up with the first, kept with another, put down with the last.
      if ((tool === 'bend') !== isOther) take('bend');
    },
  };
}

/** Asks the planner once the screen has said that it is working. */
function usePlanner(made: (draft: Draft) => void): {
  busy: boolean;
  failed: Problem | undefined;
  ask: (make: () => Draft) => void;
} {
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<Problem | undefined>();
  const ask = (make: () => Draft): void => {
    setBusy(true);
    setFailed(undefined);
    setTimeout(() => {
      try {
        made(make());
      } catch (error) {
        setFailed(asProblem(error));
      }
      setBusy(false);
    }, 30);
  };
  return { busy, failed, ask };
}

export function usePlan(ground: Ground, homes: readonly MapHome[]): PlanState {
  const today = useMemo(() => draftOf(ground, homes), [ground.grids, homes]);
  const [made, setMade] = useState<Draft | undefined>();
  const [count, setCount] = useState<number | undefined>(ground.grids.length);
  const gullies = useGullies(ground.village?.id ?? '');
  const { tool, line, take, draw, bend } = useTool(gullies);
  const [grid, setGrid] = useState('');
  const [picked, setPicked] = useState<readonly string[]>([]);
  const [cutFailed, setCutFailed] = useState(false);
  const begin = (next: Draft | undefined): void => {
    setMade(next);
    setPicked([]);
    setGrid('');
  };
  const { ask, ...planner } = usePlanner(begin);
  const draft = made ?? today;
  const groupOf = (id: string): string => draft.grids.find((one) => one.id === id)?.group ?? '';
  const cutNow = (): boolean => {
    const group = ground.groups.find((one) => one.id === groupOf(grid));
    const next = cut(draft, { grid, line, homes, group });
    setCutFailed(next === undefined);
    setMade(next ?? made);
    return next !== undefined;
  };
  const seen = { draft, count, gullies, tool, line, grid, picked, cutFailed };
  return {
    ...seen,
    changed: made !== undefined,
    ...planner,
    setCount,
    take(next) {
      setCutFailed(false);
      take(next);
    },
    press({ kind, id, at }) {
      if (tool === 'gully' || tool === 'cut') draw([...line, at]);
      else if (kind === 'home' || kind === 'vacant') setPicked(toggled(picked, id));
      else if (kind === 'gully') bend(id);
      else if (kind === 'area') setGrid(id === grid ? '' : id);
    },
    drag: (from, to) => (tool === 'bend' ? gullies.drag(from, to) : setMade(dragged(draft, from, to))),
    dropped: () => gullies.dropped(),
    finishLine() {
      if (tool === 'gully') gullies.draw(line);
      if (tool === 'cut' && !cutNow()) draw([]);
      else take('choose');
    },
    dropLine: () => draw([]),
    bend,
    choose: (next) => setGrid(next === grid ? '' : next),
    pick: (home) => setPicked(toggled(picked, home)),
    propose: () => ask(() => planned(ground, homes, { grids: count ?? 0, barriers: gullies.paths })),
    moveTo(to) {
      const groups = new Set([groupOf(to), ...picked.map((home) => groupOf(draft.gridOf.get(home) ?? ''))]);
      setMade(reshaped(withHomes(draft, picked, to), ground, homes, groups));
      setPicked([]);
    },
    startAgain: () => begin(undefined),
  };
}
