// What a page reads of the kept figures: whole months, the days of the month that is not over, and what a brief tells of both.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nobody } from '#kit/actor.ts';
import { emptyScope, inScope } from '#data/scope.ts';
import type { Brief, Overview } from '#modules/measure/model.ts';
import { sumsAt, sumsOf } from '#modules/measure/queries-sums.ts';
import { followAll } from '#modules/measure/reactions.ts';
import { allOffices } from '#modules/measure/rules-life.ts';
import { type FreshDatabase, freshDatabase } from '#tests/postgres.ts';
import { ask } from '#server/ask.ts';
import type { County } from '#server/county.ts';
import { readCountyFacts } from '#server/main.ts';
import { drawBrief } from '#server/print/brief-sheet.ts';
import { countyOf } from '#server/provision.ts';
import { readPages, throughProgram } from '#tests/ledgers.ts';
import { type RandomCounty, randomCounty } from '#tests/random-county.ts';

let fresh: FreshDatabase;
let random: RandomCounty;
let county: County;

beforeAll(async () => {
  fresh = await freshDatabase();
  random = await randomCounty(fresh.database, 1000, 5);
  const now = (): number => Date.parse('2026-07-01T12:00+08:00');
  county = { ...countyOf(fresh.database, await readCountyFacts(fresh.database)), now };
  await followAll(fresh.database);
}, 60_000);
afterAll(() => fresh?.close());

test('MEAS-25 what a page reads by months is the sum of its days, wherever in a month it stops', async () => {
  const service = { ...emptyScope, standing: 'service', service: 'jobs' };
  await inScope(fresh.database, service, async (tx) => {
    const [span] = await tx.query<{ place: string; first: string; last: string }>(
      `select place, min(day)::text as first, max(day)::text as last from measure_day where category = '' and office = $1
         group by place order by sum(first_due) desc limit 1`,
      [allOffices],
    );
    if (!span) throw new Error('nothing is kept');
    const from = `${span.first.slice(0, 7)}-01`;
    const stops = await tx.query<{ to: string }>(
      `select to_char(day, 'YYYY-MM-DD') as to from generate_series($1::timestamp, $2::timestamp, interval '9 days') as day
       union select to_char(month - interval '1 day', 'YYYY-MM-DD') from generate_series($1::timestamp, $2::timestamp, interval '1 month') as month`,
      [from, span.last],
    );
    for (const { to } of stops) {
      const read = sumsAt(await sumsOf(tx, [span.place], [allOffices], { from, to }), span.place);
      const [days] = await tx.query<Record<string, number>>(
        `select coalesce(sum(first_due), 0)::int as first_due, coalesce(sum(respond_met), 0)::int as respond_met from measure_day
           where place = $1 and office = $2 and category = '' and day between $3::date and $4::date`,
        [span.place, allOffices, from, to],
      );
      expect({ to, first_due: read.first_due, respond_met: read.respond_met }).toEqual({ to, ...days });
    }
    expect(stops.length).toBeGreaterThan(4);
  });
});

const sumText = `select coalesce(sum(first_met), 0)::int as part, coalesce(sum(first_due), 0)::int as whole from measure_day
  where place = (select ground::text from area where id = $1) and office = $2 and category = '' and day between $3::date and $4::date`;

/** What was answered by the first deadline in those days, counted from the days themselves; nothing of days that are not over. */
const countedIn = (
  place: string,
  { from, to }: { from: string; to: string },
): Promise<{ part: number; whole: number }> =>
  inScope(fresh.database, { ...emptyScope, standing: 'service', service: 'jobs' }, (tx) =>
    tx.one(sumText, [place, allOffices, from, to < '2026-07-01' ? to : '2026-06-30']),
  );

/** The one page, without spaces. */
async function paperOf(span: 'week' | 'month', brief: Brief, page: Overview): Promise<string> {
  const mark = { line: '记录号 1', person: '何启明', across: false };
  const lang = span === 'week' ? 'en' : 'zh';
  const pdf = await drawBrief({ span, brief, page, facts: [], unit: '村委会', lang, mark });
  const pages = readPages(pdf);
  expect(pages.length).toBe(1);
  const pictures = throughProgram(pdf, (file) => ['pdfimages', ['-list', file]]);
  expect(pictures.trim().split('\n').length).toBe(2);
  // In the order of the drawing: a sentence stays together that fills two lines of its box.
  return throughProgram(pdf, (file) => ['pdftotext', ['-raw', file, '-']]).replaceAll(/\s/g, '');
}

test('MEAS-26 a brief is one page of the figures with their wholes; weeks and months are shares of five or more, drawn without a picture', async () => {
  let [told, hidden] = [0, 0];
  for (const who of ['village1', 'township', 'centre'])
    for (const span of ['week', 'month'] as const) {
      const actor = random.seats[who]?.actor ?? nobody;
      const brief = (await ask(county, actor, 'measure.brief', { span })) as Brief;
      const page = (await ask(county, actor, 'measure.overview', { quarter: brief.quarter })) as Overview;
      const days = span === 'week' ? ['2026-06-29', '2026-07-05'] : ['2026-06-01', '2026-06-30'];
      expect([brief.from, brief.to, brief.quarter]).toEqual([...days, '2026-Q2']);
      const whole = page.figures.find(({ key }) => key === 'on-time-first');
      for (const one of brief.spans) {
        const counted = await countedIn(page.id, one);
        const few = counted.whole < 5 || whole?.part === null;
        const wanted = few ? null : Math.round((100 * counted.part) / counted.whole);
        expect([who, one.from, one.shares['on-time-first']]).toEqual([who, one.from, wanted]);
        if (few) hidden += 1;
        else told += 1;
      }
      // No count of a week leaves: it could be taken from the quarter.
      expect(Object.keys(brief.spans[0] ?? {}).sort()).toEqual(['from', 'shares', 'to']);
      const paper = await paperOf(span, brief, page);
      expect(paper).toContain(span === 'month' ? '不到5件的不显示' : 'below5itishidden');
      if (span === 'month' && whole?.part !== null)
        expect(paper).toContain(`照最初的期限：${whole?.whole}件里${whole?.part}件`);
    }
  expect([told > 5, hidden > 5]).toEqual([true, true]);
}, 60_000);
