// The gullies of the village as the planner's screen holds them: kept by the county, bent by hand, each act with its way back (TERR-16).
import { useRef, useState } from 'preact/hooks';
import { newId } from '#kit/id.ts';
import type { Problem } from '#kit/problem.ts';
import { asProblem, useAsk, useDoor } from '#look/door.ts';
import { offerUndo } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { GullyRow } from '#modules/territory/model-gully.ts';
import type { Barrier } from '#modules/territory/model-plan.ts';
import { isSame, type LonLat } from '#modules/territory/rules-outlines.ts';
import { seesHomes } from './map-data.ts';

const none: readonly GullyRow[] = [];

/** Those that are there now; nothing where this desk sees no homes on the map. */
export function useGullyList(village: string | undefined): { list: readonly GullyRow[]; again: () => void } {
  const asks = village !== undefined && village !== '' && seesHomes();
  const asked = useAsk<GullyRow[]>(asks ? 'gully.list' : undefined, { village }, ['gully']);
  return { list: asked.data ?? none, again: asked.again };
}

export interface Gullies {
  readonly list: readonly GullyRow[];
  /** As the planner is told of them. */
  readonly paths: readonly Barrier[];
  readonly chosen: string;
  readonly failed: Problem | undefined;
  choose(id: string): void;
  draw(path: Barrier): void;
  /** A corner of the chosen one, a little further each time; then it is let go. */
  drag(from: LonLat, to: LonLat): void;
  dropped(): void;
  remove(id: string): void;
}

interface Bent {
  readonly id: string;
  readonly version: number;
  readonly was: Barrier;
  readonly path: Barrier;
}

export function useGullies(village: string): Gullies {
  const { door } = useDoor();
  const asked = useGullyList(village);
  const [chosen, setChosen] = useState('');
  const [failed, setFailed] = useState<Problem | undefined>();
  const [bent, setBent] = useState<Bent | undefined>();
  // What is in hand must be known between two movements of the hand, not between two drawings of the page.
  const hand = useRef<Bent | undefined>(undefined);
  const list = asked.list.map((one) =>
    bent?.id === one.id && bent.version === one.version ? { ...one, path: bent.path } : one,
  );
  const say = (name: string, input: object, then?: () => void): void => {
    door.execute(name, input).then(
      () => {
        setFailed(undefined);
        asked.again();
        then?.();
      },
      (error: unknown) => {
        setFailed(asProblem(error));
        setBent(undefined);
      },
    );
  };
  return {
    list,
    paths: list.map((one) => one.path),
    chosen,
    failed,
    choose: (id) => setChosen(id === chosen ? '' : id),
    draw(path) {
      const gully = newId();
      say('gully.draw', { gully, village, path }, () =>
        offerUndo(t('plan.gullyDrawn'), () => say('gully.remove', { gully })),
      );
    },
    drag(from, to) {
      const one = list.find(({ id }) => id === chosen);
      if (one === undefined) return;
      const before = hand.current ?? { id: one.id, version: one.version, was: one.path, path: one.path };
      hand.current = { ...before, path: before.path.map((spot) => (isSame(spot, from) ? to : spot)) };
      setBent(hand.current);
    },
    dropped() {
      const now = hand.current;
      hand.current = undefined;
      if (now === undefined) return;
      const { id: gully, path, was } = now;
      say('gully.redraw', { gully, path }, () =>
        offerUndo(t('plan.gullyBent'), () => say('gully.redraw', { gully, path: was })),
      );
    },
    remove(gully) {
      say('gully.remove', { gully }, () => offerUndo(t('plan.gullyGone'), () => say('gully.restore', { gully })));
      setChosen('');
    },
  };
}
