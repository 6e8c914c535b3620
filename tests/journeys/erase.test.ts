// A lawful request: what was written about somebody goes from every table, the journal stays whole and says by which fact, phones let it go.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#kit/id.ts';
import { connectDirect } from '#data/database.ts';
import { emptyScope, inScope } from '#data/scope.ts';
import { verifyJournal } from '#data/verify.ts';
import { type ErasingNote, type ErasingPlace, erase, eraseAgain, reachOfErasing } from '#server/erase.ts';
import { openFileStore } from '#server/files/file-store.ts';
import { sealOnce } from '#server/sealer.ts';
import { say } from '#tests/cast.ts';
import { makeJpeg } from '#tests/files/make-files.ts';
import { namedPicture, sealFor, sendWhole } from '#tests/files/sending.ts';
import { openStage, type Stage } from '#tests/files/stage.ts';
import type { Caller } from '#tests/running.ts';

const canary = '金丝雀';
const words = { reason: '本人依法要求删除', decision: '云溪县处〔2026〕7号' };
let stage: Stage;
let cast: Stage['cast'];
let server: Stage['server'];
let phone: Stage['phone'];
let place: ErasingPlace;
let head: Caller;
const notes: ErasingNote[] = [];
const member = newId();
const person = newId();
let cursor: { generation: string; pos: number };
/** An entry about the member, one about the home, and one that stays. */
const entries = { his: newId(), home: newId(), stays: newId() };
let picture: ReturnType<typeof namedPicture>;

async function sealAll(): Promise<void> {
  while ((await sealOnce(cast.county.database)).rows > 0);
}
const pull = async (): Promise<{ records: { kind: string; id: string; record: never }[]; gone: { id: string }[] }> => {
  const { body } = await server.call(
    phone,
    'GET',
    cursor ? `/pull?generation=${cursor.generation}&pos=${cursor.pos}&limit=2000` : '/pull?limit=2000',
  );
  cursor = body.cursor;
  return body;
};

const visit = (id: string, more: object): Promise<unknown> =>
  server.do(phone, 'visit.record', { visit: id, household: cast.homes.one, parts: [{ kind: 'well' }], ...more });

beforeAll(async () => {
  stage = await openStage();
  ({ cast, server, phone } = stage);
  head = await server.session(cast.head.person);
  const note = async (line: ErasingNote): Promise<void> => void notes.push(line);
  place = { county: cast.county, store: openFileStore(path.join(server.dataDir, 'attachments')), note };
  const village = await server.session(cast.village.person);
  await server.do(village, 'member.add', {
    member,
    household: cast.homes.one,
    name: `${canary}甲`,
    born: '1954-03',
    phone: '19900007777',
    relation: '户主',
  });
  await server.do(village, 'person.register', {
    person,
    name: `${canary}甲`,
    phone: '19900007777',
    staff: false,
    member,
  });
  expect((await server.do(village, 'member.verify', { member, person })).status).toBe(200);
  const bytes = await makeJpeg();
  picture = namedPicture(bytes);
  await visit(entries.his, {
    subject: member,
    note: `${canary}他说的`,
    parts: [{ kind: 'opinion', text: `${canary}意见` }],
    promises: [{ promise: newId(), text: `${canary}答应` }],
    attachments: [picture],
  });
  await sendWhole(server, phone, await sealFor(cast, picture.attachment, bytes));
  expect((await stage.recordOf(picture.attachment)).state).toBe('received');
  await visit(entries.home, { note: `${canary}家里` });
  await server.do(phone, 'visit.correct', { visit: entries.home, note: `${canary}改过` });
  await visit(entries.stays, { note: '留下的' });
  await sealAll();
  await pull();
}, 60_000);
afterAll(() => stage?.stop());

/** Every table as text: where does this word still stand? The running server works on the same tables: one of the two may have to wait. */
async function tablesWith(word: string): Promise<string[]> {
  for (let tries = 1; ; tries++) {
    try {
      return await lookThrough(word);
    } catch (error) {
      if ((error as { code?: string }).code !== '40P01' || tries === 10) throw error;
    }
  }
}

async function lookThrough(word: string): Promise<string[]> {
  const admin = await connectDirect(cast.ownerUrl);
  try {
    const { rows } = await admin.query<{ name: string }>(
      `select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by 1`,
    );
    const found: string[] = [];
    await admin.query('begin');
    for (const { name } of rows) await admin.query(`alter table ${name} no force row level security`);
    for (const { name } of rows)
      if ((await admin.query(`select from ${name} where ${name}::text like $1 limit 1`, [`%${word}%`])).rowCount)
        found.push(name);
    await admin.query('rollback');
    return found;
  } finally {
    await admin.end();
  }
}

const filesKept = (): string[] =>
  readdirSync(path.join(server.dataDir, 'attachments'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    /[0-9a-f]{60}/.test(name),
  );

test('before, the words stand in the record and in the journal, and what would go is counted without reading it', async () => {
  expect(await tablesWith(canary)).toEqual(['journal', 'member', 'person', 'promise', 'visit']);
  expect(await reachOfErasing(cast.county, { kind: 'member', id: member })).toEqual({
    rows: 7,
    promises: 1,
    files: 1,
    persons: 1,
    records: 1,
  });
  await expect(reachOfErasing(cast.county, { kind: 'visit', id: newId() })).rejects.toMatchObject({
    code: 'erase-unknown',
  });
});

test('VISIT-8 an entry is erased: that somebody came stays, what was said goes from the record, the journal and the phone', async () => {
  await erase(place, { kind: 'visit', id: entries.home, ...words });
  await sealAll();
  const { visits } = (await server.ask(head, 'household.page', { household: cast.homes.one })).body;
  expect(visits.find((one: { id: string }) => one.id === entries.home)).toMatchObject({
    note: '',
    parts: [{ kind: 'erased' }],
    author: cast.worker.person,
  });
  expect(visits.find((one: { id: string }) => one.id === entries.stays).note).toBe('留下的');
  const { records } = await pull();
  expect(records.find((one) => one.id === entries.home)?.record).toMatchObject({ note: '', version: 3 });
  const mend = await server.do(phone, 'visit.correct', { visit: entries.home, note: '再写' });
  expect([mend.status, mend.body.code]).toEqual([409, 'visit-erased']);
  await expect(erase(place, { kind: 'visit', id: entries.home, ...words })).rejects.toMatchObject({
    code: 'erased-already',
  });
  const verified = await verifyJournal(cast.county.database);
  expect(verified.findings).toEqual([]);
  expect(verified).toMatchObject({ erased: 2, erasures: [{ rows: 2 }] });
});

test('HOME-10 a member is erased with the entries about him; he signs in no more, and no table, file or phone holds his words', async () => {
  const adult = await server.session(person, cast.homes.one);
  expect((await server.call(adult, 'GET', '/my')).status).toBe(200);
  const before = filesKept();
  expect(before.length).toBeGreaterThan(0);
  await erase(place, { kind: 'member', id: member, ...words });
  await sealAll();
  expect(await tablesWith(canary)).toEqual([]);
  expect(await tablesWith('19900007777')).toEqual([]);
  expect(await tablesWith('1954-03')).toEqual([]);
  expect(filesKept()).toEqual([]);
  expect((await stage.bytesOf(phone, `/attachments/${picture.attachment}`)).status).toBe(404);
  expect((await server.call(adult, 'GET', '/my')).status).not.toBe(200);
  const { records, gone } = await pull();
  expect(JSON.stringify(records)).not.toContain(canary);
  expect(gone.map((one) => one.id)).toContain(member);
  expect(records.find((one) => one.id === entries.his)?.record).toMatchObject({ parts: [{ kind: 'erased' }] });
  const { members } = (await server.ask(head, 'household.page', { household: cast.homes.one })).body;
  expect(members.map((one: { id: string }) => one.id)).not.toContain(member);
  expect((await verifyJournal(cast.county.database)).findings).toEqual([]);
});

test('the journal says by which fact, why and by whose decision, and only such a fact makes a missing payload lawful', async () => {
  const owner = await connectDirect(cast.ownerUrl);
  await owner.query('alter table journal no force row level security');
  const { rows } = await owner.query<{ name: string; payload: { rows: number[]; decision: string; reason: string } }>(
    `select name, payload from journal where name like '%.erased' order by seq`,
  );
  expect(rows.map((row) => row.name)).toEqual([
    'visit.erased',
    'visit.erased',
    'promise.erased',
    'attachment.erased',
    'member.erased',
    'person.erased',
  ]);
  for (const { payload } of rows) expect(payload).toMatchObject(words);
  // Somebody with the keys of the database empties another row and points at a lawful fact.
  const [victim] = (
    await owner.query<{ seq: number }>(
      `select seq from journal where record = $1 and payload is not null order by seq limit 1`,
      [entries.stays],
    )
  ).rows;
  const [lawful] = (
    await owner.query<{ seq: number }>(`select max(seq) as seq from journal where name like '%.erased'`)
  ).rows;
  await owner.query('begin');
  await owner.query('create temp table kept as select * from journal where seq = $1', [victim?.seq]);
  await owner.query('commit');
  await owner.query('update journal set payload = null, salt = null, erased_by = $2 where seq = $1', [
    victim?.seq,
    lawful?.seq,
  ]);
  expect((await verifyJournal(cast.county.database)).findings).toEqual([
    { what: 'altered', pos: expect.any(Number), seq: victim?.seq },
  ]);
  await owner.query(
    'update journal set payload = kept.payload, salt = kept.salt, erased_by = null from kept where kept.seq = journal.seq',
  );
  await owner.query('alter table journal force row level security');
  await owner.end();
  expect((await verifyJournal(cast.county.database)).findings).toEqual([]);
});

test('nobody erases over the network, and no other service writes such a fact', async () => {
  for (const caller of [phone, head, await server.session(cast.systemAdmin.person)]) {
    const reply = await server.do(caller, 'visit.erase', { visit: entries.stays, ...words });
    expect([reply.status, reply.body.code]).toEqual([403, 'not-yours']);
  }
  await expect(say(cast.county, cast.worker, 'visit.erase', { visit: entries.stays, ...words })).rejects.toThrow(
    'not-yours',
  );
  const insert = `insert into journal (command, name, kind, record, standing, at, payload, payload_digest, digest)
    values ($1, 'visit.erased', 'visit', $2, 'service', now(), '{"rows": [1]}', '\\x00', '\\x00')`;
  const jobs = { ...emptyScope, standing: 'service', service: 'jobs' };
  await expect(
    inScope(cast.county.database, jobs, (tx) => tx.exec(insert, [newId(), entries.stays])),
  ).rejects.toMatchObject({ code: '42501' });
  await expect(
    inScope(cast.county.database, { ...jobs, service: 'erase' }, (tx) =>
      tx.exec('update journal set payload = null where record = $1', [entries.stays]),
    ),
  ).rejects.toMatchObject({ code: '42501' });
});

test('after a restore the notes kept beside the data do it again, once', async () => {
  expect(notes.map((one) => one.kind)).toEqual(['visit', 'visit', 'visit', 'member']);
  expect(await eraseAgain(place, notes)).toEqual({ done: 0, waits: 0 });
  const again = newId();
  await visit(again, { note: `${canary}回来了` });
  const returned = [{ kind: 'visit', id: again, ...words, at: 0, files: [] }, ...notes] as ErasingNote[];
  expect(await eraseAgain(place, returned)).toEqual({ done: 1, waits: 0 });
  expect(await tablesWith(canary)).toEqual([]);
});
