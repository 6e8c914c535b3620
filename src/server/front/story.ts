// The story of the demo as nine steps, and how far the visitor has taken it: counted from the stories of the matters, in the demo only.
import { emptyScope, inScope } from '#data/scope.ts';
import type { County } from '../county.ts';

/** Room in which a step is taken → step; the ids are those of the demo's rooms. */
export const steps = [
  { id: 'report', room: 'worker' },
  { id: 'same', room: 'worker' },
  { id: 'village', room: 'head' },
  { id: 'township', room: 'village' },
  { id: 'department', room: 'township' },
  { id: 'focus', room: 'water' },
  { id: 'answer', room: 'water' },
  { id: 'told', room: 'worker' },
  { id: 'solved', room: 'household' },
] as const;
export type StepId = (typeof steps)[number]['id'];

interface Row {
  readonly name: string;
  readonly to: string | null;
  readonly matters: number;
}

const text = `select step.name, office.kind as "to", count(distinct step.matter)::int as matters from step
  join matter on matter.id = step.matter left join office on office.id = step.to_office
  where matter.category in ('W1', 'W2', 'W3') and matter.reported_at >= $1 and matter.reporter_standing = 'staff' group by 1, 2`;

/** The steps reached by matters of water reported since `since` (ms): names of steps, nothing of a home. */
export async function reached(county: County, since: number): Promise<StepId[]> {
  const scope = { ...emptyScope, standing: 'service', service: 'jobs' };
  const rows = await inScope(county.database, scope, (tx) => tx.query<Row>(text, [new Date(since)]), {
    readOnly: true,
  });
  const many = (name: string, to?: string): number =>
    rows
      .filter((row) => row.name === name && (to === undefined || row.to === to))
      .reduce((sum, row) => sum + row.matters, 0);
  const is: Readonly<Record<StepId, boolean>> = {
    report: many('case.reported') > 0,
    same: many('case.reported') > 1,
    village: many('case.handed-up', 'village') > 0,
    township: many('case.handed-up', 'township') > 0,
    department: many('case.dispatched') > 0,
    focus: many('case.joined') > 0,
    answer: many('case.answered') > 0,
    told: many('case.told') > 0,
    solved: many('case.solved') > 0,
  };
  return steps.map((step) => step.id).filter((id) => is[id]);
}
