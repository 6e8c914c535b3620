// What a worker can explain at a door of the village's own affairs: which election is at which step, and what is talked over; public words, without names and without whose they are.
import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { defineQuery } from '#data/query.ts';
import type { Asking } from '#data/table.ts';
import type { Election, ElectionAtDoor } from '#modules/election/model.ts';
import { atDoor } from '#modules/election/rules-roll.ts';
import { nextAct } from '#modules/election/rules.ts';
import { electionTable } from '#modules/election/store.ts';
import type { Proposal, TalkAtDoor, VillageAffairs } from '#modules/proposal/model.ts';
import { readers } from '#modules/proposal/queries.ts';
import { talkAtDoor } from '#modules/proposal/rules.ts';
import { proposalTable } from '#modules/proposal/store.ts';

const oneDay = 86_400_000;
/** What has ended is still asked about for so long (ms). */
const after = 30 * oneDay;

type Place = { readonly place: string };
const placeOf = `coalesce((select name from area where area.ground = $$.ground and area.valid_to is null limit 1), '') as place`;
const around = (table: string): string =>
  `(${table}.ground <@ any($1::ltree[]) or ${table}.ground @> any($1::ltree[])) and (${table}.state <> all($2::text[]) or changed_at > $3)`;

const electionText = `select ${electionTable.select}, ${placeOf.replaceAll('$$', 'election')} from election
  where ${around('election')} order by changed_at desc limit 20`;
/** PROPOSAL-4, PROPOSAL-10: words that are covered or erased go to no phone. */
const talkText = `select ${proposalTable.select}, ${placeOf.replaceAll('$$', 'proposal')}, zd_proposal_seconds(proposal.id) as seconds from proposal
  where ${around('proposal')} and not covered and title <> '' order by changed_at desc limit 40`;

async function electionsAround(tx: Asking, grounds: readonly string[], now: number): Promise<ElectionAtDoor[]> {
  const values = [grounds, ['over', 'void'], new Date(now - after)];
  const rows = await tx.query<Record<string, unknown> & Place>(electionText, values);
  return rows.map((row) => {
    const election: Election = electionTable.read(row);
    return atDoor(election, row.place, nextAct(election, now));
  });
}

async function talksAround(tx: Asking, grounds: readonly string[], now: number): Promise<TalkAtDoor[]> {
  const values = [grounds, ['done', 'declined', 'withdrawn'], new Date(now - after)];
  const rows = await tx.query<Record<string, unknown> & Place & { seconds: number }>(talkText, values);
  return rows.map((row) => {
    const proposal: Proposal = proposalTable.read(row);
    return talkAtDoor(proposal, row.place, row.seconds);
  });
}

/** ELECT-22, PROPOSAL-15 */
export const villageAffairs = defineQuery({
  name: 'village.affairs',
  input: z.object({ held: z.optional(z.string().check(z.maxLength(43))) }),
  who: readers,
  touches: 'none',
  async answer(tx, { held }, { actor, now }): Promise<Partial<VillageAffairs> & { readonly mark: string }> {
    const grounds = actor.posts.filter((post) => readers.includes(post.role)).map((post) => post.ground);
    const elections = await electionsAround(tx, grounds, now);
    const talks = await talksAround(tx, grounds, now);
    const mark = createHash('sha256')
      .update(JSON.stringify([elections, talks]))
      .digest('base64url');
    return held === mark ? { mark } : { mark, elections, talks };
  },
});
