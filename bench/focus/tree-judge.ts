// Plays one simulated fault to the finder: what it says on day three, when it first says so, and what six answers make of it.
import { createFinder } from '../../src/focus/finder.ts';
import type { Finder, Finding, Likely } from '../../src/focus/model.ts';
import { settings } from '../../src/focus/settings.ts';
import type { Fault, FaultCase } from './tree-faults.ts';
import type { Tree } from './tree-world.ts';

export interface Verdict {
  /** Days after the fault began on which a hit home first told; Infinity: none in ten days. */
  readonly told: number;
  /** How many of the likeliest causes one must take to have the right one on day three; 4: not among three. */
  readonly place: number;
  /** The same after at most six homes were asked, from day three on or, where nobody had told by then, from the first word. */
  readonly askedPlace: number;
  readonly asked: number;
  /** Days after the fault began when its proposal first stood; Infinity: never in ten days. */
  readonly proposed: number;
  /** What that proposal said of its first cause, and whether it was right. */
  readonly stated?: { readonly probability: number; readonly right: boolean };
}

export const isRight = ({ cause }: Likely, node: number): boolean =>
  cause.kind === 'node' && cause.nodes.includes(node);

/** Causes of all findings, the likeliest first: what one would look at first in the whole area. */
export const likeliest = (findings: readonly Finding[]): Likely[] =>
  findings.flatMap((one) => one.causes).toSorted((a, b) => b.probability - a.probability);

export function placeOf(causes: readonly Likely[], node: number): number {
  const at = causes.findIndex((one) => isRight(one, node));
  return at < 0 || at > 2 ? 4 : at + 1;
}

/** The finding that the word of a hit home belongs to. */
function findingOn(findings: readonly Finding[], told: ReadonlySet<number>): Finding | undefined {
  return findings.find((one) => one.causes[0]?.homes.some((home) => told.has(home)));
}

function listen(finder: Finder, heard: FaultCase['heard'], from: number, until: number): void {
  for (const one of heard) if (one.at > from && one.at <= until) finder.add(one);
}

function ask(finder: Finder, one: FaultCase, fault: Fault, at: number): { place: number; asked: number } {
  const hit = new Set(fault.homes);
  const words = one.heard.filter((each) => each.kind === 'report' && hit.has(each.home));
  const told = new Set(words.filter((each) => each.at >= fault.onset && each.at <= at).map((each) => each.home));
  let mine = findingOn(finder.findings(at), told);
  let asked = 0;
  for (let now = at; asked < 6; asked++) {
    const home = mine?.ask[0];
    if (home === undefined) break;
    now += 0.01;
    finder.add({ kind: one.answer(home, now), home, at: now, ref: 1_000_000_000 + asked });
    mine = findingOn(finder.findings(now), told) ?? mine;
  }
  return { place: placeOf(mine?.causes ?? [], fault.node), asked };
}

function firstProposal(tree: Tree, one: FaultCase, fault: Fault): Pick<Verdict, 'proposed' | 'stated'> {
  const finder = createFinder(tree.world);
  const hit = new Set(fault.homes);
  const told = new Set<number>();
  for (const heard of one.heard) {
    finder.add(heard);
    if (heard.kind !== 'report' || heard.at < fault.onset) continue;
    if (hit.has(heard.home)) told.add(heard.home);
    const found = told.size > 0 ? findingOn(finder.findings(heard.at), told) : undefined;
    const [first] = found?.causes ?? [];
    if (found?.tier === 'proposal' && first)
      return {
        proposed: heard.at - fault.onset,
        stated: { probability: first.probability, right: isRight(first, fault.node) },
      };
  }
  return { proposed: Number.POSITIVE_INFINITY };
}

/** Everything about the first fault of a case. `quick`: day three only. */
export function judge(tree: Tree, one: FaultCase, quick = false): Verdict {
  const [fault] = one.faults;
  if (!fault) throw new Error('a case without a fault');
  const hit = new Set(fault.homes);
  const first = one.heard.find((each) => each.kind === 'report' && each.at >= fault.onset && hit.has(each.home));
  const told = (first?.at ?? Number.POSITIVE_INFINITY) - fault.onset;
  const finder = createFinder(tree.world, { most: settings.most * Math.ceil(tree.world.homes / 5000) });
  const day = fault.onset + 3;
  listen(finder, one.heard, Number.NEGATIVE_INFINITY, day);
  finder.forget(day);
  const place = placeOf(likeliest(finder.findings(day)), fault.node);
  if (quick || !first) return { told, place, askedPlace: 4, asked: 0, proposed: Number.POSITIVE_INFINITY };
  const from = Math.max(day, first.at);
  listen(finder, one.heard, day, from);
  const after = ask(finder, one, fault, from);
  return { told, place, askedPlace: after.place, asked: after.asked, ...firstProposal(tree, one, fault) };
}
