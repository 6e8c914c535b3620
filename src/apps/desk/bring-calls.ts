// What the desk says to the import: look at a file, bring it in, how far it is, stop, take back, and the sheet with comments.
import { newId } from '#kit/id.ts';
import { Problem, problemFromWire } from '#kit/problem.ts';
import { lang } from '#look/words.ts';
import { call } from './door.ts';
import { csrf } from './session.ts';

export type BringKind =
  | 'places'
  | 'outlines'
  | 'offices'
  | 'posts'
  | 'supply'
  | 'roster'
  | 'notices'
  | 'visits'
  | 'cases'
  | 'network';
export type Counts = { made: number; changed: number; same: number };
export type RowNote = { line: number; sheet?: string; column: string; heading?: string; zh: string; en: string };
export type Heading = { at: number; text: string; field: string; secret: boolean; samples: readonly string[] };
/** Stands for all sheets that are parts of one list. */
export const everySheet = '*';
export type TableSeen = {
  sheets: readonly string[];
  sheet: string;
  line: number;
  headings: readonly Heading[];
  missing: readonly string[];
  rows: number;
  columns: readonly { name: string; en: string; needed: boolean }[];
};
export type Kept = { line: number; label: string; zh: string; en: string };
export type Undone = { counts: Record<string, number>; kept: readonly Kept[]; stays: number };
export type Report = {
  preview: boolean;
  counts: Record<string, Counts>;
  errors: readonly RowNote[];
  wrong: number;
  notes?: readonly RowNote[];
  leftOut?: readonly { line: number }[];
  table?: TableSeen;
  changed?: readonly { line: number; label: string; changes: readonly { column: string; now: string }[] }[];
  run?: string;
  stopped?: Undone;
};
export type RunRow = {
  id: string;
  kind: string;
  file: string;
  person: string | null;
  at: number;
  state: 'running' | 'done' | 'stopped' | 'undoing' | 'undone' | 'kept';
  brokenAt: number | null;
  made: number;
  changed: number;
  stays: number;
  stage: 'reading' | 'checking' | 'bringing' | 'undoing' | null;
  busy: boolean;
  done: number | null;
  of: number | null;
};
export type Mapping = { sheet: string; fields: Readonly<Record<string, string>> };

export interface Asked {
  readonly kind: BringKind;
  readonly file: File;
  readonly village: string;
  readonly mapping?: Mapping | undefined;
  readonly more: Readonly<Record<string, string>>;
  /** Number of the import; looking asks with one too, for what was kept of files of this shape. */
  readonly run: string;
}

export const newRun = newId;
export const wordOf = (one: { zh: string; en: string }): string => (lang.value === 'en' ? one.en : one.zh);

const addressOf = ({ kind, file, village, mapping, more, run }: Asked, how: Record<string, string>): string => {
  const query = new URLSearchParams({
    ...how,
    run,
    file: file.name,
    ...(village === '' ? {} : { village }),
    ...(mapping === undefined ? {} : { mapping: JSON.stringify(mapping) }),
    ...more,
  });
  return `/api/import/${kind}?${query.toString()}`;
};
const sent = (body: BodyInit): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/octet-stream', 'x-zd-csrf': csrf() },
  body,
});

export const lookAt = async (asked: Asked): Promise<Report> =>
  (await call(addressOf(asked, { preview: '1' }), sent(asked.file))) as Report;
export const bringIn = async (asked: Asked): Promise<Report> =>
  (await call(addressOf(asked, {}), sent(asked.file))) as Report;

export const runsSoFar = async (): Promise<readonly RunRow[]> => (await call('/api/import/runs')) as RunRow[];
export const runNow = async (run: string): Promise<RunRow> => (await call(`/api/import/runs/${run}`)) as RunRow;
export const stopRun = (run: string): Promise<unknown> => call(`/api/import/runs/${run}/stop`, sent(''));
export const undoRun = async (run: string): Promise<Undone> =>
  (await call(`/api/import/runs/${run}/undo`, sent(''))) as Undone;

function keep(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  Object.assign(document.createElement('a'), { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** The same sheet with a column more that says what is wrong. */
export async function saveComments(asked: Asked): Promise<void> {
  const response = await fetch(addressOf(asked, { comments: lang.value === 'en' ? 'en' : 'zh' }), {
    credentials: 'same-origin',
    ...sent(asked.file),
  }).catch(() => undefined);
  if (!response) throw new Problem('broken', 'no-answer');
  if (!response.ok) throw problemFromWire(await response.json().catch(() => undefined));
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  keep(new Blob([await response.arrayBuffer()], { type }), `${asked.file.name.replace(/\.[^.]*$/, '')}+.xlsx`);
}

/** A table that opens in Excel and WPS. */
export function saveTable(rows: readonly (readonly (string | number)[])[], name: string): void {
  const cell = (text: string | number): string => `"${String(text).replaceAll('"', '""')}"`;
  const lines = rows.map((row) => row.map(cell).join(','));
  keep(new Blob([`\ufeff${lines.join('\r\n')}`], { type: 'text/csv' }), name);
}
