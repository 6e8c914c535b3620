// GET /pull: which records of a phone's ground moved since its cursor, in their present form; or the whole ground. Here page by page, as version 1 asks.
import { type Actor, isUnder } from '#kit/actor.ts';
import { Problem } from '#kit/problem.ts';
import type { Cursor, PullResponse, Witness } from '#kit/wire.ts';
import type { Tx } from '#data/database.ts';
import { writeReadings } from '#data/readings.ts';
import { inScope } from '#data/scope.ts';
import type { County } from './county.ts';
import { writeHoldings } from './holdings.ts';
import { allGrounds, countHomes, holdsNothing, holdsOf } from './phone-holds.ts';
import { isKnown, type Out, projectAll, type Reader, snapshotKinds, snapshotPage } from './projections.ts';
import { scopeOf } from './scope-of.ts';
import type { ServerKey } from './server-keys.ts';

export interface PullAsked {
  readonly cursor: Cursor | null;
  /** Where a snapshot goes on, as an earlier page said. */
  readonly after: string | null;
  readonly limit: number;
  readonly witness: number | null;
}

export const readerOf = (actor: Actor): Reader => ({ actor, holds: holdsOf(actor) });

/** Longer than a write may take, so that a large page on a slow disk still goes out. */
export const pullTime = { timeoutMs: 15_000 };

export async function pull(county: County, actor: Actor, asked: PullAsked, key: ServerKey): Promise<PullResponse> {
  const reader = readerOf(actor);
  const serverKey = { id: key.id, jwk: key.publicJwk };
  const generation = county.facts.generation;
  const now = county.now();
  if (holdsNothing(reader.holds)) {
    const nothing = { more: false, snapshot: false, records: [], gone: [], witness: null };
    return { ...nothing, cursor: { generation, pos: 0 }, serverKey, now, wipe: true };
  }
  if (asked.cursor && asked.cursor.generation !== generation) throw new Problem('conflict', 'generation-moved');
  return inScope(
    county.database,
    scopeOf(actor),
    async (tx) => {
      const { head, witness, witnessed } = await headOf(tx, asked.witness);
      if (!asked.cursor || asked.after)
        await countHomes(tx, reader.holds, { device: actor.device, isStart: asked.after === null });
      const page = await pageOf(tx, reader, asked, head);
      await handOut(tx, reader, page, now);
      const cursor = { generation, pos: page.pos };
      const { more, records, gone, after, snapshot } = page;
      const common = { witness, witnessed: asked.witness ? witnessed : undefined, serverKey, now };
      return { cursor, more, snapshot, records, gone, ...(after ? { after } : {}), ...common };
    },
    pullTime,
  );
}

const lastSealText =
  "select no as block, encode(root, 'hex') as root, last_pos from seal_block order by no desc limit 1";
const sealText = "select no as block, encode(root, 'hex') as root from seal_block where no = $1";

/** The last sealed position with its witness, and the seal of the block the phone names. */
export async function headOf(
  tx: Tx,
  block: number | null,
): Promise<{ head: number; witness: Witness | null; witnessed: Witness | null }> {
  const [[last], [named]] = await Promise.all([
    tx.query<Witness & { last_pos: number }>(lastSealText),
    block === null ? [] : tx.query<Witness>(sealText, [block]),
  ]);
  const witness = last ? { block: last.block, root: last.root } : null;
  return { head: last?.last_pos ?? 0, witness, witnessed: named ?? null };
}

export interface Page {
  readonly snapshot: boolean;
  /** Where the phone stands after it; of a snapshot, once that is complete. */
  readonly pos: number;
  readonly more: boolean;
  readonly records: readonly Out[];
  readonly gone: readonly { readonly kind: string; readonly id: string }[];
  readonly after?: string;
}

export const pageOf = (
  tx: Tx,
  reader: Reader,
  asked: Pick<PullAsked, 'cursor' | 'after' | 'limit'>,
  head: number,
): Promise<Page> =>
  asked.cursor && !asked.after
    ? delta(tx, reader, { from: asked.cursor.pos, limit: asked.limit }, head)
    : snapshot(tx, reader, asked, head);

/** Writes for the households, and for who answers for lost phones, what goes out with this page. Its own transaction's part. */
export async function handOut(tx: Tx, { actor }: Reader, { records, gone }: Page, at: number): Promise<void> {
  const homes = [...new Set(records.flatMap((one) => homeOf(one)))];
  await Promise.all([
    writeReadings(tx, homes, { reader: actor, purpose: 'phone', at }),
    writeHoldings(tx, actor, { records: records.map((one) => ({ ...one, homes: homeOf(one) })), gone, at }),
  ]);
}

/** The home whose record is handed out with this one: itself, or the one a member, visit, promise or matter belongs to. */
function homeOf({ kind, id, record }: Out): string[] {
  const { household, homes = [] } = record as { household?: unknown; homes?: readonly string[] };
  const home = kind === 'household' ? id : household;
  return typeof home === 'string' ? [home, ...homes] : [...homes];
}

const groundText = `select ground::text as ground from area where ground <@ any($1::ltree[]) or ground @> any($1::ltree[])`;
/** Rows about what lies above come along too: notices, offices. */
const movedText = `(select kind, record, pos, ground::text as ground from seal where ground = any($1::ltree[]) and pos > $2 order by pos limit $3)
    union all (select kind, record, pos, left_ground::text from seal where left_ground = any($1::ltree[]) and pos > $2 order by pos limit $3)
    order by pos limit $3`;

interface Moved {
  readonly kind: string;
  readonly record: string;
  readonly pos: number;
  readonly ground: string;
}

/** What is written at every door of a ground that is held as a roster, and never leaves for a phone from there. */
const notOnRoster: readonly string[] = [
  'member',
  'visit',
  'promise',
  'attachment',
  'dispute',
  'question',
  'errand',
  'ask',
  'spot',
];

async function delta(tx: Tx, reader: Reader, asked: { from: number; limit: number }, head: number): Promise<Page> {
  if (asked.from > head) throw new Problem('conflict', 'generation-moved');
  const unmoved = { snapshot: false, pos: asked.from, more: false, records: [], gone: [] };
  if (asked.from === head) return unmoved;
  const grounds = (await tx.query<{ ground: string }>(groundText, [allGrounds(reader.holds)])).map((row) => row.ground);
  const rows = await tx.query<Moved>(movedText, [grounds, asked.from, asked.limit]);
  // A page is full by its sealed rows, not by its records: a record that moved twice must not make it look like the last one.
  const more = rows.length >= asked.limit;
  const { full } = reader.holds;
  const concerns = ({ kind, ground }: Moved): boolean =>
    notOnRoster.includes(kind)
      ? full.some((one) => isUnder(ground, one))
      : isKnown(kind) || kind === 'post' || kind === 'person';
  const moved = [...new Map(rows.filter(concerns).map((row) => [`${row.kind}:${row.record}`, row])).values()];
  if (moved.some(({ kind }) => kind === 'household'))
    await countHomes(tx, reader.holds, { device: reader.actor.device, isStart: false });
  const records = await projectAll(tx, reader, moved);
  const present = new Set(records.map((one) => `${one.kind}:${one.id}`));
  const gone = moved
    .filter((one) => isKnown(one.kind) && !present.has(`${one.kind}:${one.record}`))
    .map((one) => ({ kind: one.kind, id: one.record }));
  // What was sealed since the head was read came along already.
  const upto = rows.at(-1)?.pos ?? 0;
  return { snapshot: false, pos: more ? upto : Math.max(head, upto), more, records, gone };
}

/** `after` is `<pos>~<kind index>~<last id>`: the position of the first page, so that nothing between two pages is missed. */
async function snapshot(
  tx: Tx,
  reader: Reader,
  asked: Pick<PullAsked, 'after' | 'limit'>,
  head: number,
): Promise<Page> {
  const [pos, kindAt, lastId] = asked.after ? readAfter(asked.after) : [head, 0, null];
  const records: Out[] = [];
  let at = kindAt;
  let id = lastId;
  while (at < snapshotKinds.length && records.length < asked.limit) {
    const room = asked.limit - records.length;
    const page = await snapshotPage(tx, reader, { kind: snapshotKinds[at] ?? '', after: id, limit: room });
    records.push(...page);
    id = page.length < room ? null : (page.at(-1)?.id ?? null);
    if (id === null) at += 1;
  }
  const more = at < snapshotKinds.length;
  return { snapshot: true, pos, more, records, gone: [], ...(more ? { after: `${pos}~${at}~${id ?? ''}` } : {}) };
}

function readAfter(after: string): [number, number, string | null] {
  const match = /^(\d{1,15})~(\d{1,2})~([0-9a-f-]{0,36})$/.exec(after);
  if (!match) throw new Problem('invalid', 'input-invalid', { field: 'after', reason: 'cursor' });
  return [Number(match[1]), Number(match[2]), match[3] || null];
}
