// Binds a record's shape to its table, so that every store loads and saves in the same few words.
import type { RecordBase } from '#kit/command.ts';

/** What a store needs of a transaction. Values go as parameters, never into the text. */
export interface Asking {
  query<T>(text: string, values?: readonly unknown[]): Promise<T[]>;
  exec(text: string, values?: readonly unknown[]): Promise<number>;
}

/** Column types: `time` is ms since 1970 in records and timestamptz in the table; `day` is 'YYYY-MM-DD'. */
export type ColumnType =
  | 'uuid'
  | 'uuid[]'
  | 'text'
  | 'text[]'
  | 'ltree'
  | 'int'
  | 'bigint'
  | 'float'
  | 'bool'
  | 'time'
  | 'day'
  | 'json';

export interface Table<R extends RecordBase> {
  readonly kind: string;
  readonly name: string;
  /** The select list, already cast so that rows come out as records. */
  readonly select: string;
  /** Rows by id; rows the scope does not let through are simply absent. */
  load(tx: Asking, ids: readonly string[]): Promise<R[]>;
  read(row: Record<string, unknown>): R;
  insert(tx: Asking, record: R): Promise<number>;
  /** Fails with SQLSTATE `movedOn` when the row is no longer at version `from`: somebody else was faster. */
  update(tx: Asking, record: R, from: number): Promise<void>;
  /** Only where an import is taken back. Fails as `update` does, and where another row still points to this one. */
  remove(tx: Asking, id: string, from: number): Promise<void>;
}

/** SQLSTATE of `zd_must_be_one`. */
export const movedOn = 'ZD001';

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

function toColumn(type: ColumnType, value: unknown): unknown {
  if (value === undefined || value === null) return null;
  if (type === 'time') return new Date(value as number);
  if (type === 'json') return JSON.stringify(value);
  return value;
}

function fromColumn(type: ColumnType, value: unknown): unknown {
  if (value === null) return null;
  if (type === 'time') return (value as Date).getTime();
  return value;
}

/**
 * @param kind the record kind, as facts name it
 * @param name the table
 * @param columns property → type; the column's name is the property in snake_case. A record without ground (a person) leaves it out and reads ''.
 */
export function defineTable<R extends RecordBase>(
  kind: string,
  name: string,
  columns: { readonly [K in Exclude<keyof R, 'ground'>]-?: ColumnType } & { readonly ground?: 'ltree' },
): Table<R> {
  const entries = Object.entries(columns) as [keyof R & string, ColumnType][];
  const cast = (type: ColumnType): string =>
    type === 'ltree'
      ? '::ltree'
      : type === 'uuid[]'
        ? '::uuid[]'
        : type === 'text[]'
          ? '::text[]'
          : type === 'json'
            ? '::jsonb'
            : '';
  const select = entries
    .map(([key, type]) =>
      type === 'day' || type === 'ltree' ? `${snake(key)}::text as "${key}"` : `${snake(key)} as "${key}"`,
    )
    .join(', ');
  const names = entries.map(([key]) => snake(key)).join(', ');
  const slots = entries.map(([, type], i) => `$${i + 1}${cast(type)}`).join(', ');
  const insertText = `insert into ${name} (${names}) values (${slots})`;
  const idAt = entries.findIndex(([key]) => key === 'id') + 1;
  const sets = entries
    .flatMap(([key, type], i) => (key === 'id' ? [] : [`${snake(key)} = $${i + 1}${cast(type)}`]))
    .join(', ');
  // The count is judged where the row is, so that nobody has to wait for it before the commit.
  const updateText = `with moved as (update ${name} set ${sets} where id = $${idAt} and version = $${entries.length + 1} returning 1)
    select zd_must_be_one(count(*)) from moved`;
  const removeText = `with moved as (delete from ${name} where id = $1 and version = $2 returning 1)
    select zd_must_be_one(count(*)) from moved`;
  const loadText = `select ${select} from ${name} where id = any($1::uuid[])`;
  const values = (record: R): unknown[] => entries.map(([key, type]) => toColumn(type, record[key]));
  const read = (row: Record<string, unknown>): R => {
    const record: Record<string, unknown> = { ground: '' };
    for (const [key, type] of entries) record[key] = fromColumn(type, row[key]);
    return record as unknown as R;
  };
  return {
    kind,
    name,
    select,
    read,
    load: async (tx, ids) => (await tx.query<Record<string, unknown>>(loadText, [ids])).map(read),
    insert: (tx, record) => tx.exec(insertText, values(record)),
    update: async (tx, record, from) => {
      await tx.query(updateText, [...values(record), from]);
    },
    remove: async (tx, id, from) => {
      await tx.query(removeText, [id, from]);
    },
  };
}
