// GET /pull: which records of a phone's ground moved since its cursor, in their present form; or the whole ground, page by page.
import type { Actor } from '#kit/actor.ts';
import type { RecordBase } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { Cursor, PullResponse, Witness } from '#kit/wire.ts';
import type { Tx } from '#data/database.ts';
import { writeReadings } from '#data/readings.ts';
import { inScope } from '#data/scope.ts';
import { fieldRoles } from '#modules/people/model.ts';
import type { County } from './county.ts';
import { projectAll, snapshotKinds, snapshotPage } from './projections.ts';
import type { ServerKey } from './push.ts';
import { scopeOf } from './scope-of.ts';

export interface PullAsked {
  readonly cursor: Cursor | null;
  /** Where a snapshot goes on, as an earlier page said. */
  readonly after: string | null;
  readonly limit: number;
  readonly witness: number | null;
}

const lastSealText =
  "select no as block, encode(root, 'hex') as root, last_pos from seal_block order by no desc limit 1";
const sealText = "select no as block, encode(root, 'hex') as root from seal_block where no = $1";

/** The home whose record is handed out with this one: itself, or the one a member, visit, promise or matter belongs to. */
function homeOf({ kind, id, record }: { kind: string; id: string; record: unknown }): string[] {
  const home = kind === 'household' ? id : (record as { household?: unknown }).household;
  return typeof home === 'string' ? [home] : [];
}

/** Grounds whose seals concern this reader: his own, everything below, and what lies above (notices, offices). */
async function groundsOf(tx: Tx, actor: Actor): Promise<string[]> {
  const rows = await tx.query<{ ground: string }>(
    `select ground::text as ground from area where ground <@ any($1::ltree[]) or ground @> any($1::ltree[])`,
    [actor.posts.map((post) => post.ground)],
  );
  return rows.map((row) => row.ground);
}

export async function pull(county: County, actor: Actor, asked: PullAsked, key: ServerKey): Promise<PullResponse> {
  const field = actor.posts.some(
    (post) => (fieldRoles as readonly string[]).includes(post.role) || post.role === 'village-officer',
  );
  const serverKey = { id: key.id, jwk: key.publicJwk };
  const generation = county.facts.generation;
  if (!field) {
    return {
      cursor: { generation, pos: 0 },
      more: false,
      snapshot: false,
      records: [],
      gone: [],
      witness: null,
      serverKey,
      now: county.now(),
      wipe: true,
    };
  }
  if (asked.cursor && asked.cursor.generation !== generation) throw new Problem('conflict', 'generation-moved');
  return inScope(
    county.database,
    scopeOf(actor),
    async (tx) => {
      const [last] = await tx.query<Witness & { last_pos: number }>(lastSealText);
      const [witnessed] = asked.witness ? await tx.query<Witness>(sealText, [asked.witness]) : [];
      const common = {
        witness: last ? { block: last.block, root: last.root } : null,
        witnessed: asked.witness ? (witnessed ?? null) : undefined,
        serverKey,
        now: county.now(),
      };
      const head = { generation, pos: last?.last_pos ?? 0 };
      const page =
        asked.cursor && !asked.after ? await delta(tx, actor, asked, head) : await snapshot(tx, actor, asked, head);
      const homes = [...new Set(page.records.flatMap(homeOf))];
      const post = actor.posts[0];
      await writeReadings(tx, homes, {
        reader: actor.person,
        office: post?.office ?? null,
        role: post?.role ?? '',
        purpose: 'phone',
        at: county.now(),
      });
      return { ...page, ...common };
    },
    { timeoutMs: 15_000 },
  );
}

type Page = Pick<PullResponse, 'cursor' | 'more' | 'snapshot' | 'after' | 'records' | 'gone'>;

const movedText = `(select kind, record, pos from seal where ground = any($1::ltree[]) and pos > $2 order by pos limit $3)
    union all (select kind, record, pos from seal where left_ground = any($1::ltree[]) and pos > $2 order by pos limit $3)
    order by pos limit $3`;

async function delta(tx: Tx, actor: Actor, asked: PullAsked, head: Cursor): Promise<Page> {
  const from = asked.cursor?.pos ?? 0;
  if (from > head.pos) throw new Problem('conflict', 'generation-moved');
  const grounds = await groundsOf(tx, actor);
  const rows = await tx.query<{ kind: string; record: string; pos: number }>(movedText, [grounds, from, asked.limit]);
  // A page is full by its sealed rows, not by its records: a record that moved twice must not make it look like the last one.
  const more = rows.length >= asked.limit;
  const moved = [...new Map(rows.map((row) => [`${row.kind}:${row.record}`, row])).values()];
  const records = await projectAll(tx, actor, moved);
  const present = new Set(records.map((one) => `${one.kind}:${one.id}`));
  const gone = moved
    .filter((one) => !present.has(`${one.kind}:${one.record}`))
    .map((one) => ({ kind: one.kind, id: one.record }));
  // What was sealed since the head was read came along already.
  const upto = rows.at(-1)?.pos ?? 0;
  const pos = more ? upto : Math.max(head.pos, upto);
  return { cursor: { generation: head.generation, pos }, more, snapshot: false, records, gone };
}

/** `after` is `<pos>~<kind index>~<last id>`: the position of the first page, so that nothing between two pages is missed. */
async function snapshot(tx: Tx, actor: Actor, asked: PullAsked, head: Cursor): Promise<Page> {
  const [pos, kindAt, lastId] = asked.after ? readAfter(asked.after) : [head.pos, 0, null];
  const records: { kind: string; id: string; record: RecordBase }[] = [];
  let at = kindAt;
  let id = lastId;
  while (at < snapshotKinds.length && records.length < asked.limit) {
    const room = asked.limit - records.length;
    const page = await snapshotPage(tx, actor, { kind: snapshotKinds[at] ?? '', after: id, limit: room });
    records.push(...page);
    id = page.length < room ? null : (page.at(-1)?.id ?? null);
    if (id === null) at += 1;
  }
  const more = at < snapshotKinds.length;
  const cursor = { generation: head.generation, pos };
  return { cursor, more, snapshot: true, records, gone: [], ...(more ? { after: `${pos}~${at}~${id ?? ''}` } : {}) };
}

function readAfter(after: string): [number, number, string | null] {
  const match = /^(\d{1,15})~(\d{1,2})~([0-9a-f-]{0,36})$/.exec(after);
  if (!match) throw new Problem('invalid', 'input-invalid', { field: 'after', reason: 'cursor' });
  return [Number(match[1]), Number(match[2]), match[3] || null];
}
