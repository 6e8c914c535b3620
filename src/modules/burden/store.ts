// The SQL on requests to the grids and on what is said to be a burden.
import { type Asking, defineTable } from '#data/table.ts';
import type { Burden, Reached, Request } from './model.ts';

export const requestTable = defineTable<Request>('request', 'request', {
  id: 'uuid',
  ground: 'ltree',
  version: 'int',
  office: 'uuid',
  title: 'text',
  text: 'text',
  asks: 'text[]',
  minutes: 'int',
  per: 'text',
  times: 'int',
  cost: 'int',
  askedAt: 'time',
  until: 'time',
  decidedAt: 'time',
  decidedBy: 'uuid',
  approved: 'bool',
  reason: 'text',
  endedAt: 'time',
});

export const burdenTable = defineTable<Burden>('burden', 'burden', {
  id: 'uuid',
  ground: 'ltree',
  version: 'int',
  request: 'uuid',
  person: 'uuid',
  role: 'text',
  text: 'text',
  at: 'time',
  answer: 'text',
  answeredAt: 'time',
});

/** How many homes and grids lie in an area. */
export async function loadReached(tx: Asking, area: string): Promise<Reached[]> {
  const rows = await tx.query<{ homes: number; grids: number }>(
    'select reached.homes, reached.grids from area, zd_reached(area.ground) as reached where area.id = $1',
    [area],
  );
  return rows.map((row) => ({ id: area, ground: '', version: 0, ...row }));
}
