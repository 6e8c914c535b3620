// Says what is drawn to the county, asks anew, and keeps the way back for the undo bar.
import { useState } from 'preact/hooks';
import { newId } from '#kit/id.ts';
import type { Problem } from '#kit/problem.ts';
import { asProblem, useDoor } from '#look/door.ts';
import { offerUndo } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { Drawing, SupplyPage } from '../model.ts';
import { type Changes, type Net, takingBack } from '../rules-drawing.ts';

export const nothingChanges: Changes = { nodes: [], homes: [] };

interface Said {
  readonly net: Net;
  readonly changes: Changes;
  readonly called?: Drawing['called'];
  readonly closes?: boolean;
  readonly text: string;
}

export interface Drawer {
  readonly failed: Problem | undefined;
  readonly busy: boolean;
  forget(): void;
  /** `done` is called once the county has it. */
  draw(said: Said, done: () => void): void;
}

/** The name a network had is part of the way back; one that was opened is closed again. */
function nameBack(page: SupplyPage, network: string, called: Drawing['called']): Pick<Drawing, 'called' | 'closes'> {
  if (called === null) return { called: null, closes: false };
  const known = page.networks.find((one) => one.code === network);
  if (!known || known.id === null) return { called: null, closes: true };
  return { called: { id: known.id, name: known.name, looped: known.looped }, closes: false };
}

export function useDrawer(page: SupplyPage | undefined, again: () => void): Drawer {
  const { door } = useDoor();
  const [failed, setFailed] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const say = (drawing: Omit<Drawing, 'village'>, done: () => void): void => {
    setBusy(true);
    door
      .execute('supply.draw', { village: page?.village, ...drawing })
      .then(
        () => {
          setFailed(undefined);
          done();
        },
        (error: unknown) => setFailed(asProblem(error)),
      )
      .finally(() => {
        setBusy(false);
        again();
      });
  };
  return {
    failed,
    busy,
    forget: () => setFailed(undefined),
    draw: ({ net, changes, called = null, closes = false, text }, done) => {
      if (page === undefined) return;
      const back = nameBack(page, net.network, called);
      const opened = page.networks.find((one) => one.code === net.network);
      const undo = {
        network: net.network,
        ...takingBack(net, changes),
        ...back,
        ...(closes && opened ? { called: { id: opened.id ?? newId(), name: opened.name, looped: opened.looped } } : {}),
      };
      say({ network: net.network, ...changes, called, closes }, () => {
        done();
        // SUPPLY-9
        offerUndo(text, () => say(undo, () => offerUndo(t('supply.desk.undone'))));
      });
    },
  };
}
