// Lets a method look again and again while things are heard: what it says at each moment, as it would in use.
import { createFinder } from '../../src/focus/finder.ts';
import type { Heard, World } from '../../src/focus/model.ts';
import { saidIn } from './finder-method.ts';
import type { Method, Said } from './judged.ts';

/** Days that the methods without a memory of their own are shown. */
const shownDays = 60;

/** Nobody else has a threshold of its own before one is set for all: the finder is asked for its guess even when it would keep silent. */
const asked = -6;

/** Moments ascend; what is said at each, until `stop` is pleased. */
export type Watch = (
  heard: readonly Heard[],
  moments: readonly number[],
  stop?: (said: Said | undefined) => boolean,
) => (Said | undefined)[];

export function watchWith(method: Method, world: World): Watch {
  const look = method.over(world);
  return (heard, moments, stop) => {
    const reports = heard.filter((one) => one.kind === 'report');
    const said: (Said | undefined)[] = [];
    let [from, until] = [0, 0];
    for (const at of moments) {
      while (until < reports.length && reports[until]!.at <= at) until += 1;
      while (from < until && reports[from]!.at < at - shownDays) from += 1;
      said.push(look(reports.slice(from, until), at));
      if (stop?.(said.at(-1))) break;
    }
    return said;
  };
}

/** The finder keeps its own memory and sees visits too. */
export function watchFinder(world: World): Watch {
  return (heard, moments, stop) => {
    const finder = createFinder(world, { hint: asked });
    const said: (Said | undefined)[] = [];
    let next = 0;
    for (const at of moments) {
      for (; next < heard.length && heard[next]!.at <= at; next += 1) finder.add(heard[next]!);
      said.push(saidIn(finder.findings(at)));
      finder.forget(at);
      if (stop?.(said.at(-1))) break;
    }
    return said;
  };
}
