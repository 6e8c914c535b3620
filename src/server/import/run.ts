// Does the steps of an import: each is a command that is never asked twice, and all of them stand together as one import that can be taken back.
import { serviceActor } from '#kit/actor.ts';
import type { Answer } from '#kit/command.ts';
import { canonical } from '#data/journal.ts';
import { inScope } from '#data/scope.ts';
import type { County } from '../county.ts';
import { executeAs } from '../execute-as.ts';
import { scopeOf } from '../scope-of.ts';
import type { Command, RowError, Step } from './plan.ts';
import type { Progress } from './progress.ts';
import { derivedId } from './row-ids.ts';

export const importActor = serviceActor('import');
export const importScope = scopeOf(importActor);
/** More at once only wait for each other's disk writes. */
const abreast = 8;
/** How many steps are written down before they are done, and asked after at once. */
const atOnce = 2_000;

/** Who brings a file, and the number under which it can be taken back. */
export interface Run {
  readonly id: string;
  readonly person: string | null;
  readonly office: string | null;
  /** ltree path of the ground it is about; null = the whole county. */
  readonly ground: string | null;
  /** As the person's machine calls it. */
  readonly file: string;
}

/** The id under which a row's command is remembered. */
export const commandIdOf = (
  generation: string,
  { name, input, says }: Pick<Command, 'name' | 'says'> & { input: unknown },
): string => derivedId(generation, 'import', name, canonical(says ?? input));

export type Doing = 'made' | 'changed' | 'same';
export interface Sorted {
  readonly step: Step;
  readonly doing: Doing;
  readonly command: (Command & { readonly id: string; readonly said: string }) | undefined;
}

const tableOf: Readonly<Record<string, string>> = { 'supply-node': 'supply_node', case: 'matter' };

/** What was taken back counts as never said: it is said anew under the next id. */
const idAfter = (said: string, turns: number): string => (turns === 0 ? said : derivedId(said, turns));

async function sortSome(county: County, steps: readonly Step[]): Promise<Sorted[]> {
  const { generation } = county.facts;
  const saidOf = (command: Command): string => commandIdOf(generation, command);
  const said = steps.flatMap((step) => [step.create, ...(step.change ? [step.change] : [])].map(saidOf));
  const kinds = [...new Set(steps.map((step) => step.kind))];
  const { turns, asked, there } = await inScope(
    county.database,
    importScope,
    async (tx) => {
      const back = await tx.query<{ said: string; n: number }>(
        `select said, count(*)::int as n from import_step where said = any($1::uuid[]) and undone group by said`,
        [said],
      );
      const turnsOf = new Map(back.map((row) => [row.said, row.n]));
      const ids = said.map((one) => idAfter(one, turnsOf.get(one) ?? 0));
      const [done, ...found] = await Promise.all([
        tx.query<{ id: string; status: string }>(
          `select id, answer->>'status' as status from command_log where id = any($1::uuid[])`,
          [ids],
        ),
        ...kinds.map((kind) =>
          tx.query<{ id: string }>(`select id from ${tableOf[kind] ?? kind} where id = any($1::uuid[])`, [
            steps.filter((step) => step.kind === kind).map((step) => step.record),
          ]),
        ),
      ]);
      return {
        turns: turnsOf,
        asked: new Map(done.map((row) => [row.id, row.status])),
        there: new Set(found.flat().map((row) => row.id)),
      };
    },
    { readOnly: true },
  );
  const named = (command: Command): NonNullable<Sorted['command']> => {
    const own = saidOf(command);
    const id = idAfter(own, turns.get(own) ?? 0);
    // What was refused once is asked again: its reason may be gone by now.
    return { ...command, said: own, id: asked.has(id) ? derivedId(id, county.now()) : id };
  };
  const wasAsked = (command: Command | undefined): boolean => {
    if (command === undefined) return false;
    const own = saidOf(command);
    return asked.get(idAfter(own, turns.get(own) ?? 0)) === 'accepted';
  };
  return steps.map((step): Sorted => {
    if (wasAsked(step.create) || wasAsked(step.change) || step.asBefore)
      return { step, doing: 'same', command: undefined };
    if (!there.has(step.record)) return { step, doing: 'made', command: named(step.create) };
    return step.change
      ? { step, doing: 'changed', command: named(step.change) }
      : { step, doing: 'same', command: undefined };
  });
}

/** What was asked before is never asked again, even where somebody has changed the record since: his word is newer than the file. */
export async function sortSteps(county: County, steps: readonly Step[]): Promise<Sorted[]> {
  const sorted: Sorted[] = [];
  for (let at = 0; at < steps.length; at += atOnce)
    sorted.push(...(await sortSome(county, steps.slice(at, at + atOnce))));
  return sorted;
}

async function doStep(county: County, { step, command }: Sorted): Promise<RowError | undefined> {
  if (!command) return undefined;
  const { id, name, input } = command;
  const answer = await executeAs(county, importActor, { id, name, input });
  if (answer.status === 'accepted') return undefined;
  return { line: step.line, column: '', code: 'refused', facts: { problem: answer.code } };
}

const openText = `insert into import_run (id, kind, file, person, office, ground, at, state) values ($1, $2, $3, $4, $5, $6::ltree, $7, 'running')`;
const stepsText = `insert into import_step (run, n, line, kind, record, said, command, together, doing)
  select $1, * from unnest($2::int[], $3::int[], $4::text[], $5::uuid[], $6::uuid[], $7::uuid[], $8::uuid[], $9::text[])`;

const openRun = (county: County, kind: string, run: Run): Promise<unknown> =>
  inScope(county.database, importScope, (tx) =>
    tx.exec(openText, [
      run.id,
      kind,
      run.file.slice(0, 200),
      run.person,
      run.office,
      run.ground,
      new Date(county.now()),
    ]),
  );

/** Before they are done: what a crash left half done can be taken back all the same. */
async function writeSteps(county: County, run: Run, from: number, sorted: readonly Sorted[]): Promise<number> {
  const rows = sorted.flatMap((one): Sorted[] => [
    ...(one.step.also ?? []).map((beside): Sorted => ({ ...one, doing: 'changed', step: { ...one.step, ...beside } })),
    one,
  ]);
  const column = <T>(read: (one: Sorted, at: number) => T): T[] => rows.map(read);
  await inScope(county.database, importScope, (tx) =>
    tx.exec(stepsText, [
      run.id,
      column((_, at) => from + at),
      column(({ step }) => step.line),
      column(({ step }) => step.kind),
      column(({ step }) => step.record),
      column(({ command }) => command?.said),
      column(({ command }) => command?.id),
      column(({ step }) => step.together ?? step.record),
      column(({ doing }) => doing),
    ]),
  );
  return from + rows.length;
}

export const closeRun = (county: County, run: string, state: 'done' | 'undone' | 'kept'): Promise<unknown> =>
  inScope(county.database, importScope, (tx) =>
    tx.exec(`update import_run set state = $2, over_at = $3 where id = $1`, [run, state, new Date(county.now())]),
  );

/** An import that is one command: its facts are its steps, and each record that it found is one that it changed. */
export async function noteRun(county: County, run: Run, answer: Answer & { status: 'accepted' }): Promise<void> {
  await openRun(county, 'network', run);
  const records = [...new Map(answer.facts.map((fact) => [fact.id, fact])).values()];
  await writeSteps(
    county,
    run,
    0,
    records.map(({ kind, id: record }) => ({
      step: { line: 0, kind, record, stage: 0, create: { name: '', input: {} }, together: answer.id },
      doing: 'changed',
      command: { name: '', input: {}, id: answer.id, said: answer.id },
    })),
  );
  await closeRun(county, run.id, 'done');
}

/** Does steps beside each other; the first failure of the database ends all of them, and is thrown when none is on its way any more. */
async function doStage(
  county: County,
  waiting: readonly Sorted[],
  { stop, onStep }: { readonly stop: () => boolean; readonly onStep: (error: [Sorted, RowError] | undefined) => void },
): Promise<void> {
  let next = 0;
  let isBroken = false;
  const worker = async (): Promise<void> => {
    while (next < waiting.length && !isBroken && !stop()) {
      const one = waiting[next++] as Sorted;
      const error = await doStep(county, one);
      onStep(error && [one, error]);
    }
  };
  const ends = await Promise.allSettled(
    Array.from({ length: abreast }, () =>
      worker().catch((error: unknown) => {
        isBroken = true;
        throw error;
      }),
    ),
  );
  const broken = ends.find((end) => end.status === 'rejected');
  if (broken) throw broken.reason;
}

async function doAll(
  county: County,
  sorted: readonly Sorted[],
  { stop, onStep }: { readonly stop: () => boolean; readonly onStep: (n: number) => void },
): Promise<Map<Sorted, RowError>> {
  const failed = new Map<Sorted, RowError>();
  const stages = [...new Set(sorted.map(({ step }) => step.stage))].sort((a, b) => a - b);
  let done = 0;
  for (const stage of stages)
    await doStage(
      county,
      sorted.filter(({ step }) => step.stage === stage),
      {
        stop,
        onStep: (error) => {
          if (error) failed.set(...error);
          done += 1;
          onStep(done);
        },
      },
    );
  return failed;
}

/** The pieces of one import, done under its number; without one nothing is written down, and it cannot be taken back. */
export class Bringing {
  readonly #county: County;
  readonly #run: Run | undefined;
  readonly #progress: Progress;
  #steps = 0;
  /** Something stands in the county under its number. */
  isOpen = false;

  constructor(county: County, run: Run | undefined, progress: Progress) {
    this.#county = county;
    this.#run = run;
    this.#progress = progress;
  }

  /** Does what is to do of a piece and answers which steps failed. */
  async piece(kind: string, sorted: readonly Sorted[], rows: number): Promise<ReadonlyMap<Sorted, RowError>> {
    const [county, run, progress] = [this.#county, this.#run, this.#progress];
    const steps = sorted.filter(({ command }) => command);
    if (run && !this.isOpen) await openRun(county, kind, run);
    this.isOpen = run !== undefined;
    for (let at = 0; run && at < steps.length; at += atOnce)
      this.#steps = await writeSteps(county, run, this.#steps, steps.slice(at, at + atOnce));
    const before = progress.done;
    const onStep = (done: number): void => {
      progress.done = before + Math.floor((done / steps.length) * rows);
    };
    const failed = await doAll(county, steps, { stop: () => progress.stop, onStep });
    if (!progress.stop) progress.done = before + rows;
    return failed;
  }
}
