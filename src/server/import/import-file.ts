// Brings one file into the county: reads it whole, says what is wrong row by row, then does every sound row as a command.
import { serviceActor } from '#kit/actor.ts';
import { Problem } from '#kit/problem.ts';
import { canonical } from '#data/journal.ts';
import { inScope } from '#data/scope.ts';
import type { County } from '../county.ts';
import { execute } from '../execute.ts';
import { scopeOf } from '../scope-of.ts';
import { type Ground, readGround } from './known.ts';
import { noticeColumns, planNotices } from './notices.ts';
import { officeColumns, planOffices } from './offices.ts';
import { planOutlines } from './outlines.ts';
import { placeColumns, planPlaces } from './places.ts';
import type { Command, Plan, RowError, Step } from './plan.ts';
import { planPosts, postColumns } from './posts.ts';
import { type Column, readTable, type TableRow } from './read-table.ts';
import { planRoster, rosterColumns } from './roster.ts';
import { derivedId } from './row-ids.ts';
import { planSupply, supplyColumns } from './supply.ts';

/** In the order in which a county brings them. */
export const importKinds = ['places', 'outlines', 'offices', 'posts', 'supply', 'roster', 'notices'] as const;
export type ImportKind = (typeof importKinds)[number];
export const isImportKind = (word: string): word is ImportKind => (importKinds as readonly string[]).includes(word);

export interface ImportRequest {
  readonly kind: ImportKind;
  readonly bytes: Buffer;
  /** Only say what would happen. */
  readonly preview?: boolean;
  /** ltree path the rows must stay under; null = the whole county. */
  readonly within?: string | null;
  /** Code of the village the file is about, when it is not the only one. */
  readonly village?: string | null;
}

export interface ImportCounts {
  made: number;
  changed: number;
  same: number;
}
export interface ImportReport {
  readonly kind: ImportKind | 'network';
  readonly preview: boolean;
  /** By kind of record: area, office, person, post, household, member, supply-node, notice. */
  readonly counts: Readonly<Record<string, ImportCounts>>;
  /** At most 500; `wrong` counts them all. */
  readonly errors: readonly RowError[];
  readonly wrong: number;
}

const actor = serviceActor('import');
const scope = scopeOf(actor);
/** More at once only wait for each other's disk writes. */
const abreast = 8;

type Planner = (rows: readonly TableRow[], ground: Ground) => Plan | Promise<Plan>;
const tables: Readonly<Record<Exclude<ImportKind, 'outlines'>, readonly [readonly Column[], Planner]>> = {
  places: [placeColumns, planPlaces],
  offices: [officeColumns, planOffices],
  posts: [postColumns, planPosts],
  supply: [supplyColumns, planSupply],
  roster: [rosterColumns, planRoster],
  notices: [noticeColumns, planNotices],
};

/** The headings of a table, as this county knows them; the needed ones must be there. */
export const columnsOf = (kind: ImportKind): { name: string; needed: boolean }[] =>
  kind === 'outlines' ? [] : tables[kind][0].map(({ name, needed }) => ({ name, needed: needed === true }));

/** What one file asks for on this ground; areas, offices and the like are added to the ground as they are planned. */
export async function planFile(kind: ImportKind, bytes: Buffer, ground: Ground): Promise<Plan> {
  if (kind === 'outlines') return planOutlines(bytes, ground);
  const [columns, planner] = tables[kind];
  return planner(await readTable(bytes, columns), ground);
}

async function plan(county: County, request: ImportRequest): Promise<Plan> {
  const { kind, bytes, within = null, village = null } = request;
  const facts = { generation: county.facts.generation, now: county.now(), within, village };
  // The file is read before the transaction is opened.
  const rows = kind === 'outlines' ? [] : await readTable(bytes, tables[kind][0]);
  return inScope(
    county.database,
    scope,
    async (tx) => {
      const ground = await readGround(tx, facts);
      return kind === 'outlines' ? planOutlines(bytes, ground) : tables[kind][1](rows, ground);
    },
    { readOnly: true },
  );
}

/** The id under which a row's command is remembered. */
export const commandIdOf = (generation: string, { name, input }: { name: string; input: unknown }): string =>
  derivedId(generation, 'import', name, canonical(input));
const idOf = (county: County, command: Command): string => commandIdOf(county.facts.generation, command);

type Doing = 'made' | 'changed' | 'same';
interface Sorted {
  readonly step: Step;
  readonly doing: Doing;
  readonly command: Command | undefined;
}

const tableOf: Readonly<Record<string, string>> = { 'supply-node': 'supply_node' };

/** What was asked before is never asked again, even where somebody has changed the record since: his word is newer than the file. */
async function sort(county: County, steps: readonly Step[]): Promise<Sorted[]> {
  const commands = steps.flatMap((step) =>
    [step.create, ...(step.change ? [step.change] : [])].map((command) => idOf(county, command)),
  );
  const kinds = [...new Set(steps.map((step) => step.kind))];
  const { asked, there } = await inScope(
    county.database,
    scope,
    async (tx) => {
      const done = await tx.query<{ id: string }>(
        `select id from command_log where id = any($1::uuid[]) and answer->>'status' = 'accepted'`,
        [commands],
      );
      const found = await Promise.all(
        kinds.map((kind) =>
          tx.query<{ id: string }>(`select id from ${tableOf[kind] ?? kind} where id = any($1::uuid[])`, [
            steps.filter((step) => step.kind === kind).map((step) => step.record),
          ]),
        ),
      );
      return { asked: new Set(done.map((row) => row.id)), there: new Set(found.flat().map((row) => row.id)) };
    },
    { readOnly: true },
  );
  const wasAsked = (command: Command | undefined): boolean => command !== undefined && asked.has(idOf(county, command));
  return steps.map((step) => {
    if (wasAsked(step.create) || wasAsked(step.change)) return { step, doing: 'same', command: undefined };
    if (!there.has(step.record)) return { step, doing: 'made', command: step.create };
    return step.change ? { step, doing: 'changed', command: step.change } : { step, doing: 'same', command: undefined };
  });
}

async function doStep(county: County, { step, command }: Sorted): Promise<RowError | undefined> {
  if (!command) return undefined;
  const id = idOf(county, command);
  const answer = await execute(county, actor, {
    v: 1,
    id,
    name: command.name,
    input: command.input,
    at: county.now(),
    device: null,
    author: null,
  });
  if (answer.status === 'accepted') return undefined;
  return { line: step.line, column: '', code: 'refused', facts: { problem: answer.code } };
}

async function doAll(county: County, sorted: readonly Sorted[]): Promise<Map<Sorted, RowError>> {
  const failed = new Map<Sorted, RowError>();
  const stages = [...new Set(sorted.map(({ step }) => step.stage))].sort((a, b) => a - b);
  for (const stage of stages) {
    const waiting = sorted.filter(({ step, command }) => step.stage === stage && command);
    const worker = async (): Promise<void> => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const error = await doStep(county, next);
        if (error) failed.set(next, error);
      }
    };
    await Promise.all(Array.from({ length: abreast }, worker));
  }
  return failed;
}

/** A county that was opened without a name takes that of its first list of areas. */
async function nameCounty(county: County, steps: readonly Step[]): Promise<void> {
  const root = steps.find((step) => step.create.name === 'area.open' && step.create.input['kind'] === 'county');
  if (!root) return;
  await inScope(county.database, scope, (tx) =>
    tx.exec(`update county set name = $1 where name = ''`, [root.create.input['name']]),
  );
}

/** Throws `invalid` when the file as a whole cannot be used; single rows that are wrong stand in the report and the others are done. */
export async function importFile(county: County, request: ImportRequest): Promise<ImportReport> {
  const { steps, errors } = await plan(county, request);
  if (steps.length === 0 && errors.length === 0) throw new Problem('invalid', 'file-empty');
  const sorted = await sort(county, steps);
  const failed = request.preview ? new Map<Sorted, RowError>() : await doAll(county, sorted);
  if (!request.preview && request.kind === 'places') await nameCounty(county, steps);
  const counts: Record<string, ImportCounts> = {};
  for (const one of sorted) {
    const count = (counts[one.step.kind] ??= { made: 0, changed: 0, same: 0 });
    if (!failed.has(one)) count[one.doing] += 1;
  }
  const all = [...errors, ...failed.values()].sort((a, b) => a.line - b.line);
  return {
    kind: request.kind,
    preview: request.preview ?? false,
    counts,
    errors: all.slice(0, 500),
    wrong: all.length,
  };
}
