// Packs records as columns for the wire, and unpacks them: like stands beside like, so that compression finds it; ids said once are a number later.

/** One column of values; every form is JSON. */
export type Column =
  /** As they are. */
  | readonly unknown[]
  /** The same for all. */
  | { readonly same: unknown }
  /** Ids, by place in the list of ids said so far; see {@link IdColumn}. */
  | IdColumn
  /** Numbers, as steps from the one before; or, with `from`, from the column at that place in the same row. Over 10^`dot`. */
  | { readonly steps: readonly (number | null)[]; readonly from?: number; readonly dot?: number }
  /** Texts that repeat: the table and the place of each, -1 for none. */
  | { readonly texts: readonly string[]; readonly at: readonly number[] }
  /** Lists: how long each is (-1: none), and all their values one after another. */
  | { readonly long: readonly number[]; readonly all: Column }
  /** Lists of one short length: a column for each place. */
  | { readonly wide: readonly Column[] }
  /** Objects by shape: which shape each has, then keys and columns of every shape. */
  | { readonly shapes: readonly Shape[]; readonly which?: readonly number[] };

type Shape = readonly [keys: readonly string[], columns: readonly Column[]];
/**
 * `refs`: steps from the place of the id said last, none where there is none; one for all when it is a single one. A step to the end of the
 * list says the next of `ids`, which were never said before and stand there in 22 signs each, or in 21 when all are of `version`.
 * Without `refs` all are new.
 */
interface IdColumn {
  readonly refs?: readonly (number | null)[];
  readonly ids?: string;
  readonly version?: string;
}

/** What both ends remember of one stream: every id said so far, in order. */
export interface PackMemory {
  readonly places: Map<string, number>;
  last: number;
}
export interface UnpackMemory {
  readonly ids: string[];
  last: number;
}
export const packMemory = (): PackMemory => ({ places: new Map(), last: 0 });
export const unpackMemory = (): UnpackMemory => ({ ids: [], last: 0 });

const idShape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const isId = (value: unknown): value is string => typeof value === 'string' && idShape.test(value);
const isNumber = (value: unknown): value is number => typeof value === 'number';
const largest = 2 ** 50;

const signs = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** Where the version's digit stands among the 32. */
const versionAt = 12;

/** An id in 22 signs, two for three hex digits; without its version digit in 21. */
function shortId(id: string, version: string | undefined): string {
  const digits = id.replaceAll('-', '');
  const hex = version === undefined ? `${digits}0` : `${digits.slice(0, versionAt)}${digits.slice(versionAt + 1)}00`;
  let text = '';
  for (let at = 0; at < hex.length; at += 3) {
    const bits = Number.parseInt(hex.slice(at, at + 3), 16);
    text += (signs[bits >> 6] ?? '') + (signs[bits & 63] ?? '');
  }
  return version === undefined ? text : text.slice(0, -1);
}

const valueOf = new Map([...signs].map((sign, value) => [sign, value]));

function longId(short: string, version: string | undefined): string {
  const text = version === undefined ? short : `${short}${signs[0]}`;
  let hex = '';
  for (let at = 0; at < text.length; at += 2) {
    const bits = ((valueOf.get(text[at] ?? '') ?? 0) << 6) | (valueOf.get(text[at + 1] ?? '') ?? 0);
    hex += bits.toString(16).padStart(3, '0');
  }
  if (version !== undefined) hex = hex.slice(0, versionAt) + version + hex.slice(versionAt);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}

function packIds(values: readonly (string | null)[], memory: PackMemory): IdColumn {
  const isOne = values.every((id) => id === values[0]);
  const fresh: string[] = [];
  const refs = (isOne ? values.slice(0, 1) : values).map((id) => {
    if (id === null) return null;
    const place = memory.places.get(id) ?? memory.places.size;
    if (place === memory.places.size) {
      memory.places.set(id, place);
      fresh.push(id);
    }
    const step = place - memory.last;
    memory.last = place;
    return step;
  });
  const digit = fresh[0]?.replaceAll('-', '')[versionAt];
  const version = fresh.every((id) => id.replaceAll('-', '')[versionAt] === digit) ? digit : undefined;
  const ids = fresh.map((id) => shortId(id, version)).join('');
  return {
    ...(fresh.length === values.length ? {} : { refs }),
    ...(fresh.length === 0 ? {} : { ids, ...(version === undefined ? {} : { version }) }),
  };
}

function unpackIds({ refs, ids = '', version }: IdColumn, count: number, memory: UnpackMemory): (string | null)[] {
  const width = version === undefined ? 22 : 21;
  let at = 0;
  const next = (): string => {
    const id = longId(ids.slice(at, at + width), version);
    at += width;
    memory.ids.push(id);
    return id;
  };
  const read = (step: number | null): string | null => {
    if (step === null) return null;
    memory.last += step;
    return memory.last === memory.ids.length ? next() : (memory.ids[memory.last] ?? '');
  };
  if (refs === undefined) return Array.from({ length: count }, () => read(memory.ids.length - memory.last));
  const said = refs.map(read);
  return said.length === count ? said : Array.from({ length: count }, () => said[0] ?? null);
}

/** Decimal places that hold all these numbers exactly, six at most; undefined when six are not enough. */
function dotOf(values: readonly (number | null)[]): number | undefined {
  for (const dot of [0, 1, 2, 6]) {
    const scale = 10 ** dot;
    const fits = (value: number | null): boolean =>
      value === null ||
      (!Object.is(value, -0) && Math.abs(value * scale) < largest && Math.round(value * scale) / scale === value);
    if (values.every(fits)) return dot;
  }
  return undefined;
}

function stepsFrom(
  values: readonly (number | null)[],
  beside: readonly (number | null)[] | undefined,
): (number | null)[] {
  let last = 0;
  return values.map((value, row) => {
    if (value === null) return null;
    const step = value - (beside ? (beside[row] ?? 0) : last);
    last = value;
    return step;
  });
}

const lengthOf = (steps: readonly (number | null)[]): number =>
  steps.reduce<number>((sum, one) => sum + String(one).length, 0);

/** Steps down the column, or across from an earlier whole-number column of the row, whichever is shorter to write. */
function packNumbers(values: readonly (number | null)[], beside: readonly (readonly unknown[])[]): Column {
  const dot = dotOf(values);
  if (dot === undefined) return values;
  const scaled = values.map((value) => (value === null ? null : Math.round(value * 10 ** dot)));
  let best: { readonly steps: (number | null)[]; readonly from?: number } = { steps: stepsFrom(scaled, undefined) };
  let length = lengthOf(best.steps);
  if (dot === 0 && values.some((value) => value !== null && value > 1e9))
    for (const [from, column] of beside.entries()) {
      if (!column.every((value) => value === null || Number.isSafeInteger(value))) continue;
      const steps = stepsFrom(scaled, column as (number | null)[]);
      const shorter = lengthOf(steps);
      if (shorter < length) [best, length] = [{ steps, from }, shorter];
    }
  return dot === 0 ? best : { ...best, dot };
}

function packTexts(values: readonly (string | null)[]): Column {
  const texts = [...new Set(values)].filter((text) => text !== null);
  if (texts.length > values.length / 2) return values;
  const places = new Map<string | null, number>(texts.map((text, place) => [text, place]));
  return { texts, at: values.map((text) => places.get(text) ?? -1) };
}

function packLists(values: readonly (readonly unknown[] | null)[], memory: PackMemory): Column {
  const width = values[0]?.length ?? 0;
  if (values.length > 1 && width > 1 && width < 5 && values.every((list) => list?.length === width)) {
    const places = Array.from({ length: width }, (_, place) => values.map((list) => list?.[place]));
    return { wide: places.map((column) => packColumn(column, memory)) };
  }
  const long = values.map((list) => list?.length ?? -1);
  return {
    long,
    all: packColumn(
      values.flatMap((list) => list ?? []),
      memory,
    ),
  };
}

type Fields = Readonly<Record<string, unknown>>;

function packObjects(values: readonly Fields[], memory: PackMemory): Column {
  const groups = new Map<string, { readonly keys: string[]; readonly rows: Fields[]; readonly place: number }>();
  const which = values.map((value) => {
    const keys = Object.keys(value).filter((key) => value[key] !== undefined);
    const name = JSON.stringify(keys);
    const group = groups.get(name) ?? { keys, rows: [], place: groups.size };
    groups.set(name, group);
    group.rows.push(value);
    return group.place;
  });
  const shapes = [...groups.values()].map(({ keys, rows }): Shape => {
    const columns = keys.map((key) => rows.map((row) => row[key]));
    return [keys, columns.map((column, place) => packColumn(column, memory, columns.slice(0, place)))];
  });
  return shapes.length === 1 ? { shapes } : { shapes, which };
}

const isPlainObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const same = (values: readonly unknown[]): boolean => {
  const first = JSON.stringify(values[0]);
  return values.every((value) => JSON.stringify(value) === first);
};

/** Packs values of any JSON; `beside` are the columns before it in the same rows. */
export function packColumn(
  values: readonly unknown[],
  memory: PackMemory,
  beside: readonly (readonly unknown[])[] = [],
): Column {
  const some = values.filter((value) => value !== null);
  if (some.length > 0 && some.every(isId)) return packIds(values as (string | null)[], memory);
  if (values.length > 1 && same(values)) return { same: values[0] };
  if (some.length === 0) return values;
  if (some.every(isNumber)) return packNumbers(values as (number | null)[], beside);
  if (some.every((value) => typeof value === 'string')) return packTexts(values as (string | null)[]);
  if (some.every(Array.isArray)) return packLists(values as (unknown[] | null)[], memory);
  return values.every(isPlainObject) ? packObjects(values, memory) : values;
}

function unpackSteps(
  { steps, from, dot = 0 }: Extract<Column, { steps: unknown }>,
  beside: readonly (readonly unknown[])[],
): (number | null)[] {
  const scale = 10 ** dot;
  const across = from === undefined ? undefined : (beside[from] as readonly (number | null)[]);
  let last = 0;
  return steps.map((step, row) => {
    if (step === null) return null;
    last = step + (across ? (across[row] ?? 0) : last);
    return last / scale;
  });
}

function unpackObjects(
  { shapes, which }: Extract<Column, { shapes: unknown }>,
  count: number,
  memory: UnpackMemory,
): Fields[] {
  const of = shapes.map(([keys, columns], place): Iterator<Fields> => {
    const rows = which === undefined ? count : which.filter((one) => one === place).length;
    const unpacked: (readonly unknown[])[] = [];
    for (const column of columns) unpacked.push(unpackColumn(column, rows, memory, unpacked));
    // Not by assignment: `__proto__` is a key like any other in JSON.
    const made = Array.from({ length: rows }, (_, row) =>
      Object.fromEntries(keys.map((key, at) => [key, unpacked[at]?.[row]])),
    );
    return made.values();
  });
  return Array.from({ length: count }, (_, row) => of[which?.[row] ?? 0]?.next().value as Fields);
}

/** The `count` values of a column, in order. */
export function unpackColumn(
  column: Column,
  count: number,
  memory: UnpackMemory,
  beside: readonly (readonly unknown[])[] = [],
): readonly unknown[] {
  const each = <R>(make: (row: number) => R): R[] => Array.from({ length: count }, (_, row) => make(row));
  if (Array.isArray(column)) return column;
  const packed = column as Exclude<Column, readonly unknown[]>;
  if ('same' in packed) return each(() => structuredClone(packed.same));
  if ('steps' in packed) return unpackSteps(packed, beside);
  if ('texts' in packed) return packed.at.map((place) => packed.texts[place] ?? null);
  if ('wide' in packed) {
    const places = packed.wide.map((one) => unpackColumn(one, count, memory));
    return each((row) => places.map((place) => place[row]));
  }
  if ('long' in packed) {
    const sum = packed.long.reduce((before, one) => before + Math.max(one, 0), 0);
    const all = unpackColumn(packed.all, sum, memory);
    let to = 0;
    return packed.long.map((length) => {
      if (length < 0) return null;
      to += length;
      return all.slice(to - length, to);
    });
  }
  return 'shapes' in packed ? unpackObjects(packed, count, memory) : unpackIds(packed, count, memory);
}
