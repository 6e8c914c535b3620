// Many write at once, one of them slowly: whoever follows the sealed positions gets every row exactly once and in one dense order.
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#kit/actor.ts';
import { newId } from '#kit/id.ts';
import type { PullResponse } from '#kit/wire.ts';
import { writeJournal } from '#data/journal.ts';
import { emptyScope, inScope, type Scope } from '#data/scope.ts';
import { verifyJournal } from '#data/verify.ts';
import { execute } from '#server/execute.ts';
import { pull } from '#server/pull.ts';
import type { ServerKey } from '#server/server-keys.ts';
import { sealOnce, startSealer } from '#server/sealer.ts';
import { type Cast, makeCast } from '#tests/cast.ts';

let cast: Cast;
beforeAll(async () => {
  cast = await makeCast();
  await sealOnce(cast.county.database);
}, 60_000);
afterAll(() => cast?.close());

const service = (name: string): Scope => ({ ...emptyScope, standing: 'service', service: name });
const key = { id: 'k', publicJwk: {}, opener: undefined } as unknown as ServerKey;
const writers = 8;
const each = 200;

const pullFrom = (cursor: PullResponse['cursor'], limit: number): Promise<PullResponse> =>
  pull(cast.county, cast.worker, { cursor, after: null, limit, witness: null }, key);

const say = async (actor: Actor, name: string, input: unknown): Promise<void> => {
  const answer = await execute(cast.county, actor, {
    v: 1,
    id: newId(),
    name,
    input,
    at: 0,
    device: null,
    author: actor.person,
  });
  if (answer.status !== 'accepted') throw new Error(answer.code);
};

async function reportAndNote(): Promise<string> {
  const id = newId();
  await say(cast.worker, 'case.report', { case: id, household: cast.homes.one, category: 'W1', title: 'x' });
  await Promise.all([1, 2].map((n) => say(cast.village, 'case.note', { case: id, text: `${n}` })));
  return id;
}

async function write(writer: number, made: Set<string>): Promise<void> {
  for (let i = 0; i < each; i++) {
    const notice = newId();
    const input = { notice, office: cast.offices.village, title: `${writer}-${i}`, text: 'x', fromAt: 0 };
    const answer = await execute(cast.county, cast.village, {
      v: 1,
      id: newId(),
      name: 'notice.publish',
      input,
      at: 0,
      device: null,
      author: cast.village.person,
    });
    if (answer.status === 'accepted') made.add(notice);
    // Three rows of one record: a page full of rows has fewer records than rows.
    if (i % 4 === 0) made.add(await reportAndNote());
    if (Math.random() < 0.1) await wait(Math.random() * 10);
  }
}

/** A writer that has drawn its row's number early and commits late: its row must not be passed by. */
async function writeSlowly(made: Set<string>): Promise<void> {
  const record = newId();
  await inScope(
    cast.county.database,
    { ...emptyScope, standing: 'staff', person: cast.village.person },
    async (tx) => {
      const entry = {
        command: newId(),
        name: 'notice.published',
        kind: 'notice',
        record,
        ground: cast.grounds.village,
        leftGround: null,
        actor: null,
        office: null,
        standing: 'staff',
        at: 1,
        claimedAt: null,
        payload: {},
      };
      await writeJournal(tx, entry);
      await tx.exec(
        `insert into notice (id, ground, version, title, text, office, from_at) values ($1, $2::ltree, 1, 'slow', 'x', $3, now())`,
        [record, cast.grounds.village, cast.offices.village],
      );
      await wait(1500);
    },
    { timeoutMs: 10_000 },
  );
  made.add(record);
}

test('no pull skips a row though eight write at once and one holds its transaction open', async () => {
  const { database } = cast.county;
  const sealer = startSealer(
    database,
    (error) => {
      throw error;
    },
    5,
  );
  const made = new Set<string>();
  const pulled = new Map<string, number>();
  const versions = new Map<string, number>();
  let cursor = (await pull(cast.county, cast.worker, { cursor: null, after: null, limit: 2000, witness: null }, key))
    .cursor;
  let writing = true;
  const puller = (async () => {
    for (let last = false; ; ) {
      const page = await pullFrom(cursor, 37);
      for (const { kind, id, record } of page.records) {
        if (kind === 'notice' || kind === 'case') pulled.set(id, (pulled.get(id) ?? 0) + 1);
        if (kind === 'case') versions.set(id, (record as { version: number }).version);
      }
      expect(page.cursor.pos).toBeGreaterThanOrEqual(cursor.pos);
      cursor = page.cursor;
      if (page.more) continue;
      if (last) return;
      if (!writing) last = true;
      await wait(2);
    }
  })();
  const slow = wait(150).then(() => writeSlowly(made));
  await Promise.all([...Array.from({ length: writers }, (_, i) => write(i, made)), slow]);
  await wait(100);
  await sealer.stop();
  while ((await sealOnce(database)).rows > 0);
  writing = false;
  await puller;
  expect(made.size).toBe(writers * each * 1.25 + 1);
  expect([...made].filter((id) => !pulled.has(id))).toEqual([]);
  // A notice has one row and comes once; a matter comes at least in its last form.
  expect([...pulled].filter(([id, times]) => times !== 1 && !versions.has(id))).toEqual([]);
  expect([...versions.values()].filter((version) => version !== 3)).toEqual([]);
  expect(versions.size).toBe(writers * each * 0.25);
  const rows = await inScope(database, service('verify'), (tx) =>
    tx.query<{ pos: number; seq: number; xid: number }>(
      'select pos, seq, xid::text::bigint as xid from seal join journal using (seq) order by pos',
    ),
  );
  expect(rows.map((row) => row.pos)).toEqual(rows.map((_, i) => i + 1));
  const journal = await inScope(database, service('verify'), (tx) =>
    tx.one<{ n: number }>('select count(*)::int as n from journal'),
  );
  expect(new Set(rows.map((row) => row.seq)).size).toBe(journal.n);
  // Nothing overtakes a transaction that began before it, however late that one ends.
  expect(rows.filter((row, i) => i > 0 && row.xid < (rows[i - 1]?.xid ?? 0))).toEqual([]);
  expect((await verifyJournal(database)).findings).toEqual([]);
}, 60_000);
