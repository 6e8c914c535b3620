// Sentences with choices in them: "{昨天|前天}水{浑|黄}" and numbers "{3-8}亩" become plain sentences.
import type { Random } from './random.ts';

/** Choices may hold further choices: the innermost are made first. */
export function phrase(random: Random, pattern: string): string {
  const once = pattern.replace(/\{([^{}]*)\}/g, (_, inside: string) => {
    const span = /^(\d+)-(\d+)$/.exec(inside);
    if (span) return String(random.whole(Number(span[1]), Number(span[2])));
    return random.pick(inside.split('|'));
  });
  return once === pattern ? once : phrase(random, once);
}

/** How far a matter has to travel before somebody can answer it. */
export type Way = 'group' | 'village' | 'specialist' | 'township' | 'field-office' | 'department' | 'outside-body';

/** One thing that happens: how it is called, how a home tells it, and the answers that fit it. */
export interface Scene {
  readonly title: string;
  readonly texts: readonly string[];
  readonly answers: readonly string[];
  /** Months in which it happens; none given: the months of its kind. */
  readonly months: readonly number[] | null;
}

/** `[title, texts, answers, months?]`, all of them patterns. */
export type SceneRow = readonly [string, readonly string[], readonly string[], (readonly number[])?];

export interface CaseKind {
  readonly code: string;
  /** How common, compared with the others. */
  readonly weight: number;
  readonly ways: readonly (readonly [Way, number])[];
  readonly scenes: readonly Scene[];
}

export function kind(code: string, weight: number, ways: CaseKind['ways'], rows: readonly SceneRow[]): CaseKind {
  const scenes = rows.map(([title, texts, answers, months]) => ({ title, texts, answers, months: months ?? null }));
  return { code, weight, ways, scenes };
}

export const inMonth = (scene: Scene, month: number): boolean => scene.months === null || scene.months.includes(month);
