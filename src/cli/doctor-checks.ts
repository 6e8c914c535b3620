// What zd doctor looks at outside the database: rights of files, disks, the clock, the certificate, and how the backups stand.
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { connect } from 'node:tls';
import { Problem } from '#kit/problem.ts';
import { freeBytes } from '#data/data-directory.ts';
import { judgeBackups, readBackupStatus } from '#data/backup-status.ts';
import { sayError } from './sentences.ts';
import type { Settings } from './settings.ts';

export interface Check {
  readonly name: string;
  readonly good: boolean;
  readonly facts: Readonly<Record<string, string | number>>;
}

const leastFree = 2 * 1024 ** 3;
const gigabytes = (bytes: number): number => Math.round((bytes / 1024 ** 3) * 10) / 10;
const dayMs = 86_400_000;

/** What nobody else on the machine may read. */
const secrets = [
  'database-passwords.json',
  'backup-key.json',
  'poll-keys',
  'server.log',
  'erasures.jsonl',
  'attachments',
];

/** Everything of ours that others may read or write, as names. */
function open({ dataDir, backups }: Settings): string[] {
  const isOpen = (file: string, others: number): boolean => {
    const found = statSync(file, { throwIfNoEntry: false });
    return found !== undefined && (found.mode & others) !== 0;
  };
  const files = secrets.map((name) => path.join(dataDir, name)).filter((file) => isOpen(file, 0o077));
  const folders = [dataDir, ...(backups === undefined ? [] : [backups])].filter((folder) => isOpen(folder, 0o002));
  return [...files, ...folders, ...['/etc/zero-distance.env'].filter((file) => isOpen(file, 0o077))];
}

function disk(name: string, directory: string, least: number): Check {
  const free = freeBytes(directory);
  const facts = { directory, free: free === undefined ? '?' : gigabytes(free), least: gigabytes(least) };
  return { name, good: free === undefined || free >= least, facts };
}

/** The machine's own word whether somebody sets its clock; where it has none, only what is plainly wrong is. */
function clock(): Check {
  const asked = spawnSync('timedatectl', ['show', '-p', 'NTPSynchronized', '--value'], {
    encoding: 'utf8',
    timeout: 5000,
  });
  const left = asked.status === 0 && asked.stdout.trim() === 'no';
  return {
    name: left ? 'clock-alone' : 'clock',
    good: !left && Date.now() > Date.parse('2026-01-01'),
    facts: { now: new Date().toISOString() },
  };
}

/** The certificate that a phone gets to see under PUBLIC_URL. */
export function certificate(url: URL): Promise<Check> {
  const bad = (reason: string): Check => ({ name: 'certificate', good: false, facts: { host: url.host, reason } });
  return new Promise((resolve) => {
    const socket = connect({
      host: url.hostname,
      port: Number(url.port || 443),
      servername: url.hostname,
      rejectUnauthorized: false,
    });
    socket.setTimeout(5000, () => socket.destroy(new Error('timeout')));
    socket.once('error', (error: Error) => resolve(bad(error.message)));
    socket.once('secureConnect', () => {
      const until = Date.parse(socket.getPeerCertificate().valid_to);
      const days = Math.floor((until - Date.now()) / dayMs);
      const reason = socket.authorized ? '' : String(socket.authorizationError ?? '');
      socket.destroy();
      if (reason !== '') resolve(bad(reason));
      // Two weeks are enough to get a new one, and longer than any automaton waits.
      else if (days < 14) resolve({ name: 'certificate-ends', good: false, facts: { host: url.host, days } });
      else resolve({ name: 'certificate', good: true, facts: { host: url.host, days } });
    });
  });
}

/** How long ago, in this many ms; what never was has a sentence of its own. */
const since = (name: string, at: number | null, { now, each }: { now: number; each: number }) =>
  at === null ? { name: `${name}-never`, ago: 0 } : { name, ago: Math.round((now - at) / each) };

/** `serving`: a server is running on this county now, and has to copy the log. */
export async function backupChecks(settings: Settings, serving: boolean, now: number): Promise<Check[]> {
  if (settings.databaseUrl !== undefined) return [{ name: 'backups-outside', good: true, facts: {} }];
  const status = await readBackupStatus(settings.dataDir, settings.backups);
  const judged = judgeBackups(status, now, serving);
  const directory = settings.backups ?? '';
  const why = status.fault === null ? '' : sayError(new Problem('broken', status.fault, { directory }));
  const made = since('backup', status.lastAt, { now, each: 3_600_000 });
  const drilled = since('drill', status.drillAt, { now, each: dayMs });
  const checks: Check[] = [
    { name: made.name, good: judged.backup, facts: { hours: made.ago, n: status.count, why } },
    { name: drilled.name, good: judged.drill, facts: { days: drilled.ago } },
  ];
  if (serving && settings.backups !== undefined) {
    const copied = since('log-copied', status.copiedAt, { now, each: 1000 });
    checks.push({ name: copied.name, good: judged.log, facts: { seconds: copied.ago } });
  }
  if (settings.backups !== undefined && (await readdir(settings.backups).catch(() => undefined)))
    checks.push(disk('backup-disk', settings.backups, 2 * (status.lastBytes ?? leastFree / 2)));
  return checks;
}

export async function machineChecks(settings: Settings): Promise<Check[]> {
  const isHttps = settings.publicUrl?.startsWith('https://') ?? false;
  const left = open(settings);
  return [
    {
      name: 'node',
      good: Number(process.versions.node.split('.')[0]) >= 24,
      facts: { version: process.versions.node },
    },
    { name: 'rights', good: left.length === 0, facts: { files: left.join(', ') } },
    disk('disk', settings.dataDir, leastFree),
    {
      name: settings.publicUrl === null ? 'https-never' : 'https',
      good: isHttps,
      facts: { url: settings.publicUrl ?? '' },
    },
    ...(isHttps && settings.publicUrl !== null ? [await certificate(new URL(settings.publicUrl))] : []),
    { name: 'proxy', good: !isHttps || settings.trustProxy, facts: {} },
    clock(),
  ];
}
