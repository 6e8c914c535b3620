// One category of problems in one area: takes what is heard, says what stands out, how sure that is, and whom to ask.
import { whomToAsk } from './ask.ts';
import { BestFirst } from './best-first.ts';
import { type Causes, causesOf } from './causes.ts';
import { evidenceOf, isIn } from './evidence.ts';
import { emptyMemory, forgetBefore, type Memory, remember } from './memory.ts';
import type { Evidence, Finder, Finding, Likely, World } from './model.ts';
import { onsetsAt } from './onsets.ts';
import { Running } from './running.ts';
import { type Settings, settings as frozen, tellFrom } from './settings.ts';
import { type View, viewOf } from './view.ts';
import { Look, type Scores, scoresOf, type Weighed } from './weigh.ts';

interface State {
  readonly memory: Memory;
  readonly causes: Causes;
  readonly settings: Settings;
  readonly running: Running;
  readonly scores: Scores;
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
  const memory = emptyMemory();
  const running = new Running(causes, memory, settings);
  const scores = scoresOf({ causes, settings, grid: running.grid });
  const state: State = { memory, causes, settings, running, scores };
  return {
    add: (heard) => {
      if (!Number.isInteger(heard.home) || heard.home < 0 || heard.home >= world.homes)
        throw new RangeError(`event ${heard.ref}: home ${heard.home} is not one of ${world.homes}`);
      remember(memory, heard);
      running.heard(heard);
    },
    findings: (at) => findingsAt(state, at),
    forget: (at) => {
      // What is forgotten must be of no weight any more, now and at the next look.
      if (at > running.clock) running.bringTo(at);
      forgetBefore(memory, at, settings);
    },
  };
}

function findingsAt(state: State, at: number): Finding[] {
  const { settings, running, memory } = state;
  running.bringTo(at);
  let look = new Look(state, onsetsAt(at, running.grid, settings));
  const logs = [...memory.speaking];
  let view: View | undefined;
  const seen = (): View => {
    view ??= viewOf(logs, at, spans.at(-1)!);
    return view;
  };
  const queue = new BestFirst(look.candidates());
  const settled = new Set<number>();
  const findings: Finding[] = [];
  while (findings.length < settings.most) {
    const first = nextOf(queue, look, settled);
    if (!first) break;
    const family = familyOf(state, look, first, settled);
    if (family.score < settings.hint) break;
    const chosen = family.score > strong ? oneOrTwo(state, look, family, settled) : family;
    findings.push(findingOf(state, seen, chosen));
    if (family.score <= strong) {
      for (const cause of family.related) settled.add(cause);
      continue;
    }
    const { look: rest, touched } = look.without(chosen.members[0]!.cause);
    look = rest;
    for (const cause of touched)
      if (!settled.has(cause) && rest.isNews(cause)) queue.push({ cause, bound: Number.POSITIVE_INFINITY });
  }
  return findings;
}

/** What scores more explains its homes: all else is weighed anew without them. Weaker ones are only put aside. */
const strong = 2;

/** The likeliest cause that is left. */
function nextOf(queue: BestFirst, look: Look, settled: ReadonlySet<number>): Weighed | undefined {
  for (let top = queue.top; top; top = queue.top) {
    if (settled.has(top.cause) || !look.isNews(top.cause)) queue.replaceTop();
    else {
      const weighed = look.weigh(top.cause);
      if (weighed.score === top.bound) return weighed;
      queue.replaceTop({ cause: top.cause, bound: weighed.score });
    }
  }
  return undefined;
}

interface Family {
  readonly members: readonly Weighed[];
  /** Of all members together. */
  readonly score: number;
  /** Every cause that shares a home that spoke with the first. */
  readonly related: ReadonlySet<number>;
}

/** Members of a family further behind its first than this are left out, and those that are nowhere near a hint. */
const farBehind = 9;
const hopeless = 2;

/** The likeliest cause with all that share a home that spoke with it. */
function familyOf({ causes, settings }: State, look: Look, first: Weighed, settled: ReadonlySet<number>): Family {
  const related = new Set<number>();
  for (const home of look.speakers(first.cause))
    for (let j = causes.of.start[home]!; j < causes.of.start[home + 1]!; j++) related.add(causes.of.items[j]!);
  const least = Math.max(first.score - farBehind, settings.hint - hopeless);
  const members: Weighed[] = [];
  for (const cause of related) {
    if (settled.has(cause) || look.bound(cause) <= least || !look.isNews(cause)) continue;
    const one = look.weigh(cause);
    if (one.score > least) members.push(one);
  }
  members.sort((a, b) => b.score - a.score || a.cause - b.cause);
  const sum = members.reduce((total, one) => total + Math.exp(one.score - first.score), 0);
  return { members, score: first.score + Math.log(sum), related };
}

/** The likeliest of these causes with its family. */
function bestOf(state: State, look: Look, among: Iterable<number>, settled: ReadonlySet<number>): Family | undefined {
  let first: Weighed | undefined;
  for (const cause of among) {
    if (settled.has(cause) || !look.isNews(cause)) continue;
    const one = look.weigh(cause);
    if (!first || one.score > first.score || (one.score === first.score && cause < first.cause)) first = one;
  }
  return first && familyOf(state, look, first, settled);
}

/**
 * Two faults below one main look like one fault of the main. Takes the best part of the first cause, sets it aside, and
 * looks whether what is left has a cause of its own inside the first: when both together explain more than the one,
 * although two faults are rarer, the part is found first.
 */
function oneOrTwo(state: State, look: Look, family: Family, settled: ReadonlySet<number>): Family {
  const { causes } = state;
  const whole = family.members[0]!;
  const size = (cause: number): number => causes.size[cause]!;
  const within = (cause: number): boolean => {
    const home = causes.homes.items[causes.homes.start[cause]!]!;
    return size(cause) < size(whole.cause) && isIn(causes, home, whole.cause);
  };
  const part = family.members.find((one) => one.score > strong && within(one.cause));
  if (!part) return family;
  const others = bestOf(state, look.without(part.cause).look, family.related, settled);
  const other = others?.members[0];
  if (!other || !within(other.cause)) return family;
  if (part.score + other.score + faultOdds(state.settings) < whole.score) return family;
  const outside = new Set(settled);
  for (const cause of family.related) if (size(cause) > size(part.cause) || !within(cause)) outside.add(cause);
  return bestOf(state, look, family.related, outside) ?? family;
}

/** Log odds that a fault began in the last fortnight, for a thousand homes. */
const faultOdds = ({ faultRate, ages }: Settings): number => Math.log(faultRate * (ages.at(-1) ?? 0));

/** Homes that need not be asked. */
function spokeWithin(view: View, days: number): (home: number) => boolean {
  const spoke = view.speakers.filter((one) => [...one.words, ...one.answers].some((each) => each.age <= days));
  const homes = new Set(spoke.map((one) => one.home));
  return (home) => homes.has(home);
}

/** Probabilities of the members; what is missing to one is "nothing at one place". */
function chancesOf(members: readonly Weighed[], score: number, settings: Settings): number[] {
  const { trust, sure } = settings;
  const any = 1 / (1 + Math.exp(-sure - trust * (faultOdds(settings) + score)));
  return members.map((one) => any * Math.exp(one.score - score));
}

function likelyOf({ kinds, homes }: Causes, cause: number, probability: number): Likely {
  return {
    cause: kinds[cause]!,
    probability,
    get homes() {
      return Array.from(homes.items.subarray(homes.start[cause], homes.start[cause + 1]));
    },
  };
}

function findingOf({ settings, causes }: State, view: () => View, { members, score }: Family): Finding {
  const chances = chancesOf(members, score, settings);
  const likely = members.slice(0, 3).map((one, i) => likelyOf(causes, one.cause, chances[i]!));
  const best = members[0]!;
  const days = spans.find((one) => one >= best.lasted) ?? spans.at(-1)!;
  const doubt = { causes: members.map((one) => one.cause), chances };
  let ask: number[] | undefined;
  let evidence: Evidence | undefined;
  // The last two are worked out when they are wanted, from what was known now: of many hints few are shown.
  return {
    tier: score >= settings.proposal ? 'proposal' : 'hint',
    score,
    causes: likely,
    canTell: (likely[0]?.probability ?? 0) >= tellFrom,
    get ask() {
      ask ??= whomToAsk({ ...doubt, known: spokeWithin(view(), days) }, causes, settings);
      return ask;
    },
    get evidence() {
      evidence ??= evidenceOf(view(), causes, best.cause, days);
      return evidence;
    },
  };
}
