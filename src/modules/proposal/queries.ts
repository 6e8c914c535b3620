// What screens may ask about proposals: those of a village, and one with its minutes, decision and steps; whose it is only where the reader may know.
import * as z from 'zod/mini';
import { isUnder } from '#kit/actor.ts';
import { Problem } from '#kit/problem.ts';
import { defineQuery } from '#data/query.ts';
import type { Headcount, ProposalPage, ProposalRow } from './model.ts';
import { mayRun, villageOf } from './rules.ts';
import { loadHomeOf, proposalTable } from './store.ts';

export const readers: readonly string[] = [
  'village-officer',
  'township-officer',
  'level-1-head',
  'liaison-officer',
  'level-2-worker',
  'supervision-member',
];

/** PROPOSAL-4: covered words are for the village office. */
const listText = `select proposal.id, case when covered and not ground <@ any($2::ltree[]) then '' else title end as title, state,
    extract(epoch from raised_at) * 1000 as "raisedAt", extract(epoch from changed_at) * 1000 as "changedAt",
    zd_proposal_seconds(proposal.id) as seconds, coalesce((select name from area where area.ground = proposal.ground and valid_to is null limit 1), '') as "villageName",
    jsonb_array_length(steps) as steps, (select count(*)::int from jsonb_array_elements(steps) as step where jsonb_typeof(step -> 'doneAt') = 'number') as done
  from proposal where (ground <@ any($1::ltree[]) or ground @> any($1::ltree[]))
  order by (state in ('raised', 'taken-up', 'decided')) desc, changed_at desc limit 200`;

export const list = defineQuery({
  name: 'proposal.list',
  input: z.object({}),
  who: readers,
  touches: 'none',
  async answer(tx, _, { actor }): Promise<ProposalRow[]> {
    const groundsOf = (roles: readonly string[]): string[] =>
      actor.posts.filter((post) => roles.includes(post.role)).map((post) => post.ground);
    const rows = await tx.query<ProposalRow>(listText, [groundsOf(readers), groundsOf(['village-officer'])]);
    return rows.map((row) => ({ ...row, raisedAt: Number(row.raisedAt), changedAt: Number(row.changedAt) }));
  },
});

/** PROPOSAL-9: how many there are, as meetings count them; $1 is the village's ground. */
export const headcountText = `zd_poll_voters($1::ltree, 'adult') as adults, zd_poll_voters($1::ltree, 'household') as homes,
    (select (decision ->> 'entitled')::int from proposal where ground = $1::ltree and decision ->> 'body' = 'representatives' order by decision ->> 'on' desc limit 1) as representatives`;

const besideText = `select ${headcountText}, coalesce((select name from area where ground = $1::ltree and valid_to is null limit 1), '') as "villageName",
    zd_proposal_seconds($2) as seconds, zd_proposal_words($2) as words, zd_proposal_name($2) as name,
    (select title from poll where id = $3) as "pollTitle", (select door || ' ' || head from household where id = $4) as home`;

type Beside = Headcount &
  Pick<ProposalPage, 'villageName' | 'seconds' | 'words' | 'pollTitle' | 'home'> & { readonly name: string | null };

export const page = defineQuery({
  name: 'proposal.page',
  input: z.object({ proposal: z.uuid() }),
  who: readers,
  touches: 'household',
  async answer(tx, input, { actor, reads }): Promise<ProposalPage> {
    const [found] = await proposalTable.load(tx, [input.proposal]);
    const near =
      found &&
      actor.posts.some(
        (post) =>
          readers.includes(post.role) &&
          (isUnder(found.ground, post.ground) || villageOf(post.ground) === found.ground),
      );
    if (!found || !near) throw new Problem('refused', 'not-yours');
    const runs = mayRun(actor, found.ground);
    // PROPOSAL-2: row-level security says who may know whose it is.
    const [whose] = await loadHomeOf(tx, found.id);
    const { name, home, ...beside } = await tx.one<Beside>(besideText, [
      found.ground,
      found.id,
      found.poll,
      whose?.household ?? null,
    ]);
    if (whose && home !== null) reads(whose.household);
    const hidden = found.covered && !runs && !whose;
    const proposal = hidden ? { ...found, title: '', text: '' } : found;
    return { ...beside, proposal, home: home ?? (hidden ? null : name), mayRun: runs };
  },
});

export const proposalQueries = [list, page];
