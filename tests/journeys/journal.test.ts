// The journal keeps its word: what is altered, removed, inserted or swapped is named, a chain sealed anew is caught by a witness, and no pull ever skips a row.
import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#kit/id.ts';
import { connectDirect, type Database, openDatabase } from '#data/database.ts';
import { canonical, entryDigest, type JournalEntry, payloadDigest } from '#data/journal.ts';
import { emptyScope, inScope } from '#data/scope.ts';
import { merkleRoot, sealLeaf } from '#data/seal.ts';
import { verifyJournal } from '#data/verify.ts';
import { sealOnce } from '#server/sealer.ts';
import { type Cast, castOn, say } from '#tests/cast.ts';
import { freshDatabase, withDatabase } from '#tests/postgres.ts';

let cast: Cast;
let adminUrl: string;
let template: string;
beforeAll(async () => {
  const fresh = await freshDatabase();
  cast = { ...(await castOn(fresh.database)), ownerUrl: fresh.ownerUrl, appUrl: fresh.appUrl, close: fresh.close };
  adminUrl = fresh.adminUrl;
  template = new URL(fresh.ownerUrl).pathname.slice(1);
  for (let block = 0; block < 3; block++) {
    for (let i = 0; i < 6; i++)
      await say(cast.county, cast.worker, 'case.report', {
        case: newId(),
        household: cast.homes.one,
        category: 'W1',
        title: `水浑${block}${i}`,
      });
    await sealOnce(cast.county.database);
  }
  // PostgreSQL copies only what nobody is connected to.
  await cast.county.database.close();
}, 60_000);
afterAll(async () => {
  const admin = await connectDirect(adminUrl);
  await admin.query(`drop database ${template} with (force)`);
  await admin.end();
});

type Meddle = (sql: (text: string, values?: unknown[]) => Promise<{ rows: Record<string, never>[] }>) => Promise<void>;

let copies = 0;
/** A copy of the county's database in which somebody with the keys of PostgreSQL itself has been at work. */
async function meddled(meddle: Meddle): Promise<{ database: Database; drop: () => Promise<void> }> {
  copies += 1;
  const name = `${template}_m${copies}`;
  const admin = await connectDirect(adminUrl);
  await admin.query(`create database ${name} template ${template}`);
  const owner = await connectDirect(withDatabase(adminUrl, name));
  await meddle((text, values) => owner.query(text, values) as never);
  await owner.end();
  const database = await openDatabase({
    appUrl: withDatabase(cast.appUrl, name),
    ownerUrl: withDatabase(cast.ownerUrl, name),
    poolSize: 2,
  });
  return {
    database,
    drop: async () => {
      await database.close();
      await admin.query(`drop database ${name} with (force)`);
      await admin.end();
    },
  };
}

async function findings(meddle: Meddle, witnesses: { block: number; root: string }[] = []): Promise<unknown[]> {
  const { database, drop } = await meddled(meddle);
  try {
    return [...(await verifyJournal(database, { witnesses })).findings];
  } finally {
    await drop();
  }
}

const contents =
  'command, name, kind, record, ground, left_ground, actor, office, standing, at, claimed_at, payload, salt, payload_digest, digest, erased_by';

test('an untouched journal is whole, and says its last root', async () => {
  const { database, drop } = await meddled(async () => {});
  const verified = await verifyJournal(database);
  expect(verified).toMatchObject({
    findings: [],
    erased: 0,
    last: { block: 3, root: expect.stringMatching(/^[0-9a-f]{64}$/) },
  });
  expect(verified.rows).toBeGreaterThan(18);
  await drop();
});

test.each([
  ['payload', `payload = payload || '{"text":"没事"}'`],
  ['actor', `actor = '${newId()}'`],
  ['time', `at = at + interval '1 millisecond'`],
  ['ground', `ground = '629901'`],
  ['digest', `digest = decode(repeat('00', 32), 'hex')`],
])('an altered %s is named', async (_, set) => {
  expect(await findings(async (sql) => void (await sql(`update journal set ${set} where seq = 60`)))).toEqual([
    { what: 'altered', pos: expect.any(Number), seq: 60 },
  ]);
});

test('a payload altered together with all its own digests is named by its seal', async () => {
  const forged = await findings(async (sql) => {
    await forge(sql, 60);
  });
  expect(forged).toEqual([{ what: 'altered', pos: expect.any(Number), seq: 60 }]);
});

test('a removed row is named', async () => {
  expect(await findings(async (sql) => void (await sql('delete from journal where seq = 61')))).toEqual([
    { what: 'removed', pos: expect.any(Number), seq: 61 },
  ]);
});

test('a row put in afterwards is named', async () => {
  const found = await findings(async (sql) => {
    await sql(
      `insert into journal (seq, xid, ${contents}) overriding system value select 9000, xid, ${contents} from journal where seq = 60`,
    );
  });
  expect(found).toEqual([{ what: 'inserted', pos: null, seq: 9000 }]);
});

test.each([
  ['of one block', 60, 61],
  ['of two blocks', 52, 64],
])('two swapped rows %s are both named', async (_, a, b) => {
  const found = await findings(async (sql) => {
    await sql('create temp table two as select * from journal where seq in ($1, $2)', [a, b]).catch(async () => {
      await sql(`create temp table two as select * from journal where seq in (${a}, ${b})`);
    });
    const sets = contents
      .split(', ')
      .map((column) => `${column} = two.${column}`)
      .join(', ');
    await sql(
      `update journal set ${sets} from two where two.seq = ${a + b} - journal.seq and journal.seq in (${a}, ${b})`,
    );
  });
  expect(found).toEqual([
    { what: 'swapped', pos: expect.any(Number), seq: a },
    { what: 'swapped', pos: expect.any(Number), seq: b },
  ]);
});

test('a seal taken out, a block changed and a chain cut are named', async () => {
  expect(await findings(async (sql) => void (await sql('delete from seal where seq = 60')))).toContainEqual({
    what: 'seal-altered',
    pos: expect.any(Number),
    seq: null,
  });
  expect(
    await findings(
      async (sql) => void (await sql(`update seal_block set root = decode(repeat('11', 32), 'hex') where no = 2`)),
    ),
  ).toEqual([
    { what: 'block-altered', block: 2 },
    { what: 'chain-broken', block: 3 },
    { what: 'block-altered', block: 3 },
  ]);
});

type Row = Omit<JournalEntry, 'leftGround' | 'claimedAt' | 'at'> & {
  left_ground: string | null;
  at: Date;
  claimed_at: Date | null;
};

/** Changes a row and makes its own digests right again, as somebody would who knows how they are made. */
async function forge(sql: Parameters<Meddle>[0], seq: number): Promise<void> {
  const { rows } = await sql(
    'select *, ground::text as ground, left_ground::text as left_ground from journal where seq = $1',
    [seq],
  );
  const row = rows[0] as unknown as Row;
  const payload = { ...(row.payload as object), text: '没事' };
  const salt = randomBytes(16);
  const digest = payloadDigest(salt, payload);
  const entry = {
    ...row,
    leftGround: row.left_ground,
    at: row.at.getTime(),
    claimedAt: row.claimed_at?.getTime() ?? null,
  };
  await sql('update journal set payload = $2::jsonb, salt = $3, payload_digest = $4, digest = $5 where seq = $1', [
    seq,
    canonical(payload),
    salt,
    digest,
    entryDigest(entry, digest),
  ]);
}

async function sealAnew(sql: Parameters<Meddle>[0]): Promise<void> {
  const blocks = (await sql('select no, first_pos, last_pos from seal_block order by no')).rows as unknown as {
    no: number;
    first_pos: number;
    last_pos: number;
  }[];
  let previous = Buffer.alloc(32);
  for (const { no, first_pos, last_pos } of blocks) {
    const rows = (
      await sql('select pos, digest from seal join journal using (seq) where pos between $1 and $2 order by pos', [
        first_pos,
        last_pos,
      ])
    ).rows as unknown as { pos: number; digest: Buffer }[];
    const leaves = rows.map((row) => sealLeaf(row.pos, row.digest));
    for (const [i, row] of rows.entries()) await sql('update seal set leaf = $2 where pos = $1', [row.pos, leaves[i]]);
    const root = createHash('sha256').update(previous).update(merkleRoot(leaves)).digest();
    await sql('update seal_block set previous = $2, root = $3 where no = $1', [no, previous, root]);
    previous = root;
  }
}

test('a journal forged and sealed anew is whole in itself, and caught by any witness from before', async () => {
  const { database, drop } = await meddled(async () => {});
  const { last } = await verifyJournal(database);
  const [second] = await inScope(database, { ...emptyScope, standing: 'service', service: 'verify' }, (tx) =>
    tx.query<{ root: string }>(`select encode(root, 'hex') as root from seal_block where no = 2`),
  );
  await drop();
  const forgeAll: Meddle = async (sql) => {
    await forge(sql, 60);
    await sealAnew(sql);
  };
  expect(await findings(forgeAll)).toEqual([]);
  expect(await findings(forgeAll, [last ?? { block: 0, root: '' }])).toEqual([{ what: 'witness-differs', block: 3 }]);
  expect(
    await findings(async () => {}, [last ?? { block: 0, root: '' }, { block: 2, root: second?.root ?? '' }]),
  ).toEqual([]);
  const cutOff = await findings(
    async (sql) => {
      await sql(
        'delete from journal where seq in (select seq from seal where pos > (select last_pos from seal_block where no = 2))',
      );
      await sql('delete from seal where pos > (select last_pos from seal_block where no = 2)');
      await sql('delete from seal_block where no = 3');
    },
    [last ?? { block: 0, root: '' }],
  );
  expect(cutOff).toEqual([{ what: 'witness-differs', block: 3 }]);
});

test('a payload that only vanished is altered, also when it points at a fact that erased nothing', async () => {
  const altered = [{ what: 'altered', pos: expect.any(Number), seq: 60 }];
  for (const by of ['null', '65', '99999'])
    expect(
      await findings(
        async (sql) =>
          void (await sql(`update journal set payload = null, salt = null, erased_by = ${by} where seq = 60`)),
      ),
    ).toEqual(altered);
});
