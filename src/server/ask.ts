// The one door to read: who may ask is checked first, then the answer is made inside the reader's own scope, and a reading is written.
import * as z from 'zod/mini';
import { type Actor, isAmong } from '#kit/actor.ts';
import type { FactData } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import { writeReadings } from '#data/readings.ts';
import { inScope } from '#data/scope.ts';
import type { County } from './county.ts';
import { queries } from './queries.ts';
import { scopeOf } from './scope-of.ts';
import { whyOpened } from './why-opened.ts';

export async function ask(county: County, actor: Actor, name: string, input: unknown): Promise<FactData> {
  const query = queries.get(name);
  if (!query) throw new Problem('missing', 'query-unknown');
  // The right to ask comes before everything else.
  if (!isAmong(actor, query.who)) throw new Problem('refused', 'not-yours');
  const read = z.safeParse(query.input, input ?? {});
  if (!read.success)
    throw new Problem('invalid', 'input-invalid', {
      field: read.error.issues[0]?.path.join('.') ?? '',
      reason: read.error.issues[0]?.code ?? '',
    });
  const touched = new Set<string>();
  const now = county.now();
  const asked = {
    actor,
    now,
    reads: (...ids: readonly (string | null)[]) => ids.forEach((id) => id && touched.add(id)),
  };
  return inScope(
    county.database,
    scopeOf(actor),
    async (tx) => {
      const reason = query.touches === 'household' ? await whyOpened(tx, actor, { asked: read.data, said: input }) : '';
      const answer = await query.answer(tx, read.data, asked);
      if (query.touches === 'household')
        await writeReadings(tx, [...touched], { reader: actor, purpose: name, at: now, reason });
      return answer;
    },
    { readOnly: query.touches !== 'household', timeoutMs: 15_000 },
  );
}
