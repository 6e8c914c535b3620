// Runs every test: installs the browser and PostgreSQL 15 where it may, builds, then rules and server beside server on PostgreSQL 15 and browser. Arguments narrow the run.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildApps } from './build.ts';
import { type Count, countOf, type RunReport, verdict } from './count-tests.ts';
import { needs, prepare } from './prepare.ts';
import { root } from './report.ts';

type Phase = {
  name: string;
  projects: string[];
  env?: Record<string, string>;
  missing: (string | undefined)[];
};

const out = join(root, 'out/test');
const filters = process.argv.slice(2);
const running = new Set<ReturnType<typeof spawn>>();

for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT'] as const)
  process.on(signal, () => {
    // The runners get the chance to stop their PostgreSQL and browsers before we go.
    for (const runner of running) runner.once('close', () => running.size === 0 && process.exit(1)).kill(signal);
    if (running.size === 0) process.exit(1);
  });

type Say = (text: string) => void;

function runVitest(phase: Phase, file: string, say: Say): Promise<number> {
  rmSync(file, { force: true });
  const runner = join(root, 'node_modules/vitest/vitest.mjs');
  const projects = phase.projects.flatMap((project) => ['--project', project]);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const args = [runner, 'run', '--passWithNoTests', ...projects, ...reporters, ...filters];
  return new Promise((done) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...phase.env },
    });
    running.add(child);
    const end = (status: number) => {
      running.delete(child);
      done(status);
    };
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', say);
    child.on('error', () => end(1));
    child.on('close', (status) => end(status ?? 1));
  });
}

/** A phase whose program is missing still runs: its tests then fail on their own; the missing program is one failure more. */
async function runPhase(phase: Phase, say: Say): Promise<Count> {
  const start = performance.now();
  const missing = phase.missing.filter((sentence) => sentence !== undefined);
  say(`\n── ${phase.name} ──\n${missing.map((sentence) => `${sentence}\n`).join('')}`);
  const file = join(out, `${phase.name.replaceAll(/[^a-z0-9]+/gi, '-')}.json`);
  const status = await runVitest(phase, file, say);
  const report = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as RunReport) : undefined;
  const narrowed = filters.length > 0 && report?.testResults.length === 0 && status === 0;
  const count = narrowed ? { passed: 0, failed: 0 } : countOf(report, status);
  count.failed += missing.length;
  say(
    `${phase.name}: ${count.passed} passed, ${count.failed} failed, ${((performance.now() - start) / 1000).toFixed(0)} s\n`,
  );
  return count;
}

/** One phase after the other; what they print is kept until the lane is through, unless it is shown at once. */
async function runLane(phases: readonly Phase[], atOnce: boolean): Promise<Count[]> {
  const kept: string[] = [];
  const say: Say = (text) => (atOnce ? process.stdout.write(text) : kept.push(text));
  const counts: Count[] = [];
  for (const phase of phases) counts.push(await runPhase(phase, say));
  process.stdout.write(kept.join(''));
  return counts;
}

async function build(): Promise<Count> {
  const start = performance.now();
  try {
    await buildApps();
    console.log(`build: ${((performance.now() - start) / 1000).toFixed(0)} s`);
    return { passed: 0, failed: 0 };
  } catch (error) {
    console.log(`The apps could not be built: ${error instanceof Error ? error.message : String(error)}`);
    return { passed: 0, failed: 1 };
  }
}

const start = performance.now();
mkdirSync(out, { recursive: true });
const [browser, older, printed, trust, broken, lines] = [
  needs.browser,
  needs.olderPostgres,
  needs.printed,
  needs.trust,
  needs.broken,
  needs.lines,
].map((need) => prepare(need));
// Two lanes side by side, each on a PostgreSQL of its own: one phase alone leaves half of two cores waiting.
const long: Phase[] = [
  { name: 'rules and server on PostgreSQL 18', projects: ['unit', 'server'], missing: [printed, broken, lines] },
];
const short: Phase[] = [
  {
    name: 'server on PostgreSQL 15',
    projects: ['server'],
    env: { ZD_TEST_PG: '15' },
    missing: [older],
  },
  { name: 'browser', projects: ['browser'], missing: [browser, trust] },
];
const counts = [await build()];
for (const lane of await Promise.all([runLane(long, true), runLane(short, false)])) counts.push(...lane);
const { line, status } = verdict(counts);
console.log(`\nall phases: ${((performance.now() - start) / 1000).toFixed(0)} s`);
// Nothing may follow this line.
process.stdout.write(`${line}\n`, () => process.exit(status));
