// Joins the inserts of one command into a single statement: each statement by itself costs more than the row it writes.
import type { Asking } from './table.ts';

export interface JoinedWrites extends Asking {
  /** Sends everything kept so far together with this last statement, whose row count it answers. */
  finish(text: string, values: readonly unknown[]): Promise<number>;
}

const shifted = (text: string, by: number): string =>
  text.replaceAll(/\$(\d+)/g, (_, n: string) => `$${Number(n) + by}`);

/**
 * Keeps `exec` calls back until `finish`. Only for inserts that do not depend on each other: inside one statement none sees
 * the other's row, and their order is PostgreSQL's. Foreign keys between them hold, because they are checked at its end.
 */
export function joinWrites(tx: Asking): JoinedWrites {
  const kept: { text: string; values: readonly unknown[] }[] = [];
  return {
    query: () => Promise.reject(new Error('joined writes only insert')),
    exec: (text, values = []) => {
      kept.push({ text, values });
      return Promise.resolve(1);
    },
    finish: (text, values) => {
      let by = 0;
      const parts = kept.map((one, i) => {
        const part = `w${i} as (${shifted(one.text, by)})`;
        by += one.values.length;
        return part;
      });
      const all = [...kept.flatMap((one) => one.values), ...values];
      return tx.exec(parts.length > 0 ? `with ${parts.join(', ')} ${shifted(text, by)}` : text, all);
    },
  };
}
