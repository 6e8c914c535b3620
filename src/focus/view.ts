// What can be counted at one moment: the homes that spoke in the last two weeks, each with its words and answers by age and where they were written down.
import type { HomeLog } from './memory.ts';

export interface Speaker {
  readonly home: number;
  /** Oldest first. */
  readonly words: readonly { readonly age: number; readonly ref: number }[];
  /** Oldest first. */
  readonly answers: readonly { readonly age: number; readonly yes: boolean; readonly ref: number }[];
}

export interface View {
  readonly at: number;
  /** By home. */
  readonly speakers: readonly Speaker[];
}

/** The view at a moment, of logs as they were then; later events do not exist for it. Time: the homes that spoke. */
export function viewOf(logs: readonly (readonly [number, HomeLog])[], at: number, days: number): View {
  const within = (one: { readonly at: number }): boolean => one.at <= at && at - one.at <= days;
  const speakers = logs.map(([home, log]) => ({
    home,
    words: log.reports.filter(within).map((one) => ({ age: at - one.at, ref: one.ref })),
    answers: log.answers.filter(within).map((one) => ({ age: at - one.at, yes: one.kind === 'yes', ref: one.ref })),
  }));
  const spoke = speakers.filter((one) => one.words.length + one.answers.length > 0);
  return { at, speakers: spoke.sort((a, b) => a.home - b.home) };
}
