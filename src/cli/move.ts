// zd export-county and zd import-county: a county as its tables, for another major version of PostgreSQL or out of one run by somebody else.
import path from 'node:path';
import { readdir, rm } from 'node:fs/promises';
import { Problem } from '#kit/problem.ts';
import { countyUrl } from '#data/backup.ts';
import { witnessesOf } from '#data/backup-restore.ts';
import { exportCounty } from '#data/county-tables.ts';
import { type BroughtIn, importCounty } from '#data/county-tables-in.ts';
import { prepareDirectory } from '#data/data-directory.ts';
import { startPostgres } from '#data/supervisor.ts';
import { databaseUser } from '#data/system-user.ts';
import { verifyJournal } from '#data/verify.ts';
import { readArguments } from './arguments.ts';
import { beginGeneration } from './backup.ts';
import { inCounty } from './open-county.ts';
import { askRecoveryKey, ensureClosingKey } from './recovery-key.ts';
import { print, sentence } from './sentences.ts';
import { readSettings } from './settings.ts';

/** Works beside a running server; what is written while it runs is not in it, so stop the server first for a move. */
export async function exportCommand(args: string[]): Promise<number> {
  const { values } = readArguments(args, { data: { type: 'string' }, to: { type: 'string' } });
  const settings = readSettings(values.data);
  if (values.to === undefined) throw new Problem('invalid', 'backup-needs-place');
  const to = path.resolve(values.to);
  const now = Date.now();
  const end = await inCounty(settings, async ({ postgres }) => {
    const url = postgres ? countyUrl(postgres.adminUrl) : settings.exportUrl;
    if (url === undefined) throw new Problem('refused', 'export-role');
    const key = await ensureClosingKey(settings.dataDir, false, now);
    return exportCounty({ url, dataDir: settings.dataDir }, to, { key, now });
  });
  const rows = Object.values(end.counts).reduce((sum, n) => sum + n, 0);
  print(sentence('cli.exported', { place: to, tables: Object.keys(end.counts).length, rows }));
  return 0;
}

/** Into an empty data directory, as a new generation of the county. Exit status 1 when the journal is not as it was. */
export async function importCommand(args: string[]): Promise<number> {
  const { values } = readArguments(args, { data: { type: 'string' }, from: { type: 'string' } });
  const settings = readSettings(values.data);
  if (values.from === undefined) throw new Problem('invalid', 'restore-needs-place');
  if (settings.databaseUrl !== undefined) throw new Problem('conflict', 'import-own-only');
  const root = prepareDirectory(settings.dataDir, databaseUser(print));
  if ((await readdir(root)).length > 0) throw new Problem('conflict', 'data-directory-not-empty', { directory: root });
  const key = await askRecoveryKey();
  let brought: BroughtIn;
  const postgres = await startPostgres({ dataDir: root, log: print });
  try {
    const { ownerUrl, adminUrl } = postgres;
    brought = await importCounty(
      path.resolve(values.from),
      { ownerUrl, adminUrl: countyUrl(adminUrl), dataDir: root },
      key,
    );
    await postgres.stop();
  } catch (error) {
    await postgres.stop();
    for (const name of await readdir(root)) await rm(path.join(root, name), { recursive: true, force: true });
    if (!postgres.cluster.startsWith(root)) await rm(path.dirname(postgres.cluster), { recursive: true, force: true });
    throw error;
  }
  await beginGeneration(root);
  const { findings, rows } = await inCounty(settings, ({ database }) =>
    verifyJournal(database, { witnesses: witnessesOf(brought) }),
  );
  const tables = Object.keys(brought.end.counts).length;
  print(sentence('cli.imported', { place: root, tables, rows, from: brought.postgres, to: postgres.version }));
  print(sentence('cli.restored-phones'));
  print(sentence(findings.length === 0 ? 'cli.verify-good' : 'cli.verify-bad', { n: findings.length }));
  return findings.length === 0 ? 0 : 1;
}
