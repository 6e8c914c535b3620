// PostgreSQL's log of changes as it is written, over its own replication protocol: the driver connects, this reads the messages.
import pg from 'pg';
import { readPlace, writePlace } from './log-places.ts';

/** What the driver's connection offers beside queries; its own types leave it out. */
interface Wire {
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
}

export interface LogStream {
  /** All before this place is safely copied: PostgreSQL need not keep it. */
  confirm(place: bigint): void;
  /** Resolves when the connection has ended, rejects with what ended it. */
  readonly ended: Promise<void>;
  end(): Promise<void>;
}

export interface LogReader {
  /** Bytes of the log beginning at a place, in order and without a gap. */
  bytes(from: bigint, bytes: Buffer): void;
  /** PostgreSQL has written up to there and all of it was handed over. */
  upTo(place: bigint): void;
}

const epoch2000 = Date.UTC(2000, 0, 1);

function status(place: bigint): Buffer {
  const message = Buffer.alloc(34);
  message.write('r');
  for (const at of [1, 9, 17]) message.writeBigUInt64BE(place, at);
  message.writeBigUInt64BE(BigInt(Date.now() - epoch2000) * 1000n, 25);
  return message;
}

/** Signs in for replication, from `from` on, through a slot that keeps the log until it is confirmed. */
export async function openLogStream(
  adminUrl: string,
  slot: string,
  from: bigint,
  reader: LogReader,
): Promise<LogStream> {
  const options = { connectionString: adminUrl, application_name: 'zd-log', replication: 'true', keepAlive: true };
  const client = new pg.Client(options as pg.ClientConfig);
  let confirmed = 0n;
  let wire: Wire | undefined;
  const answer = (): void => wire?.sendCopyFromChunk(status(confirmed));
  const ended = new Promise<void>((resolve, reject) => {
    client.on('error', reject);
    client.on('end', () => resolve());
  });
  ended.catch(() => {});
  await client.connect();
  const failed = new Promise<never>((_, reject) => {
    const submittable = {
      submit: (connection: Wire) => {
        wire = connection;
        connection.query(`START_REPLICATION SLOT ${slot} PHYSICAL ${writePlace(from)}`);
      },
      handleCopyData: ({ chunk }: { chunk: Buffer }) => {
        const place = chunk.readBigUInt64BE(1);
        if (chunk[0] === 0x77) reader.bytes(place, Buffer.from(chunk.subarray(25)));
        else if (chunk[0] === 0x6b) {
          reader.upTo(place);
          if (chunk[17] === 1) answer();
        }
      },
      handleError: reject,
      handleCommandComplete: () => {},
      handleReadyForQuery: () => reject(new Error('PostgreSQL has ended the copying of its log')),
    };
    client.query(submittable as unknown as pg.Submittable);
  });
  const clock = setInterval(answer, 10_000);
  const over = Promise.race([ended, failed]).finally(() => {
    clearInterval(clock);
    wire = undefined;
    return client.end().catch(() => {});
  });
  over.catch(() => {});
  return {
    ended: over,
    confirm: (place) => {
      confirmed = place;
      answer();
    },
    end: async () => {
      await client.end().catch(() => {});
      await over.catch(() => {});
    },
  };
}

export interface LogSlot {
  /** From there on PostgreSQL still has its log. */
  readonly from: bigint;
  /** It was made anew just now: what came before is not there. */
  readonly anew: boolean;
}

/** The slot by which PostgreSQL keeps its log for us; one that it gave up because its disk would have filled is made anew. */
export async function ensureSlot(client: pg.Client, slot: string): Promise<LogSlot> {
  const known = await client.query<{ lost: boolean; from: string | null }>(
    `select coalesce(wal_status in ('lost', 'unreserved'), false) as lost, restart_lsn::text as "from" from pg_replication_slots where slot_name = $1`,
    [slot],
  );
  const [row] = known.rows;
  if (row && !row.lost && row.from !== null) return { from: readPlace(row.from), anew: false };
  if (row) await client.query('select pg_drop_replication_slot($1)', [slot]);
  await client.query('select pg_create_physical_replication_slot($1, true)', [slot]);
  const made = await client.query<{ from: string }>(
    'select restart_lsn::text as "from" from pg_replication_slots where slot_name = $1',
    [slot],
  );
  return { from: readPlace(made.rows[0]?.from ?? '0/0'), anew: true };
}

/** Without somebody who copies it the log must not be kept. */
export async function dropSlot(client: pg.Client, slot: string): Promise<void> {
  await client.query(
    'select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = $1 and not active',
    [slot],
  );
}
