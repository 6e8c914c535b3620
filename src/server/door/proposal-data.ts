// What the household's pages know of proposals: how many a village has, which, and one of them; whose it is and what a home said only for that home.
import type { Actor } from '#kit/actor.ts';
import { inScope } from '#data/scope.ts';
import type { Headcount, Proposal, Voice } from '#modules/proposal/model.ts';
import { headcountText } from '#modules/proposal/queries.ts';
import { loadHomeOf, loadVoicesIn, proposalTable } from '#modules/proposal/store.ts';
import type { County } from '../county.ts';
import { pollScope } from '../polls/urn.ts';
import { scopeOf } from '../scope-of.ts';

export interface ProposalCounts {
  /** Waiting or being talked over. */
  readonly talked: number;
  /** Decided and being carried out. */
  readonly carried: number;
}
export type ProposalLine = Pick<Proposal, 'id' | 'title' | 'state' | 'covered'> & {
  readonly seconds: number;
  readonly done: number;
  readonly steps: number;
};
/** What everybody sees of a proposal; `home` where it agreed to be named. */
export interface PublicProposal extends Headcount {
  readonly proposal: Proposal;
  readonly seconds: number;
  readonly home: string | null;
}
/** How a home stands to a proposal. */
export interface Mine {
  readonly own: boolean;
  readonly voice: Pick<Voice, 'seconds' | 'words'> | undefined;
}

const countText = `select count(*) filter (where state in ('raised', 'taken-up'))::int as talked, count(*) filter (where state = 'decided')::int as carried
  from proposal where ground @> $1::ltree`;

/** Of the village where this home lies. */
export const proposalCounts = (county: County, ground: string): Promise<ProposalCounts> =>
  inScope(county.database, pollScope, (tx) => tx.one<ProposalCounts>(countText, [ground]), { readOnly: true });

const lineText = `select proposal.id, title, state, covered, zd_proposal_seconds(proposal.id) as seconds, jsonb_array_length(steps) as steps,
    (select count(*)::int from jsonb_array_elements(steps) as step where jsonb_typeof(step -> 'doneAt') = 'number') as done from proposal`;
const inOrder = `order by (state in ('raised', 'taken-up', 'decided')) desc, changed_at desc`;

/** PROPOSAL-2: what the village where this home lies talks over and carries out. */
export async function proposalsAt(county: County, ground: string): Promise<ProposalLine[]> {
  const text = `${lineText} where ground @> $1::ltree and state <> 'withdrawn' ${inOrder} limit 18`;
  const rows = await inScope(county.database, pollScope, (tx) => tx.query<ProposalLine>(text, [ground]), {
    readOnly: true,
  });
  return rows.map((row) => (row.covered ? { ...row, title: '' } : row));
}

/** Where his home lies. */
export const groundOf = (county: County, actor: Actor): Promise<string> =>
  inScope(
    county.database,
    scopeOf(actor),
    async (tx) =>
      (
        await tx.one<{ ground: string }>('select ground::text as ground from household where id = $1', [
          actor.household,
        ])
      ).ground,
    { readOnly: true },
  );

/** The home's own, by its own right to see whose they are. */
export const proposalsOf = (county: County, actor: Actor): Promise<ProposalLine[]> =>
  inScope(
    county.database,
    scopeOf(actor),
    (tx) =>
      tx.query<ProposalLine>(
        `${lineText} join proposal_home on proposal_home.proposal = proposal.id where proposal_home.household = $1 ${inOrder} limit 6`,
        [actor.household],
      ),
    { readOnly: true },
  );

const besideText = `select ${headcountText}, zd_proposal_seconds($2) as seconds, zd_proposal_name($2) as home`;

/** As everybody sees it: without whose it is, and without words that are covered. */
export async function publicProposal(county: County, id: string): Promise<PublicProposal | undefined> {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return undefined;
  return inScope(
    county.database,
    pollScope,
    async (tx) => {
      const [found] = await proposalTable.load(tx, [id]);
      if (!found) return undefined;
      const beside = await tx.one<Headcount & { seconds: number; home: string | null }>(besideText, [found.ground, id]);
      return found.covered
        ? { ...beside, home: null, proposal: { ...found, title: '', text: '' } }
        : { ...beside, proposal: found };
    },
    { readOnly: true },
  );
}

/** What row-level security lets this adult know: whether it is his home's, and what his home said to it. */
export const mineOf = (county: County, actor: Actor, id: string): Promise<Mine & { words: Proposal | undefined }> =>
  inScope(
    county.database,
    scopeOf(actor),
    async (tx) => {
      const own = (await loadHomeOf(tx, id)).length > 0;
      const [voice] = await loadVoicesIn(tx, id);
      return { own, voice, words: own ? (await proposalTable.load(tx, [id]))[0] : undefined };
    },
    { readOnly: true },
  );
