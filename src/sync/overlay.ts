// What the screens see: the pulled rows with the pending commands decided and applied over them, never written into them. Pure.
import type { Actor } from '#kit/actor.ts';
import {
  type Envelope,
  type Fact,
  type FactData,
  type Loaded,
  type Need,
  type RecordBase,
  type RecordKind,
  Unknown,
  type Verb,
} from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';

export type Rows = ReadonlyMap<string, ReadonlyMap<string, FactData>>;

/** What an app hands in, so that this room needs to know no domain. */
export interface Book {
  readonly verbs: ReadonlyMap<string, Verb>;
  readonly kinds: ReadonlyMap<string, RecordKind>;
  /** Problems that on a phone only mean that it does not hold what the rule needs. */
  readonly unknownCodes: ReadonlySet<string>;
  /** Kinds of records that every command is decided by, whatever it asked for. */
  readonly standing: readonly string[];
  /** Records a need brings in beside the plain "this record". */
  gather(need: Need, rows: Rows): readonly { readonly kind: string; readonly record: RecordBase }[];
  actor(rows: Rows, person: string, device: string): Actor;
  /** What of a record is still shown when the lease is over; undefined: nothing. */
  outside(kind: string, record: FactData): FactData | undefined;
  /** May the content of this command stay on the phone once acknowledged? */
  forget(said: Pick<Envelope, 'name' | 'input'>): boolean;
  /** Resolves once the code that decides these commands is here, as far as it can be had; never throws. */
  ready(names: readonly string[]): Promise<void>;
}

/** `unknown`: the office will check; nothing can be shown of it yet. */
export type Outcome = { readonly facts: readonly Fact[] } | { readonly unknown: string };

const listed = (book: Book, needs: readonly Need[], rows: Rows): ((kind: string) => readonly RecordBase[]) => {
  const found = needs.flatMap((need) => book.gather(need, rows));
  return (kind) =>
    book.standing.includes(kind)
      ? [...(rows.get(kind)?.values() ?? [])]
      : found.filter((one) => one.kind === kind).map((one) => one.record);
};

function loadedFrom(book: Book, needs: readonly Need[], rows: Rows): Loaded {
  const list = listed(book, needs, rows);
  const find = <R extends RecordBase>(kind: string, id: string): R | undefined =>
    rows.get(kind)?.get(id) as R | undefined;
  return {
    find,
    get: <R extends RecordBase>(kind: string, id: string): R => {
      const record = find<R>(kind, id);
      if (!record) throw new Unknown(`${kind}-not-here`);
      return record;
    },
    list: <R extends RecordBase>(kind: string): readonly R[] => list(kind) as readonly R[],
  };
}

/** Decides one command over the rows, as the server will. Throws a Problem when it is certain that it cannot be done. */
export function decide(book: Book, rows: Rows, actor: Actor, envelope: Envelope): Outcome {
  const verb = book.verbs.get(envelope.name);
  if (!verb) throw new Problem('broken', 'verb-unknown', { verb: envelope.name });
  const parsed = verb.input.safeParse(envelope.input);
  if (!parsed.success)
    throw new Problem('invalid', 'input-invalid', { at: parsed.error.issues[0]?.path.join('.') ?? '' });
  const { id: commandId, at } = envelope;
  try {
    // Gathering what is needed may already meet something this phone does not hold, such as a home that left its ground.
    const loaded = loadedFrom(book, verb.needs(parsed.data, actor), rows);
    return { facts: verb.decide(parsed.data, { commandId, at, now: at, actor, loaded }) };
  } catch (error) {
    if (error instanceof Unknown) return { unknown: error.rule };
    if (error instanceof Problem && book.unknownCodes.has(error.code)) return { unknown: error.code };
    throw error;
  }
}

/** The record a command is mainly about: what it makes or changes first, else what it needed first. */
export function mainRecord(book: Book, actor: Actor, envelope: Envelope, outcome: Outcome): string {
  if ('facts' in outcome && outcome.facts[0]) return outcome.facts[0].id;
  const verb = book.verbs.get(envelope.name);
  const parsed = verb?.input.safeParse(envelope.input);
  const need = verb && parsed?.success ? verb.needs(parsed.data, actor)[0] : undefined;
  return need && 'id' in need ? need.id : envelope.id;
}

const uuids = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** The records a command makes. Where nothing could be decided: every id it names that this phone does not hold. */
export function madeRecords(rows: Rows, envelope: Envelope, outcome: Outcome): string[] {
  if ('facts' in outcome)
    return outcome.facts.filter((fact) => !rows.get(fact.kind)?.has(fact.id)).map((fact) => fact.id);
  const named = new Set(JSON.stringify(envelope.input).match(uuids) ?? []);
  for (const ofKind of rows.values()) for (const id of named) if (ofKind.has(id)) named.delete(id);
  return [...named];
}

function applyFacts(
  book: Book,
  rows: Map<string, Map<string, FactData>>,
  own: Set<string>,
  facts: readonly Fact[],
): void {
  for (const fact of facts) {
    const kind = book.kinds.get(fact.kind);
    if (!kind) continue;
    // Copied once per kind: the pulled rows themselves are never touched.
    if (!own.has(fact.kind)) {
      rows.set(fact.kind, new Map(rows.get(fact.kind)));
      own.add(fact.kind);
    }
    const ofKind = rows.get(fact.kind);
    ofKind?.set(fact.id, kind.apply(ofKind.get(fact.id), fact));
  }
}

export interface View {
  readonly rows: Rows;
  /** Commands of which nothing can be shown: the office will check. */
  readonly unknown: ReadonlyMap<string, string>;
  /** Commands that no longer fit the rows: nothing is shown of them either, and the server will say why. */
  readonly unfit: ReadonlySet<string>;
  /** Ids of records that carry something not yet acknowledged, with the command. */
  readonly touched: ReadonlyMap<string, string>;
}

/** Recomputes the view. A pending command that no longer fits the rows shows nothing; the server's word will say why. */
export function overlay(book: Book, base: Rows, actor: Actor, pending: readonly Envelope[]): View {
  const rows = new Map(base) as Map<string, Map<string, FactData>>;
  const own = new Set<string>();
  const unknown = new Map<string, string>();
  const unfit = new Set<string>();
  const touched = new Map<string, string>();
  for (const envelope of pending) {
    try {
      const outcome = decide(book, rows, actor, envelope);
      if ('unknown' in outcome) unknown.set(envelope.id, outcome.unknown);
      else {
        applyFacts(book, rows, own, outcome.facts);
        for (const fact of outcome.facts) touched.set(fact.id, envelope.id);
      }
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      unfit.add(envelope.id);
    }
  }
  return { rows, unknown, unfit, touched };
}
