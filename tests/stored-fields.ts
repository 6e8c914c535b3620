// Walks everything that a phone keeps, field by field, and says what the data dictionary does not allow there.
import type { Envelope } from '#kit/command.ts';
import { type Box, openBox } from '#sync/sealed-box.ts';
import { faultsOfDraft, faultsOfRecord, faultsOfSaid, mayLieOnPhone } from './phone-columns.ts';

/** A store as it lies there, by the name of its database; bytes as bytes. */
export interface Store {
  readonly database: string;
  readonly store: string;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

export interface Walk {
  readonly faults: string[];
  /** Fields that are readable without a PIN, as the dictionary names them. */
  readonly plain: Set<string>;
  /** Everything that was sealed, opened. */
  readonly opened: unknown[];
}

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const stores: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^zd-phone$/, ['people']],
  [new RegExp(`^zd-${uuid}$`), ['meta', 'chunks', 'outbox', 'acks', 'drafts']],
  [new RegExp(`^zd-files-${uuid}$`), ['files', 'bytes']],
];

const isBox = (value: unknown): value is Box =>
  typeof value === 'object' && value !== null && 'iv' in value && 'data' in value && !('rounds' in value);
const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  Object.prototype.toString.call(value) === '[object Object]';
/** Sealed, or a key: one thing, whatever it is made of. */
const whole: readonly string[] = ['wrapped', 'jwk', 'sealed', 'sealedKey', 'facts'];

class Walker implements Walk {
  readonly faults: string[] = [];
  readonly plain = new Set<string>();
  readonly opened: unknown[] = [];
  readonly key: CryptoKey;
  constructor(key: CryptoKey) {
    this.key = key;
  }

  async store({ database, store, rows }: Store): Promise<void> {
    const known = stores.find(([name]) => name.test(database))?.[1];
    if (!known?.includes(store)) {
      this.faults.push(`${database}/${store} is no store of this app`);
      return;
    }
    for (const row of rows) {
      this.fields(`phone.${store}`, row);
      await this.open(store, row);
    }
  }

  /** What can be read without a PIN. */
  private fields(table: string, row: Readonly<Record<string, unknown>>, under = ''): void {
    for (const [name, value] of Object.entries(row)) {
      if (table === 'phone.acks' && name === 'row' && isPlainObject(value)) this.fields('phone.outbox', value);
      else if (isPlainObject(value) && !isBox(value) && !whole.includes(name))
        this.fields(table, value, `${under}${name}.`);
      else {
        const column = `${table}.${under}${name}`;
        this.plain.add(column);
        if (!mayLieOnPhone(column)) this.faults.push(`${column} is not allowed on phones`);
      }
    }
  }

  private async box<T>(label: string, box: unknown): Promise<T> {
    const value = await openBox<T>(this.key, label, box as Box);
    this.opened.push(value);
    return value;
  }

  /** What can be read with the PIN. */
  private async open(store: string, row: Readonly<Record<string, unknown>>): Promise<void> {
    if (store === 'chunks')
      for (const { kind, record } of await this.box<{ kind: string; record: object }[]>(`chunk ${row.n}`, row.box))
        this.faults.push(...faultsOfRecord(kind, record));
    if (store === 'meta' && row.box) {
      const { cards = [], ...more } = await this.box<{ cards?: object[] }>(String(row.key), row.box);
      this.inside(row.key === 'village' ? 'phone.village' : 'phone.cards', more);
      for (const card of cards) this.faults.push(...faultsOfRecord('policy', card));
    }
    if (store === 'outbox' && row.plain) this.envelope(await this.box(`item ${row.id}`, row.plain));
    if (store === 'acks') {
      const kept = row.row as Record<string, unknown> | null;
      if (kept?.plain) this.envelope(await this.box(`item ${kept.id}`, kept.plain));
    }
    if (store === 'drafts') {
      const draft = await this.box<object>(`draft ${row.key}`, row.box);
      if (/^(apart:)?at$/.test(String(row.key))) this.inside('phone.place', draft);
      else if (!String(row.key).includes('bin:')) this.faults.push(...faultsOfDraft(String(row.key), draft));
      else {
        const { envelope, ...more } = draft as { envelope: Envelope };
        this.inside('phone.thrown', more);
        this.envelope(envelope);
      }
    }
    if (store === 'files') {
      const { said, ...more } = await this.box<{ said: object }>(`file ${row.id}`, row.own);
      this.inside('phone.own', more);
      this.faults.push(...faultsOfSaid('attachment', said));
    }
  }

  private envelope({ input, ...more }: Envelope): void {
    this.inside('phone.envelope', more);
    this.faults.push(...faultsOfSaid(more.name.split('.')[0] ?? '', input as object));
  }

  private inside(table: string, value: object): void {
    for (const name of Object.keys(value))
      if (!mayLieOnPhone(`${table}.${name}`)) this.faults.push(`${table}.${name} is not allowed on phones`);
  }
}

/** `key` is the data key that the PIN opens. */
export async function walkStores(all: readonly Store[], key: CryptoKey): Promise<Walk> {
  const walker = new Walker(key);
  for (const store of all) await walker.store(store);
  return { ...walker, faults: [...new Set(walker.faults)] };
}
