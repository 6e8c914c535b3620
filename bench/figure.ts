// One figure of the benchmarks, with its goal and whether that is met.

export interface Figure {
  readonly name: string;
  readonly value: number | null;
  readonly unit: string;
  readonly goal: number | null;
  readonly better: 'lower' | 'higher';
  readonly met: boolean;
  readonly measuredOn: string;
  readonly reason?: string;
}

export function figure(
  name: string,
  value: number,
  unit: string,
  [better, goal]: ['lower' | 'higher', number | null],
): Figure {
  const met = goal === null || (better === 'lower' ? value <= goal : value >= goal);
  return {
    name,
    value: Math.round(value * 1000) / 1000,
    unit,
    goal,
    better,
    met,
    measuredOn: `Node ${process.version}, ${process.arch}`,
  };
}

/** What could not be measured is not met, and says why. */
export const missing = (name: string, unit: string, goal: number, reason: string): Figure => ({
  name,
  value: null,
  unit,
  goal,
  better: 'lower',
  met: false,
  measuredOn: `Node ${process.version}, ${process.arch}`,
  reason,
});

/** The smallest of the values that at least `share` of them do not exceed (nearest rank); NaN of none. */
export const percentile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.max(0, Math.ceil(values.length * share) - 1)] ?? Number.NaN;
