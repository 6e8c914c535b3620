// The one shape in which every part of "npm run check" answers, and the file reading they share.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

export const root: string = join(import.meta.dirname, '..');

export type Report = {
  /** Short name of the part. */
  name: string;
  /** How many things were read, and what they are called. */
  read: number;
  what: string;
  /** Fewer than this many mean that the guard is blind, which is a failure. */
  least: number;
  /** One sentence per fault, each opening with the file. */
  faults: string[];
  /** Something worth seeing even when all is well. */
  note?: string;
};

/** The faults of a report, with its blindness counted as one. */
export function faultsOf(report: Report): string[] {
  const blind = report.read < report.least;
  return blind
    ? [`read only ${report.read} ${report.what}, fewer than ${report.least}`, ...report.faults]
    : report.faults;
}

/** All files below a folder as paths from `base` with forward slashes; built and installed things are left out. */
export function filesUnder(base: string, folder: string, wanted: RegExp): string[] {
  const start = join(base, folder);
  if (!existsSync(start)) return [];
  return readdirSync(start, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(base, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((file) => wanted.test(file) && !/(^|\/)(node_modules|dist|out|\.git)\//.test(file))
    .sort();
}

export function readText(base: string, file: string): string {
  return readFileSync(join(base, file), 'utf8');
}

/** The rows of a tab-separated file as records keyed by its header line. */
export function readTable(base: string, file: string): Record<string, string>[] {
  const [head = '', ...lines] = readText(base, file)
    .split(/\r?\n/)
    .filter((line) => line !== '' && !line.startsWith('#'));
  const names = head.split('\t');
  return lines.map((line) => {
    const cells = line.split('\t');
    return Object.fromEntries(names.map((name, at) => [name, cells[at]?.trim() ?? '']));
  });
}
