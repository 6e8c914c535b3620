// Reads the kept sums and decides what of them may be shown: from the reader's own place down to the one asked for, so that no page gives away what another hides.
import { isUnder } from '#kit/actor.ts';
import { Problem } from '#kit/problem.ts';
import type { Tx } from '#data/database.ts';
import type { Asked } from '#data/query.ts';
import type { Figure, PlaceKind } from './model.ts';
import { type Axis, type FigureShape, fewest, figures, type Parts, parts, type Spans } from './kinds/figures.ts';
import { allOffices } from './rules-life.ts';
import { addParts, lastBucket, noParts, type Quarter, shareOf, shownBelow, spansOf, wholeUntil } from './rules.ts';

export const placeRoles = ['village-officer', 'township-officer', 'county-officer'];
export const officeRoles = ['department-officer', 'field-officer'];
const rootRoles = placeRoles;

/** A page: a place, or an office in the county. */
export interface Page {
  readonly kind: PlaceKind;
  readonly id: string;
  readonly name: string;
  readonly ground: string;
  readonly office: string;
}

interface AreaRow {
  readonly id: string;
  readonly name: string;
  readonly ground: string;
  readonly kind: PlaceKind;
}

const sumColumns = parts.map((part) => `sum(${part})::int as ${part}`).join(', ');
const columns = parts.join(', ');
/** MEAS-25: whole months as they are kept, and the days of the month that is not over: a quarter is at most 33 rows of a place, and mostly three. */
const sumsText = `select place, office, ${sumColumns} from (
    select place, office, ${columns} from measure_month
      where place = any($1::text[]) and office = any($2::uuid[]) and month >= $3::date and month < $4::date
    union all select place, office, ${columns} from measure_day
      where place = any($1::text[]) and office = any($2::uuid[]) and category = '' and day >= $3::date and day between $4::date and $5::date) as kept
  group by place, office`;

export type SumsBy = ReadonlyMap<string, Parts>;
/** What is over of a quarter. */
export type Over = Pick<Quarter, 'from' | 'to'>;

const over = (quarter: Over): [string, string, string] => [quarter.from, wholeUntil(quarter), quarter.to];

/** The sums by `place office`. Only what has any is there. */
export async function sumsOf(
  tx: Tx,
  places: readonly string[],
  offices: readonly string[],
  quarter: Over,
): Promise<SumsBy> {
  if (places.length === 0 || offices.length === 0) return new Map();
  const rows = await tx.query<{ place: string; office: string } & Parts>(sumsText, [places, offices, ...over(quarter)]);
  return new Map(rows.map((row) => [`${row.place} ${row.office}`, addParts([row])]));
}

export const sumsAt = (sums: SumsBy, place: string, office = allOffices): Parts =>
  sums.get(`${place} ${office}`) ?? noParts;

const belowText = `select id, name, ground::text as ground, kind from area
  where parent = $1 and kind in ('township', 'village') and valid_to is null order by ground`;

/** The places just below, in the order of the territory (MEAS-15); nothing below a village (MEAS-14). */
export const placesBelow = (tx: Tx, page: Pick<Page, 'kind' | 'id'>): Promise<AreaRow[]> =>
  page.kind === 'village' ? Promise.resolve([]) : tx.query<AreaRow>(belowText, [page.id]);

/** Which figures of a page may be shown at all. */
export type Shown = ReadonlySet<string>;

export const shownAlone = (sums: Parts): Shown =>
  new Set(figures.filter((shape) => isEnough(shape, sums)).map(({ key }) => key));

function isEnough(shape: FigureShape, sums: Parts): boolean {
  const { whole } = shareOf(shape, sums);
  return whole === 0 || whole >= fewest;
}

/** MEAS-13, figure by figure: what is shown of each row below a whole. */
export function shownOf(rows: readonly Parts[], whole: Shown): Shown[] {
  const shown = rows.map(() => new Set<string>());
  for (const shape of figures) {
    const counts = rows.map((sums) => shareOf(shape, sums).whole);
    for (const [at, yes] of shownBelow(counts, { shown: whole.has(shape.key) }).entries())
      if (yes) shown[at]?.add(shape.key);
  }
  return shown;
}

export const figuresOf = (sums: Parts, shown: Shown, keys?: readonly string[]): Figure[] =>
  figures
    .filter(({ key }) => keys === undefined || keys.includes(key))
    .map((shape) => ({
      key: shape.key,
      ...(shown.has(shape.key) ? shareOf(shape, sums) : { part: null, whole: null }),
    }));

/** The widest ground from which the reader sees this place. */
function rootOf(ground: string, { actor }: Asked): string | undefined {
  return actor.posts
    .filter((post) => rootRoles.includes(post.role) && isUnder(ground, post.ground))
    .map((post) => post.ground)
    .sort((a, b) => a.length - b.length)[0];
}

const placeText = `select id, name, ground::text as ground, kind from area where valid_to is null and kind in ('village', 'township', 'county')
  and case when $1::uuid is null then ground = $2::ltree else id = $1 end`;
const officeText = `select office.id, office.name, area.ground::text as ground from office join area on area.ground = subpath(office.ground, 0, 1)
  where office.id = $1 and office.kind in ('department', 'field-office', 'outside-body') and office.closed_at is null`;

/** The page asked for, or the reader's own. Throws `refused not-yours` for what is not his to see. */
export async function pageOf(
  tx: Tx,
  input: { readonly area: string | null; readonly office: string | null },
  asked: Asked,
): Promise<Page> {
  const { posts } = asked.actor;
  const place = posts.find((post) => placeRoles.includes(post.role));
  const own = posts.find((post) => officeRoles.includes(post.role));
  const office = input.office ?? (input.area === null && place === undefined ? own?.office : undefined);
  if (office !== undefined) {
    const row = await tx.maybe<Omit<Page, 'kind' | 'office'>>(officeText, [office]);
    const may = posts.some((post) => post.office === office || (row !== undefined && post.role === 'county-officer'));
    if (!row || !may) throw new Problem('refused', 'not-yours');
    return { ...row, kind: 'office', office };
  }
  const row = await tx.maybe<AreaRow>(placeText, [input.area, place?.ground ?? null]);
  if (!row || rootOf(row.ground, asked) === undefined) throw new Problem('refused', 'not-yours');
  return { ...row, office: allOffices };
}

/** Paths from the reader's own ground down to this one, both with it. */
function pathTo(ground: string, root: string): string[] {
  const labels = ground.split('.');
  const from = root.split('.').length;
  return labels.slice(from - 1).map((_, at) => labels.slice(0, from + at).join('.'));
}

const pathText = `select id, name, ground::text as ground, kind from area where ground = any($1::ltree[]) and valid_to is null order by ground`;

/** What a page may show, and its own sums: they were read to decide it. */
export interface Seen {
  readonly shown: Shown;
  readonly sums: Parts;
}

/** MEAS-13: what is shown on a page follows from what is shown on every page above it that the reader can open. */
export async function seenOn(tx: Tx, page: Page, quarter: Quarter, asked: Asked): Promise<Seen> {
  const alone = async (ground: string, office: string): Promise<Seen> => {
    const sums = sumsAt(await sumsOf(tx, [ground], [office], quarter), ground, office);
    return { shown: shownAlone(sums), sums };
  };
  if (page.kind === 'office') return alone(page.ground, page.office);
  const path = pathTo(page.ground, rootOf(page.ground, asked) ?? page.ground);
  if (path.length === 1) return alone(page.ground, allOffices);
  const [top, ...steps] = await tx.query<AreaRow>(pathText, [path]);
  if (!top) throw new Problem('refused', 'not-yours');
  let at = top;
  let seen = await alone(top.ground, allOffices);
  for (const step of steps) {
    const rows = await placesBelow(tx, at);
    const grounds = rows.map((row) => row.ground);
    const sums = await sumsOf(tx, grounds, [allOffices], quarter);
    const below = rows.map((row) => sumsAt(sums, row.ground));
    const index = rows.findIndex((row) => row.id === step.id);
    seen = { shown: shownOf(below, seen.shown)[index] ?? new Set(), sums: below[index] ?? noParts };
    at = step;
  }
  return seen;
}

const trendText = `select to_char(month, 'YYYY-MM') as month, ${sumColumns} from (
    select month, ${columns} from measure_month where place = $1 and office = $2 and month >= $3::date and month < $4::date
    union all select date_trunc('month', day::timestamp)::date, ${columns} from measure_day
      where place = $1 and office = $2 and category = '' and day >= $3::date and day between $4::date and $5::date) as kept
  group by month`;

/** The sums of a page by month, as 2026-11. */
export const sumsByMonth = (tx: Tx, page: Page, time: Over): Promise<({ month: string } & Parts)[]> =>
  tx.query(trendText, [page.ground, page.office, ...over(time)]);

const spanText = `select axis, bucket, sum(n)::int as n from (
    select axis, bucket, n from measure_span_month where place = $1 and office = $2 and month >= $3::date and month < $4::date
    union all select axis, bucket, n from measure_span
      where place = $1 and office = $2 and category = '' and day >= $3::date and day between $4::date and $5::date) as kept
  group by axis, bucket`;

/** MEAS-12 */
export async function spansAt(
  tx: Tx,
  page: Page,
  quarter: Quarter,
  shown: Shown,
): Promise<{ response: Spans; result: Spans }> {
  const rows = await tx.query<{ axis: string; bucket: number; n: number }>(spanText, [
    page.ground,
    page.office,
    ...over(quarter),
  ]);
  const counts = (axis: Axis): number[] => {
    const found = Array.from({ length: lastBucket + 1 }, () => 0);
    for (const row of rows) if (row.axis === axis) found[row.bucket] = row.n;
    return found;
  };
  return {
    response: spansOf(counts('respond'), shown.has('response')),
    result: spansOf(counts('first'), shown.has('on-time-first')),
  };
}
