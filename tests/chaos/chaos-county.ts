// A county of the fault harness: the real server as a child process with its database, to be started, killed, copied and put back.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { connectDirect, openDatabase } from '#data/database.ts';
import { migrate } from '#data/migrate.ts';
import { type RunningPostgres, startPostgres } from '#data/supervisor.ts';
import { isAlive, livingPostmaster } from '#data/supervisor-process.ts';
import { makePlace, pause } from '#tests/postgres-places.ts';
import { withDatabase } from '#tests/postgres.ts';
import { freePort, type ServerProcess, startProcess, zdCommand } from '#tests/server-process.ts';
import { fillVillage, type Worker } from './village.ts';

export const kinds = ['PostgreSQL 18, embedded', 'PostgreSQL 15, external'] as const;
export type Kind = (typeof kinds)[number];
const system15 = '/usr/lib/postgresql/15/bin';

/** A finished first start, to be copied: the server's data directory and, where the database is somebody else's, that one too. */
export interface Template {
  readonly kind: Kind;
  readonly folder: string;
  readonly workers: readonly Worker[];
}

export function copyFolder(from: string, to: string): void {
  const copied = spawnSync('cp', ['-a', from, to], { encoding: 'utf8' });
  if (copied.status !== 0) throw new Error(copied.stderr);
}

const dataOf = (folder: string): string => path.join(folder, 'data');
const databaseOf = (kind: Kind, folder: string): string =>
  kind === 'PostgreSQL 18, embedded' ? dataOf(folder) : path.join(folder, 'pg15');
const binDirOf = (kind: Kind): string | undefined => (kind === 'PostgreSQL 18, embedded' ? undefined : system15);

export async function makeTemplate(kind: Kind, workers: number): Promise<Template> {
  const folder = path.join(makePlace(), 'county');
  mkdirSync(dataOf(folder), { recursive: true, mode: 0o711 });
  const postgres = await startPostgres({ dataDir: databaseOf(kind, folder), binDir: binDirOf(kind), durable: false });
  await migrate(postgres.ownerUrl);
  const database = await openDatabase({ ...postgres, poolSize: 6 });
  const filled = await fillVillage(database, workers);
  await database.close();
  await postgres.stop();
  return { kind, folder, workers: filled };
}

/** A postmaster and all it started, at once: what a power key does to them. */
export async function killDatabase(cluster: string): Promise<void> {
  const pid = livingPostmaster(cluster)?.pid;
  if (pid === undefined) return;
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean);
  for (const one of [pid, ...children.map(Number)]) {
    try {
      process.kill(one, 'SIGKILL');
    } catch {
      // It ended by itself in the meantime.
    }
  }
  while (isAlive(pid)) await pause(5);
}

export class ChaosCounty {
  readonly kind: Kind;
  readonly folder: string;
  readonly port: number;
  /** ms from start to "ready", each time. */
  readonly readyAfter: number[] = [];
  /** Times that a living database was not taken over as it was. */
  notAdopted = 0;
  private readonly program: { program?: string; env?: Record<string, string> };
  private server: ServerProcess | undefined;
  private postgres: RunningPostgres | undefined;

  constructor(kind: Kind, folder: string, port: number, program: { program?: string; env?: Record<string, string> }) {
    this.kind = kind;
    this.folder = folder;
    this.port = port;
    this.program = program;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  private get isOurs(): boolean {
    return this.kind === 'PostgreSQL 18, embedded';
  }

  /** Starts what does not run; resolves at "ready". */
  async start(): Promise<void> {
    const before = this.postgres && livingPostmaster(this.postgres.cluster)?.pid;
    const env = { ...this.program.env, ZD_TRUST_PROXY: '1' };
    const common = { ...this.program, data: dataOf(this.folder), port: this.port };
    if (this.isOurs) this.server = await startProcess({ ...common, env });
    else {
      this.postgres ??= await startPostgres({ dataDir: databaseOf(this.kind, this.folder), binDir: system15 });
      await this.untilAnswers(this.postgres.ownerUrl);
      const urls = { DATABASE_URL: this.postgres.ownerUrl, APP_DATABASE_URL: this.postgres.appUrl };
      this.server = await startProcess({ ...common, env: { ...env, ...urls } });
    }
    this.readyAfter.push(this.server.readyAfter);
    if (this.isOurs) this.postgres = await startPostgres({ dataDir: dataOf(this.folder), whenHeld: 'join' });
    const after = this.postgres && livingPostmaster(this.postgres.cluster)?.pid;
    if (before !== undefined && after !== before) this.notAdopted += 1;
  }

  private async untilAnswers(url: string): Promise<void> {
    for (let round = 0; ; round++) {
      try {
        await (await connectDirect(url)).end();
        return;
      } catch (error) {
        if (round > 300) throw error;
        await pause(50);
      }
    }
  }

  /** Until the server answers with its database behind it; one that has ended is started. */
  async untilServes(): Promise<void> {
    if (this.server?.child.exitCode !== null || this.server.child.signalCode !== null) return this.start();
    for (let round = 0; ; round++) {
      const answer = await fetch(`${this.url}/health`).catch(() => undefined);
      if (answer?.ok) return;
      if (round > 600) throw new Error('the server did not come back by itself');
      await pause(100);
    }
  }

  /** SIGKILL to the server; with `both`, then to its database as well. */
  async kill(both: boolean): Promise<void> {
    await this.server?.kill();
    this.server = undefined;
    if (both && this.postgres) await killDatabase(this.postgres.cluster);
  }

  /** The database alone is stopped as an administrator would, its transactions aborted, and comes back by itself; the server lives on. */
  async restartDatabase(): Promise<void> {
    const pid = livingPostmaster(this.cluster)?.pid;
    if (pid === undefined) return;
    process.kill(pid, 'SIGINT');
    while (isAlive(pid)) await pause(5);
    await this.untilAnswers(this.ownerUrl);
  }

  /** The server's process and its database's. */
  get pids(): { server: number; postmaster: number } {
    return { server: this.server?.child.pid ?? 0, postmaster: livingPostmaster(this.cluster)?.pid ?? 0 };
  }

  get cluster(): string {
    return this.postgres?.cluster ?? '';
  }

  get ownerUrl(): string {
    return this.postgres?.ownerUrl ?? '';
  }

  get appUrl(): string {
    return this.postgres?.appUrl ?? '';
  }

  printed(): string {
    return this.server?.printed() ?? '';
  }

  /** Superuser on the county's database, to look past every policy. The caller ends it. */
  admin(): ReturnType<typeof connectDirect> {
    return connectDirect(withDatabase(this.postgres?.adminUrl ?? '', 'zd'));
  }

  /** Everything ended in order; the files can then be copied or put back. */
  async stop(): Promise<void> {
    await this.server?.stop();
    this.server = undefined;
    if (!this.isOurs) await this.postgres?.stop();
    this.postgres = undefined;
  }

  /** As it was printed at the first backup. */
  #recoveryKey = '';

  /** `zd backup` beside the working server; answers where the copy is. */
  async backup(): Promise<string> {
    const to = path.join(this.folder, 'backups');
    const { status, error, out } = await zdCommand(['backup', '--data', dataOf(this.folder), '--to', to], {});
    if (status !== 0) throw new Error(`zd backup ended with ${status}: ${error}`);
    this.#recoveryKey = /^ {4}([0-9A-Z-]{41})$/m.exec(out)?.[1] ?? this.#recoveryKey;
    return path.join(to, readdirSync(to).at(-1) ?? '');
  }

  /** The data is lost; `zd restore` makes it anew from a copy. */
  async restore(from: string): Promise<void> {
    await this.kill(true);
    this.postgres = undefined;
    rmSync(dataOf(this.folder), { recursive: true });
    const env = { ZD_RECOVERY_KEY: this.#recoveryKey };
    const { status, error } = await zdCommand(['restore', '--data', dataOf(this.folder), '--from', from], env);
    if (status !== 0) throw new Error(`zd restore ended with ${status}: ${error}`);
    await this.start();
  }
}

type Clear = () => Promise<void>;
const open = new Set<Clear>();

/** Ends and removes whatever counties are open: for a run that is interrupted. */
export const clearAll = async (): Promise<void> => {
  for (const clear of open) await clear();
};

/** A county of its own from a template; `clear` ends and removes it, whatever state it is in. */
export async function openCounty(
  template: Template,
  program: { program?: string; env?: Record<string, string> } = {},
  place = makePlace(),
): Promise<{ county: ChaosCounty; clear: Clear }> {
  const folder = path.join(place, 'county');
  mkdirSync(place, { recursive: true, mode: 0o711 });
  copyFolder(template.folder, folder);
  const county = new ChaosCounty(template.kind, folder, await freePort(), program);
  const clear = async (): Promise<void> => {
    const { cluster } = county;
    await county.kill(false);
    await county.stop().catch(() => undefined);
    if (cluster !== '') await killDatabase(cluster);
    rmSync(place, { recursive: true, force: true, maxRetries: 5 });
    open.delete(clear);
  };
  open.add(clear);
  return { county, clear };
}
