// Verifies the sealed journal: names every row that was altered, removed, inserted or swapped, and a chain that was sealed anew.
import { createHash } from 'node:crypto';
import type { Database, Tx } from './database.ts';
import { entryDigest, type JournalEntry, payloadDigest } from './journal.ts';
import { emptyScope, inScope, type Scope } from './scope.ts';
import { merkleRoot, sealLeaf } from './seal.ts';

const scope: Scope = { ...emptyScope, standing: 'service', service: 'verify' };

export type Finding =
  | {
      readonly what: 'altered' | 'removed' | 'inserted' | 'swapped' | 'seal-altered';
      readonly pos: number | null;
      readonly seq: number | null;
    }
  | { readonly what: 'block-altered' | 'chain-broken'; readonly block: number }
  | { readonly what: 'witness-differs'; readonly block: number };

export interface Verified {
  readonly rows: number;
  readonly blocks: number;
  readonly erased: number;
  /** Which facts erased how many rows. */
  readonly erasures: readonly { readonly by: number; readonly rows: number }[];
  /** Last block and its root in hex: give it to somebody as a witness. */
  readonly last: { readonly block: number; readonly root: string } | null;
  readonly findings: readonly Finding[];
}

interface Row {
  pos: number;
  seq: number;
  leaf: Buffer;
  has_row: boolean;
  command: string;
  name: string;
  kind: string;
  record: string;
  ground: string | null;
  left_ground: string | null;
  actor: string | null;
  office: string | null;
  standing: string;
  at: Date;
  claimed_at: Date | null;
  payload: unknown;
  salt: Buffer | null;
  payload_digest: Buffer;
  digest: Buffer;
  erased_by: number | null;
  /** A later fact about the same record says that it erased this one. */
  erased_truly: boolean;
}

const rowsText = `select seal.pos, seal.seq, seal.leaf, journal.seq is not null as has_row, journal.command, journal.name, journal.kind, journal.record,
    journal.ground::text as ground, journal.left_ground::text as left_ground, journal.actor, journal.office, journal.standing, journal.at, journal.claimed_at,
    journal.payload, journal.salt, journal.payload_digest, journal.digest, journal.erased_by,
    exists (select from journal as eraser where eraser.seq = journal.erased_by and eraser.seq > journal.seq and eraser.record = journal.record
      and eraser.name like '%.erased' and eraser.payload -> 'rows' @> to_jsonb(journal.seq)) as erased_truly
  from seal left join journal on journal.seq = seal.seq where seal.pos between $1 and $2 order by seal.pos`;

/** Does the row still say what its digests say? Erased rows are held by the payload's digest alone. */
function isTrue(row: Row): boolean {
  const entry: Omit<JournalEntry, 'payload'> = {
    command: row.command,
    name: row.name,
    kind: row.kind,
    record: row.record,
    ground: row.ground,
    leftGround: row.left_ground,
    actor: row.actor,
    office: row.office,
    standing: row.standing,
    at: row.at.getTime(),
    claimedAt: row.claimed_at === null ? null : row.claimed_at.getTime(),
  };
  const erased = row.erased_truly && row.payload === null && row.salt === null;
  if (!erased && (row.salt === null || !payloadDigest(row.salt, row.payload).equals(row.payload_digest))) return false;
  return entryDigest(entry, row.payload_digest).equals(row.digest);
}

/** A row that is whole in itself but not the one that was sealed at its place: swapped, or another one put there. */
interface Misplaced {
  readonly pos: number;
  readonly seq: number;
  readonly leaf: Buffer;
  readonly digest: Buffer;
}

/** What is wrong with one sealed row; whether a whole one was swapped shows only beside all the others. */
function checkRow(row: Row): Finding | Misplaced | undefined {
  const at = { pos: row.pos, seq: row.seq };
  if (!row.has_row) return { what: 'removed', ...at };
  const leaf = sealLeaf(row.pos, row.digest).equals(row.leaf);
  const said = isTrue(row);
  if (leaf && said) return undefined;
  return said ? { ...at, leaf: row.leaf, digest: row.digest } : { what: 'altered', ...at };
}

/** A swapped row has a digest that another misplaced row's leaf was made from. */
const judge = (one: Misplaced, all: readonly Misplaced[]): Finding => ({
  what: all.some((other) => other.leaf.equals(sealLeaf(other.pos, one.digest))) ? 'swapped' : 'altered',
  pos: one.pos,
  seq: one.seq,
});

interface Block {
  no: number;
  first_pos: number;
  last_pos: number;
  previous: Buffer;
  root: Buffer;
}

interface BlockChecked {
  readonly rows: number;
  /** The fact that erased it, for every erased row. */
  readonly erasedBy: readonly number[];
  readonly findings: readonly Finding[];
  readonly misplaced: readonly Misplaced[];
}

async function checkBlock(tx: Tx, block: Block, previous: Buffer): Promise<BlockChecked> {
  const rows = await tx.query<Row>(rowsText, [block.first_pos, block.last_pos]);
  const findings: Finding[] = [];
  const misplaced: Misplaced[] = [];
  const here = new Set(rows.map((row) => row.pos));
  for (let pos = block.first_pos; pos <= block.last_pos; pos++)
    if (!here.has(pos)) findings.push({ what: 'seal-altered', pos, seq: null });
  for (const row of rows) {
    const found = checkRow(row);
    if (found && 'what' in found) findings.push(found);
    else if (found) misplaced.push(found);
  }
  const leaves = rows.map((row) => row.leaf);
  const root =
    leaves.length > 0 ? createHash('sha256').update(previous).update(merkleRoot(leaves)).digest() : Buffer.alloc(0);
  if (!block.previous.equals(previous)) findings.push({ what: 'chain-broken', block: block.no });
  if (!root.equals(block.root)) findings.push({ what: 'block-altered', block: block.no });
  const erasedBy = rows.flatMap((row) => (row.erased_by === null ? [] : [row.erased_by]));
  return { rows: rows.length, erasedBy, findings, misplaced };
}

/** Rows below the watermark of the last seal that no seal knows were put in afterwards. */
const insertedText = `select journal.seq from journal where not exists (select from seal where seal.seq = journal.seq)
  and journal.xid < (select coalesce(max(upto_xid), '0'::xid8) from seal_block) order by seq limit 1000`;

/**
 * Reads the whole journal, block by block. `witness` is a block and its root that somebody else kept (a phone, a backup):
 * only that finds a journal that was sealed anew from the start.
 */
export async function verifyJournal(
  database: Database,
  options: { readonly witnesses?: readonly { block: number; root: string }[] } = {},
): Promise<Verified> {
  const read = { readOnly: true, timeoutMs: 60_000 } as const;
  const blocks = await inScope(
    database,
    scope,
    (tx) => tx.query<Block>('select no, first_pos, last_pos, previous, root from seal_block order by no'),
    read,
  );
  const findings: Finding[] = [];
  const misplaced: Misplaced[] = [];
  let previous: Buffer = Buffer.alloc(32);
  let rows = 0;
  const erasures = new Map<number, number>();
  for (const block of blocks) {
    const checked = await inScope(database, scope, (tx) => checkBlock(tx, block, previous), read);
    findings.push(...checked.findings);
    misplaced.push(...checked.misplaced);
    rows += checked.rows;
    for (const by of checked.erasedBy) erasures.set(by, (erasures.get(by) ?? 0) + 1);
    previous = block.root;
  }
  findings.push(...misplaced.map((one) => judge(one, misplaced)));
  const inserted = await inScope(database, scope, (tx) => tx.query<{ seq: number }>(insertedText), read);
  findings.push(...inserted.map(({ seq }): Finding => ({ what: 'inserted', pos: null, seq })));
  for (const witness of options.witnesses ?? []) {
    const block = blocks.find((one) => one.no === witness.block);
    if (block?.root.toString('hex') !== witness.root) findings.push({ what: 'witness-differs', block: witness.block });
  }
  const last = blocks.at(-1);
  return {
    rows,
    blocks: blocks.length,
    erased: [...erasures.values()].reduce((sum, n) => sum + n, 0),
    erasures: [...erasures].map(([by, n]) => ({ by, rows: n })),
    last: last ? { block: last.no, root: last.root.toString('hex') } : null,
    findings,
  };
}
