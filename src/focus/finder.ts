// One category of problems in one area: takes what is heard, says what stands out, how sure that is, and whom to ask.
import { whomToAsk } from './ask.ts';
import { type Causes, causesOf } from './causes.ts';
import { evidenceOf, isIn } from './evidence.ts';
import { emptyMemory, forgetBefore, type Memory, remember } from './memory.ts';
import type { Evidence, Finder, Finding, Likely, World } from './model.ts';
import { type Settings, settings as frozen, tellFrom } from './settings.ts';
import { setRates, type View, viewAt } from './view.ts';
import { type Scale, scaleOf } from './scale.ts';
import { Visited } from './visited.ts';
import { type Draft, draftsOf, likelierFirst, type Look, weigh, type Weighed } from './weigh.ts';

interface State {
  readonly scale: Scale;
  readonly memory: Memory;
  readonly causes: Causes;
  readonly settings: Settings;
}

/** Days that a sentence may speak of. */
const spans = [1, 3, 7, 14];

/**
 * A finder over one world. `own` replaces single settings (rate and season of the category, threshold from `replay`).
 * Throws RangeError when a network does not fit the world, and on events of homes that are not in it.
 */
export function createFinder(world: World, own: Partial<Settings> = {}): Finder {
  const settings = { ...frozen, ...own };
  const causes = causesOf(world, settings.sizePower);
  const state: State = { scale: scaleOf(causes, settings), memory: emptyMemory(), causes, settings };
  return {
    add: (heard) => {
      if (!Number.isInteger(heard.home) || heard.home < 0 || heard.home >= world.homes)
        throw new RangeError(`event ${heard.ref}: home ${heard.home} is not one of ${world.homes}`);
      remember(state.memory, heard);
    },
    findings: (at) => findingsAt(state, at),
    forget: (at) => forgetBefore(state.memory, at, settings),
  };
}

function findingsAt(state: State, at: number): Finding[] {
  const { settings, causes, memory } = state;
  const view = viewAt(memory, causes, at, settings);
  const visited = new Visited({ view, memory }, causes.lane.length, settings.ages);
  const findings: Finding[] = [];
  let look: Look = { view, visited, apart: new Set(), left: causes.size };
  let drafts = draftTwice(state, look);
  while (findings.length < settings.most) {
    const family = bestFamily(state, look, drafts);
    const [first] = family.members;
    if (!first || family.score < settings.hint) break;
    const chosen = family.score > strong ? oneOrTwo(state, look, drafts, family) : family;
    findings.push(findingOf(state, view, chosen));
    if (family.score > strong) {
      const accepted = chosen.members[0]?.cause ?? 0;
      look = without(state, look, accepted);
      // Only causes that share homes with it have changed.
      const touched = sharing(causes, accepted);
      const anew = draftTwice(state, look, touched);
      drafts = [...drafts.filter((one) => !touched.has(one.cause)), ...anew].sort(likelierFirst);
    } else drafts = drafts.filter((one) => !family.related.has(one.cause));
  }
  return findings;
}

/** What scores more explains its homes: all else is weighed anew without them. Weaker ones are only put aside. */
const strong = 2;

/** Sets everything aside that an accepted cause explains. */
function without({ causes }: State, look: Look, cause: number): Look {
  const apart = new Set(look.apart);
  const left = look.left.slice();
  for (let i = causes.homes.start[cause] ?? 0; i < (causes.homes.start[cause + 1] ?? 0); i++) {
    const home = causes.homes.items[i] ?? 0;
    if (apart.has(home)) continue;
    apart.add(home);
    for (let j = causes.of.start[home] ?? 0; j < (causes.of.start[home + 1] ?? 0); j++) {
      const other = causes.of.items[j] ?? 0;
      left[other] = (left[other] ?? 0) - 1;
    }
  }
  return { ...look, apart, left };
}

/** Causes that have a home in common with this one. */
function sharing({ homes, of }: Causes, cause: number): Set<number> {
  const found = new Set<number>();
  for (let i = homes.start[cause] ?? 0; i < (homes.start[cause + 1] ?? 0); i++) {
    const home = homes.items[i] ?? 0;
    for (let j = of.start[home] ?? 0; j < (of.start[home + 1] ?? 0); j++) found.add(of.items[j] ?? 0);
  }
  return found;
}

interface Family {
  readonly members: readonly Weighed[];
  /** Of all members together. */
  readonly score: number;
  /** Every cause that shares a home that spoke with the first. */
  readonly related: ReadonlySet<number>;
}

/** Weighed a second time when something stands out: its reports are not the ordinary ones of those days. */
function draftTwice(state: State, look: Look, only?: ReadonlySet<number>): Draft[] {
  const { scale, causes, settings } = state;
  const homes = causes.lane.length;
  setRates(look.view, homes, look.apart, settings);
  const drafts = draftsOf(scale, look, only);
  const [guess] = drafts;
  if (!guess || guess.most < strong || guess.cause === 0) return drafts;
  setRates(look.view, homes, without(state, look, guess.cause).apart, settings);
  return draftsOf(scale, look, only);
}

/** Members of a family further behind its first than this are left out. */
const farBehind = 9;

/** The likeliest cause with all that share a home that spoke with it. */
function bestFamily({ scale, causes }: State, look: Look, drafts: readonly Draft[]): Family {
  let first: Weighed | undefined;
  for (const draft of drafts) {
    // Visits only speak against: what is behind before them stays behind.
    if (first && draft.most < first.score) break;
    const one = weigh(scale, look, draft);
    if (!first || one.score > first.score) first = one;
  }
  const related = new Set<number>();
  if (!first) return { members: [], score: Number.NEGATIVE_INFINITY, related };
  const { score, cause } = first;
  for (let i = causes.homes.start[cause] ?? 0; i < (causes.homes.start[cause + 1] ?? 0); i++) {
    const home = causes.homes.items[i] ?? 0;
    if (!look.view.spoke.has(home) || look.apart.has(home)) continue;
    for (let j = causes.of.start[home] ?? 0; j < (causes.of.start[home + 1] ?? 0); j++)
      related.add(causes.of.items[j] ?? 0);
  }
  const near = drafts.filter((one) => related.has(one.cause) && one.most > score - farBehind);
  const members = near.map((one) => weigh(scale, look, one));
  members.sort((a, b) => b.score - a.score || a.cause - b.cause);
  const sum = members.reduce((total, one) => total + Math.exp(one.score - score), 0);
  return { members, score: score + Math.log(sum), related };
}

/**
 * Two faults below one main look like one fault of the main. Takes the best part of the first cause, sets it aside, and
 * looks whether what is left has a cause of its own inside the first: when both together explain more than the one,
 * although two faults are rarer, the part is found first.
 */
function oneOrTwo(state: State, look: Look, drafts: readonly Draft[], family: Family): Family {
  const { causes } = state;
  const [whole] = family.members;
  if (!whole) return family;
  const size = (cause: number): number => causes.size[cause] ?? 0;
  const within = (cause: number): boolean => {
    const home = causes.homes.items[causes.homes.start[cause] ?? 0] ?? 0;
    return size(cause) < size(whole.cause) && isIn(causes, home, whole.cause);
  };
  const part = family.members.find((one) => one.score > strong && within(one.cause));
  if (!part) return family;
  const others = without(state, look, part.cause);
  const rest = bestFamily(state, others, draftTwice(state, others, family.related));
  const [other] = rest.members;
  if (!other || !within(other.cause)) return family;
  const both = part.score + other.score + faultOdds(state.settings);
  if (both < whole.score) return family;
  const partDrafts = drafts.filter((one) => size(one.cause) <= size(part.cause) && within(one.cause));
  return bestFamily(state, look, partDrafts);
}

/** Log odds that a fault began in the last fortnight, for a thousand homes. */
const faultOdds = ({ faultRate, ages }: Settings): number => Math.log(faultRate * (ages.at(-1) ?? 0));

/** Homes that need not be asked. */
function spokeWithin(view: View, days: number): (home: number) => boolean {
  const spoke = view.speakers.filter((one) => [...one.words, ...one.answers].some((each) => each.age <= days));
  const homes = new Set(spoke.map((one) => one.home));
  return (home) => homes.has(home);
}

function findingOf(state: State, view: View, { members, score }: Family): Finding {
  const { settings, causes } = state;
  const any = 1 / (1 + Math.exp(-faultOdds(settings) - score));
  const chances = members.map((one) => any * Math.exp(one.score - score));
  const likely = members.slice(0, 3).map((one, i): Likely => {
    const from = causes.homes.start[one.cause] ?? 0;
    const homes = Array.from(causes.homes.items.subarray(from, causes.homes.start[one.cause + 1]));
    return { cause: causes.kinds[one.cause] ?? { kind: 'everywhere' }, homes, probability: chances[i] ?? 0 };
  });
  const best = members[0] ?? { cause: 0, score, age: 0 };
  const lasted = settings.ages[best.age] ?? 0;
  const days = spans.find((one) => one >= lasted) ?? 14;
  const doubt = { causes: members.map((one) => one.cause), chances };
  let ask: number[] | undefined;
  let evidence: Evidence | undefined;
  // The last two are worked out when they are wanted, from this view: of many hints few are shown.
  return {
    tier: score >= settings.proposal ? 'proposal' : 'hint',
    score,
    causes: likely,
    canTell: (likely[0]?.probability ?? 0) >= tellFrom,
    get ask() {
      ask ??= whomToAsk({ ...doubt, known: spokeWithin(view, days) }, causes, settings);
      return ask;
    },
    get evidence() {
      evidence ??= evidenceOf(view, causes, best.cause, days);
      return evidence;
    },
  };
}
