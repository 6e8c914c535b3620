// Runs every guard of the repository and prints one line per part: types, lint, format, house, unused, words, dependencies, dictionary, private things.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { checkDependencies } from './check-dependencies.ts';
import { checkDictionary } from './check-dictionary.ts';
import { checkHouse } from './check-house.ts';
import { checkPrivate } from './check-private.ts';
import { checkWords } from './check-words.ts';
import { faultsOf, filesUnder, type Report, root } from './report.ts';

type Answer = { status: number; text: string };

function run(command: string, args: string[]): Promise<Answer> {
  const file = join(root, 'node_modules', '.bin', command);
  return new Promise((done) => {
    const child = spawn(process.execPath, [file, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    child.stdout.on('data', (part) => (text += part));
    child.stderr.on('data', (part) => (text += part));
    child.on('error', (error) => done({ status: 1, text: String(error) }));
    child.on('close', (status) => done({ status: status ?? 1, text }));
  });
}

const sources = (): string[] =>
  ['src', 'tools', 'tests', 'demo', 'bench'].flatMap((folder) => filesUnder(root, folder, /\.(ts|tsx|js)$/));

function linesOf(answer: Answer, wanted: RegExp): string[] {
  if (answer.status === 0) return [];
  const lines = answer.text.split('\n').filter((line) => wanted.test(line));
  return lines.length > 0 ? lines : answer.text.trim().split('\n').slice(-5);
}

async function types(): Promise<Report> {
  const answer = await run('tsc', ['-p', '.', '--pretty', 'false', '--listFilesOnly']);
  const read = answer.text.split('\n').filter((line) => line.startsWith(root) && !line.includes('node_modules')).length;
  const check = await run('tsc', ['-p', '.', '--pretty', 'false']);
  return { name: 'types', read, what: 'files', least: 20, faults: linesOf(check, /error TS/) };
}

async function lint(): Promise<Report> {
  const answer = await run('oxlint', ['--type-aware', '--deny-warnings', '-f', 'unix']);
  const all = await run('oxlint', ['--type-aware', '--deny-warnings', '-f', 'json']);
  const read = (JSON.parse(all.text.slice(all.text.indexOf('{'))) as { number_of_files?: number }).number_of_files ?? 0;
  return { name: 'lint', read, what: 'files', least: 20, faults: linesOf(answer, /:\d+:\d+:/) };
}

async function format(): Promise<Report> {
  const answer = await run('biome', ['format', '--colors=off', '--max-diagnostics=none']);
  const read = Number(/Checked (\d+) files/.exec(answer.text)?.[1] ?? 0);
  const faults = linesOf(answer, /^\S+ (format|parse) ━/).map((line) =>
    line.replace(/ ━+/, ': not as "npx biome format --write" leaves it'),
  );
  return { name: 'format', read, what: 'files', least: 20, faults };
}

async function unused(): Promise<Report> {
  const answer = await run('knip', ['--no-progress', '--no-config-hints', '--reporter', 'compact']);
  const faults = linesOf(answer, /^\S+\.(tsx?|js|json)\b|^Unused|^Unlisted|^Unresolved/);
  return { name: 'unused', read: sources().length, what: 'files', least: 20, faults };
}

function print(report: Report, milliseconds: number): boolean {
  const faults = faultsOf(report);
  const time = `${(milliseconds / 1000).toFixed(1)} s`;
  const verdict = faults.length === 0 ? 'ok' : `${faults.length} faults`;
  console.log(
    `${faults.length === 0 ? '✓' : '✗'} ${report.name.padEnd(13)} ${String(report.read).padStart(5)} ${report.what}, ${verdict}, ${time}${report.note ? ` (${report.note})` : ''}`,
  );
  for (const fault of faults) console.log(`    ${fault}`);
  return faults.length === 0;
}

async function timed(name: string, part: () => Report | Promise<Report>): Promise<boolean> {
  const start = performance.now();
  try {
    return print(await part(), performance.now() - start);
  } catch (error) {
    console.log(`✗ ${name}: could not run: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
}

const parts: Record<string, () => Report | Promise<Report>> = {
  types,
  lint,
  format,
  unused,
  house: () => checkHouse(),
  words: () => checkWords(),
  dependencies: () => checkDependencies(),
  dictionary: () => checkDictionary(),
  private: () => checkPrivate(),
};
const start = performance.now();
const wanted = process.argv.slice(2);
const chosen = Object.entries(parts).filter(([name]) => wanted.length === 0 || wanted.includes(name));
// The four programs run beside each other; our own guards wait for nothing and come one after another in this process.
const fine = await Promise.all(chosen.map(([name, part]) => timed(name, part)));
const failed = fine.filter((one) => !one).length;
const seconds = ((performance.now() - start) / 1000).toFixed(1);
console.log(`${fine.length - failed} parts ok, ${failed} failed, ${seconds} s`);
process.exit(failed === 0 && fine.length > 0 ? 0 : 1);
