// What a brief tells beside the page of its place (MEAS-26): shares by weeks or months, and what is open now.
import * as z from 'zod/mini';
import { dayOf } from '#kit/calendar.ts';
import type { Tx } from '#data/database.ts';
import { defineQuery } from '#data/query.ts';
import { silentCodes } from '#modules/case/kinds/categories.ts';
import { fewest, findFigure, type Parts, parts, rowKeys } from './kinds/figures.ts';
import type { Brief, BriefShares, Figure } from './model.ts';
import { pageOf, type Page, placeRoles, seenOn, type Shown } from './queries-sums.ts';
import { addParts, quarterAt, shareOf } from './rules.ts';
import { briefSpans, type Days, spansUpTo, spanWith } from './rules-spans.ts';

const daysText = `select day::text as day, ${parts.map((part) => `${part}`).join(', ')} from measure_day
  where place = $1 and office = $2 and category = '' and day between $3::date and $4::date`;

/** No counts: weeks could be taken from a quarter, and what is left would be too few. */
function sharesOf({ from, to }: Days, days: readonly ({ day: string } & Parts)[], shown: Shown): BriefShares {
  const sums = addParts(days.filter(({ day }) => day >= from && day <= to));
  const share = (key: string): number | null => {
    const shape = findFigure(key);
    const { part, whole } = shape ? shareOf(shape, sums) : { part: 0, whole: 0 };
    return whole < fewest || !shown.has(key) ? null : Math.round((100 * part) / whole);
  };
  return { from, to, shares: Object.fromEntries(rowKeys.map((key) => [key, share(key)])) };
}

/** MEAS-16: nothing restricted, nothing about staff. */
const openText = `select count(*)::int as whole, count(*) filter (where resolve_by < $2)::int as part from matter
  where ground <@ $1::ltree and state <> 'closed' and not restricted and cardinality(complained_of) = 0 and category <> all ($3::text[])`;

async function openAt(tx: Tx, { ground }: Page, now: number): Promise<Figure> {
  const { part, whole } = await tx.one<{ part: number; whole: number }>(openText, [
    ground,
    new Date(now),
    silentCodes(),
  ]);
  const few = whole > 0 && whole < fewest;
  return { key: 'overdue', part: few ? null : part, whole: few ? null : whole };
}

export const brief = defineQuery({
  name: 'measure.brief',
  input: z.object({
    span: z._default(z.enum(briefSpans), 'month'),
    back: z._default(z.int().check(z.gte(0), z.lte(11)), 0),
  }),
  who: placeRoles,
  touches: 'none',
  async answer(tx, input, asked): Promise<Brief> {
    // The reader's own place and none below it: weeks of one village could be taken from those of its township.
    const page = await pageOf(tx, { area: null, office: null }, asked);
    const yesterday = dayOf(asked.now - 86_400_000);
    const days = spanWith(input.span, yesterday, input.back);
    const last = days.to < yesterday ? days.to : yesterday;
    const quarter = quarterAt(`${last.slice(0, 4)}-Q${Math.ceil(Number(last.slice(5, 7)) / 3)}`, asked.now);
    const spans = spansUpTo(input.span, days);
    const [{ shown }, kept, open] = await Promise.all([
      seenOn(tx, page, quarter, asked),
      tx.query<{ day: string } & Parts>(daysText, [page.ground, page.office, spans[0]?.from, last]),
      openAt(tx, page, asked.now),
    ]);
    return { ...days, quarter: quarter.name, spans: spans.map((one) => sharesOf(one, kept, shown)), open };
  },
});
