// Empties public lists whose time is over (PUBLICITY-14): as the county's own eraser, so that the journal loses the names too.
import { serviceActor } from '#kit/actor.ts';
import { inScope } from '#data/scope.ts';
import { listsToEmpty } from '#modules/publicity/store.ts';
import { executeAs, jobs } from '../execute-as.ts';
import type { County } from '../county.ts';
import { derivedId } from '../import/row-ids.ts';

const words = { reason: '公示结束，名单的保存期已到', decision: '公示规矩 PUBLICITY-14' };

/** Safe to call at any time and from several processes: the same list is the same command. Answers how many. */
export async function emptyLists(county: County): Promise<number> {
  const now = new Date(county.now());
  const due = await inScope(county.database, jobs, (tx) => listsToEmpty(tx, now), { readOnly: true });
  for (const publicity of due)
    await executeAs(county, serviceActor('erase'), {
      id: derivedId(county.facts.generation, 'publicity.erase', publicity),
      name: 'publicity.erase',
      input: { publicity, ...words },
    });
  return due.length;
}
