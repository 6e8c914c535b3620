// Takes an import back: record by record in the reverse order, and says of each that stays why it stays (BRING rules).
import { newId } from '#kit/id.ts';
import { inScope } from '#data/scope.ts';
import type { County } from '../county.ts';
import { executeAs } from '../execute-as.ts';
import { alone } from './alone.ts';
import { enter, type Progress, withProgress } from './progress.ts';
import { closeRun, importActor, importScope } from './run.ts';

interface DoneStep {
  readonly n: number;
  readonly line: number;
  readonly kind: string;
  readonly record: string;
  readonly together: string;
  readonly doing: 'made' | 'changed';
}

/** A record that stays. */
export interface Kept {
  readonly line: number;
  readonly kind: string;
  readonly record: string;
  /** Code of the problem. */
  readonly code: string;
}
export interface Undone {
  /** By kind of record. */
  readonly counts: Readonly<Record<string, number>>;
  readonly kept: readonly Kept[];
}

/** Written down, and done. */
const wasDone = `exists (select from command_log where command_log.id = import_step.command and answer->>'status' = 'accepted')`;
const stepsText = `select n, line, kind, record, together, doing from import_step where run = $1 and n < $2 and not undone
  and ${wasDone} order by n desc limit $3`;
const countText = `select count(*)::int as n from import_step where run = $1 and not undone and ${wasDone}`;
const undoneText = `select kind, count(distinct record)::int as n from import_step where run = $1 and undone and ${wasDone} group by kind`;

/** Records of one home go with one command; what nothing else points to may go beside others. */
const apart: readonly string[] = ['household', 'member', 'notice', 'visit', 'case'];
const abreast = 4;
const mostInOne = 5_000;

/** One after another, the last first; a record that was made and changed by one import goes once. */
function groupsOf(steps: readonly DoneStep[]): DoneStep[][] {
  const groups = new Map<string, DoneStep[]>();
  for (const step of steps) groups.set(step.together, [...(groups.get(step.together) ?? []), step]);
  return [...groups.values()];
}

async function undoGroup(county: County, run: string, steps: readonly DoneStep[]): Promise<string | undefined> {
  const records = [...new Map(steps.map(({ kind, record }) => [record, { kind, id: record }])).values()];
  if (records.length > mostInOne) return 'brought-too-many';
  const said = { id: newId(), name: 'import.undo', input: { run, records } };
  const answer = await executeAs(county, importActor, said);
  if (answer.status === 'accepted') return undefined;
  // Another row points to it, or it is not there any more: both read as a stranger's record.
  return answer.code === 'not-yours' ? 'brought-in-use' : answer.code;
}

const markText = `update import_step set undone = $3, kept = $4 where run = $1 and n = any($2::int[])`;

/** What stands together in a roster lies side by side; of other lists all is taken at once. */
const inPiece = 1_000;

/** The next steps, the last first; a home that is cut by the end of the piece waits for the next one. */
async function nextSteps(county: County, run: string, below: number, kind: string): Promise<DoneStep[]> {
  const most = kind === 'roster' ? inPiece : 1_000_000;
  const steps = await inScope(county.database, importScope, (tx) => tx.query<DoneStep>(stepsText, [run, below, most]), {
    readOnly: true,
  });
  const last = steps.at(-1)?.together;
  const isCut = steps.length === most && steps[0]?.together !== last;
  return isCut ? steps.filter(({ together }) => together !== last) : steps;
}

async function undoPiece(county: County, run: string, steps: readonly DoneStep[], progress: Progress): Promise<Kept[]> {
  const kept: Kept[] = [];
  const groups = groupsOf(steps);
  const together = steps.every(({ kind }) => apart.includes(kind)) ? abreast : 1;
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < groups.length) {
      const group = groups[next++] ?? [];
      const code = await undoGroup(county, run, group);
      const numbers = group.map(({ n }) => n);
      await inScope(county.database, importScope, (tx) =>
        tx.exec(markText, [run, numbers, code === undefined, code ?? null]),
      );
      if (code !== undefined) kept.push(...group.map(({ line, kind, record }) => ({ line, kind, record, code })));
      progress.done += group.length;
    }
  };
  await Promise.all(Array.from({ length: together }, worker));
  return kept;
}

/** Where a crash broke off the taking back itself: what was gone already is not asked for again. */
const goneText = `update import_step set undone = true where run = $1 and not undone
  and exists (select from journal where journal.record = import_step.record and journal.name = import_step.kind || '.unbrought' and journal.payload->>'run' = $1::text)`;
const beginText = `update import_run set state = 'undoing' where id = $1`;

async function begin(county: County, run: string): Promise<{ readonly kind: string; readonly n: number }> {
  const kind = await inScope(
    county.database,
    importScope,
    async (tx) => {
      const of = await tx.maybe<{ kind: string; state: string }>('select kind, state from import_run where id = $1', [
        run,
      ]);
      if (of?.state === 'undoing') await tx.exec(goneText, [run]);
      await tx.exec(beginText, [run]);
      return of?.kind ?? '';
    },
    { timeoutMs: 60_000 },
  );
  const { n } = await inScope(county.database, importScope, (tx) => tx.one<{ n: number }>(countText, [run]), {
    readOnly: true,
  });
  return { kind, n };
}

async function undoAll(county: County, run: string, progress: Progress): Promise<Kept[]> {
  const { kind, n } = await begin(county, run);
  enter(progress, 'undoing', n);
  const kept: Kept[] = [];
  let below = 2_000_000_000;
  for (;;) {
    const steps = await nextSteps(county, run, below, kind);
    if (steps.length === 0) return kept;
    kept.push(...(await undoPiece(county, run, steps, progress)));
    below = steps.at(-1)?.n ?? 0;
  }
}

/** The name that a county took from its first list of areas goes with the list. */
const unnameText = `update county set name = '' where not exists (select from area where kind = 'county')`;
/** What was written down and never done is nothing that could still be taken back. */
const neverText = 'update import_step set undone = true where run = $1 and not undone and kept is null';

/** For whoever holds the lock of imports and shows how far it is. */
export async function takeBack(county: County, run: string, progress: Progress): Promise<Undone> {
  const kept = await undoAll(county, run, progress);
  const read = { readOnly: true };
  const rows = await inScope(
    county.database,
    importScope,
    (tx) => tx.query<{ kind: string; n: number }>(undoneText, [run]),
    read,
  );
  await inScope(
    county.database,
    importScope,
    async (tx) => {
      await tx.exec(unnameText);
      await tx.exec(neverText, [run]);
    },
    { timeoutMs: 60_000 },
  );
  const counts = Object.fromEntries(rows.map(({ kind, n }) => [kind, n]));
  await closeRun(county, run, kept.length > 0 ? 'kept' : 'undone');
  return { counts, kept: kept.sort((a, b) => a.line - b.line) };
}

/** Throws `conflict import-busy` while it, or another import, still runs. */
export const undoRun = (
  county: County,
  run: string,
  about: Pick<Progress, 'kind' | 'ground'> = { kind: '', ground: null },
): Promise<Undone> =>
  withProgress({ ...about, id: run }, (progress) => alone(county, () => takeBack(county, run, progress)));
