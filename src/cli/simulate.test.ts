// A simulated county holds the rows that the door itself would have written, its journal is whole, and a seed is a county.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Actor, type ActorPost, nobody } from '#kit/actor.ts';
import type { Database } from '#data/database.ts';
import { emptyScope, inScope } from '#data/scope.ts';
import { verifyJournal } from '#data/verify.ts';
import { execute } from '#server/execute.ts';
import { countyOf, findCounty } from '#server/provision.ts';
import { importer } from './simulate-village.ts';
import { simulateInto, type Simulated } from './simulate.ts';
import { type FreshDatabase, freshDatabase } from '#tests/postgres.ts';

type Row = Record<string, unknown>;
const wanted = {
  households: 30,
  visitsPerHome: 2,
  casesPerHome: 0.5,
  seed: 7,
  until: Date.parse('2026-10-01T00:00:00Z'),
};
let fresh: FreshDatabase;
let done: Simulated;

beforeAll(async () => {
  fresh = await freshDatabase();
  done = await simulateInto(fresh.database, wanted);
});
afterAll(() => fresh.close());

async function rows(database: Database, text: string, values: unknown[] = []): Promise<Row[]> {
  const owner = await database.direct();
  try {
    await owner.query(`set zd.standing = 'service'; set zd.service = 'import'`);
    const first = (await owner.query<Row>(text, values)).rows;
    return first;
  } finally {
    await owner.end();
  }
}

const asOwner = async (text: string, values: unknown[] = []): Promise<Row[]> => {
  const owner = await fresh.database.direct();
  try {
    await owner.query('begin');
    for (const table of ['journal', 'command_log'])
      await owner.query(`alter table ${table} no force row level security`);
    const found = (await owner.query<Row>(text, values)).rows;
    await owner.query('rollback');
    return found;
  } finally {
    await owner.end();
  }
};

/** Columns that differ by nature: ids and what is derived from the salt. */
const without = (row: Row | undefined, names: readonly string[]): Row =>
  Object.fromEntries(Object.entries(row ?? {}).filter(([name]) => !names.includes(name)));
const journalOwn = ['seq', 'xid', 'command', 'record', 'salt', 'payload_digest', 'digest'];

/** Every id in a value replaced by a dash, so that payloads can be compared. */
const idless = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value).replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '-'));

const momentOf = (value: unknown): number => (value instanceof Date ? value.getTime() : Number.NaN);

async function actorIn(ground: string, kind: string): Promise<Actor> {
  const [row] = (await rows(
    fresh.database,
    `select post.person, zd_posts(post.person) as posts from post join office on office.id = post.office where office.kind = $1 and office.ground @> $2::ltree`,
    [kind, ground],
  )) as { person: string; posts: ActorPost[] }[];
  return { ...nobody, person: row?.person ?? null, posts: row?.posts ?? [], standing: 'staff' };
}

/** Says the same verb through the door, with ids of its own, at the same moment. */
async function sayAgain(actor: Actor, name: string, input: Row, at: number): Promise<string> {
  const facts = await findCounty(fresh.database);
  if (!facts) throw new Error('no county');
  const id = crypto.randomUUID();
  const answer = await execute(
    countyOf(fresh.database, facts, () => at),
    actor,
    { v: 1, id, name, input, at, device: null, author: actor.person },
  );
  expect(answer).toMatchObject({ status: 'accepted' });
  return id;
}

async function compareJournal(name: string, record: string, command: string): Promise<void> {
  const [made] = await asOwner('select * from journal where name = $1 and record = $2', [name, record]);
  const [executed] = await asOwner('select * from journal where name = $1 and command = $2', [name, command]);
  expect(idless(without(made, journalOwn))).toEqual(idless(without(executed, journalOwn)));
  const [log] = await asOwner('select author, standing, answer from command_log where id = $1', [made?.['command']]);
  const [ownLog] = await asOwner('select author, standing, answer from command_log where id = $1', [command]);
  expect(idless(without(log, []))).toEqual(idless(without(ownLog, [])));
}

it('makes as many as were asked for, with a sound journal', async () => {
  expect(done).toMatchObject({ homes: 30, visits: 60 });
  expect(done.cases).toBeGreaterThan(5);
  expect((await rows(fresh.database, 'select count(*)::int as n from household'))[0]).toEqual({ n: 30 });
  const { findings, rows: read } = await verifyJournal(fresh.database);
  expect(findings).toEqual([]);
  expect(read).toBeGreaterThanOrEqual(done.rows);
});

it('a household and its journal row are what the door writes', async () => {
  const [home] = await rows(fresh.database, 'select * from household order by door limit 1');
  const {
    id,
    ground,
    grid,
    door,
    head,
    pinyin,
    phone,
    home: state,
    lat,
    lon,
    visit_interval: visitInterval,
  } = home ?? {};
  const [entry] = await asOwner(`select at from journal where name = 'household.registered' and record = $1`, [id]);
  const again = crypto.randomUUID();
  const input = { household: again, grid, door, head, pinyin, phone, home: state, lat, lon, visitInterval };
  const command = await sayAgain(importer, 'household.register', input, momentOf(entry?.['at']));
  await compareJournal('household.registered', String(id), command);
  const [executed] = await rows(fresh.database, 'select * from household where id = $1', [again]);
  const visited = ['id', 'version', 'last_visit', 'noticed_at'];
  expect(without(home, visited)).toEqual(without(executed, visited));
  expect(ground).toBe(executed?.['ground']);
});

it('a visit and its journal row are what the door writes', async () => {
  const [visit] = await rows(fresh.database, 'select * from visit order by id limit 1');
  const worker = await actorIn(String(visit?.['ground']), 'level-2');
  const again = crypto.randomUUID();
  const at = momentOf(visit?.['received_at']);
  const command = await sayAgain(
    worker,
    'visit.record',
    { visit: again, household: visit?.['household'], parts: visit?.['parts'] },
    at,
  );
  await compareJournal('visit.recorded', String(visit?.['id']), command);
  const [executed] = await rows(fresh.database, 'select * from visit where id = $1', [again]);
  expect(without(visit, ['id'])).toEqual(without(executed, ['id']));
});

it('a matter with its story and journal rows is what the door writes', async () => {
  const [matter] = await rows(fresh.database, `select * from matter where state = 'closed' order by id limit 1`);
  const id = String(matter?.['id']);
  const steps = await asOwner('select name, at, payload from journal where record = $1 order by seq', [id]);
  const again = crypto.randomUUID();
  const ground = String(matter?.['ground']);
  const [worker, head] = [await actorIn(ground, 'level-2'), await actorIn(ground, 'level-1')];
  const secret: Actor = { ...nobody, standing: 'secret', caseId: again };
  const { household, category, title, text } = matter ?? {};
  const said: Record<string, readonly [Actor, string, Row]> = {
    'case.reported': [worker, 'case.report', { household, category, title, text, secretHash: 'ab'.repeat(32) }],
    'case.accepted': [head, 'case.accept', {}],
    'case.noted': [head, 'case.note', { text: '去看过了，约好明天修。' }],
    'case.answered': [head, 'case.answer', { text: '修好了，请再看看。' }],
    'case.told': [worker, 'case.tell', { text: '当面说了。' }],
    'case.solved': [secret, 'case.say', { outcome: 'solved' }],
  };
  for (const step of steps) {
    const [actor, verb, input] = said[String(step['name'])] ?? [worker, '', {}];
    const command = await sayAgain(actor, verb, { case: again, ...input }, (step['at'] as Date).getTime());
    if (verb !== 'case.report') await compareJournal(String(step['name']), id, command);
  }
  const [executed] = await rows(fresh.database, 'select * from matter where id = $1', [again]);
  const own = ['id', 'number', 'secret_hash'];
  expect(without(matter, own)).toEqual(without(executed, own));
  const story = (of: string): Promise<Row[]> =>
    rows(
      fresh.database,
      'select n, name, at, office, person, to_office, text, internal from step where matter = $1 order by n',
      [of],
    );
  expect(await story(id)).toEqual(await story(again));
});

it('the same seed makes the same homes, another seed others', async () => {
  const heads = async (seed: number): Promise<unknown[]> => {
    const other = await freshDatabase();
    try {
      await simulateInto(other.database, { ...wanted, seed });
      return await rows(other.database, 'select door, head, phone, ground::text from household order by ground, door');
    } finally {
      await other.close();
    }
  };
  const first = await heads(7);
  expect(await heads(7)).toEqual(first);
  expect(await heads(8)).not.toEqual(first);
});

it('a county that has a territory already is left alone', async () => {
  await expect(simulateInto(fresh.database, wanted)).rejects.toMatchObject({ code: 'simulate-not-empty' });
});

it('the service that reads homes is not let into the journal', async () => {
  const seen = await inScope(fresh.database, { ...emptyScope, standing: 'service', service: 'import' }, (tx) =>
    tx.query('select seq from journal limit 1'),
  );
  expect(seen).toEqual([]);
});
