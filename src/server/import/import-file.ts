// Brings one file into the county: says what is wrong row by row, and does every sound row as a command.
import { Problem } from '#kit/problem.ts';
import { inScope } from '#data/scope.ts';
import type { County } from '../county.ts';
import { keepMapping } from './kept-mapping.ts';
import type { CellChange, RowError, Step } from './plan.ts';
import { alone } from './alone.ts';
import { countRows, type ImportKind, type ImportRequest, openFile, planPieces } from './plan-file.ts';
import { type OpenTable, seenOf, type TableSeen } from './read-table.ts';
import type { LeftOut } from './rows-below.ts';
import { enter, type Progress, withProgress } from './progress.ts';
import { Bringing, closeRun, type Doing, importScope, type Sorted, sortSteps } from './run.ts';
import { takeBack, type Undone } from './undo.ts';

export type ImportCounts = Record<Doing, number>;
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

const mostTold = 500;

/** What is told of a file, gathered piece by piece: counts of all of it, and the first few hundred of each kind of remark. */
class Telling {
  readonly counts: Record<string, ImportCounts> = {};
  readonly errors: RowError[] = [];
  readonly notes: RowError[] = [];
  readonly leftOut: LeftOut[] = [];
  readonly changed: Changed[] = [];
  readonly wrongLines = new Set<string>();
  rows = 0;
  steps = 0;

  add(sorted: readonly Sorted[], failed: ReadonlyMap<Sorted, RowError>): void {
    this.steps += sorted.length;
    for (const one of sorted) {
      const { step, doing } = one;
      const count = (this.counts[step.kind] ??= { made: 0, changed: 0, same: 0 });
      if (!failed.has(one)) count[doing] += 1;
      const { line, label = '', changes = [] } = step;
      if (doing === 'changed' && changes.length > 0 && this.changed.length < mostTold)
        this.changed.push({ line, label, changes });
    }
    this.wrong([...failed.values()]);
  }

  wrong(errors: readonly RowError[]): void {
    for (const { line, sheet = '' } of errors) this.wrongLines.add(`${sheet}:${line}`);
    this.errors.push(...errors.slice(0, mostTold - Math.min(this.errors.length, mostTold)));
  }

  remark(notes: readonly RowError[], leftOut: readonly LeftOut[]): void {
    this.notes.push(...notes.slice(0, mostTold - Math.min(this.notes.length, mostTold)));
    this.leftOut.push(...leftOut.slice(0, mostTold - Math.min(this.leftOut.length, mostTold)));
  }
}

/** Sheets stay in their order, the lines of each in theirs. */
const inOrder = (a: RowError, b: RowError): number => (a.sheet === b.sheet ? a.line - b.line : 0);

interface Work {
  readonly county: County;
  readonly request: ImportRequest;
  readonly progress: Progress;
  /** PostgreSQL let go of the lock of imports: another may bring something now. */
  readonly lost: () => boolean;
}

async function bringPieces({ county, request, progress, lost }: Work, table: OpenTable | undefined): Promise<Telling> {
  const { kind, preview = false, run } = request;
  const telling = new Telling();
  const bringing = new Bringing(county, run, progress);
  // Without a number nobody asks how far it is.
  const of = run ? await countRows(kind, table, progress) : 0;
  enter(progress, preview ? 'checking' : 'bringing', of);
  for await (const { plan, leftOut, rows } of planPieces(county, request, table)) {
    if (progress.stop) break;
    if (lost()) throw new Problem('broken', 'database-unreachable');
    const sorted = await sortSteps(county, plan.steps);
    telling.wrong(plan.errors);
    telling.remark(plan.notes, leftOut);
    telling.add(sorted, preview ? new Map() : await bringing.piece(kind, sorted, rows));
    telling.rows += rows;
    if (preview) progress.done = telling.rows;
    if (!preview && kind === 'places') await nameCounty(county, plan.steps);
  }
  if (!progress.stop && run && bringing.isOpen) await closeRun(county, run.id, 'done');
  return telling;
}

/** BRING-8: nothing is left half done, whatever it was that came between. */
async function wholeOrNothing(work: Work, table: OpenTable | undefined): Promise<[Telling, Undone | undefined]> {
  const { county, request, progress } = work;
  const { run, preview = false } = request;
  const back = (id: string): Promise<Undone> => takeBack(county, id, progress);
  try {
    const telling = await bringPieces(work, table);
    // BRING-7
    if (!progress.stop || !run) return [telling, undefined];
    return [telling, preview ? { counts: {}, kept: [] } : await back(run.id)];
  } catch (error) {
    // Where this fails too, whoever looks for what was broken off takes it back.
    if (run && !preview && !work.lost()) await back(run.id).catch(() => {});
    throw error;
  }
}

async function bring(work: Work): Promise<ImportReport> {
  const { county, request, progress } = work;
  const { kind, preview = false, within = null, run, mapping } = request;
  const table = await openFile(county, request);
  const [telling, stopped] = await wholeOrNothing(work, table);
  const isShown = (table?.headings.missing.length ?? 0) > 0;
  if (telling.steps === 0 && telling.errors.length === 0 && !isShown && !progress.stop)
    throw new Problem('invalid', 'file-empty');
  if (!preview && run && table && mapping && !progress.stop)
    await keepMapping(county, run, { kind, print: table.headings.fingerprint, fields: mapping.fields });
  return {
    kind,
    preview,
    counts: telling.counts,
    errors: inOwnWords(telling.errors, table).sort(inOrder),
    wrong: telling.wrongLines.size,
    notes: inOwnWords(telling.notes, table),
    leftOut: telling.leftOut,
    table: table && seenOf(table, telling.rows),
    // The system administrator brings homes and reads none.
    changed: within === null ? [] : telling.changed,
    run: preview ? undefined : run?.id,
    stopped,
  };
}

/** Throws `invalid` when the file as a whole cannot be used; single rows that are wrong stand in the report and the others are done. */
export function importFile(county: County, request: ImportRequest): Promise<ImportReport> {
  const { kind, preview = false, run } = request;
  return withProgress({ id: run?.id, kind, ground: run?.ground ?? null }, (progress) =>
    run && !preview
      ? alone(county, (lost) => bring({ county, request, progress, lost }))
      : bring({ county, request, progress, lost: () => false }),
  );
}
