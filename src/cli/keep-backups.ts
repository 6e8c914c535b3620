// What a running server does for its backups: one a day by a process of its own that steps back before others, and its log copied away all the time.
import { spawn } from 'node:child_process';
import { setPriority } from 'node:os';
import { Problem } from '#kit/problem.ts';
import { readClosingKey } from '#data/backup.ts';
import { type BackupStatus, mark, readBackupStatus } from '#data/backup-status.ts';
import { endLogCopy, type LogCopy, startLogCopy } from '#data/log-copy.ts';
import { startPostgres } from '#data/supervisor.ts';
import type { County } from '#server/county.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** ms between two looks whether one is due. */
const lookMs = 60_000;

export interface KeepOptions {
  readonly dataDir: string;
  readonly place: string | undefined;
  readonly logSeconds: number;
  readonly county: Pick<County, 'log' | 'facts'>;
  /** Told in a sentence what went wrong, once. */
  readonly warn: (problem: Problem) => void;
}

export interface Keeping {
  stop(): Promise<void>;
}

/** Is one due? Every 24 hours; after a failure the next try comes in an hour. */
export const isDue = (status: Pick<BackupStatus, 'lastAt' | 'key'>, now: number, failedAt: number): boolean =>
  status.key && (status.lastAt === null || now - status.lastAt >= dayMs) && now - failedAt >= hourMs;

const program = new URL('./zd.ts', import.meta.url).href;
const script = `const { main } = await import(${JSON.stringify(program)}); process.exitCode = await main(process.argv.slice(1));`;

/** `zd backup` in another process, so that no request waits for it. Resolves with the code of what it failed of, or null. */
function runBackup(
  { dataDir, place, ended }: { dataDir: string; place: string; ended: AbortSignal },
  afterGap: boolean,
): Promise<string | null> {
  const args = ['backup', afterGap ? '--after-gap' : '--daily', '--data', dataDir, '--to', place];
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', script, '--', ...args], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let said = '';
    child.stdout.on('data', (part: Buffer) => (said = (said + part.toString()).slice(-2000)));
    child.once('error', () => resolve('backup-failed'));
    child.once('spawn', () => {
      try {
        setPriority(child.pid ?? 0, 15);
      } catch {
        // As quick as everybody else, then.
      }
    });
    child.once('close', (status) => {
      const code = /^failed ([a-z-]+)$/m.exec(said)?.[1];
      resolve(status === 0 ? null : (code ?? 'backup-failed'));
    });
    ended.addEventListener('abort', () => child.kill('SIGTERM'), { once: true });
  });
}

const codeOf = (error: unknown): string => (error instanceof Problem ? error.code : 'log-copy-failed');

/** Nobody copies the log any more: PostgreSQL need not keep it. */
async function forget(dataDir: string): Promise<void> {
  if (await readClosingKey(dataDir)) await endLogCopy((await startPostgres({ dataDir, whenHeld: 'join' })).adminUrl);
}

/** Goes on until it is stopped. Everything that fails is said once, stands in the status, and is tried again. */
export function keepBackups(options: KeepOptions): Keeping {
  const { dataDir, place, county } = options;
  const ending = new AbortController();
  let copy: LogCopy | undefined;
  let failedAt = 0;
  let running: Promise<void> | undefined;
  let said: string | null = null;
  const say = (code: string | null): void => {
    if (code !== null && code !== said) {
      county.log('backup-failed', { code });
      options.warn(new Problem('broken', code, { directory: place ?? '' }));
    }
    said = code;
  };
  const copyLog = async (): Promise<void> => {
    const key = await readClosingKey(dataDir);
    if (place === undefined || !key || ending.signal.aborted) return;
    const { adminUrl } = await startPostgres({ dataDir, whenHeld: 'join' });
    copy = startLogCopy({
      adminUrl,
      place,
      key,
      generation: county.facts.generation,
      everyMs: options.logSeconds * 1000,
      copied: (at) => void mark(dataDir, { copiedAt: at }),
      failed: (error) => say(codeOf(error)),
      // The log has a hole: only a new backup closes it.
      gap: () => void (running ??= make(true)),
    });
  };
  const make = async (afterGap: boolean): Promise<void> => {
    if (place === undefined) return;
    const fault = await runBackup({ dataDir, place, ended: ending.signal }, afterGap);
    if (ending.signal.aborted) return;
    failedAt = fault === null ? 0 : Date.now();
    await mark(dataDir, { fault });
    if (fault === null) county.log('backed-up');
    say(fault);
    running = undefined;
  };
  const look = async (): Promise<void> => {
    if (place === undefined) return clearInterval(clock);
    const status = await readBackupStatus(dataDir, place);
    if (!copy) await copyLog();
    if (!running && isDue(status, Date.now(), failedAt)) running = make(false);
    else if (status.fault !== null) say(status.fault);
  };
  const round = (): void => void look().catch((error: unknown) => say(codeOf(error)));
  const clock = setInterval(round, lookMs);
  if (place === undefined) void forget(dataDir).catch(() => {});
  round();
  return {
    stop: async () => {
      clearInterval(clock);
      ending.abort();
      await running?.catch(() => {});
      await copy?.stop();
    },
  };
}
