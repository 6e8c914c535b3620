// A by-election for the worker's grid in the demo village, its candidates named: what the checks of the looks open.
import { dayOf } from '#kit/calendar.ts';
import { newId } from '#kit/id.ts';
import { roomActor, rows, say, type Village } from './village.ts';

export interface SeededElection {
  readonly election: string;
  readonly contest: string;
  /** Adults of the grid: the first two stand, the last three run it. */
  readonly members: readonly { readonly id: string; readonly name: string }[];
}

export async function electionIn(village: Village): Promise<SeededElection> {
  const clerk = await roomActor(village, 'village');
  const worker = await roomActor(village, 'worker');
  const [post] = worker.posts;
  const [area] = await rows<{ id: string }>(village, 'select id from area where ground = $1::ltree', [post?.ground]);
  const members = await rows<{ id: string; name: string }>(
    village,
    `select id, name from member where ground = $1::ltree and left_at is null and born between '1950' and '2000' order by id limit 12`,
    [post?.ground],
  );
  const [election, contest] = [newId(), newId()];
  const ids = members.map((one) => one.id);
  await say(village, clerk, 'election.call', {
    election,
    area: area?.id,
    kind: 'grid-worker',
    contests: [{ id: contest, office: post?.office, title: 'worker', seats: 1 }],
    vote: 'slip',
    day: dayOf(village.county.now()),
    places: ['村委会院子'],
    committee: ids.slice(-3),
  });
  await say(village, clerk, 'election.draw', { election, area: area?.id });
  await say(village, clerk, 'election.nominate', { election, candidates: [{ contest, members: ids.slice(0, 2) }] });
  return { election, contest, members };
}
