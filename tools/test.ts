// Runs every test: installs the browser and PostgreSQL 15 where it may, builds, then rules and server, server on PostgreSQL 15, browser. Arguments narrow the run.
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
let current: ReturnType<typeof spawn> | undefined;

for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT'] as const)
  process.on(signal, () => {
    // The runner gets the chance to stop its PostgreSQL and browsers before we go.
    if (current) current.once('close', () => process.exit(1)).kill(signal);
    else process.exit(1);
  });

function runVitest(phase: Phase, file: string): Promise<number> {
  rmSync(file, { force: true });
  const runner = join(root, 'node_modules/vitest/vitest.mjs');
  const projects = phase.projects.flatMap((project) => ['--project', project]);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const args = [runner, 'run', '--passWithNoTests', ...projects, ...reporters, ...filters];
  return new Promise((done) => {
    current = spawn(process.execPath, args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...phase.env },
    });
    current.on('error', () => done(1));
    current.on('close', (status) => done(status ?? 1));
  });
}

/** A phase whose program is missing still runs: its tests then fail on their own; the missing program is one failure more. */
async function runPhase(phase: Phase): Promise<Count> {
  const start = performance.now();
  const missing = phase.missing.filter((sentence) => sentence !== undefined);
  console.log(`\n── ${phase.name} ──`);
  for (const sentence of missing) console.log(sentence);
  const file = join(out, `${phase.name.replaceAll(/[^a-z0-9]+/gi, '-')}.json`);
  const status = await runVitest(phase, file);
  const report = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as RunReport) : undefined;
  const narrowed = filters.length > 0 && report?.testResults.length === 0 && status === 0;
  const count = narrowed ? { passed: 0, failed: 0 } : countOf(report, status);
  count.failed += missing.length;
  console.log(
    `${phase.name}: ${count.passed} passed, ${count.failed} failed, ${((performance.now() - start) / 1000).toFixed(0)} s`,
  );
  return count;
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
const phases: Phase[] = [
  { name: 'rules and server on PostgreSQL 18', projects: ['unit', 'server'], missing: [printed, broken, lines] },
  {
    name: 'server on PostgreSQL 15',
    projects: ['server'],
    env: { ZD_TEST_PG: '15' },
    missing: [older],
  },
  { name: 'browser', projects: ['browser'], missing: [browser, trust] },
];
const counts = [await build()];
for (const phase of phases) counts.push(await runPhase(phase));
const { line, status } = verdict(counts);
console.log(`\nall phases: ${((performance.now() - start) / 1000).toFixed(0)} s`);
// Nothing may follow this line.
process.stdout.write(`${line}\n`, () => process.exit(status));
