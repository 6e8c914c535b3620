// What the finder assumes about people and faults; frozen before the evaluation draws fresh seeds.

export interface Settings {
  /** Reports per home and day when nothing is wrong: what is believed before anything was heard. */
  readonly rate: number;
  /** How many reports that belief is worth. */
  readonly rateTrust: number;
  /** Multiplies the rate at a moment: frost, harvest, flood season. */
  readonly season?: (at: number) => number;
  /** How freely the rate of a single day moves (shape of a Gamma; small: freely), and how far at most. */
  readonly dayShape: number;
  readonly dayMost: number;
  /** Reports that one report draws from its lane when nothing is wrong, and how long that takes, in days. */
  readonly echo: number;
  readonly echoDays: number;
  /** Chance that a visited home names the problem when nothing is wrong (before anything was heard), and when it is hit. */
  readonly visitRate: number;
  readonly visitHit: number;
  /** Chance that a home of the cause says yes when asked; that any other home does. */
  readonly yesInside: number;
  readonly yesOutside: number;
  /** Faults that begin in a thousand homes in a day. */
  readonly faultRate: number;
  /** Larger mains are longer and break more often: weight of a cause = homes to this power. */
  readonly sizePower: number;
  /** Chances that a hit home ever reports by itself, all thought possible, with their weights. */
  readonly telling: readonly number[];
  readonly tellingWeight: readonly number[];
  /** Days between the moments at which a fault may have begun. */
  readonly step: number;
  /** Days a fault may have lasted already, the later end of each step: where areas without a network are weighed; the last everywhere. */
  readonly ages: readonly number[];
  /** Days that a fault is thought to have lasted at least: half a step, as those that began in the newest one. */
  readonly youngest: number;
  /** Time until a hit home tells: a share soon, the others late (means in days). */
  readonly soon: number;
  readonly soonDays: number;
  readonly lateDays: number;
  /** Evidence of one fault is worth less than independent homes would be: neighbours talk. Scales logs in the posterior. */
  readonly temper: number;
  /** So that probabilities come true as often as they say: log odds of "there is a fault" are taken times `trust`, plus `sure` (fitted on development seeds). */
  readonly trust: number;
  readonly sure: number;
  /** Scores from which something is a hint or a proposal. */
  readonly hint: number;
  readonly proposal: number;
  /** A single word is looked at for so many days. */
  readonly fresh: number;
  /** How many findings at once, at most. */
  readonly most: number;
  /** Days that events are kept: some more than count, so that none is missed that is late; and daily sums of them. */
  readonly keep: number;
  readonly history: number;
}

/** Below this the evidence cannot tell which cause it is. */
export const tellFrom = 0.4;

export const settings: Settings = {
  rate: 0.0002,
  rateTrust: 4,
  dayShape: 1,
  dayMost: 12,
  echo: 0.12,
  echoDays: 0.7,
  visitRate: 0.006,
  visitHit: 0.7,
  yesInside: 0.87,
  yesOutside: 0.04,
  faultRate: 0.003,
  sizePower: 0.25,
  telling: [0.07, 0.15, 0.3, 0.5, 0.75],
  tellingWeight: [0.1, 0.25, 0.3, 0.25, 0.1],
  step: 0.25,
  ages: [0.4, 1, 2, 3, 4.5, 6.5, 9, 14],
  youngest: 0.125,
  soon: 0.7,
  soonDays: 1.2,
  lateDays: 6,
  temper: 0.95,
  trust: 0.7,
  sure: -0.2,
  hint: -6,
  proposal: 3.9,
  fresh: 4,
  most: 24,
  keep: 16,
  history: 150,
};
