// What somebody may declare about himself or his home when he asks whether he may qualify. Data; nothing of it is kept.
import type { Fact } from './fact.ts';
import { hardship } from './facts-hardship.ts';
import { doings, people } from './facts-life.ts';

export type { Fact } from './fact.ts';

export const facts: readonly Fact[] = [...people, ...hardship, ...doings];
const byKey = new Map(facts.map((fact) => [fact.key, fact]));
export const findFact = (key: string): Fact | undefined => byKey.get(key);
