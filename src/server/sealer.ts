// The sealer: gives committed journal rows their dense position, seals them in blocks, and wakes whoever follows. One per database.
import { createHash } from 'node:crypto';
import type pg from 'pg';
import { merkleRoot, sealLeaf } from '#data/seal.ts';
import type { Database, Tx } from '#data/database.ts';
import { inScope, emptyScope, type Scope } from '#data/scope.ts';

const sealerScope: Scope = { ...emptyScope, standing: 'service', service: 'seal' };
const sealerLock = 7_340_021;
const blockSize = 5000;

interface Row {
  seq: number;
  digest: Buffer;
  kind: string;
  record: string;
  ground: string | null;
  left_ground: string | null;
}

/**
 * Rows of finished transactions only (xid below the snapshot's xmin), in the order of (xid, seq): a position, once given,
 * has everything before it in place, so whoever follows positions never skips a row.
 */
const unsealed = `select seq, digest, kind, record, ground::text as ground, left_ground::text as left_ground from journal
  where xid >= (select coalesce(max(upto_xid), '0'::xid8) from seal_block) and xid < pg_snapshot_xmin(pg_current_snapshot())
    and not exists (select from seal where seal.seq = journal.seq)
  order by xid, seq limit ${blockSize}`;

/** Rows without a ground travel to no phone; the sealed order and the wake-ups do not even say what they are about. */
const isHidden = (row: Row): boolean => row.ground === null && row.left_ground === null;
const noRecord = '00000000-0000-0000-0000-000000000000';

/** Seals what is there; answers how many rows. Safe beside another sealer: the lock belongs to the transaction. */
export const sealOnce = (database: Database): Promise<{ rows: number; kinds: string[]; pos: number }> =>
  inScope(database, sealerScope, seal, { timeoutMs: 15_000 });

async function seal(tx: Tx): Promise<{ rows: number; kinds: string[]; pos: number }> {
  const [lock] = await tx.query<{ mine: boolean }>('select pg_try_advisory_xact_lock($1) as mine', [sealerLock]);
  if (!lock?.mine) return { rows: 0, kinds: [], pos: 0 };
  const [water] = await tx.query<{ xmin: string }>('select pg_snapshot_xmin(pg_current_snapshot())::text as xmin');
  const rows = await tx.query<Row>(unsealed);
  if (rows.length === 0) return { rows: 0, kinds: [], pos: 0 };
  const [last] = await tx.query<{ no: number; last_pos: number; root: Buffer }>(
    'select no, last_pos, root from seal_block order by no desc limit 1',
  );
  const first = (last?.last_pos ?? 0) + 1;
  const leaves = rows.map((row, i) => sealLeaf(first + i, row.digest));
  await tx.exec(
    `insert into seal (pos, seq, leaf, kind, record, ground, left_ground)
     select * from unnest($1::bigint[], $2::bigint[], $3::bytea[], $4::text[], $5::uuid[], $6::ltree[], $7::ltree[])`,
    [
      rows.map((_, i) => first + i),
      rows.map((row) => row.seq),
      leaves,
      rows.map((row) => (isHidden(row) ? '*' : row.kind)),
      rows.map((row) => (isHidden(row) ? noRecord : row.record)),
      rows.map((row) => row.ground),
      rows.map((row) => row.left_ground),
    ],
  );
  const previous = last?.root ?? Buffer.alloc(32);
  const root = createHash('sha256').update(previous).update(merkleRoot(leaves)).digest();
  const lastPos = first + rows.length - 1;
  // A full block may have left rows of the same xid behind: the next one begins where this one's rows began.
  const upto = rows.length < blockSize ? water?.xmin : undefined;
  await tx.exec(
    `insert into seal_block (no, first_pos, last_pos, upto_xid, previous, root)
     values ($1, $2, $3, coalesce($4::text::xid8, (select coalesce(max(upto_xid), '0'::xid8) from seal_block)), $5, $6)`,
    [(last?.no ?? 0) + 1, first, lastPos, upto ?? null, previous, root],
  );
  const kinds = [...new Set(rows.map((row) => (isHidden(row) ? '*' : row.kind)))];
  await tx.query(`select pg_notify('zd_sealed', $1)`, [JSON.stringify({ pos: lastPos, kinds })]);
  return { rows: rows.length, kinds, pos: lastPos };
}

/** Seals every `everyMs` until stopped; an error is told and tried again, it never ends the loop. */
export function startSealer(
  database: Database,
  tell: (error: unknown) => void,
  everyMs = 150,
): { stop(): Promise<void> } {
  let running = true;
  const loop = (async (): Promise<void> => {
    while (running) {
      try {
        const { rows } = await sealOnce(database);
        if (rows === blockSize) continue;
      } catch (error) {
        tell(error);
      }
      await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
  })();
  return {
    stop: async () => {
      running = false;
      await loop;
    },
  };
}

export interface Sealed {
  readonly pos: number;
  readonly kinds: readonly string[];
}

/** Calls back on every seal, from whichever process made it. NOTIFY only wakes: a poll every 2 s covers a lost connection. */
export async function followSeals(
  database: Database,
  heard: (sealed: Sealed) => void,
): Promise<{ stop(): Promise<void> }> {
  let client: pg.Client | undefined;
  let known = 0;
  const hear = (sealed: Sealed): void => {
    if (sealed.pos <= known) return;
    known = sealed.pos;
    heard(sealed);
  };
  const listen = async (): Promise<void> => {
    const listener = await database.direct();
    listener.on('notification', (message) => hear(JSON.parse(message.payload ?? '{"pos":0,"kinds":[]}') as Sealed));
    listener.on('end', () => {
      if (client === listener) client = undefined;
    });
    client = listener;
    await listener.query('listen zd_sealed').catch(() => listener.end());
  };
  const lookOnce = async (): Promise<void> => {
    if (!client) await listen();
    const [last] = await inScope(
      database,
      sealerScope,
      (tx) => tx.query<{ pos: number | null }>('select max(last_pos) as pos from seal_block'),
      { readOnly: true },
    );
    hear({ pos: last?.pos ?? 0, kinds: ['*'] });
  };
  let looking: Promise<void> | undefined;
  const look = (): void => {
    looking ??= lookOnce()
      // The next look tries again; a start does not fail for want of a wake-up either.
      .catch(() => {})
      .finally(() => {
        looking = undefined;
      });
  };
  const poll = setInterval(look, 2000);
  look();
  await looking;
  return {
    stop: async () => {
      clearInterval(poll);
      await looking;
      await client?.end().catch(() => {});
    },
  };
}
