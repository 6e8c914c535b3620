// Brings one file into the county: reads it whole, says what is wrong row by row, then does every sound row as a command.
import { Problem } from '#kit/problem.ts';
import { inScope } from '#data/scope.ts';
import type { County } from '../county.ts';
import { type Column, type Heading, type Mapping } from './headings.ts';
import { caseColumns, planCases } from './cases.ts';
import { keptMapping, keepMapping } from './kept-mapping.ts';
import { type Ground, readGround } from './known.ts';
import { noticeColumns, planNotices } from './notices.ts';
import { officeColumns, planOffices } from './offices.ts';
import { planOutlines } from './outlines.ts';
import { placeColumns, planPlaces } from './places.ts';
import type { CellChange, Plan, RowError, Step } from './plan.ts';
import { planPosts, postColumns } from './posts.ts';
import { openTable, type OpenTable, readTable, type TableRow } from './read-table.ts';
import { planRoster } from './roster.ts';
import { rosterColumns } from './roster-columns.ts';
import type { LeftOut } from './rows-below.ts';
import { type Doing, importScope, type Ran, type Run, runSteps, type Sorted, sortSteps } from './run.ts';
import { type Undone, undoRun } from './undo.ts';
import { planSupply, supplyColumns } from './supply.ts';
import { planVisits, visitColumns } from './visits.ts';

/** In the order in which a county brings them. */
export const importKinds = [
  'places',
  'outlines',
  'offices',
  'posts',
  'supply',
  'roster',
  'notices',
  'visits',
  'cases',
] as const;
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
  /** What a person says the columns mean, where he was asked. */
  readonly mapping?: Mapping | undefined;
  /** Who brings it and under which number; without it nothing is kept to take it back by. */
  readonly run?: Run | undefined;
}

export type ImportCounts = Record<Doing, number>;
/** What the file looks like to us, for a person who may know better. */
export interface TableSeen {
  readonly sheets: readonly string[];
  readonly sheet: string;
  /** Line of the headings as the person sees it. */
  readonly line: number;
  readonly headings: readonly Heading[];
  readonly missing: readonly string[];
  readonly rows: number;
}
/** A home that is there already and what the file changes of it. */
export interface Changed {
  readonly line: number;
  readonly label: string;
  readonly changes: readonly CellChange[];
}
export interface ImportReport {
  readonly kind: ImportKind | 'network';
  readonly preview: boolean;
  /** By kind of record: area, office, person, post, household, member, supply-node, notice. */
  readonly counts: Readonly<Record<string, ImportCounts>>;
  /** At most 500; `wrong` counts the lines they stand on. */
  readonly errors: readonly RowError[];
  readonly wrong: number;
  readonly notes?: readonly RowError[];
  readonly leftOut?: readonly LeftOut[];
  readonly table?: TableSeen | undefined;
  readonly changed?: readonly Changed[];
  readonly run?: string | undefined;
  /** Somebody stopped it, and what it had done was taken back. */
  readonly stopped?: Undone | undefined;
}

type Planner = (rows: readonly TableRow[], ground: Ground) => Plan | Promise<Plan>;
const tables: Readonly<Record<Exclude<ImportKind, 'outlines'>, readonly [readonly Column[], Planner]>> = {
  places: [placeColumns, planPlaces],
  offices: [officeColumns, planOffices],
  posts: [postColumns, planPosts],
  supply: [supplyColumns, planSupply],
  roster: [rosterColumns, planRoster],
  notices: [noticeColumns, planNotices],
  visits: [visitColumns, planVisits],
  cases: [caseColumns, planCases],
};

/** The headings of a table, as this county knows them; the needed ones must be there. */
export const columnsOf = (kind: ImportKind): { name: string; en: string; needed: boolean }[] =>
  kind === 'outlines'
    ? []
    : tables[kind][0].map(({ name, en, needed }) => ({ name, en: en ?? name, needed: needed === true }));

/** What one file asks for on this ground; areas, offices and the like are added to the ground as they are planned. */
export async function planFile(kind: ImportKind, bytes: Buffer, ground: Ground): Promise<Plan> {
  if (kind === 'outlines') return planOutlines(bytes, ground);
  const [columns, planner] = tables[kind];
  return planner(await readTable(bytes, columns), ground);
}

export interface Planned {
  readonly table: OpenTable | undefined;
  readonly plan: Plan;
}

/** What the file would do to the county as it is; nothing is written. Throws `invalid` when the file as a whole cannot be read. */
export async function planOf(county: County, request: ImportRequest): Promise<Planned> {
  const { kind, bytes, within = null, village = null, mapping, run } = request;
  const bringer =
    run && run.person !== null && run.office !== null
      ? { person: run.person, office: run.office, name: '' }
      : undefined;
  const facts = { generation: county.facts.generation, now: county.now(), within, village, bringer };
  const columns = kind === 'outlines' ? [] : tables[kind][0];
  const kept = run ? (print: string) => keptMapping(county, run, { kind, print }) : undefined;
  // The file is read before the transaction is opened.
  const table =
    kind === 'outlines' ? undefined : await openTable(bytes, columns, { mapping, ...(kept ? { kept } : {}) });
  const lacks = table !== undefined && table.headings.missing.length > 0;
  if (lacks && !(request.preview && run)) {
    const headings = table.headings.missing.join('、');
    throw new Problem('invalid', 'file-headings-missing', { headings });
  }
  if (lacks) return { table, plan: { steps: [], errors: [], notes: [] } };
  const plan = await inScope(
    county.database,
    importScope,
    async (tx) => {
      const ground = await readGround(tx, facts);
      return kind === 'outlines' ? planOutlines(bytes, ground) : tables[kind][1](table?.rows ?? [], ground);
    },
    { readOnly: true },
  );
  return { table, plan };
}

/** A county that was opened without a name takes that of its first list of areas. */
async function nameCounty(county: County, steps: readonly Step[]): Promise<void> {
  const root = steps.find((step) => step.create.name === 'area.open' && step.create.input['kind'] === 'county');
  if (!root) return;
  await inScope(county.database, importScope, (tx) =>
    tx.exec(`update county set name = $1 where name = ''`, [root.create.input['name']]),
  );
}

/** The columns as the person's own sheet calls them. */
function inOwnWords(errors: readonly RowError[], table: OpenTable | undefined): RowError[] {
  const own = new Map(table?.headings.list.map(({ field, text }) => [field, text]));
  return errors.map((error) => {
    const heading = own.get(error.column);
    return heading === undefined || heading === '' || heading === error.column ? error : { ...error, heading };
  });
}

const seenOf = ({ sheets, sheet, headings, rows }: OpenTable): TableSeen => ({
  sheets,
  sheet: sheet.name,
  line: sheet.rows[headings.at]?.line ?? 0,
  headings: headings.list,
  missing: headings.missing,
  rows: rows.length,
});

const changedOf = (sorted: readonly Sorted[]): Changed[] =>
  sorted
    .filter(({ step, doing }) => doing === 'changed' && (step.changes?.length ?? 0) > 0)
    .slice(0, 200)
    .map(({ step }) => ({ line: step.line, label: step.label ?? '', changes: step.changes ?? [] }));

/** Throws `invalid` when the file as a whole cannot be used; single rows that are wrong stand in the report and the others are done. */
export async function importFile(county: County, request: ImportRequest): Promise<ImportReport> {
  const { table, plan } = await planOf(county, request);
  const { steps, errors, notes } = plan;
  const { kind, preview = false, within = null, run } = request;
  if (steps.length === 0 && errors.length === 0 && (table?.headings.missing.length ?? 0) === 0)
    throw new Problem('invalid', 'file-empty');
  const sorted = await sortSteps(county, steps);
  const ran: Ran = preview ? { failed: new Map(), stopped: false } : await runSteps(county, sorted, { kind, run });
  const { failed } = ran;
  // BRING-7
  const stopped = ran.stopped && run ? await undoRun(county, run.id) : undefined;
  if (!preview && kind === 'places') await nameCounty(county, steps);
  if (!preview && run && table && request.mapping && ran.stopped === false)
    await keepMapping(county, run, { kind, print: table.headings.fingerprint, fields: request.mapping.fields });
  const counts: Record<string, ImportCounts> = {};
  for (const one of sorted) {
    const count = (counts[one.step.kind] ??= { made: 0, changed: 0, same: 0 });
    if (!failed.has(one)) count[one.doing] += 1;
  }
  const all = inOwnWords([...errors, ...failed.values()], table).sort((a, b) => a.line - b.line);
  return {
    kind,
    preview,
    counts,
    errors: all.slice(0, 500),
    wrong: new Set(all.map(({ line }) => line)).size,
    notes: inOwnWords(notes, table).slice(0, 500),
    leftOut: (table?.leftOut ?? []).slice(0, 500),
    table: table && seenOf(table),
    // The system administrator brings homes and reads none.
    changed: within === null ? [] : changedOf(sorted),
    run: preview ? undefined : run?.id,
    stopped,
  };
}
