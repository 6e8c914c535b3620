// The overview page of a village, a township, the county or an office: every figure from the kept sums, so that no page needs a scan.
import * as z from 'zod/mini';
import { sitsIn } from '#kit/actor.ts';
import type { Tx } from '#data/database.ts';
import { type Asked, defineQuery } from '#data/query.ts';
import type { Anomaly, FigureRow, Overview, TrendMonth, VisitRow } from './model.ts';
import { fewest, findFigure, officeKeys, type Parts, parts, ratingKeys, rowKeys } from './kinds/figures.ts';
import { brief } from './queries-brief.ts';
import { burden } from './queries-burden.ts';
import { cases } from './queries-cases.ts';
import { facts, homes } from './queries-facts.ts';
import {
  figuresOf,
  officeRoles,
  type Page,
  pageOf,
  placeRoles,
  placesBelow,
  type Shown,
  shownOf,
  seenOn,
  spansAt,
  sumsAt,
  sumsByMonth,
  sumsOf,
} from './queries-sums.ts';
import { behind } from './store.ts';
import { apart, isQuarter, monthsUpTo, noParts, type Quarter, quarterAt, shareOf } from './rules.ts';

const quarterName = z._default(z.nullable(z.string().check(z.refine(isQuarter))), null);
const pageInput = { area: z._default(z.nullable(z.uuid()), null), office: z._default(z.nullable(z.uuid()), null) };

interface Below {
  readonly rows: readonly FigureRow[];
  /** For the county: the rows with their sums. */
  readonly sums: readonly { readonly id: string; readonly name: string; readonly sums: Parts; readonly shown: Shown }[];
}

async function below(tx: Tx, page: Page, quarter: Quarter, shown: Shown): Promise<Below> {
  const ofOffice = page.kind === 'office';
  const county = ofOffice
    ? await tx.one<{ id: string }>('select id from area where ground = $1::ltree', [page.ground])
    : page;
  const places = await placesBelow(tx, { kind: ofOffice ? 'county' : page.kind, id: county.id });
  const sums = await sumsOf(
    tx,
    places.map((one) => one.ground),
    [page.office],
    quarter,
  );
  const all = places
    .map((place) => ({ ...place, sums: sumsAt(sums, place.ground, page.office) }))
    .filter(({ sums: own }) => !ofOffice || parts.some((part) => own[part] > 0));
  const seen = shownOf(
    all.map((one) => one.sums),
    shown,
  );
  const keyed = all.map((one, at) => ({ ...one, shown: seen[at] ?? new Set<string>() }));
  return {
    rows: keyed.map((one) => ({ id: one.id, name: one.name, figures: figuresOf(one.sums, one.shown, rowKeys) })),
    sums: keyed,
  };
}

async function trend(tx: Tx, page: Page, quarter: Quarter, shown: Shown): Promise<TrendMonth[]> {
  const months = monthsUpTo(quarter);
  const rows = await sumsByMonth(tx, page, { from: `${months[0]}-01`, to: quarter.to });
  return months.map((month) => {
    const sums = rows.find((row) => row.month === month) ?? noParts;
    const share = (key: string): number | null => {
      const shape = findFigure(key);
      const { part, whole } = shape ? shareOf(shape, sums) : { part: 0, whole: 0 };
      return whole < fewest || !shown.has(key) ? null : Math.round((100 * part) / whole);
    };
    return { month, shares: Object.fromEntries(rowKeys.map((key) => [key, share(key)])) };
  });
}

const visitText = `select tag, count(*)::int as homes, count(*) filter (where due <= $2::timestamptz + interval '7 days')::int as due,
    count(*) filter (where due < $2)::int as overdue
  from (select unnest(case when care = '{}' then array[''] else care end) as tag, last_visit + visit_interval * interval '1 day' as due
    from household where grid = any($1::uuid[]) and closed_at is null and home <> 'vacant') as home group by tag order by tag`;

/** MEAS-19: by what the homes are offered, for nobody who visits. Where fewer than five, nothing. */
async function visits(tx: Tx, page: Page, { now }: Asked): Promise<VisitRow[]> {
  if (page.kind !== 'village' && page.kind !== 'township') return [];
  const grids = await tx.query<{ id: string }>(
    `select id from area where kind = 'level-2' and valid_to is null and ground <@ $1::ltree`,
    [page.ground],
  );
  const rows = await tx.query<VisitRow & { homes: number }>(visitText, [grids.map(({ id }) => id), new Date(now)]);
  return rows.map((row) => (row.homes < fewest ? { tag: row.tag, homes: null, due: null, overdue: null } : row));
}

/** An office that works for the county from outside its territory. */
interface Outside {
  readonly id: string;
  readonly name: string;
}

/** Its partial index holds these alone: a county has an office for every grid, too. */
const outsideText = `select id, name from office where kind in ('department', 'field-office', 'outside-body') and closed_at is null order by name limit 500`;

/** MEAS-11: the county's own table, one row for each office whose results were rated. */
async function rated(
  tx: Tx,
  page: Page,
  quarter: Quarter,
  [shown, offices]: [Shown, readonly Outside[]],
): Promise<FigureRow[]> {
  const sums = await sumsOf(
    tx,
    [page.ground],
    offices.map(({ id }) => id),
    quarter,
  );
  const known = offices
    .map((one) => ({ ...one, sums: sumsAt(sums, page.ground, one.id) }))
    .filter(({ sums: own }) => own.rated_good + own.rated_fair + own.rated_poor > 0);
  const seen = shownOf(
    known.map((one) => one.sums),
    shown,
  );
  return known.map((one, at) => ({
    id: one.id,
    name: one.name,
    figures: figuresOf(one.sums, seen[at] ?? new Set(), ratingKeys),
  }));
}

const watchedKeys = ['response', 'on-time-first', 'solved', 'no-answer', 'reopened', 'returned'];
const farApart = 3;

/** MEAS-20: places whose share is far from that of the rest of the county. */
function anomaliesOf({ sums: rows }: Below, county: Parts): Anomaly[] {
  return rows.flatMap(({ id, name, sums, shown }) =>
    watchedKeys.flatMap((what): Anomaly[] => {
      const shape = findFigure(what);
      if (!shape || !shown.has(what)) return [];
      const [own, all] = [shareOf(shape, sums), shareOf(shape, county)];
      const far = apart(own, all);
      return far === null || Math.abs(far) < farApart
        ? []
        : [{ id, name, what, ...own, county: Math.round((100 * all.part) / all.whole) }];
    }),
  );
}

const placesAboveText = `select kind, id, name from area where valid_to is null and kind in ('county', 'township', 'village')
  and ground @> $1::ltree and ground <@ any($2::ltree[]) and id <> $3 order by ground`;

/** Other pages this reader may open: the place he is in charge of, and for the county every office that works for it. */
async function others(tx: Tx, page: Page, { actor }: Asked, outside: readonly Outside[]): Promise<Overview['others']> {
  const grounds = actor.posts.filter((post) => placeRoles.includes(post.role)).map((post) => post.ground);
  const from = page.kind === 'office' ? (grounds[0] ?? page.ground) : page.ground;
  const above = await tx.query<Overview['others'][number]>(placesAboveText, [from, grounds, page.id]);
  return [
    ...above,
    ...outside.filter(({ id }) => id !== page.id).map((office) => ({ kind: 'office' as const, ...office })),
  ];
}

/** On an office's page its ratings are for those who sit there; the county has them in a table of its own. */
function keysOf(page: Page, { actor }: Asked): readonly string[] | undefined {
  if (page.kind !== 'office') return undefined;
  return sitsIn(actor, page.office) ? [...officeKeys, ...ratingKeys] : officeKeys;
}

/** More than the steps in which the place in the journal moves: somebody would see figures grow. */
const farBehind = 5000;

export const overview = defineQuery({
  name: 'measure.overview',
  input: z.object({ ...pageInput, quarter: quarterName }),
  who: [...placeRoles, ...officeRoles],
  touches: 'none',
  async answer(tx, input, asked): Promise<Overview> {
    const quarter = quarterAt(input.quarter, asked.now);
    const page = await pageOf(tx, input, asked);
    const { shown, sums } = await seenOn(tx, page, quarter, asked);
    const forCounty = page.kind === 'county';
    const inCharge = asked.actor.posts.some((post) => placeRoles.includes(post.role));
    const outside = forCounty || (page.kind === 'office' && inCharge) ? await tx.query<Outside>(outsideText) : [];
    const [rows, spans, months, due, besides, waiting, offices] = await Promise.all([
      below(tx, page, quarter, shown),
      spansAt(tx, page, quarter, shown),
      trend(tx, page, quarter, shown),
      visits(tx, page, asked),
      others(tx, page, asked, outside),
      behind(tx),
      forCounty ? rated(tx, page, quarter, [shown, outside]) : [],
    ]);
    return {
      kind: page.kind,
      id: page.id,
      name: page.name,
      quarter,
      catchingUp: waiting > farBehind,
      figures: figuresOf(sums, shown, keysOf(page, asked)),
      spans,
      rows: rows.rows,
      trend: months,
      rated: offices,
      visits: due,
      anomalies: forCounty ? anomaliesOf(rows, sums) : [],
      others: besides,
    };
  },
});

export const measureQueries = [overview, cases, facts, homes, burden, brief];
