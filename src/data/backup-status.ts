// How the county's backups stand, read from what is really there: the folder of the backups, the reports of drills, the marks of the copier.
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readClosingKey } from './backup.ts';
import { archiveName } from './backup-head.ts';
import { backupsIn } from './backup-folder.ts';
import { fingerprintOf } from './recovery-key.ts';

export interface BackupStatus {
  /** Where the server puts backups; null where nobody said. */
  readonly place: string | null;
  /** A recovery key was made. */
  readonly key: boolean;
  /** The newest whole backup, ms. */
  readonly lastAt: number | null;
  readonly lastBytes: number | null;
  readonly count: number;
  /** All that was written before this moment is copied away, ms. */
  readonly copiedAt: number | null;
  /** The last drill that found everything, and the last one at all, ms. */
  readonly drillAt: number | null;
  readonly triedAt: number | null;
  /** What the last backup or the copying failed of, as the code of its Problem; null once it went well again. */
  readonly fault: string | null;
}

/** Kept beside the data, so that another process (zd doctor) knows it too. */
export interface Marks {
  readonly copiedAt?: number;
  readonly fault?: string | null;
}

const marksFile = (root: string): string => path.join(root, 'backup-marks.json');
export const drillsFolder = (root: string): string => path.join(root, 'drills');

export async function readMarks(root: string): Promise<Marks> {
  const text = await readFile(marksFile(root), 'utf8').catch(() => '{}');
  try {
    return JSON.parse(text) as Marks;
  } catch {
    return {};
  }
}

/** A hint, not a record: it need not outlive a power cut. */
export async function mark(root: string, marks: Marks): Promise<void> {
  const all = { ...(await readMarks(root)), ...marks };
  await writeFile(marksFile(root), `${JSON.stringify(all)}\n`, { mode: 0o600 }).catch(() => {});
}

/** Names of reports begin with their moment and say in the name how it went. */
async function drillsIn(root: string): Promise<{ at: number; good: boolean }[]> {
  const names = await readdir(drillsFolder(root)).catch(() => []);
  return names.flatMap((name) => {
    const [, at, how] = /^(\d{13})-(good|bad)\.json$/.exec(name) ?? [];
    return at ? [{ at: Number(at), good: how === 'good' }] : [];
  });
}

const newest = (all: readonly { at: number }[]): number | null =>
  all.length === 0 ? null : Math.max(...all.map(({ at }) => at));

/** Throws nothing: a place that cannot be read is a fault of its own. */
export async function readBackupStatus(root: string, place: string | undefined): Promise<BackupStatus> {
  const [key, marks, drills] = await Promise.all([readClosingKey(root), readMarks(root), drillsIn(root)]);
  const common = {
    place: place ?? null,
    key: key !== undefined,
    copiedAt: marks.copiedAt ?? null,
    drillAt: newest(drills.filter(({ good }) => good)),
    triedAt: newest(drills),
  };
  const none = { lastAt: null, lastBytes: null, count: 0 };
  if (place === undefined) return { ...common, ...none, fault: 'backups-nowhere' };
  if (!key) return { ...common, ...none, fault: 'backups-no-key' };
  try {
    const kept = await backupsIn(place, fingerprintOf(key.public));
    const last = kept.at(-1);
    if (!last) return { ...common, ...none, fault: marks.fault ?? null };
    const { size } = await stat(path.join(last.folder, archiveName));
    return { ...common, lastAt: last.head.madeAt, lastBytes: size, count: kept.length, fault: marks.fault ?? null };
  } catch {
    return { ...common, ...none, fault: 'backup-place-gone' };
  }
}

const hourMs = 3_600_000;
/** A backup is made every 24 h, the log copied every minute, a drill held every month; somewhat later is red. */
export const oldestBackupMs = 26 * hourMs;
export const oldestDrillMs = 31 * 24 * hourMs;
export const oldestCopyMs = 5 * 60_000;

export interface Judged {
  readonly backup: boolean;
  readonly log: boolean;
  readonly drill: boolean;
}

const isFresh = (at: number | null, within: number, now: number): boolean => at !== null && now - at <= within;

/** What is as it should be. `copies`: a server is running that copies the log (an outside PostgreSQL copies its own). */
export const judgeBackups = (status: BackupStatus, now: number, copies: boolean): Judged => ({
  backup: status.fault === null && isFresh(status.lastAt, oldestBackupMs, now),
  log: !copies || isFresh(status.copiedAt, oldestCopyMs, now),
  drill: isFresh(status.drillAt, oldestDrillMs, now),
});
