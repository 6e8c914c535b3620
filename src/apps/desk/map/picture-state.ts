// What happens while a picture is laid under the map: the one that is kept or a new one, where it lies, the hand that drags it, and the points that were matched.
import { useMemo, useRef, useState } from 'preact/hooks';
import type { Problem } from '#kit/problem.ts';
import { Problem as Refusal } from '#kit/problem.ts';
import { asProblem } from '#look/door.ts';
import type { AerialPage, Corners } from '#modules/aerial/model.ts';
import {
  cornersOver,
  draggedTo,
  lastCorner,
  matched,
  type Pair,
  type Pixel,
  pixelOf,
  shifted,
  type Size,
  spotOf,
} from '#modules/aerial/rules-place.ts';
import { cornersBy } from '#modules/aerial/rules-world-file.ts';
import type { LonLat } from '#modules/territory/rules-outlines.ts';
import type { MapDot, MapPicture } from '#modules/territory/ui/map-drawing.ts';
import { type ChosenPicture, readChosen, type Told } from './picture-files.ts';

export type LayTool = 'drag' | 'match';

export interface Laying {
  /** Not yet sent. */
  readonly chosen: ChosenPicture | undefined;
  readonly corners: Corners | undefined;
  readonly size: Size | undefined;
  readonly changed: boolean;
  readonly tool: LayTool;
  /** Points that are matched, and the one whose place is still to be pressed. */
  readonly pairs: readonly Pair[];
  readonly waiting: Pixel | undefined;
  readonly busy: boolean;
  readonly failed: Problem | undefined;
  readonly canStepBack: boolean;
  take(tool: LayTool): void;
  choose(files: readonly File[]): void;
  press(at: LonLat): void;
  drag(from: LonLat, to: LonLat): void;
  dropped(): void;
  stepBack(): void;
  /** As it is kept, or nothing. */
  leave(): void;
}

interface Place {
  readonly corners: Corners;
  readonly before: readonly Corners[];
}

export type Box = readonly [west: number, south: number, east: number, north: number];

/** Corners, and the middle that moves the whole. */
const handlesOf = (corners: Corners): LonLat[] => {
  const last = lastCorner(corners);
  return [...corners, last, [(corners[1][0] + corners[2][0]) / 2, (corners[1][1] + corners[2][1]) / 2]];
};

/** All of it and an eighth more on each side: no handle begins under the map's own buttons. */
export function roomAround(corners: Corners): LonLat[] {
  const [x, y] = handlesOf(corners)[4] ?? corners[0];
  return [...corners, lastCorner(corners)].map(([lon, lat]) => [x + (lon - x) * 1.25, y + (lat - y) * 1.25]);
}

export function handleDots(corners: Corners): MapDot[] {
  return handlesOf(corners).map((at, n) => ({ id: `corner ${n}`, at, kind: 'corner', label: '' }));
}

export function pairDots({ pairs, waiting, corners, size }: Laying): MapDot[] {
  if (corners === undefined || size === undefined) return [];
  const done = pairs.map(({ spot }, n): MapDot => ({ id: `pair ${n}`, at: spot, kind: 'fault', label: String(n + 1) }));
  if (waiting === undefined) return done;
  return [...done, { id: 'pair waiting', at: spotOf(waiting, corners, size), kind: 'fault', label: '?' }];
}

const nearest = (handles: readonly LonLat[], to: LonLat): number => {
  const far = handles.map(([lon, lat]) => Math.hypot(lon - to[0], lat - to[1]));
  return far.indexOf(Math.min(...far));
};

/** The places that it has had, newest last. */
function usePlace(kept: Corners | undefined) {
  const [place, setPlace] = useState<Place | undefined>();
  const corners = place?.corners ?? kept;
  return {
    corners,
    place,
    clear: () => setPlace(undefined),
    begin: (next: Corners) => setPlace({ corners: next, before: [] }),
    /** `from` is where it was before the hand took it. */
    lay: (next: Corners, from: Corners | undefined) =>
      setPlace({ corners: next, before: [...(place?.before ?? []), ...(from ? [from] : [])].slice(-50) }),
    slide: (next: Corners) => setPlace({ corners: next, before: place?.before ?? [] }),
    back: () => setPlace(place && { corners: place.before.at(-1) ?? place.corners, before: place.before.slice(0, -1) }),
  };
}

/** The hand that drags a handle: which one, and where the picture was before. */
function useHand(place: ReturnType<typeof usePlace>, size: Size | undefined): Pick<Laying, 'drag' | 'dropped'> {
  const hand = useRef<{ handle: number; was: Corners; now: Corners } | undefined>(undefined);
  return {
    drag(from, to) {
      const { corners } = place;
      if (corners === undefined || size === undefined) return;
      const before = hand.current ?? { handle: nearest(handlesOf(corners), from), was: corners, now: corners };
      const moved =
        before.handle === 4
          ? shifted(before.now, handlesOf(before.now)[4] ?? from, to)
          : draggedTo(before.now, size, before.handle, to);
      hand.current = { ...before, now: moved ?? before.now };
      place.slide(hand.current.now);
    },
    dropped() {
      const now = hand.current;
      hand.current = undefined;
      if (now !== undefined) place.lay(now.now, now.was);
    },
  };
}

/** AERIAL-5 */
function useMatching(place: ReturnType<typeof usePlace>, size: Size | undefined) {
  const [pairs, setPairs] = useState<readonly Pair[]>([]);
  const [waiting, setWaiting] = useState<Pixel | undefined>();
  const clear = (): void => {
    setPairs([]);
    setWaiting(undefined);
  };
  const press = (at: LonLat): void => {
    const { corners } = place;
    if (corners === undefined || size === undefined) return;
    if (waiting === undefined) {
      setWaiting(pixelOf(at, corners, size));
      return;
    }
    const next = [...(pairs.length === 3 ? [] : pairs), { pixel: waiting, spot: at }];
    setWaiting(undefined);
    const laid = matched(next, corners, size);
    // Points that say nothing together are not kept: the next one is pressed instead.
    if (laid === undefined) return;
    setPairs(next);
    place.lay(laid, corners);
  };
  return { pairs, waiting, press, clear };
}

/** Where it goes first: by what the files say, else over the village. Throws `invalid aerial-elsewhere`. */
function firstPlace(told: Told | undefined, size: Size, box: Box): Corners {
  if (told === undefined) return cornersOver(box, size);
  const near: LonLat = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
  const found = cornersBy(told.affine, told.size ?? size, near);
  if (found === undefined) throw new Refusal('invalid', 'aerial-elsewhere');
  return found;
}

export function useLaying(shown: AerialPage['shown'] | undefined, box: Box): Laying {
  const [chosen, setChosen] = useState<ChosenPicture | undefined>();
  const [tool, setTool] = useState<LayTool>('drag');
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<Problem | undefined>();
  const size = chosen?.size ?? shown ?? undefined;
  const place = usePlace(chosen ? undefined : shown?.corners);
  const hand = useHand(place, size);
  const matching = useMatching(place, size);
  const choose = (files: readonly File[]): void => {
    if (files.length === 0) return;
    setBusy(true);
    setFailed(undefined);
    readChosen(files)
      .then(({ picture, told }) => {
        const of = picture?.size ?? size;
        if (of === undefined) throw new Refusal('invalid', 'aerial-picture-first');
        const corners = firstPlace(told, of, box);
        if (picture) setChosen(picture);
        matching.clear();
        place.begin(corners);
      })
      .catch((error: unknown) => setFailed(asProblem(error)))
      .finally(() => setBusy(false));
  };
  return {
    ...hand,
    chosen,
    corners: place.corners,
    size,
    changed: chosen !== undefined || place.place !== undefined,
    tool,
    pairs: matching.pairs,
    waiting: matching.waiting,
    busy,
    failed,
    canStepBack: (place.place?.before.length ?? 0) > 0,
    take: setTool,
    choose,
    press: (at) => (tool === 'match' ? matching.press(at) : undefined),
    stepBack() {
      matching.clear();
      place.back();
    },
    leave() {
      setChosen(undefined);
      matching.clear();
      place.clear();
      setFailed(undefined);
    },
  };
}

/** What the map shows: the new one while it is laid, else the kept one where it is being moved to. */
export function usePictureShown(laying: Laying, kept: MapPicture | undefined): MapPicture | undefined {
  const { chosen, corners } = laying;
  return useMemo(() => {
    const url = chosen?.url ?? kept?.url;
    return url !== undefined && corners !== undefined ? { url, corners, opacity: 0.8 } : undefined;
  }, [chosen, corners, kept?.url]);
}
