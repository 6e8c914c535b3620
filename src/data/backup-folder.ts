// The folder that holds a county's backups: which are there, and which may go.
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { type BackupHead, readBackupHead } from './backup-head.ts';
import { logFolder, logPieces, readPlace } from './log-places.ts';

export interface Kept {
  readonly folder: string;
  readonly head: BackupHead;
}

const dayMs = 86_400_000;
/** Beijing's day and month. */
const dayOf = (ms: number): string => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 10);

export const backupName = (now: number): string => `zd-${new Date(now).toISOString().replaceAll(/[:.]/g, '-')}`;

/** Whole backups sealed to the key of this fingerprint, the oldest first; all keys' where none is said. Throws what the disk says. */
export async function backupsIn(place: string, fingerprint?: string): Promise<Kept[]> {
  const kept: Kept[] = [];
  for (const name of await readdir(place)) {
    if (!/^zd-[\dTZ-]+$/.test(name)) continue;
    const folder = path.join(place, name);
    const read = await readBackupHead(folder).catch(() => undefined);
    if (read && (fingerprint === undefined || read.head.key === fingerprint)) kept.push({ folder, head: read.head });
  }
  return kept.toSorted((a, b) => a.head.madeAt - b.head.madeAt);
}

/** What a killed backup left; nobody else makes one now. */
export async function clearHalves(place: string, fingerprint: string): Promise<void> {
  for (const name of await readdir(place).catch(() => [])) {
    if (!/^zd-[\dTZ-]+\.half-\d+$/.test(name)) continue;
    const folder = path.join(place, name);
    const head = await readBackupHead(folder).then(
      (read) => read.head,
      () => undefined,
    );
    if (head?.key === fingerprint) await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Which of these may go: kept are the newest of each of the last seven days that have one, and the newest of each of the last
 * twelve months, because the keys to which phones seal lie in them for that long. The newest of all stays, and so does everything of the last
 * 24 hours, which somebody may have made by hand.
 */
export function mayGo(madeAt: readonly number[], now: number): number[] {
  const newestFirst = madeAt.toSorted((a, b) => b - a);
  const keep = new Set(newestFirst.filter((at, n) => n === 0 || now - at < dayMs));
  const days = new Set<string>();
  const months = new Set<string>();
  for (const at of newestFirst) {
    const [day, month] = [dayOf(at), dayOf(at).slice(0, 7)];
    if (!days.has(day) && days.size < 7) {
      days.add(day);
      keep.add(at);
    }
    if (!months.has(month) && now - at < 366 * dayMs + 31 * dayMs && months.size < 13) {
      months.add(month);
      keep.add(at);
    }
  }
  return newestFirst.filter((at) => !keep.has(at));
}

/**
 * After a backup: what nobody needs any more goes. The log of changes stays from the oldest backup on that is not older than
 * a week; older ones are whole by themselves.
 */
export async function clearOld(place: string, { key }: Pick<BackupHead, 'key'>, now: number): Promise<void> {
  const kept = await backupsIn(place, key);
  const gone = new Set(
    mayGo(
      kept.map(({ head }) => head.madeAt),
      now,
    ),
  );
  for (const { folder, head } of kept) if (gone.has(head.madeAt)) await rm(folder, { recursive: true, force: true });
  const recent = kept.filter(({ head }) => !gone.has(head.madeAt) && now - head.madeAt <= 8 * dayMs);
  for (const generation of new Set(kept.map(({ head }) => head.generation))) {
    const folder = logFolder(place, generation);
    const first = recent.find(({ head }) => head.generation === generation);
    if (!first) await rm(folder, { recursive: true, force: true });
    else
      for (const { file, to } of await logPieces(folder))
        if (to <= readPlace(first.head.from)) await rm(file, { force: true });
  }
}
