// The clocks of a matter by severity; minutes on the calendar (`h24`) or in working days. These are the defaults: a county sets its own.
import type { Term } from '#kit/calendar.ts';

export interface Clock {
  readonly respond: Term;
  readonly resolve: Term | null;
  /** What an office has at least after an unhappy word, however little was left of the first clock. */
  readonly again: Term | null;
}

const minutes = (n: number): Term => ({ minutes: n });
const workingDays = (n: number): Term => ({ workingDays: n });

export const clocks: Readonly<Record<string, Clock>> = {
  '1': { respond: minutes(30), resolve: minutes(2 * 60), again: minutes(2 * 60) },
  '2': { respond: minutes(4 * 60), resolve: minutes(24 * 60), again: minutes(12 * 60) },
  '3': { respond: workingDays(1), resolve: workingDays(5), again: workingDays(2) },
  '4': { respond: workingDays(1), resolve: workingDays(15), again: workingDays(5) },
  C: { respond: workingDays(1), resolve: workingDays(3), again: workingDays(1) },
  D: { respond: minutes(24 * 60), resolve: minutes(30 * 24 * 60), again: minutes(10 * 24 * 60) },
  X: { respond: workingDays(1), resolve: null, again: null },
};

/** How long one holder may keep a matter, by kind of office and severity: each stay has its own clock. */
export const dwell: Readonly<Record<string, Readonly<Record<string, Term>>>> = {
  'level-2': {
    '1': minutes(15),
    '2': minutes(120),
    '3': minutes(1440),
    '4': minutes(1440),
    C: minutes(1440),
    D: minutes(1440),
  },
  'level-1': {
    '1': minutes(15),
    '2': minutes(120),
    '3': minutes(1440),
    '4': minutes(1440),
    C: minutes(1440),
    D: minutes(2880),
  },
  liaison: {
    '1': minutes(15),
    '2': minutes(120),
    '3': minutes(1440),
    '4': minutes(1440),
    C: minutes(1440),
    D: minutes(2880),
  },
  village: {
    '1': minutes(15),
    '2': minutes(240),
    '3': minutes(2880),
    '4': minutes(2880),
    C: minutes(1440),
    D: minutes(14400),
  },
  'village-specialist': {
    '1': minutes(15),
    '2': minutes(480),
    '3': minutes(4320),
    '4': minutes(7200),
    C: minutes(1440),
    D: minutes(28800),
  },
  township: {
    '1': minutes(15),
    '2': minutes(240),
    '3': workingDays(1),
    '4': workingDays(1),
    C: workingDays(1),
    D: minutes(14400),
  },
  'field-office': {
    '1': minutes(30),
    '2': minutes(720),
    '3': workingDays(4),
    '4': workingDays(10),
    C: workingDays(2),
    D: minutes(21600),
  },
  department: {
    '1': minutes(30),
    '2': minutes(720),
    '3': workingDays(4),
    '4': workingDays(10),
    C: workingDays(2),
    D: minutes(21600),
  },
  'outside-body': {
    '1': minutes(30),
    '2': minutes(720),
    '3': workingDays(4),
    '4': workingDays(10),
    C: workingDays(2),
    D: minutes(21600),
  },
  'county-centre': {
    '1': minutes(15),
    '2': minutes(60),
    '3': workingDays(1),
    '4': workingDays(1),
    C: workingDays(1),
    D: workingDays(1),
  },
};
