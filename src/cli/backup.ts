// zd backup and zd restore: the whole county as a folder of files with their hashes, and the way back into an empty data directory.
import path from 'node:path';
import { newId } from '#kit/id.ts';
import { Problem } from '#kit/problem.ts';
import { type MadeBackup, makeBackup, readClosingKey } from '#data/backup.ts';
import { backupName, clearOld } from '#data/backup-folder.ts';
import { putBackWithLog, witnessesOf } from '#data/backup-restore.ts';
import { connectDirect } from '#data/database.ts';
import { startPostgres } from '#data/supervisor.ts';
import { verifyJournal } from '#data/verify.ts';
import { countyOf } from '#server/provision.ts';
import { readArguments } from './arguments.ts';
import { sayAgain } from './erase.ts';
import { keepNotesBeside, takeNotesBeside } from './erasure-notes.ts';
import { inCounty } from './open-county.ts';
import { askRecoveryKey, ensureClosingKey } from './recovery-key.ts';
import { print, sentence } from './sentences.ts';
import { readSettings, type Settings } from './settings.ts';

const hourMs = 3_600_000;

/**
 * Works beside a running server. `--daily` is how the server itself asks: only when the last one is a day old, without a
 * person who could write down a key, and what is no longer needed goes; `--after-gap` the same at once. Throws `invalid backup-needs-place`,
 * `conflict backup-external`, `conflict backup-running`, `missing backups-no-key`.
 */
export async function backup(args: string[]): Promise<number> {
  const { values } = readArguments(args, {
    data: { type: 'string' },
    to: { type: 'string' },
    daily: { type: 'boolean', default: false },
    'after-gap': { type: 'boolean', default: false },
    'new-recovery-key': { type: 'boolean', default: false },
  });
  const settings = readSettings(values.data);
  const place = values.to ?? settings.backups;
  if (place === undefined) throw new Problem('invalid', 'backup-needs-place');
  if (settings.databaseUrl !== undefined) throw new Problem('conflict', 'backup-external');
  if (!values.daily && !values['after-gap']) {
    const how = { anew: values['new-recovery-key'], onlyAfter: 0, clear: false };
    return sayMade(await backUp(settings, path.resolve(place), how));
  }
  try {
    if (!(await readClosingKey(settings.dataDir))) throw new Problem('missing', 'backups-no-key');
    return sayMade(
      await backUp(settings, path.resolve(place), {
        anew: false,
        onlyAfter: values.daily ? 23 * hourMs : 0,
        clear: true,
      }),
    );
  } catch (error) {
    // For the server that reads this.
    print(`failed ${error instanceof Problem ? error.code : 'backup-failed'}`);
    throw error;
  }
}

async function backUp(
  settings: Settings,
  place: string,
  { anew, onlyAfter, clear }: { anew: boolean; onlyAfter: number; clear: boolean },
): Promise<(MadeBackup & { to: string }) | undefined> {
  const now = Date.now();
  const to = path.join(place, backupName(now));
  const made = await inCounty(settings, async ({ postgres }) => {
    if (!postgres) throw new Problem('conflict', 'backup-external');
    const key = await ensureClosingKey(settings.dataDir, anew, now);
    const source = { root: settings.dataDir, ...postgres };
    return makeBackup(source, to, { key, now, onlyAfter });
  });
  if (made === undefined) return undefined;
  await keepNotesBeside(settings.dataDir, place);
  if (clear) await clearOld(place, made.head, now);
  return { ...made, to };
}

function sayMade(made: (MadeBackup & { to: string }) | undefined): number {
  if (made === undefined) return 0;
  const megabytes = (bytes: number): number => Math.ceil(bytes / 1e6);
  const size = { size: megabytes(made.bytes), sealed: megabytes(made.sealedBytes) };
  print(sentence('cli.backed-up', { place: made.to, files: made.files, ...size }));
  if (made.head.witness !== null) print(sentence('cli.witness', { witness: made.head.witness }));
  return 0;
}

/**
 * Puts a backup back into an empty directory, repeats what the copied log of changes holds beyond it, gives the county a
 * new generation (phones then offer again what they sent), ends every desk's session, reads the journal against the
 * backup's witness, and does again what was erased since, as far as the notes beside the backup say. Exit status 1 when the
 * journal was altered.
 */
export async function restore(args: string[]): Promise<number> {
  const { values } = readArguments(args, {
    data: { type: 'string' },
    from: { type: 'string' },
    'without-log': { type: 'boolean', default: false },
  });
  const settings = readSettings(values.data);
  if (values.from === undefined) throw new Problem('invalid', 'restore-needs-place');
  if (settings.databaseUrl !== undefined) throw new Problem('conflict', 'backup-external');
  const from = path.resolve(values.from);
  const { back, replayed } = await putBackWithLog(from, settings.dataDir, {
    key: askRecoveryKey,
    say: print,
    log: !values['without-log'],
  });
  await beginGeneration(settings.dataDir);
  const notes = await takeNotesBeside(settings.dataDir, path.dirname(from));
  const { findings, rows } = await inCounty(settings, async ({ database, facts }) => {
    const verified = await verifyJournal(database, { witnesses: witnessesOf(back) });
    if (notes.length > 0) await sayAgain(settings, countyOf(database, facts), notes);
    return verified;
  });
  const at = new Date(back.madeAt).toISOString();
  print(sentence('cli.restored', { place: settings.dataDir, at, files: back.files, rows }));
  if (replayed?.upTo !== undefined)
    print(sentence('cli.restored-log', { at: new Date(replayed.upTo).toISOString(), pieces: replayed.pieces }));
  if (replayed?.gap) print(sentence('cli.restored-gap'));
  print(sentence('cli.restored-phones'));
  print(sentence('cli.restored-erasures'));
  print(sentence(findings.length === 0 ? 'cli.verify-good' : 'cli.verify-bad', { n: findings.length }));
  return findings.length === 0 ? 0 : 1;
}

/** What a phone knows by its cursor is no longer what this database holds. */
export async function beginGeneration(dataDir: string): Promise<void> {
  const postgres = await startPostgres({ dataDir, log: print });
  try {
    const admin = await connectDirect(postgres.adminUrl.replace(/\/[^/?]*(\?|$)/, '/zd$1'));
    try {
      await admin.query('begin');
      await admin.query('update county set generation = $1', [newId()]);
      await admin.query('delete from session');
      await admin.query('commit');
    } finally {
      await admin.end();
    }
  } finally {
    await postgres.stop();
  }
}
