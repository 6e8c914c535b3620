// Homes that were visited and said nothing: for which ages of a fault their silence counts.
import type { Memory } from './memory.ts';
import type { View } from './view.ts';

interface Seen {
  readonly view: View;
  readonly memory: Memory;
}

/**
 * The first age from which a home counts as visited and silent, by home: 0 … ages, or `ages` when it never does. Worked out
 * once a look, when a home is first met.
 */
export class Visited {
  private readonly from: Uint8Array;
  private readonly look: Seen;
  private readonly ages: readonly number[];

  constructor(look: Seen, homes: number, ages: readonly number[]) {
    this.from = new Uint8Array(homes).fill(255);
    this.look = look;
    this.ages = ages;
  }

  /**
   * First age in the lower four bits, the age it ends before in the upper four.
   * Homes that spoke are weighed by their words: a visit before those counts only for ages that leave the words out.
   */
  span(home: number): number {
    const found = this.from[home] ?? 0;
    if (found !== 255) return found;
    const { at } = this.look.view;
    const none = this.ages.length;
    const log = this.look.memory.logs.get(home);
    const visit = log?.visits.findLast((one) => one.at <= at);
    const first = visit ? this.ages.findIndex((age) => at - visit.at <= age) : -1;
    let until = none;
    for (const said of first < 0 || !log ? [] : [...log.reports, ...log.answers]) {
      const heard = this.ages.findIndex((age) => at - said.at <= age);
      if (said.at <= at && heard >= 0) until = Math.min(until, heard);
    }
    const span = (first < 0 ? none : first) | (until << 4);
    this.from[home] = span;
    return span;
  }
}
