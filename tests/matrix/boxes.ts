// What phones could not deliver, put into the boxes of the access matrix.
import { newId } from '#kit/id.ts';
import { emptyScope, inScope } from '#data/scope.ts';
import type { Matrix } from './county.ts';

/** An entry of grid 1 that waits in the box, or was set aside a moment ago. */
export async function leftBehind(m: Matrix, outcome: 'set-aside' | null = null): Promise<string> {
  const id = newId();
  await inScope(m.cast.county.database, { ...emptyScope, standing: 'service', service: 'jobs' }, (tx) =>
    tx.exec(
      `insert into hand_over_box (id, ground, author, envelope, code, outcome, settled_at)
         values ($1, $2::ltree, $3, $4::jsonb, 'not-yours', $5, case when $5::text is null then null else now() end)`,
      [id, m.cast.grounds.grid, m.people.ended?.actor.person ?? null, JSON.stringify({ name: 'case.note' }), outcome],
    ),
  );
  return id;
}

/** What a phone could not deliver because its person's post had ended: an ordinary entry, and a must-report one that nobody but its author reads. */
export async function leaveBoxes(m: Matrix): Promise<void> {
  const author = m.people.ended?.actor.person ?? null;
  const { cast } = m;
  await inScope(cast.county.database, { ...emptyScope, standing: 'service', service: 'jobs' }, async (tx) => {
    for (const [name, ground] of [
      ['visit.record', cast.grounds.grid],
      ['case.report', null],
    ])
      await tx.exec(
        'insert into hand_over_box (id, ground, author, envelope, code) values ($1, $2::ltree, $3, $4::jsonb, $5)',
        [newId(), ground, author, JSON.stringify({ name }), 'not-yours'],
      );
  });
}
