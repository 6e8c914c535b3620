// A county's server as a process of its own, the way an administrator starts it, so that tests can stop, kill and start it again.
import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { pause } from '#tests/postgres-places.ts';

const program = new URL('../src/cli/zd.ts', import.meta.url).href;
const scriptOf = (file: string): string =>
  `const { main } = await import(${JSON.stringify(file)}); process.exitCode = await main(process.argv.slice(1));`;
/** What the surroundings may have set must not reach a test's server. */
const plain = {
  LANG: 'C',
  LC_ALL: 'C',
  DATABASE_URL: '',
  DIRECT_URL: '',
  APP_DATABASE_URL: '',
  PUBLIC_URL: '',
  ZD_DATA: '',
  PORT: '',
  ZD_TRUST_PROXY: '',
};

export interface ServerProcess {
  readonly child: ChildProcess;
  readonly port: number;
  /** On this machine, e.g. http://localhost:18080. */
  readonly url: string;
  /** From the start to "ready", ms. */
  readonly readyAfter: number;
  /** Everything printed so far. */
  printed(): string;
  /** Asks it to stop as Ctrl-C does and waits until nothing listens any more. */
  stop(): Promise<void>;
  /** SIGKILL to this process only; its database lives on or is killed by the test. */
  kill(): Promise<void>;
}

export interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly error: string;
  readonly after: number;
}

interface Run {
  readonly child: ChildProcess;
  readonly began: number;
  readonly ended: Promise<number | null>;
  out(): string;
  error(): string;
}

function run(args: readonly string[], { program: file = program, env = {} }: Pick<Start, 'program' | 'env'>): Run {
  const began = performance.now();
  const child = spawn(process.execPath, ['--input-type=module', '-e', scriptOf(file), '--', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...plain, ...env },
  });
  const text = { out: '', error: '' };
  child.stdout.on('data', (part: Buffer) => (text.out += part.toString()));
  child.stderr.on('data', (part: Buffer) => (text.error += part.toString()));
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  return { child, began, ended, out: () => text.out, error: () => text.error };
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

/** Does anything answer there? Any answer counts, also an error. */
export const answers = (url: string): Promise<boolean> =>
  fetch(`${url}/health`, { signal: AbortSignal.timeout(3000) }).then(
    () => true,
    () => false,
  );

export interface Start {
  readonly data: string;
  readonly port?: number;
  readonly demo?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  /** Another program that takes the same arguments; the county's own by default. */
  readonly program?: string;
}

const argsOf = ({ data, demo }: Start, port: number): string[] => [
  'serve',
  ...(demo === true ? ['--demo'] : []),
  '--port',
  String(port),
  '--data',
  data,
];

const isReady = (printed: string): boolean => /^ready /m.test(printed);

/** Starts `zd serve` and resolves at "ready"; rejects with what it said when it ends first. */
export async function startProcess(start: Start): Promise<ServerProcess> {
  const port = start.port ?? (await freePort());
  const { child, began, ended, out, error } = run(argsOf(start, port), start);
  const over = ended.then((status) => {
    throw new Error(`the server ended with ${status}: ${out()}${error()}`);
  });
  over.catch(() => undefined);
  const ready = async (): Promise<void> => {
    while (!isReady(out())) await pause(20);
  };
  await Promise.race([ready(), over]);
  const readyAfter = performance.now() - began;
  const url = `http://localhost:${port}`;
  return {
    child,
    port,
    url,
    readyAfter,
    printed: () => out() + error(),
    stop: async () => {
      child.kill('SIGINT');
      const status = await ended;
      if (status !== 0) throw new Error(`stopping ended with ${status}: ${error()}`);
      if (await answers(url)) throw new Error('something still answers after the server was stopped');
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** One of the administrator's commands, stopped as by Ctrl-C as soon as it has printed what `at` asks for. */
export async function interrupted(args: readonly string[], at: RegExp): Promise<Omit<Ended, 'after'>> {
  const { child, ended, out, error } = run(args, {});
  const clock = setInterval(() => {
    if (!at.test(out())) return;
    child.kill('SIGINT');
    clearInterval(clock);
  }, 20);
  const status = await ended;
  clearInterval(clock);
  return { status, out: out(), error: error() };
}

/** One of the administrator's commands, to its end. */
export async function zdCommand(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Omit<Ended, 'after'>> {
  const { ended, out, error } = run(args, { env });
  return { status: await ended, out: out(), error: error() };
}

/** A start that is expected to refuse: waits for its end. One that gets ready after all is ended, and the test fails. */
export async function refusedStart(start: Start): Promise<Ended> {
  const { child, began, ended, out, error } = run(argsOf(start, start.port ?? (await freePort())), start);
  const clock = setInterval(() => isReady(out()) && child.kill('SIGTERM'), 20);
  const status = await ended;
  clearInterval(clock);
  if (isReady(out())) throw new Error('the server started, although it should have refused');
  return { status, out: out(), error: error(), after: performance.now() - began };
}
