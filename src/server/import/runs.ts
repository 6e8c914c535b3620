// The imports of a ground: what each was, how far it is, and what the records that stay are called.
import { inScope } from '#data/scope.ts';
import type { County } from '../county.ts';
import { importLock } from './alone.ts';
import { running, type Stage } from './progress.ts';
import { importScope } from './run.ts';
import type { Kept } from './undo.ts';

export interface RunRow {
  readonly id: string;
  readonly kind: string;
  readonly file: string;
  readonly person: string | null;
  readonly ground: string | null;
  /** ms */
  readonly at: number;
  readonly state: 'running' | 'done' | 'stopped' | 'undoing' | 'undone' | 'kept';
  /** ms when it was found broken off by a crash; null where it was not. */
  readonly brokenAt: number | null;
  readonly made: number;
  readonly changed: number;
  /** Records that stayed when it was taken back. */
  readonly stays: number;
  /** How far it is, while it runs here; null otherwise, also of one that a crash broke off. */
  readonly stage: Stage | null;
  /** Somebody brings or takes back something, here or in another process: what runs is not broken off. */
  readonly busy: boolean;
  readonly done: number | null;
  readonly of: number | null;
}

const busy = `exists (select from pg_locks where locktype = 'advisory' and objid = ${importLock} and database = (select oid from pg_database where datname = current_database()))`;
const runText = (
  steps: string,
): string => `select run.id, run.kind, run.file, person.name as person, run.ground::text as ground, (extract(epoch from run.at) * 1000)::float8 as at, run.state, ${busy} as busy, (extract(epoch from run.broken_at) * 1000)::float8 as "brokenAt",
    count(*) filter (where doing = 'made' and not undone)::int as made, count(*) filter (where doing = 'changed' and not undone)::int as changed,
    count(*) filter (where kept is not null)::int as stays
  from import_run as run left join import_step on import_step.run = run.id and ${steps} left join person on person.id = run.person`;
const group = 'group by run.id, person.name order by run.at desc limit 20';

const withProgress = (row: RunRow): RunRow => {
  const { stage = null, done = null, of = null } = running.get(row.id) ?? {};
  return { ...row, stage, done, of };
};

/** One that has written nothing yet: it reads, or is only looked at (BRING-1). */
function runUnwritten(id: string, now: number): RunRow | undefined {
  const progress = running.get(id);
  if (!progress) return undefined;
  const { kind, ground, stage, done, of } = progress;
  const none = { file: '', person: null, made: 0, changed: 0, stays: 0, brokenAt: null, busy: true };
  return { ...none, id, kind, ground, at: now, state: 'running', stage, done, of };
}

const read = (county: County, where: string, value: string | null, steps = 'true'): Promise<RunRow[]> =>
  inScope(
    county.database,
    importScope,
    (tx) => tx.query<RunRow>(`${runText(steps)} where ${where} ${group}`, [value]),
    {
      readOnly: true,
    },
  ).then((rows) => rows.map(withProgress));

export const runsOf = (county: County, within: string | null): Promise<RunRow[]> =>
  read(county, '$1::ltree is null or run.ground <@ $1::ltree', within);

/** While it runs its steps are not counted: that is what the bar is for. */
export async function runById(county: County, id: string): Promise<RunRow | undefined> {
  const steps = running.has(id) ? 'false' : 'true';
  return (await read(county, 'run.id = $1::uuid', id, steps))[0] ?? runUnwritten(id, county.now());
}

const labelTexts: Readonly<Record<string, string>> = {
  household: `select id, door || ' ' || head as label from household where id = any($1::uuid[])`,
  member: `select member.id, door || ' ' || name as label from member join household on household.id = member.household where member.id = any($1::uuid[])`,
  person: `select id, name as label from person where id = any($1::uuid[])`,
  post: `select post.id, name as label from post join person on person.id = post.person where post.id = any($1::uuid[])`,
  office: `select id, name as label from office where id = any($1::uuid[])`,
  area: `select id, name as label from area where id = any($1::uuid[])`,
  notice: `select id, title as label from notice where id = any($1::uuid[])`,
  'supply-node': `select id, code as label from supply_node where id = any($1::uuid[])`,
};

/** What a person calls the records that stay, as they are called now: the import itself keeps no word. */
export async function labelsOf(county: County, kept: readonly Kept[]): Promise<Map<string, string>> {
  const labels = await inScope(county.database, importScope, (tx) =>
    Promise.all(
      [...new Set(kept.map(({ kind }) => kind))].map((kind) => {
        const text = labelTexts[kind];
        const ids = kept.filter((one) => one.kind === kind).map(({ record }) => record);
        return text === undefined ? Promise.resolve([]) : tx.query<{ id: string; label: string }>(text, [ids]);
      }),
    ),
  );
  return new Map(labels.flat().map(({ id, label }) => [id, label]));
}
