// Runs every test: installs the browser and PostgreSQL 15 where it may, builds, then runs the families of tests, three at a time. Arguments narrow the run.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { buildApps } from './build.ts';
import {
  type Count,
  countOf,
  failedNames,
  filesToRepeat,
  neverBegan,
  type RunReport,
  settled,
  verdict,
} from './count-tests.ts';
import { needs, prepare } from './prepare.ts';
import { root } from './report.ts';

type Phase = {
  name: string;
  projects: string[];
  env?: Record<string, string>;
  /** Part of its files, as the runner splits them: `1/2`. */
  shard?: string;
  missing: (string | undefined)[];
};

const out = join(root, 'out/test');
const filters = process.argv.slice(2);
const failed: string[] = [];
const disturbed: string[] = [];
const running = new Set<ReturnType<typeof spawn>>();

for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT'] as const)
  process.on(signal, () => {
    // The runners get the chance to stop their PostgreSQL and browsers before we go.
    for (const runner of running) runner.once('close', () => running.size === 0 && process.exit(1)).kill(signal);
    if (running.size === 0) process.exit(1);
  });

type Say = (text: string) => void;
type Ran = { phase: Phase; file: string; report?: RunReport; status: number };

const atOnce: Say = (text) => void process.stdout.write(text);
const fileOf = (phase: Phase): string => join(out, `${phase.name.replaceAll(/[^a-z0-9]+/gi, '-')}.json`);
const seconds = (since: number): string => ((performance.now() - since) / 1000).toFixed(0);

async function runVitest(phase: Phase, file: string, only: string[], say: Say): Promise<Ran> {
  rmSync(file, { force: true });
  const runner = join(root, 'node_modules/vitest/vitest.mjs');
  const projects = phase.projects.flatMap((project) => ['--project', project]);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  // A run that is narrowed, or repeats a few files, is not split.
  const part = phase.shard === undefined || only.length > 0 ? [] : [`--shard=${phase.shard}`];
  const args = [runner, 'run', '--passWithNoTests', ...projects, ...reporters, ...part, ...only];
  const status = await new Promise<number>((done) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...phase.env },
    });
    running.add(child);
    const end = (code: number): void => {
      running.delete(child);
      done(code);
    };
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', say);
    child.on('error', () => end(1));
    child.on('close', (code) => end(code ?? 1));
  });
  const report = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as RunReport) : undefined;
  return { phase, file, status, ...(report && { report }) };
}

/** Takes one phase after the other until none waits. The first of all is shown as it runs, the others when they are through. */
async function runLane(waiting: Phase[]): Promise<Ran[]> {
  const ran: Ran[] = [];
  for (let phase = waiting.shift(); phase !== undefined; phase = waiting.shift()) {
    const start = performance.now();
    const kept: string[] = [];
    const say: Say = phase === phases[0] ? atOnce : (text) => void kept.push(text);
    say(`\n── ${phase.name} ──\n`);
    ran.push(await runVitest(phase, fileOf(phase), filters, say));
    say(`${phase.name}: ${seconds(start)} s\n`);
    atOnce(kept.join(''));
  }
  return ran;
}

/** What failed in a few files, or a phase that never came to its first test, is run once more with nothing beside it; both outcomes are told at the end. */
async function repeated(ran: Ran): Promise<Ran> {
  const again = ran.file.replace(/\.json$/, '-again.json');
  if (neverBegan(ran.report, ran.status)) {
    atOnce(`\n── ${ran.phase.name}, once more and alone: it never came to its first test ──\n`);
    const second = await runVitest(ran.phase, again, filters, atOnce);
    if (!neverBegan(second.report, second.status)) disturbed.push(`${ran.phase.name} (never came to its first test)`);
    return second;
  }
  const files = filesToRepeat(ran.report);
  if (ran.report === undefined || files.length === 0) return ran;
  atOnce(`\n── ${ran.phase.name}, once more and alone: ${files.map((one) => relative(root, one)).join(', ')} ──\n`);
  const second = await runVitest(ran.phase, again, files, atOnce);
  if (second.report === undefined) return ran;
  const outcome = settled(ran.report, second.report);
  disturbed.push(...outcome.again);
  return { ...ran, report: outcome.report, status: second.status };
}

/** A phase whose program is missing still ran: its tests then failed on their own; the missing program is one failure more. */
function counted({ phase, report, status }: Ran): Count {
  const missing = phase.missing.filter((sentence) => sentence !== undefined);
  const narrowed = filters.length > 0 && report?.testResults.length === 0 && status === 0;
  const count = narrowed ? { passed: 0, failed: 0 } : countOf(report, status);
  count.failed += missing.length;
  failed.push(...failedNames(report), ...missing);
  console.log(`${phase.name}: ${count.passed} passed, ${count.failed} failed`);
  return count;
}

async function build(): Promise<Count> {
  const start = performance.now();
  try {
    await buildApps();
    console.log(`build: ${seconds(start)} s`);
    return { passed: 0, failed: 0 };
  } catch (error) {
    console.log(`The apps could not be built: ${error instanceof Error ? error.message : String(error)}`);
    return { passed: 0, failed: 1 };
  }
}

const start = performance.now();
mkdirSync(out, { recursive: true });
const [browser, older, printed, trust, broken, lines, schemas] = [
  needs.browser,
  needs.olderPostgres,
  needs.printed,
  needs.trust,
  needs.broken,
  needs.lines,
  needs.schemas,
].map((need) => prepare(need));
// The longest first, so that none is left for the end.
const phases: readonly Phase[] = [
  { name: 'server on PostgreSQL 18', projects: ['server', 'phones'], missing: [printed, schemas] },
  { name: 'browser', projects: ['browser'], missing: [browser, trust] },
  { name: 'server on PostgreSQL 15', projects: ['server', 'phones'], env: { ZD_TEST_PG: '15' }, missing: [older] },
  // In halves, so that no lane is left with all of it when the others are through.
  ...(filters.length === 0 ? ['1/2', '2/2'] : [undefined]).map(
    (shard): Phase => ({
      name: shard === undefined ? 'machines' : `machines, ${shard}`,
      projects: ['machines'],
      missing: shard === '2/2' ? [] : [broken, lines],
      ...(shard !== undefined && { shard }),
    }),
  ),
  { name: 'rules', projects: ['unit'], missing: [] },
];
const counts = [await build()];
// Three at a time, each on a PostgreSQL of its own: one or two leave two cores waiting for browsers, disks and lines.
const waiting = [...phases];
const ran = (await Promise.all([runLane(waiting), runLane(waiting), runLane(waiting)])).flat();
for (const one of ran) counts.push(counted(await repeated(one)));
const { line, status } = verdict(counts);
console.log(`\nall phases: ${seconds(start)} s`);
for (const name of failed) console.log(`failed: ${name}`);
for (const name of disturbed) console.log(`failed at first, passed when run once more and alone: ${name}`);
// Nothing may follow this line.
process.stdout.write(`${line}\n`, () => process.exit(status));
