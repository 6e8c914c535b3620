// The matters behind a figure (MEAS-18): found by their marks, shown through the reader's own rights.
import * as z from 'zod/mini';
import { Problem } from '#kit/problem.ts';
import { defineQuery } from '#data/query.ts';
import type { Behind, BehindRow } from './model.ts';
import { type Axis, findFigure, withoutList } from './kinds/figures.ts';
import { officeRoles, pageOf, placeRoles, seenOn } from './queries-sums.ts';
import { isQuarter, quarterAt } from './rules.ts';

const most = 50;
const dayColumn: Readonly<Record<Axis, string>> = {
  respond: 'respond_day',
  closing: 'closing_day',
  first: 'first_day',
};

/** Places of an area are those that begin with its path; compared as texts, which an index may be asked for. */
const behindText = (axis: Axis): string => {
  const day = dayColumn[axis];
  const office = axis === 'respond' ? 'respond_office' : 'office';
  return `select m.id, m.number, m.title, m.category, m.state, m.side, m.outcome, found.${day}::text as day,
      coalesce(village.name, '') || coalesce(up.name, '') as place
    from measured as found join matter as m on m.id = found.record
    left join area as village on village.ground = subpath(m.ground, 0, least(3, nlevel(m.ground)))
    left join area as up on nlevel(m.ground) >= 4 and up.ground = subpath(m.ground, 0, 4)
    where found.${day} between $1::date and $2::date and (found.${day}, found.record) > ($3::date, $4::uuid)
      and (found.place = $5 or (found.place > $5 || '.' and found.place < $5 || '/'))
      and ($6::uuid is null or found.${office} = $6)
      and ($7::text[] && found.parts) and ($8::text is null or $8 = any(found.parts)) and ($9::text is null or not ($9 = any(found.parts)))
    order by found.${day}, found.record limit ${most + 1}`;
};

function readAfter(after: string | null): [string, string] {
  if (after === null) return ['1970-01-01', '00000000-0000-0000-0000-000000000000'];
  const [day = '', id = ''] = after.split('_');
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || !/^[0-9a-f-]{36}$/.test(id))
    throw new Problem('invalid', 'input-invalid', { field: 'after', reason: 'cursor' });
  return [day, id];
}

export const cases = defineQuery({
  name: 'measure.cases',
  input: z.object({
    area: z._default(z.nullable(z.uuid()), null),
    office: z._default(z.nullable(z.uuid()), null),
    quarter: z._default(z.nullable(z.string().check(z.refine(isQuarter))), null),
    figure: z.string().check(z.maxLength(30)),
    /** The part, the rest, or the whole of the figure. */
    of: z.enum(['part', 'rest', 'whole']),
    after: z._default(z.nullable(z.string().check(z.maxLength(60))), null),
  }),
  who: [...placeRoles, ...officeRoles],
  touches: 'list',
  async answer(tx, input, asked): Promise<Behind> {
    const shape = findFigure(input.figure);
    if (!shape) throw new Problem('invalid', 'input-invalid', { field: 'figure', reason: 'unknown' });
    // MEAS-23
    if (withoutList.includes(shape.key)) throw new Problem('refused', 'not-yours');
    const page = await pageOf(tx, input, asked);
    const quarter = quarterAt(input.quarter, asked.now);
    // MEAS-13: a list would count what is hidden.
    if (!(await seenOn(tx, page, quarter, asked)).shown.has(shape.key)) throw new Problem('refused', 'too-few');
    const rows = await tx.query<BehindRow>(behindText(shape.axis), [
      quarter.from,
      quarter.to,
      ...readAfter(input.after),
      page.ground,
      page.kind === 'office' ? page.office : null,
      shape.whole,
      input.of === 'part' ? shape.part : null,
      input.of === 'rest' ? shape.part : null,
    ]);
    const shown = rows.slice(0, most);
    const last = shown.at(-1);
    return { name: page.name, rows: shown, next: rows.length > most && last ? `${last.day}_${last.id}` : null };
  },
});
