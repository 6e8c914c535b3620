// The one gate through which staff take a file out of the county: counted, justified, marked, logged, and told to the homes it is about (HOME-17).
import type { Context } from 'hono';
import type { Actor, ActorPost } from '#kit/actor.ts';
import { newId } from '#kit/id.ts';
import { Problem } from '#kit/problem.ts';
import type { Tx } from '#data/database.ts';
import { writeReadings } from '#data/readings.ts';
import { inScope } from '#data/scope.ts';
import { type ExportReason, fewestWords, isExportReason } from '#modules/household/kinds/export-reasons.ts';
import { ledgerFacts, ledgerKinds, type LedgerKind } from '#modules/household/kinds/ledgers.ts';
import type { County } from '../county.ts';
import { scopeOf } from '../scope-of.ts';

/** Ledgers need a reason; papers are made for one thing that says what they are for. */
export type PaperKind =
  | 'errand-paper'
  | 'agreement'
  | 'notice'
  | 'plates'
  | 'poster'
  | 'brief'
  | 'slip'
  | 'visit-sheets'
  | 'outlines'
  | `election-${string}`;

export const formats = ['xlsx', 'csv', 'pdf'] as const;
/** A ledger is no map: only outlines leave as GeoJSON. */
export type Format = (typeof formats)[number] | 'geojson';

export interface Wanted {
  readonly what: LedgerKind | PaperKind;
  readonly format: Format;
  /** One of the five of a list; 'paper' for what was made for one thing. */
  readonly reason: ExportReason | 'paper';
  /** Why, in his own words: for the log and the mark, not for the homes. */
  readonly words: string;
}

export interface Found<R> {
  readonly rows: readonly R[];
  /** Whose record is in the rows. */
  readonly homes: readonly string[];
}

/** Who took it out, when and what for: on every page, in the last row, in the properties of the file. */
export interface Mark extends Wanted {
  readonly id: string;
  readonly at: number;
  readonly person: string;
  readonly office: string;
}

/** Throws `invalid export-reason-missing` or `invalid export-words-missing`. */
export function readReason(said: { reason?: unknown; words?: unknown }): Pick<Wanted, 'reason' | 'words'> {
  if (!isExportReason(said.reason)) throw new Problem('invalid', 'export-reason-missing', { field: 'reason' });
  const words = typeof said.words === 'string' ? said.words.trim() : '';
  if (words.length < fewestWords || words.length > 100)
    throw new Problem('invalid', 'export-words-missing', { field: 'words', fewest: fewestWords });
  return { reason: said.reason, words };
}

/** Whose figures a brief is of. */
const briefed: readonly string[] = ['village-officer', 'township-officer', 'county-officer'];

/** HOME-24: of several posts the one by which he may take it out; its office is the unit and seals it. */
export function postFor(posts: readonly ActorPost[], what: LedgerKind | PaperKind): ActorPost | undefined {
  const kind = ledgerKinds.find((one) => one === what);
  const who: readonly string[] = kind === undefined ? (what === 'brief' ? briefed : []) : ledgerFacts[kind].who;
  return who.flatMap((role) => posts.filter((post) => post.role === role))[0] ?? posts[0];
}

const nameText = `select person.name as person, coalesce(office.name, '') as office from person left join office on office.id = $2 where person.id = $1`;
const logText = `insert into let_out (id, at, person, office, role, what, format, reason, words, rows) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`;

/**
 * Finds the rows inside the reader's own scope and lets them out. `find` is told how many there may be and answers one
 * more where there are more. Throws `refused not-yours`, `conflict export-too-many`.
 */
export function letOut<R>(
  county: County,
  actor: Actor,
  wanted: Wanted,
  find: (tx: Tx, most: number) => Promise<Found<R>>,
): Promise<{ readonly rows: readonly R[]; readonly mark: Mark }> {
  const { person, posts } = actor;
  const post = postFor(posts, wanted.what);
  if (actor.standing !== 'staff' || person === null || post === undefined) throw new Problem('refused', 'not-yours');
  const at = county.now();
  return inScope(
    county.database,
    scopeOf(actor),
    async (tx) => {
      const { most } = await tx.one<{ most: number }>('select export_most as most from county');
      const { rows, homes } = await find(tx, most);
      if (rows.length > most) throw new Problem('conflict', 'export-too-many', { most });
      const { what, format, reason, words } = wanted;
      const id = newId();
      const { office, role } = post;
      await writeReadings(tx, homes, { reader: actor, purpose: `export.${what}`, at, reason });
      await tx.exec(logText, [id, new Date(at), person, office, role, what, format, reason, words, rows.length]);
      const names = await tx.one<{ person: string; office: string }>(nameText, [person, office]);
      return { rows, mark: { ...wanted, ...names, id, at } };
    },
    { timeoutMs: 15_000 },
  );
}

/** A paper made for one thing, read a moment ago by its own question. */
export const letPaperOut = async (
  county: County,
  actor: Actor,
  what: PaperKind,
  homes: readonly (string | null)[],
): Promise<Mark> => {
  const known = homes.filter((home) => home !== null);
  const wanted = { what, format: 'pdf', reason: 'paper', words: '' } as const;
  return (await letOut(county, actor, wanted, async () => ({ rows: [what], homes: known }))).mark;
};

const types: Readonly<Record<Format, string>> = {
  csv: 'text/csv; charset=utf-8',
  geojson: 'application/geo+json',
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** The file as an answer: there is no other place that hands one to staff, and none without its mark. */
export function answerSheet(c: Context, bytes: Uint8Array, name: string, { format }: Pick<Mark, 'format'>): Response {
  c.header('Content-Type', types[format]);
  c.header('Content-Disposition', `attachment; filename="${name}.${format}"`);
  c.header('Cache-Control', 'no-store');
  return c.body(Uint8Array.from(bytes).buffer);
}
