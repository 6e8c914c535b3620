// The keys phones seal to: one in use, a new one every month, old ones kept a year so that what was sealed long ago still opens.
import { newId } from '#kit/id.ts';
import { makeSealPair } from '#kit/seal.ts';
import type { Tx } from '#data/database.ts';
import { inScope } from '#data/scope.ts';
import type { County } from './county.ts';
import { sealOpener } from './open-sealed.ts';
import { sessionScope } from './session.ts';

const oneDay = 86_400_000;
/** A key is in use for this long (ms). */
export const keyInUse = 30 * oneDay;
/** It is made this long before (ms): a backup older than a key in use would leave phones with words that nobody opens. */
export const keyMadeBefore = 7 * oneDay;
/** It opens this long after it was in use (ms): a phone that lay in a drawer for months still delivers, locked as it is. */
export const keyKept = 365 * oneDay;

export interface ServerKey {
  readonly id: string;
  readonly publicJwk: JsonWebKey;
  readonly opener: ReturnType<typeof sealOpener>;
}

interface KnownKey extends ServerKey {
  /** ms */
  readonly from: number;
}

interface KeyRow {
  readonly id: string;
  readonly public_jwk: JsonWebKey;
  readonly private_jwk: JsonWebKey;
  readonly from_at: Date;
}

type Home = Pick<County, 'database'> & Partial<Pick<County, 'now'>>;

/** All keys this county still opens, as this process knows them. */
export class ServerKeys {
  private known: readonly KnownKey[] = [];
  private readonly county: Home;

  constructor(county: Home) {
    this.county = county;
  }

  async reload(): Promise<void> {
    const rows = await inScope(this.county.database, sessionScope, (tx) =>
      tx.query<KeyRow>(
        'select id, public_jwk, private_jwk, from_at from server_key order by from_at desc, made_at desc',
      ),
    );
    const before = this.known;
    this.known = rows.map((row) => ({
      id: row.id,
      publicJwk: row.public_jwk,
      opener: before.find((one) => one.id === row.id)?.opener ?? sealOpener(row.private_jwk),
      from: row.from_at.getTime(),
    }));
  }

  /** The one phones seal to from now on; undefined before there is any. */
  current(): ServerKey | undefined {
    const now = this.county.now?.() ?? Date.now();
    return this.known.find((one) => one.from <= now) ?? this.known.at(-1);
  }

  /** Undefined: never a key of this county, or deleted. Call `meet` before. */
  find(id: unknown): ServerKey | undefined {
    return this.known.find((one) => one.id === id);
  }

  /** Looks again where one of these is not known: another process of the county may have made it a moment ago. */
  async meet(ids: readonly unknown[]): Promise<void> {
    if (ids.some((id) => !this.find(id))) await this.reload();
  }
}

export async function loadServerKeys(county: Home): Promise<ServerKeys> {
  const keys = new ServerKeys(county);
  await keys.reload();
  return keys;
}

const addText = 'insert into server_key (id, public_jwk, private_jwk, from_at) values ($1, $2::jsonb, $3::jsonb, $4)';

/** Puts a new pair beside the others, in use from that moment (ms) on. */
async function addKey(tx: Tx, from: number): Promise<void> {
  const { publicJwk, privateJwk } = await makeSealPair();
  await tx.exec(addText, [newId(), JSON.stringify(publicJwk), JSON.stringify(privateJwk), new Date(from)]);
}

const retireText = `update server_key set retired_at = $1 where retired_at is null
  and exists (select from server_key as newer where newer.from_at <= $1 and newer.from_at > server_key.from_at)`;

/**
 * Makes the next key in time, retires the one that another has followed, and deletes what was retired a year ago. Any number of
 * processes may do it at once, as often as they like.
 */
export const turnKeys = (county: Pick<County, 'database' | 'now'>): Promise<void> =>
  inScope(county.database, sessionScope, async (tx) => {
    const now = county.now();
    await tx.query('select pg_advisory_xact_lock(7340022)');
    const [newest] = await tx.query<{ from_at: Date }>('select from_at from server_key order by from_at desc limit 1');
    const since = newest?.from_at.getTime();
    if (since !== undefined && now >= since + keyInUse - keyMadeBefore) await addKey(tx, now + keyMadeBefore);
    await tx.exec(retireText, [new Date(now)]);
    await tx.exec('delete from server_key where retired_at < $1', [new Date(now - keyKept)]);
  });

const often = 60_000;
const oneHour = 60;

/** Keeps them as they should be, and knows what other processes of the county did. A lost connection waits for the next round. */
export async function startKeys(county: County): Promise<{ keys: ServerKeys; stop(): Promise<void> }> {
  await turnKeys(county);
  const keys = await loadServerKeys(county);
  let rounds = 0;
  let running: Promise<void> = Promise.resolve();
  const round = async (): Promise<void> => {
    rounds += 1;
    if (rounds % oneHour === 0) await turnKeys(county);
    await keys.reload();
  };
  const clock = setInterval(() => {
    running = round().catch(() => county.log('keys-failed'));
  }, often);
  clock.unref();
  return {
    keys,
    stop: async () => {
      clearInterval(clock);
      await running;
    },
  };
}
