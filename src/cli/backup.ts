// zd backup and zd restore: the whole county as a folder of files with their hashes, and the way back into an empty data directory.
import path from 'node:path';
import { newId } from '#kit/id.ts';
import { Problem } from '#kit/problem.ts';
import { makeBackup, type Manifest, putBack } from '#data/backup.ts';
import { connectDirect } from '#data/database.ts';
import { startPostgres } from '#data/supervisor.ts';
import { verifyJournal } from '#data/verify.ts';
import { countyOf } from '#server/provision.ts';
import { readArguments } from './arguments.ts';
import { sayAgain } from './erase.ts';
import { keepNotesBeside, takeNotesBeside } from './erasure-notes.ts';
import { inCounty } from './open-county.ts';
import { print, sentence } from './sentences.ts';
import { readSettings } from './settings.ts';

const megabytes = ({ files }: Manifest): number => Math.ceil(files.reduce((sum, one) => sum + one.bytes, 0) / 1e6);

/** Works beside a running server. Throws `invalid backup-needs-place`, `conflict backup-external`. */
export async function backup(args: string[]): Promise<number> {
  const { values } = readArguments(args, { data: { type: 'string' }, to: { type: 'string' } });
  const settings = readSettings(values.data);
  if (values.to === undefined) throw new Problem('invalid', 'backup-needs-place');
  if (settings.databaseUrl !== undefined) throw new Problem('conflict', 'backup-external');
  const now = new Date();
  const to = path.resolve(values.to, `zd-${now.toISOString().replaceAll(/[:.]/g, '-')}`);
  const manifest = await inCounty(settings, ({ postgres }) => {
    if (!postgres) throw new Problem('conflict', 'backup-external');
    return makeBackup({ root: settings.dataDir, ...postgres }, to, now.getTime());
  });
  await keepNotesBeside(settings.dataDir, path.dirname(to));
  print(sentence('cli.backed-up', { place: to, files: manifest.files.length, size: megabytes(manifest) }));
  if (manifest.witness !== null) print(sentence('cli.witness', { witness: manifest.witness }));
  return 0;
}

/**
 * Puts a backup back into an empty directory, gives the county a new generation (phones then offer again what they sent),
 * ends every desk's session, reads the journal against the backup's witness, and does again what was erased since, as far
 * as the notes beside the backup say. Exit status 1 when the journal was altered.
 */
export async function restore(args: string[]): Promise<number> {
  const { values } = readArguments(args, { data: { type: 'string' }, from: { type: 'string' } });
  const settings = readSettings(values.data);
  if (values.from === undefined) throw new Problem('invalid', 'restore-needs-place');
  if (settings.databaseUrl !== undefined) throw new Problem('conflict', 'backup-external');
  const manifest = await putBack(path.resolve(values.from), settings.dataDir, print);
  await beginGeneration(settings.dataDir);
  const [block = '', root = ''] = manifest.witness?.split(':') ?? [];
  const witnesses = manifest.witness === null ? [] : [{ block: Number(block), root }];
  const notes = await takeNotesBeside(settings.dataDir, path.dirname(path.resolve(values.from)));
  const { findings, rows } = await inCounty(settings, async ({ database, facts }) => {
    const verified = await verifyJournal(database, { witnesses });
    if (notes.length > 0) await sayAgain(settings, countyOf(database, facts), notes);
    return verified;
  });
  const at = new Date(manifest.madeAt).toISOString();
  print(sentence('cli.restored', { place: settings.dataDir, at, files: manifest.files.length, rows }));
  print(sentence('cli.restored-phones'));
  print(sentence('cli.restored-erasures'));
  print(sentence(findings.length === 0 ? 'cli.verify-good' : 'cli.verify-bad', { n: findings.length }));
  return findings.length === 0 ? 0 : 1;
}

/** What a phone knows by its cursor is no longer what this database holds. */
async function beginGeneration(dataDir: string): Promise<void> {
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
