// What the calendar does to matters by itself: a suspended one goes on at its day of review, a silence is called back on day three and ends after seven.
import { inScope } from '#data/scope.ts';
import { silence } from '#modules/case/commands-clock.ts';
import { callBackAfter } from '#modules/case/commands-oversee.ts';
import { executeAsJobs, jobs } from './execute-as.ts';
import type { County } from './county.ts';
import { derivedId } from './import/row-ids.ts';

interface Due {
  readonly id: string;
  readonly version: number;
}

/** Each with the text that finds what is due before $1, oldest first. */
const rounds = [
  {
    verb: 'case.resume',
    behind: 0,
    text: `select id, version from matter where side = 'suspended' and review_at <= $1 order by review_at limit 200`,
  },
  {
    verb: 'case.call-back',
    behind: callBackAfter,
    text: `select id, version from matter where state = 'household-check' and call_back_at is null and told_at <= $1 and not restricted order by told_at limit 200`,
  },
  {
    verb: 'case.end-unanswered',
    behind: silence,
    text: `select id, version from matter where state = 'household-check' and told_at <= $1 and not restricted order by told_at limit 200`,
  },
] as const;

/** Safe to call at any time and from several processes: the same matter in the same version is the same command. Answers how many. */
export async function moveClocks(county: County): Promise<number> {
  let moved = 0;
  for (const { verb, behind, text } of rounds) {
    const before = new Date(county.now() - behind);
    const due = await inScope(county.database, jobs, (tx) => tx.query<Due>(text, [before]), { readOnly: true });
    for (const { id, version } of due)
      await executeAsJobs(county, verb, { case: id }, derivedId(county.facts.generation, verb, id, version));
    moved += due.length;
  }
  return moved;
}
