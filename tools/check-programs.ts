// The guards that are programs from npm: types, lint, format, unused; each answers in the shape of our own guards.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { filesUnder, type Report, root } from './report.ts';

type Answer = { status: number; text: string };

function run(base: string, command: string, args: string[]): Promise<Answer> {
  const file = join(root, 'node_modules', '.bin', command);
  return new Promise((done) => {
    const child = spawn(process.execPath, [file, ...args], { cwd: base, stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    child.stdout.on('data', (part) => (text += part));
    child.stderr.on('data', (part) => (text += part));
    child.on('error', (error) => done({ status: 1, text: String(error) }));
    child.on('close', (status) => done({ status: status ?? 1, text }));
  });
}

const sources = (base: string): string[] =>
  ['src', 'tools', 'tests', 'demo', 'bench'].flatMap((folder) => filesUnder(base, folder, /\.(ts|tsx|js)$/));

function linesOf(answer: Answer, wanted: RegExp): string[] {
  if (answer.status === 0) return [];
  const lines = answer.text.split('\n').filter((line) => wanted.test(line));
  return lines.length > 0 ? lines : answer.text.trim().split('\n').slice(-5);
}

/** TypeScript 7 over tsconfig.json below `base`. */
export async function types(base: string = root, least = 20): Promise<Report> {
  const answer = await run(base, 'tsc', ['-p', '.', '--pretty', 'false', '--listFiles']);
  const read = answer.text.split('\n').filter((line) => line.startsWith(base) && !line.includes('node_modules')).length;
  return { name: 'types', read, what: 'files', least, faults: linesOf(answer, /error TS/) };
}

type Lint = {
  number_of_files: number;
  diagnostics: { message: string; code: string; filename: string; labels: { span: { line: number } }[] }[];
};

/** oxlint with rules that know types. */
export async function lint(base: string = root, least = 20): Promise<Report> {
  const answer = await run(base, 'oxlint', ['--type-aware', '--deny-warnings', '-f', 'json']);
  const found = JSON.parse(answer.text.slice(answer.text.indexOf('{'))) as Lint;
  const faults = found.diagnostics.map(
    (one) => `${one.filename}:${one.labels[0]?.span.line ?? 1}: ${one.message.slice(0, 160)} [${one.code}]`,
  );
  if (answer.status !== 0 && faults.length === 0) faults.push(answer.text.trim().slice(-300));
  return { name: 'lint', read: found.number_of_files, what: 'files', least, faults };
}

/** Biome as formatter only. */
export async function format(base: string = root, least = 20): Promise<Report> {
  const answer = await run(base, 'biome', ['format', '--colors=off', '--max-diagnostics=none']);
  const read = Number(/Checked (\d+) files/.exec(answer.text)?.[1] ?? 0);
  const faults = linesOf(answer, /^\S+ (format|parse) ━/).map((line) =>
    line.replace(/ ━+/, ': not as "npx biome format --write" leaves it'),
  );
  return { name: 'format', read, what: 'files', least, faults };
}

/** knip: files, exports and packages that nothing uses. */
export async function unused(base: string = root, least = 20): Promise<Report> {
  const answer = await run(base, 'knip', ['--no-progress', '--no-config-hints', '--reporter', 'compact']);
  const faults = linesOf(answer, /^\S+\.(tsx?|js|json)\b|^Unused|^Unlisted|^Unresolved/);
  return { name: 'unused', read: sources(base).length, what: 'files', least, faults };
}
