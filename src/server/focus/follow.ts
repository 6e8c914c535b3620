// Follows the journal for what changes a finding: matters that come or go, and answers at doors; once a day everything open is weighed again.
import { dayOf } from '#kit/calendar.ts';
import type { Tx } from '#data/database.ts';
import { inScope } from '#data/scope.ts';
import { topicOf } from '#modules/finding/kinds/topics.ts';
import { jobs } from '../execute-as.ts';
import type { County } from '../county.ts';
import { isFirstOn } from '../day-done.ts';
import type { Happened } from '../reactions.ts';
import { lookBack, oneDay, type Place } from './village.ts';
import { reopenBelow } from './again.ts';
import { weighVillage } from './weigh.ts';

interface Touched extends Place {
  readonly topic: string;
}

/** Villages and topics in which these matters and answers lie; one home alone is no focus. */
const touchedText = `with touched as (
    select subpath(ground, 0, 3) as ground, category from matter where id = any($1::uuid[]) and nlevel(ground) > 3 and reported_at > $2
    union select finding.ground, ask.category from ask join finding on finding.id = ask.finding where ask.id = any($1::uuid[])
  ) select area.id, area.ground::text as ground, touched.category from touched join area on area.ground = touched.ground and area.kind = 'village'`;

const openText = `select distinct area.id, finding.ground::text as ground, finding.topic from finding join area on area.ground = finding.ground
  where finding.state in ('open', 'waiting') or exists (select from ask where ask.finding = finding.id and ask.ended_at is null)`;

async function touchedBy(tx: Tx, records: readonly string[], now: number): Promise<Touched[]> {
  const since = new Date(now - lookBack * oneDay);
  const rows = await tx.query<Place & { category: string }>(touchedText, [records, since]);
  const touched = rows.flatMap(({ category, ...place }) => {
    const topic = topicOf(category);
    return topic === undefined ? [] : [{ ...place, topic }];
  });
  return [...new Map(touched.map((one) => [`${one.ground} ${one.topic}`, one])).values()];
}

export const weighing = {
  name: 'focus',
  on: ['case.reported', 'case.withdrawn', 'case.joined', 'case.left-incident', 'ask.answered'],
  async reactAll(county: County, happened: readonly Happened[]): Promise<void> {
    const records = [...new Set(happened.map((one) => one.record))];
    const touched = await inScope(county.database, jobs, (tx) => touchedBy(tx, records, county.now()), {
      readOnly: true,
    });
    await reopenBelow(
      county,
      happened.filter((one) => one.name === 'case.reported').map((one) => one.record),
    );
    for (const { topic, ...place } of touched) await weighVillage(county, place, topic);
  },
};

/** What stood out fades with time although nobody says anything. A server that stops weighs no more that day. Answers how many there were. */
export async function weighDaily(county: County, goesOn = (): boolean => true): Promise<number> {
  const day = dayOf(county.now());
  const open = await inScope(county.database, jobs, async (tx) =>
    (await isFirstOn(tx, 'focus', day)) ? tx.query<Touched>(openText) : [],
  );
  for (const { topic, ...place } of open) if (goesOn()) await weighVillage(county, place, topic);
  return open.length;
}
