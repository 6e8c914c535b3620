// Which parts are added up, and which figure is which part of which whole: data for counting, asking and showing alike.

/** Added up by day: the day on which the first contact was due, the present deadline fell, or the first deadline fell. */
export const axes = ['respond', 'closing', 'first'] as const;
export type Axis = (typeof axes)[number];

/** The additive columns; each belongs to one axis. An incident counts on the axis of the first deadline, by the day it was resolved. */
export const parts = [
  'respond_due',
  'respond_met',
  'closing_due',
  'closing_met',
  'first_due',
  'first_met',
  'solved',
  'partly',
  'not_solved',
  'no_answer',
  'by_secret',
  'by_adult',
  'by_other',
  'answered',
  'on_level',
  'reopened',
  'stepped_up',
  'sent',
  'returned',
  'returned_twice',
  'joined',
  'joined_told',
  'rated_good',
  'rated_fair',
  'rated_poor',
  'satisfied',
  'unsatisfied',
  'found',
  'cause_named',
] as const;
export type Part = (typeof parts)[number];
export type Parts = Readonly<Record<Part, number>>;

export interface FigureShape {
  readonly key: string;
  readonly axis: Axis;
  readonly part: Part;
  /** What is added up for the whole. */
  readonly whole: readonly Part[];
}

const checked = ['solved', 'partly', 'not_solved', 'no_answer'] as const;
const rated = ['rated_good', 'rated_fair', 'rated_poor'] as const;
const figure = (key: string, axis: Axis, part: Part, whole: Part | readonly Part[]): FigureShape => ({
  key,
  axis,
  part,
  whole: typeof whole === 'string' ? [whole] : whole,
});

export const figures: readonly FigureShape[] = [
  figure('response', 'respond', 'respond_met', 'respond_due'),
  figure('on-time', 'closing', 'closing_met', 'closing_due'),
  figure('on-time-first', 'first', 'first_met', 'first_due'),
  figure('solved', 'first', 'solved', checked),
  figure('partly', 'first', 'partly', checked),
  figure('not-solved', 'first', 'not_solved', checked),
  figure('no-answer', 'first', 'no_answer', checked),
  figure('by-secret', 'first', 'by_secret', checked),
  figure('by-adult', 'first', 'by_adult', checked),
  figure('by-other', 'first', 'by_other', checked),
  figure('satisfied', 'first', 'satisfied', ['satisfied', 'unsatisfied']),
  figure('on-level', 'first', 'on_level', 'answered'),
  figure('reopened', 'first', 'reopened', 'answered'),
  figure('stepped-up', 'first', 'stepped_up', 'first_due'),
  figure('feedback', 'first', 'joined_told', 'joined'),
  figure('returned', 'first', 'returned', 'sent'),
  figure('returned-twice', 'first', 'returned_twice', 'sent'),
  figure('root-cause', 'first', 'cause_named', 'found'),
  figure('rated-good', 'first', 'rated_good', rated),
  figure('rated-fair', 'first', 'rated_fair', rated),
  figure('rated-poor', 'first', 'rated_poor', rated),
];

export const findFigure = (key: string): FigureShape | undefined => figures.find((one) => one.key === key);

/** MEAS-23: what a household said in confidence has no list of matters behind it; neither have incidents, which are no matters. */
export const withoutList: readonly string[] = ['satisfied', 'root-cause'];

/** Those that stand in the rows of a table below a page, and those that a trend is drawn of. */
export const rowKeys = ['response', 'on-time-first', 'solved'] as const;
/** The first contact is the first receiver's, so an office that is sent matters has none. */
export const officeRowKeys = ['on-time-first', 'solved'] as const;
export const officeKeys: readonly string[] = [
  'on-time',
  'on-time-first',
  'solved',
  'partly',
  'not-solved',
  'no-answer',
  'satisfied',
  'reopened',
];
export const ratingKeys = ['rated-good', 'rated-fair', 'rated-poor'] as const;

/** Fewer than this many are hidden (MEAS-13); the nine in ten is told of this many (MEAS-12). */
export const fewest = 5;
export const fewestForNineInTen = 10;

/** Raised whenever a formula changes: the figures are then made anew from the first position. */
export const formulas = 2;

/** How long something took: median and nine in ten in ms, null where too few are to be shown. */
export interface Spans {
  readonly n: number | null;
  readonly median: number | null;
  readonly nineInTen: number | null;
}
