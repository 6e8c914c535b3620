// What a file asks of the county: its kind, its columns, and its rows planned piece by piece; nothing is written here.
import { Problem } from '#kit/problem.ts';
import { inScope } from '#data/scope.ts';
import type { County } from '../county.ts';
import { caseColumns, planCases } from './cases.ts';
import type { Column, Mapping } from './headings.ts';
import { keptMapping } from './kept-mapping.ts';
import { type Ground, type KnownArea, readGround } from './known.ts';
import { noticeColumns, planNotices } from './notices.ts';
import { officeColumns, planOffices } from './offices.ts';
import { planOutlines } from './outlines.ts';
import { placeColumns, planPlaces } from './places.ts';
import type { Plan } from './plan.ts';
import { planPosts, postColumns } from './posts.ts';
import type { Progress } from './progress.ts';
import {
  openTable,
  type OpenTable,
  type Reading,
  readTable,
  type ShownColumn,
  shownColumn,
  type TableRow,
  wholeTable,
} from './read-table.ts';
import { planRoster } from './roster.ts';
import { rosterColumns } from './roster-columns.ts';
import { villagesCalled } from './roster-villages.ts';
import type { LeftOut } from './rows-below.ts';
import { importScope, type Run } from './run.ts';
import { SeenDoors } from './seen-doors.ts';
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
export const columnsOf = (kind: ImportKind): ShownColumn[] =>
  kind === 'outlines' ? [] : tables[kind][0].map(shownColumn);

/** What one file asks for on this ground; areas, offices and the like are added to the ground as they are planned. */
export async function planFile(kind: ImportKind, bytes: Buffer, ground: Ground): Promise<Plan> {
  if (kind === 'outlines') return planOutlines(bytes, ground);
  const [columns, planner] = tables[kind];
  return planner(await readTable(bytes, columns), ground);
}

/** Lists that may be long: they are cut where something new stands in this column. The others are read as a whole. */
const cuts: Partial<Readonly<Record<ImportKind, string>>> = { roster: '门牌号', visits: '内容', cases: '事项' };

const villagesText = `select kind, code, name, ground::text as ground from area where kind in ('village', 'township') and valid_to is null`;

/** BRING-10: one sheet for each village is one list. */
async function partsByVillage(county: County): Promise<Reading['parts']> {
  const areas = await inScope(county.database, importScope, (tx) => tx.query<KnownArea>(villagesText), {
    readOnly: true,
  });
  return { column: '村', isPart: (name) => villagesCalled(areas, name).length > 0 };
}

/** Opens the file; a table that lacks columns is only shown, to whoever can choose them. Throws `invalid` when it cannot be read. */
export async function openFile(county: County, request: ImportRequest): Promise<OpenTable | undefined> {
  const { kind, bytes, mapping, run, preview } = request;
  if (kind === 'outlines') return undefined;
  const kept = run ? (print: string) => keptMapping(county, run, { kind, print }) : undefined;
  const parts = kind === 'roster' ? await partsByVillage(county) : undefined;
  const table = await openTable(bytes, tables[kind][0], { mapping, parts, ...(kept ? { kept } : {}) });
  const { missing } = table.headings;
  if (missing.length > 0 && !(preview && run))
    throw new Problem('invalid', 'file-headings-missing', { headings: missing.join('、') });
  return table;
}

export interface Piece {
  readonly plan: Plan;
  readonly leftOut: readonly LeftOut[];
  /** How many rows of the file it is. */
  readonly rows: number;
}

const inSheet = ({ steps, errors, notes }: Plan, sheet: string): Plan => ({
  steps,
  errors: errors.map((error) => ({ ...error, sheet })),
  notes: notes.map((note) => ({ ...note, sheet })),
});

/** What the file would do to the county as it is, piece by piece: each is planned when it is asked for, after the one before was done. */
export async function* planPieces(
  county: County,
  request: ImportRequest,
  table: OpenTable | undefined,
): AsyncGenerator<Piece> {
  const { kind, bytes, within = null, village = null, run } = request;
  if (table && table.headings.missing.length > 0) return;
  const bringer =
    run && run.person !== null && run.office !== null
      ? { person: run.person, office: run.office, name: '' }
      : undefined;
  const facts = {
    generation: county.facts.generation,
    now: county.now(),
    within,
    village,
    bringer,
    seen: new SeenDoors(),
  };
  const planned = (work: (ground: Ground) => Plan | Promise<Plan>): Promise<Plan> =>
    inScope(county.database, importScope, async (tx) => work(await readGround(tx, facts)), { readOnly: true });
  if (!table || kind === 'outlines') {
    yield { plan: await planned((ground) => planOutlines(bytes, ground)), leftOut: [], rows: 1 };
    return;
  }
  const planner = tables[kind][1];
  const cut = cuts[kind];
  const pieces = cut === undefined ? [await wholeTable(table)] : table.below(cut);
  for await (const { rows, leftOut, sheet } of pieces) {
    const plan = await planned((ground) => planner(rows, ground));
    yield { plan: sheet === undefined ? plan : inSheet(plan, sheet), leftOut, rows: rows.length };
  }
}

/** How many rows there are to do: the truth of the bar that shows how far it is. */
export async function countRows(kind: ImportKind, table: OpenTable | undefined, progress: Progress): Promise<number> {
  if (!table) return 1;
  for await (const below of table.below(cuts[kind])) {
    progress.done += below.rows.length;
    if (progress.stop) break;
  }
  return progress.done;
}
