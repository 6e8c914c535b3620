// Replays what the county wrote on one home and names every change that another was written over without having been seen.
import type { Disputed, Household } from '#modules/household/model.ts';

export interface Change {
  readonly id: string;
  readonly field: string;
  readonly value: unknown;
  /** What stood on the screen of its author. */
  readonly was: unknown;
}

interface Written {
  readonly command: string;
  readonly name: string;
  readonly payload: Record<string, unknown>;
}

interface Happened {
  readonly facts: readonly Written[];
  readonly said: readonly Change[];
  /** Ids that their phone shows under "needs you". */
  readonly refused: readonly string[];
}

/** Each value that was replaced must have been on the screen of whoever replaced it. */
function overwritten(before: Household, { facts, said }: Happened): string[] {
  const now: Record<string, unknown> = { ...before };
  const faults: string[] = [];
  const words = [
    ...before.disputed,
    ...facts.flatMap(({ payload }) => (payload['words'] as Disputed[] | undefined) ?? []),
  ];
  for (const { command, name, payload } of facts) {
    const taken = words.find((word) => word.command === payload['command'] && word.field === payload['field']);
    if (name === 'household.settled' && taken) now[taken.field] = taken.said;
    if (name !== 'household.changed') continue;
    for (const [field, value] of Object.entries(payload)) {
      const change = said.find((one) => one.id === command);
      if (change && now[field] !== value && now[field] !== change.was)
        faults.push(
          `${field}: ${String(now[field])} was replaced by ${String(value)}, whose author had seen ${String(change.was)}`,
        );
      now[field] = value;
    }
  }
  return faults;
}

const wordsOf = (payload: Record<string, unknown>): string[] =>
  (payload['words'] as { command: string }[] | undefined)?.map((word) => word.command) ?? [];

/** Each change was made, or stands beside what holds, or was settled by somebody, or waits for its author with the reason. */
function vanished(after: Household, { facts, said, refused }: Happened): string[] {
  const made = new Set(facts.filter((fact) => fact.name === 'household.changed').map((fact) => fact.command));
  const kept = new Set(after.disputed.map((word) => word.command));
  const disputed = new Map(
    facts.flatMap((fact, at) =>
      fact.name === 'household.disputed' ? wordsOf(fact.payload).map((id) => [id, at] as const) : [],
    ),
  );
  const isSettled = (change: Change): boolean =>
    facts.some(
      (fact, at) =>
        fact.name === 'household.settled' &&
        fact.payload['field'] === change.field &&
        at > (disputed.get(change.id) ?? Number.POSITIVE_INFINITY),
    );
  return said
    .filter((one) => !made.has(one.id) && !kept.has(one.id) && !isSettled(one) && !refused.includes(one.id))
    .map((one) => `${one.field}: ${String(one.value)} (${one.id}) is nowhere`);
}

export const silentlyLost = (before: Household, after: Household, happened: Happened): string[] => [
  ...overwritten(before, happened),
  ...vanished(after, happened),
];
