// What a record goes back to when an import is taken back, and what forbids it (BRING rules).
import type { RecordBase } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { Brought } from './model.ts';

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/**
 * The things of a record that go back, or null where the whole of it goes. Throws `conflict brought-not-mine`,
 * `brought-worked-on`, `brought-erased`.
 */
export function backTo(record: RecordBase, { before, mine, since, erased }: Brought): Record<string, unknown> | null {
  if (!mine) throw new Problem('conflict', 'brought-not-mine');
  if (erased) throw new Problem('conflict', 'brought-erased');
  // BRING-4
  const [fact] = since;
  if (fact !== undefined) throw new Problem('conflict', 'brought-worked-on', { fact, n: since.length });
  // BRING-3: what it was before, and nothing of it where it was not there.
  if (before === null) return null;
  const now = record as unknown as Record<string, unknown>;
  const then = before as unknown as Record<string, unknown>;
  const names = Object.keys(then).filter((name) => name !== 'version' && !same(now[name], then[name]));
  return Object.fromEntries(names.map((name) => [name, then[name]]));
}
