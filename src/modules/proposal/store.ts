// The SQL on proposals, on whose they are, and on what homes say to them.
import type { RecordBase } from '#kit/command.ts';
import { type Asking, defineTable, type Table } from '#data/table.ts';
import type { OpenProposals, Proposal, ProposalHome, Voice } from './model.ts';

export const proposalTable = defineTable<Proposal>('proposal', 'proposal', {
  id: 'uuid',
  ground: 'ltree',
  version: 'int',
  title: 'text',
  text: 'text',
  named: 'bool',
  raisedAt: 'time',
  state: 'text',
  because: 'text',
  covered: 'bool',
  poll: 'uuid',
  minutes: 'json',
  decision: 'json',
  steps: 'json',
  changedAt: 'time',
});

export const proposalHomeTable = defineTable<ProposalHome>('proposal-home', 'proposal_home', {
  id: 'uuid',
  ground: 'ltree',
  version: 'int',
  proposal: 'uuid',
  household: 'uuid',
  author: 'uuid',
  office: 'uuid',
});

export const voiceTable = defineTable<Voice>('voice', 'proposal_voice', {
  id: 'uuid',
  ground: 'ltree',
  version: 'int',
  proposal: 'uuid',
  household: 'uuid',
  seconds: 'bool',
  words: 'text',
});

async function ofProposal<R extends RecordBase>(tx: Asking, table: Table<R>, proposal: string): Promise<R[]> {
  const text = `select ${table.select} from ${table.name} where proposal = $1`;
  return (await tx.query<Record<string, unknown>>(text, [proposal])).map(table.read);
}

/** Whose it is, where the reader may know. */
export const loadHomeOf = (tx: Asking, proposal: string): Promise<ProposalHome[]> =>
  ofProposal(tx, proposalHomeTable, proposal);

/** What was said to it that the reader may see: an adult his own home's. */
export const loadVoicesIn = (tx: Asking, proposal: string): Promise<Voice[]> => ofProposal(tx, voiceTable, proposal);

/** A bare number, also for whoever may not know which they are. */
export async function loadOpenProposals(tx: Asking, household: string): Promise<OpenProposals> {
  const [row] = await tx.query<{ n: number }>('select zd_proposals_open($1) as n', [household]);
  return { id: household, ground: '', version: 0, n: row?.n ?? 0 };
}
