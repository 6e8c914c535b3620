// zd serve: opens the county's doors and keeps them open until asked to stop.
import { createServer } from 'node:net';
import path from 'node:path';
import { generateHistory } from '#demo/history.ts';
import { demoSeed, makeVillage } from '#demo/make.ts';
import { Problem } from '#kit/problem.ts';
import type { Database } from '#data/database.ts';
import { ensureExternal } from '#data/supervisor-external.ts';
import { type Demo, type DemoSource, prepareDemo } from '#server/demo.ts';
import type { Prepared, RunningServer } from '#server/main.ts';
import { startServer } from '#server/main.ts';
import { type AdminInvitation, findCounty, provision, signInName } from '#server/provision.ts';
import { readArguments, wholeNumber } from './arguments.ts';
import { keepBackups, type Keeping } from './keep-backups.ts';
import { type Log, openLog } from './log.ts';
import { print, printError, sayError, sentence } from './sentences.ts';
import { defaultDataDir, isLoopback, programRoot, readSettings, type Settings } from './settings.ts';

const twoYears = 730 * 86_400_000;
const demoSource: DemoSource = {
  directory: path.join(programRoot, 'demo/village'),
  history: (until) => generateHistory(makeVillage(demoSeed), { seed: demoSeed, from: until - twoYears, until }),
};

interface ServeOptions extends Settings {
  readonly port: number;
  readonly host: string;
  readonly demo: boolean;
  readonly empty: boolean;
}

function readOptions(args: string[]): ServeOptions {
  const { values } = readArguments(args, {
    port: { type: 'string' },
    host: { type: 'string' },
    data: { type: 'string' },
    demo: { type: 'boolean', default: false },
    empty: { type: 'boolean', default: false },
  });
  if (values.demo && values.empty) throw new Problem('invalid', 'demo-or-empty');
  const port = wholeNumber('--port', values.port ?? (process.env['PORT'] || undefined), 8080, [0, 65_535]);
  return {
    ...readSettings(values.data),
    port,
    host: values.host ?? '127.0.0.1',
    demo: values.demo,
    empty: values.empty,
  };
}

/** The demo opens its doors without passwords, so it stays on this machine. */
function mustBePrivate({ host, publicUrl, trustProxy }: ServeOptions): void {
  const seen = publicUrl !== null && !isLoopback(new URL(publicUrl).hostname.replaceAll(/[[\]]/g, ''));
  if (!isLoopback(host) || seen || trustProxy) throw new Problem('refused', 'demo-not-public');
}

const demoByDefault = ({ dataDir, databaseUrl, empty }: ServeOptions): boolean =>
  !empty && databaseUrl === undefined && dataDir === defaultDataDir;

interface Opening {
  demo?: Demo;
  invitations: AdminInvitation[];
}

async function prepare(options: ServeOptions, opening: Opening, database: Database): Promise<Prepared> {
  const there = await findCounty(database);
  if (there?.demo && options.empty) throw new Problem('conflict', 'demo-lives-here', { directory: options.dataDir });
  const isDemo = there ? there.demo || options.demo : options.demo || demoByDefault(options);
  if (isDemo) {
    mustBePrivate(options);
    opening.demo = await prepareDemo(database, {
      dataDir: options.dataDir,
      source: demoSource,
      say: print,
    });
    return { demo: opening.demo };
  }
  const env = (name: string): string => process.env[name]?.trim() ?? '';
  const code = /^\d{6}$/.test(env('COUNTY_CODE')) ? env('COUNTY_CODE') : '';
  const wanted = {
    name: env('COUNTY_NAME'),
    code,
    filingNumber: env('COUNTY_FILING'),
    complaintPhone: env('COUNTY_PHONE'),
    demo: false,
  };
  opening.invitations = (await provision(database, wanted)).invitations;
  return { demo: null };
}

/** Asked before anything is started, so that a second start on the same port costs nothing. */
function checkPort(port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', ({ code }: NodeJS.ErrnoException) => {
      if (code === 'EADDRINUSE') reject(new Problem('conflict', 'port-taken', { port }));
      else if (code === 'EACCES') reject(new Problem('refused', 'port-forbidden', { port }));
      else reject(new Problem('invalid', 'host-unknown', { host }));
    });
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve()));
  });
}

function welcome(server: RunningServer, options: ServeOptions, { demo, invitations }: Opening): void {
  print(`ready ${server.url}`);
  if (demo) {
    print(sentence('cli.demo', { url: server.url }));
    print(sentence('cli.demo-password', { password: demo.password }));
    if (demo.apiKey !== undefined)
      print(sentence('cli.demo-open311', { url: `${server.url}/open311/v2`, key: demo.apiKey }));
  }
  if (invitations.length > 0) {
    print(sentence('cli.invitations', { url: `${options.publicUrl ?? server.url}/desk/` }));
    for (const { role, code } of invitations)
      print(`  ${sentence(`cli.${role}`)}  ${code}  ${sentence('cli.sign-in-name', { name: signInName(role) })}`);
  }
  if (!demo && options.publicUrl === null) print(sentence('cli.no-public-url'));
  print(
    sentence('cli.data', { place: options.databaseUrl === undefined ? options.dataDir : sentence('cli.external') }),
  );
}

/** A signal to the whole group comes twice, by itself and forwarded by the launcher: that is one asking. */
const oneAsking = 1000;

/** Resolves when the server was asked to stop; one who asks again does not want to wait. */
function untilAsked(log: Log): Promise<void> {
  return new Promise((resolve) => {
    let asked = 0;
    const stop = (): void => {
      if (asked > 0 && performance.now() - asked < oneAsking) return;
      if (asked > 0) process.exit(130);
      asked = performance.now();
      resolve();
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
    const crash = (error: unknown): void => {
      log.event('fatal', { reason: error instanceof Error ? error.name : 'unknown' });
      printError(sayError(error));
      log.end();
      // The database outlives us and is taken over at the next start.
      process.exit(1);
    };
    process.on('uncaughtException', crash);
    process.on('unhandledRejection', crash);
  });
}

/** Backups of our own PostgreSQL; another one's are made by its own tools. */
const keep = ({ county }: RunningServer, { dataDir, backups, logSeconds }: ServeOptions): Keeping =>
  keepBackups({ dataDir, place: backups, logSeconds, county, warn: (problem) => printError(sayError(problem)) });

export async function serve(args: string[]): Promise<number> {
  const options = readOptions(args);
  if (options.demo) mustBePrivate(options);
  const ways = options.ways();
  await checkPort(options.port, options.host);
  const external =
    options.databaseUrl === undefined
      ? undefined
      : await ensureExternal({ databaseUrl: options.databaseUrl, appDatabaseUrl: options.appDatabaseUrl });
  const opening: Opening = { invitations: [] };
  let log: Log | undefined;
  const server = await startServer({
    dataDir: options.dataDir,
    port: options.port,
    host: options.host,
    ...(external ? { databaseUrl: external.ownerUrl, appDatabaseUrl: external.appUrl } : {}),
    publicUrl: options.publicUrl,
    trustProxy: options.trustProxy,
    ways,
    backups: options.backups,
    log: (event, facts) => (log ??= openLog(options.dataDir)).event(event, facts),
    say: print,
    prepare: (database) => prepare(options, opening, database),
  });
  log ??= openLog(options.dataDir);
  const asked = untilAsked(log);
  log.event('ready', { port: server.port });
  welcome(server, options, opening);
  const keeping = external ? undefined : keep(server, options);
  await asked;
  await keeping?.stop();
  await server.stop();
  log.event('stopped');
  log.end();
  return 0;
}
