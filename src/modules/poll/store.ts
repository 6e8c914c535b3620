// The SQL on polls, the rights to their ballots, and their boards.
import type { Fact, RecordBase } from '#kit/command.ts';
import { type Asking, defineTable, type Table } from '#data/table.ts';
import type { Ballot, BallotRight, Given, Poll } from './model.ts';

export const pollTable = defineTable<Poll>('poll', 'poll', {
  id: 'uuid',
  ground: 'ltree',
  version: 'int',
  office: 'uuid',
  kind: 'text',
  unit: 'text',
  title: 'text',
  text: 'text',
  choices: 'text[]',
  closesAt: 'time',
  state: 'text',
  openedAt: 'time',
  key: 'json',
  notice: 'uuid',
  closedAt: 'time',
  because: 'text',
  sheets: 'json',
  paper: 'json',
  differed: 'int',
  count: 'json',
});

export const rightTable = defineTable<BallotRight>('ballot-right', 'poll_right', {
  id: 'uuid',
  ground: 'ltree',
  version: 'int',
  poll: 'uuid',
  household: 'uuid',
  voter: 'uuid',
  way: 'text',
  codeHash: 'text',
  blindedHash: 'text',
  takenOn: 'day',
});

type Found = { readonly kind: string; readonly record: RecordBase }[];
const found = async <R extends RecordBase>(
  tx: Asking,
  table: Table<R>,
  where: string,
  values: readonly unknown[],
): Promise<Found> =>
  (await tx.query<Record<string, unknown>>(`select ${table.select} from ${table.name} where ${where}`, values)).map(
    (row) => ({ kind: table.kind, record: table.read(row) }),
  );

/** Every right in this poll that the reader may see: an office all, an adult those of his home. */
export const loadRightsIn = (tx: Asking, poll: string): Promise<Found> => found(tx, rightTable, 'poll = $1', [poll]);

export const loadRightByCode = (tx: Asking, hash: string): Promise<Found> =>
  found(tx, rightTable, 'code_hash = $1', [hash]);

/** How many ballots were given out, by each way, and slips that wait; a bare number for whoever may not see to whom. */
export async function loadGiven(tx: Asking, poll: string): Promise<Given> {
  const [row] = await tx.query<Omit<Given, 'id' | 'ground' | 'version'>>('select * from zd_poll_given($1)', [poll]);
  return { id: poll, ground: '', version: 0, ...(row ?? { page: 0, slip: 0, paper: 0, unused: 0 }) };
}

const boardText = `insert into poll_board (poll, ballots) values ($1, $2::jsonb)`;

/** The board stands beside its poll from the moment it is counted. */
export const saveBoard = (tx: Asking, fact: Fact): Promise<unknown> =>
  fact.name === 'poll.counted' ? tx.exec(boardText, [fact.id, JSON.stringify(fact.data.ballots)]) : Promise.resolve(0);

export async function loadBoard(tx: Asking, poll: string): Promise<readonly Ballot[]> {
  const [row] = await tx.query<{ ballots: Ballot[] }>('select ballots from poll_board where poll = $1', [poll]);
  return row?.ballots ?? [];
}
