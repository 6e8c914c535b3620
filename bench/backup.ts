// A county whose processes are an administrator's own commands, and its backups: as they were made plain, and sealed, in one run.
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { opendir } from 'node:fs/promises';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { archiveName } from '#data/backup-head.ts';
import { copyHashed } from '#data/backup-plain.ts';
import { type ServerProcess, startProcess, zdCommand } from '#tests/server-process.ts';
import { type Figure, figure } from './figure.ts';

export const seconds = (from: number): number => (performance.now() - from) / 1000;
/** As backups were made before they were sealed: every file copied and hashed by itself. Answers the bytes. */
async function plainCopy(from: string, to: string): Promise<number> {
  mkdirSync(to, { recursive: true });
  let bytes = 0;
  for await (const one of await opendir(from)) {
    const [source, target] = [path.join(from, one.name), path.join(to, one.name)];
    if (one.isDirectory()) bytes += await plainCopy(source, target);
    else if (one.isFile()) {
      // One that is gone when we come to it is no loss: PostgreSQL works on meanwhile.
      await copyHashed(source, target).catch(() => {});
      bytes += statSync(target, { throwIfNoEntry: false })?.size ?? 0;
    }
  }
  return bytes;
}

/** A county under measurement: its folders, what its processes are told, and its server while one runs. */
export interface Stand {
  readonly data: string;
  readonly backups: string;
  readonly folder: string;
  readonly cluster: string;
  readonly env: Record<string, string>;
  readonly of: string;
  server: ServerProcess;
}

export const backupsAt = ({ backups }: Stand): string[] =>
  readdirSync(backups)
    .filter((name) => /^zd-[^.]+$/.test(name))
    .sort();

export const start = ({ data, env }: Pick<Stand, 'data' | 'env'>): Promise<ServerProcess> =>
  startProcess({ data, env });

/** The command to its end; `expected` is its status. */
export async function zd(stand: Stand, args: string[], expected = 0): Promise<{ seconds: number; said: string }> {
  const began = performance.now();
  const { status, out, error } = await zdCommand(args, stand.env);
  if (status !== expected) throw new Error(`zd ${args.join(' ')} ended with ${status}: ${out}${error}`);
  return { seconds: seconds(began), said: out + error };
}

/** Plain, sealed, plain: whatever the disk's cache gives to one it gives to the other. */
export async function backupFigures(stand: Stand): Promise<Figure[]> {
  const plain: { seconds: number; bytes: number }[] = [];
  const copy = async (): Promise<void> => {
    const began = performance.now();
    const bytes = await plainCopy(stand.cluster, path.join(stand.folder, 'plain'));
    plain.push({ seconds: seconds(began), bytes });
    rmSync(path.join(stand.folder, 'plain'), { recursive: true });
  };
  await copy();
  const made = await zd(stand, ['backup', '--data', stand.data, '--to', stand.backups]);
  await copy();
  stand.env['ZD_RECOVERY_KEY'] = /^ {4}([0-9A-Z-]{41})$/m.exec(made.said)?.[1] ?? '';
  const bytes = Number(/files, (\d+) MB/.exec(made.said)?.[1] ?? Number.NaN);
  const sealedBytes = statSync(path.join(stand.backups, backupsAt(stand).at(-1) ?? '', archiveName)).size;
  const mean = (of: (one: { seconds: number; bytes: number }) => number): number =>
    plain.reduce((sum, one) => sum + of(one), 0) / plain.length;
  const { of } = stand;
  return [
    figure(
      `backup of ${of}: plain copy with hashes`,
      mean((one) => one.seconds),
      's',
      ['lower', null],
    ),
    figure(
      `backup of ${of}: plain copy with hashes`,
      mean((one) => one.bytes / 1e6 / one.seconds),
      'MB/s',
      ['higher', null],
    ),
    figure(`backup of ${of}: zd backup, compressed and sealed`, made.seconds, 's', ['lower', null]),
    figure(`backup of ${of}: zd backup, compressed and sealed`, bytes / made.seconds, 'MB/s', ['higher', null]),
    figure(`backup of ${of}: time ÷ plain copy`, made.seconds / mean((one) => one.seconds), '×', ['lower', 2]),
    figure(`backup of ${of}: PostgreSQL's files`, bytes, 'MB', ['lower', null]),
    figure(`backup of ${of}: sealed`, sealedBytes / 1e6, 'MB', ['lower', null]),
  ];
}
