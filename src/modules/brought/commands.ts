// Taking back what an import did to a few records that belong together: a home with its members, or one record.
import * as z from 'zod/mini';
import { defineVerb, type Fact, type RecordBase } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import { type Brought, broughtId } from './model.ts';
import { backTo } from './rules.ts';

export const unbring = defineVerb({
  name: 'import.undo',
  input: z.object({
    run: z.uuid(),
    /** In the order in which they go. */
    records: z
      .array(z.object({ kind: z.string().check(z.regex(/^[a-z-]{2,30}$/)), id: z.uuid() }))
      .check(z.minLength(1), z.maxLength(5000)),
  }),
  who: ['service:import'],
  offline: false,
  timeoutMs: 60_000,
  needs: ({ run, records }) =>
    records.flatMap(({ kind, id }) => [
      { kind, id },
      { kind: 'brought', id: broughtId(run, id) },
    ]),
  decide({ run, records }, { actor, loaded }) {
    if (actor.service !== 'import') throw new Problem('refused', 'not-yours');
    return records.map(({ kind, id }): Fact => {
      const record = loaded.get<RecordBase>(kind, id);
      const brought = loaded.get<Brought>('brought', broughtId(run, id));
      return { name: `${kind}.unbrought`, kind, id, data: { run, to: backTo(record, brought) } };
    });
  },
});
