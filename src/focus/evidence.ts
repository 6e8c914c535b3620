// The figures of one sentence, counted from what was heard, with a reference for every one of them.
import type { Causes } from './causes.ts';
import type { HomeLog, Memory } from './memory.ts';
import type { Evidence, Heard } from './model.ts';

/** What a home stands for between two moments: the ref of its first word that it has the problem, or of its "no". */
function standingOf(log: HomeLog, since: number, until: number): { affected?: Heard; clear?: Heard } {
  const within = (one: Heard): boolean => one.at >= since && one.at <= until;
  const last = log.answers.findLast(within);
  if (last?.kind === 'no') return { clear: last };
  const affected = log.reports.find(within) ?? log.answers.find((one) => within(one) && one.kind === 'yes');
  return affected ? { affected } : {};
}

/** Counts the homes inside and outside a cause from `since` to `until`. Time: homes that spoke. */
export function evidenceOf(memory: Memory, causes: Causes, cause: number, span: readonly [number, number]): Evidence {
  const [since, until] = span;
  const total = causes.lane.length;
  const inside = { homes: causes.size[cause] ?? 0, affected: [] as number[], clear: [] as number[] };
  const outside = { homes: total - inside.homes, affected: [] as number[], clear: [] as number[] };
  const against: number[] = [];
  for (const home of [...memory.speaking].sort((a, b) => a - b)) {
    const log = memory.logs.get(home);
    if (!log) continue;
    const { affected, clear } = standingOf(log, since, until);
    const belongs = isIn(causes, home, cause);
    const tally = belongs ? inside : outside;
    if (affected) tally.affected.push(affected.ref);
    if (clear) tally.clear.push(clear.ref);
    if ((belongs && clear) || (!belongs && affected)) against.push(home);
  }
  return { since, until, inside, outside, against };
}

/** Whether a home belongs to a cause. */
export function isIn(causes: Causes, home: number, cause: number): boolean {
  for (let i = causes.of.start[home] ?? 0; i < (causes.of.start[home + 1] ?? 0); i++)
    if (causes.of.items[i] === cause) return true;
  return false;
}
