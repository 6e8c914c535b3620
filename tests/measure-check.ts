// Compares the kept figures with those counted from the journal from scratch by the simple model, cell by cell.
import type { Database } from '#data/database.ts';
import { emptyScope, inScope } from '#data/scope.ts';
import { parts } from '#modules/measure/kinds/figures.ts';
import { allOffices } from '#modules/measure/rules-life.ts';
import { type Count, countedFromScratch, type Counts, type Line } from '#tests/models/measure-model.ts';

const service = { ...emptyScope, standing: 'service', service: 'jobs' };

const villageKinds = ['level-2', 'level-1', 'liaison', 'village', 'village-specialist'];
const outsideKinds = ['department', 'field-office', 'outside-body'];

async function scratch(database: Database): Promise<Counts> {
  const [lines, offices] = await inScope(
    database,
    service,
    async (tx) =>
      Promise.all([
        tx.query<Line>(
          `select name, journal.kind, journal.record, journal.ground::text as ground, payload from journal join seal on seal.seq = journal.seq order by pos`,
        ),
        tx.query<{ id: string; kind: string }>('select id, kind from office'),
      ]),
    { readOnly: true, timeoutMs: 120_000 },
  );
  const ofKinds = (kinds: readonly string[]): Set<string> =>
    new Set(offices.filter(({ kind }) => kinds.includes(kind)).map(({ id }) => id));
  return countedFromScratch(lines, { village: ofKinds(villageKinds), outside: ofKinds(outsideKinds) });
}

/** What is summed up for places and offices, in the shape of the model; nothing that comes to nought. */
export async function kept(database: Database): Promise<Counts> {
  const rows = await inScope(
    database,
    service,
    (tx) =>
      tx.query<Count & { place: string; office: string; day: string }>(`select * from measure_day where category = ''`),
    { readOnly: true, timeoutMs: 120_000 },
  );
  const counts: Counts = new Map();
  for (const row of rows) {
    const own = Object.fromEntries(parts.map((part) => [part, row[part] ?? 0]).filter(([, n]) => n !== 0)) as Count;
    if (Object.keys(own).length > 0)
      counts.set(`${row.place} ${row.office === allOffices ? '*' : row.office} ${row.day}`, own);
  }
  return counts;
}

const monthSums = parts.map((part) => `'${part}', sum(${part})`).join(', ');
const monthsText = `with days as (select place, office, date_trunc('month', day::timestamp)::date as month, jsonb_build_object(${monthSums}) as sums
      from measure_day where category = '' group by 1, 2, 3),
    months as (select place, office, month, jsonb_build_object(${monthSums}) as sums from measure_month group by 1, 2, 3),
    span_days as (select place, office, date_trunc('month', day::timestamp)::date as month, axis, bucket, sum(n) as n
      from measure_span where category = '' group by 1, 2, 3, 4, 5)
  select coalesce(days.place, months.place) || ' ' || coalesce(days.month, months.month)::text as at
    from days full join months using (place, office, month) where days.sums is distinct from months.sums
  union all select place || ' ' || month::text || ' ' || axis
    from span_days full join measure_span_month as kept using (place, office, month, axis, bucket) where span_days.n is distinct from kept.n`;

/** Months that are not the sum of their days. */
async function monthFaults(database: Database): Promise<string[]> {
  const rows = await inScope(database, service, (tx) => tx.query<{ at: string }>(monthsText), {
    readOnly: true,
    timeoutMs: 120_000,
  });
  return rows.map(({ at }) => `${at}: the month is not the sum of its days`);
}

/** Cells and sums that differ, as sentences; and how many sums were compared. */
export async function differences(database: Database): Promise<{ faults: string[]; compared: number; cells: number }> {
  const [mine, theirs] = [await kept(database), await scratch(database)];
  const faults = await monthFaults(database);
  let compared = 0;
  for (const key of new Set([...mine.keys(), ...theirs.keys()])) {
    const [a, b] = [mine.get(key) ?? {}, theirs.get(key) ?? {}];
    for (const name of new Set([...Object.keys(a), ...Object.keys(b)])) {
      compared += 1;
      if ((a[name] ?? 0) !== (b[name] ?? 0))
        faults.push(`${key} ${name}: ${a[name] ?? 0} kept, ${b[name] ?? 0} counted`);
    }
  }
  return { faults, compared, cells: theirs.size };
}
