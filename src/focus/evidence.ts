// The figures of one sentence, counted from what was heard, with a reference for every one of them.
import type { Causes } from './causes.ts';
import type { Evidence } from './model.ts';
import type { Speaker, View } from './view.ts';

/** What a home stands for in the last `days`: the ref of its first word that it has the problem, or of its last "no". */
function standingOf(speaker: Speaker, days: number): { affected?: number; clear?: number } {
  const last = speaker.answers.at(-1);
  if (last && last.age <= days && !last.yes) return { clear: last.ref };
  const word =
    speaker.words.find((one) => one.age <= days) ?? speaker.answers.find((one) => one.age <= days && one.yes);
  return word ? { affected: word.ref } : {};
}

/** Counts the homes inside and outside a cause over the last `days` before the view. Time: homes that spoke. */
export function evidenceOf(view: View, causes: Causes, cause: number, days: number): Evidence {
  const inside = { homes: causes.size[cause] ?? 0, affected: [] as number[], clear: [] as number[] };
  const outside = { homes: causes.lane.length - inside.homes, affected: [] as number[], clear: [] as number[] };
  const against: number[] = [];
  for (const speaker of view.speakers) {
    const { affected, clear } = standingOf(speaker, days);
    const belongs = isIn(causes, speaker.home, cause);
    const tally = belongs ? inside : outside;
    if (affected !== undefined) tally.affected.push(affected);
    if (clear !== undefined) tally.clear.push(clear);
    if ((belongs && clear !== undefined) || (!belongs && affected !== undefined)) against.push(speaker.home);
  }
  return { since: view.at - days, until: view.at, inside, outside, against };
}

/** Whether a home belongs to a cause. */
export function isIn(causes: Causes, home: number, cause: number): boolean {
  for (let i = causes.of.start[home] ?? 0; i < (causes.of.start[home + 1] ?? 0); i++)
    if (causes.of.items[i] === cause) return true;
  return false;
}
