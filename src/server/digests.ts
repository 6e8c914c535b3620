// Makes the digests of what homes said (OPINION-1): once a day the villages are gone through in which one is due.
import { dayOf } from '#kit/calendar.ts';
import { inScope } from '#data/scope.ts';
import { daysTogether } from '#modules/opinion/rules.ts';
import { villagesDue } from '#modules/opinion/store.ts';
import { executeAsJobs, jobs } from './execute-as.ts';
import type { County } from './county.ts';
import { isFirstOn } from './day-done.ts';
import { derivedId } from './import/row-ids.ts';

const oneDay = 86_400_000;

/**
 * Safe to call at any time and from several processes: the same village on the same day is the same command. A server that
 * stops makes no more of them: the villages that are left are due the next day. Answers how many were looked at.
 */
export async function makeDigests(county: County, goesOn = (): boolean => true): Promise<number> {
  const day = dayOf(county.now());
  const toAt = Date.parse(`${day}T00:00:00+08:00`);
  const due = await inScope(county.database, jobs, async (tx) =>
    (await isFirstOn(tx, 'opinions', day)) ? villagesDue(tx, new Date(toAt - daysTogether * oneDay + 1)) : [],
  );
  let looked = 0;
  for (const village of due) {
    if (!goesOn()) break;
    looked += 1;
    const id = derivedId(county.facts.generation, 'digest.make', village, day);
    const digest = derivedId(county.facts.generation, 'digest', village, day);
    await executeAsJobs(county, 'digest.make', { digest, village, toAt }, id);
  }
  return looked;
}
