// Keeps the figures up with the journal: wakes on every seal, one round at a time; what fails is told and tried again at the next.
import { followOnce } from '#modules/measure/reactions.ts';
import type { County } from './county.ts';
import type { Live } from './live.ts';

export function startFigures(county: County, live: Live): { stop(): Promise<void> } {
  let running: Promise<void> | undefined;
  let again = false;
  let stopped = false;
  const followAll = async (): Promise<void> => {
    do {
      again = false;
      try {
        while (!stopped && (await followOnce(county.database)));
      } catch {
        county.log('figures-failed');
      }
    } while (again && !stopped);
    running = undefined;
  };
  const wake = (): void => {
    if (running) again = true;
    else running = followAll();
  };
  const silence = live.subscribe(wake);
  wake();
  return {
    stop: async () => {
      stopped = true;
      silence();
      await running;
    },
  };
}
