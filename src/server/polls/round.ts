// What the county does with polls by itself: makes the keys of one that was opened, ends it at its hour, counts it, destroys the keys.
import { serviceActor } from '#kit/actor.ts';
import { Problem } from '#kit/problem.ts';
import { inScope } from '#data/scope.ts';
import { isReadyToCount } from '#modules/poll/commands-count.ts';
import type { Poll } from '#modules/poll/model.ts';
import { fewestBallots } from '#modules/poll/rules.ts';
import { loadGiven, pollTable } from '#modules/poll/store.ts';
import type { County } from '../county.ts';
import { executeAs } from '../execute-as.ts';
import { derivedId } from '../import/row-ids.ts';
import type { Reaction } from '../reactions.ts';
import { pollKeysOf } from './poll-keys.ts';
import { openUrn, pollScope } from './urn.ts';

/** The same step of the same poll in the same version is the same command. */
const sayAsPolls = (county: County, name: string, poll: Poll, input: object): Promise<unknown> =>
  executeAs(county, serviceActor('polls'), {
    id: derivedId(county.facts.generation, name, poll.id, poll.version),
    name,
    input: { poll: poll.id, ...input },
  });

const inUrn = (county: County, poll: string): Promise<number> =>
  inScope(
    county.database,
    pollScope,
    async (tx) => (await tx.one<{ n: number }>('select count(*)::int as n from poll_urn where poll = $1', [poll])).n,
    { readOnly: true },
  );

async function countIfReady(county: County, poll: Poll): Promise<void> {
  const given = await inScope(county.database, pollScope, (tx) => loadGiven(tx, poll.id), { readOnly: true });
  if (!isReadyToCount(poll, given.paper)) return;
  const ballots = await inUrn(county, poll.id);
  if (ballots > 0 && ballots < fewestBallots) {
    await sayAsPolls(county, 'poll.leave-unopened', poll, { ballots });
    return;
  }
  const opened = await openUrn(county, poll);
  await sayAsPolls(county, 'poll.count', poll, opened);
}

/** POLL-13: the rows first, so that a crash in between leaves a key without anything it opens. */
async function forget(county: County, poll: string): Promise<void> {
  await inScope(county.database, pollScope, (tx) => tx.exec('delete from poll_urn where poll = $1', [poll]));
  await pollKeysOf(county).destroy(poll);
}

async function moveOne(county: County, poll: Poll): Promise<void> {
  if (poll.state === 'opening') {
    const { publicKey } = await pollKeysOf(county).make(poll.id);
    await sayAsPolls(county, 'poll.ready', poll, { key: publicKey });
  } else if (poll.state === 'open') await sayAsPolls(county, 'poll.end', poll, {});
  else if (poll.state === 'closed') await countIfReady(county, poll);
}

const dueText = `select ${pollTable.select} from poll
  where state in ('opening', 'closed') or (state = 'open' and closes_at <= $1) order by closes_at limit 200`;
const overText = `select id from poll where id = any($1::uuid[]) and state in ('counted', 'cancelled')`;

async function dueNow(county: County): Promise<Poll[]> {
  const rows = await inScope(
    county.database,
    pollScope,
    (tx) => tx.query<Record<string, unknown>>(dueText, [new Date(county.now())]),
    { readOnly: true },
  );
  return rows.map(pollTable.read);
}

/** Safe to call at any time and from several processes. One poll that cannot go on holds up no other. */
export async function movePolls(county: County): Promise<void> {
  // Ended at its hour, it is counted in the same round.
  for (let round = 0; round < 2; round++)
    for (const poll of await dueNow(county))
      await moveOne(county, poll).catch((error: unknown) => {
        county.log('poll-failed', { code: error instanceof Problem ? error.code : 'internal' });
      });
  const kept = await pollKeysOf(county).list();
  const over = await inScope(county.database, pollScope, (tx) => tx.query<{ id: string }>(overText, [kept]), {
    readOnly: true,
  });
  for (const { id } of over) await forget(county, id);
}

export const pollsMove: Reaction = {
  name: 'polls',
  on: ['poll.opened', 'poll.closed', 'poll.cancelled', 'poll.paper-agreed'],
  reactAll: movePolls,
};
