// zd import: brings one file into the county, says what it would bring, or takes an import back.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { newId } from '#kit/id.ts';
import { Problem } from '#kit/problem.ts';
import { takeBackBroken } from '#server/import/broken-off.ts';
import { importFile, type ImportReport } from '#server/import/import-file.ts';
import { importKinds, isImportKind } from '#server/import/plan-file.ts';
import { running } from '#server/import/progress.ts';
import { runById } from '#server/import/runs.ts';
import { undoRun } from '#server/import/undo.ts';
import { countyOf } from '#server/provision.ts';
import type { County } from '#server/county.ts';
import { readArguments } from './arguments.ts';
import { inCounty } from './open-county.ts';
import { print, sentence } from './sentences.ts';
import { readSettings } from './settings.ts';
import { showing } from './show-progress.ts';

function readBytes(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    throw new Problem('missing', 'file-unreadable', { file });
  }
}

const watched = <R>(run: string, work: () => Promise<R>): Promise<R> =>
  showing(
    {
      read: () => running.get(run),
      stop: () => {
        const progress = running.get(run);
        if (progress) progress.stop = true;
      },
    },
    work,
  );

export function printReport(report: ImportReport): void {
  if (report.stopped) {
    print(sentence('cli.import-stopped'));
    return;
  }
  for (const [kind, { made, changed, same }] of Object.entries(report.counts))
    print(sentence('cli.import-count', { kind, made, changed, same }));
  for (const { line, sheet = '', column, code, facts } of report.errors)
    print(`  ${sheet} ${sentence('cli.import-row', { line, column })} ${sentence(`import.${code}`, facts)}`);
  if (report.wrong > report.errors.length) print(sentence('cli.more', { n: report.wrong - report.errors.length }));
  if (report.preview) print(sentence('cli.import-preview'));
  if (report.run !== undefined) print(sentence('cli.import-run', { run: report.run }));
}

/** Exit status 1 when something stays because somebody has worked with it. */
async function takeBack(county: County, run: string): Promise<number> {
  const row = await runById(county, run);
  if (!row) throw new Problem('missing', 'import-unknown');
  const { kind, ground } = row;
  const { counts, kept } = await watched(run, () => undoRun(county, run, { kind, ground }));
  for (const [kind, n] of Object.entries(counts)) print(sentence('cli.import-undone', { kind, n }));
  for (const { line, code } of kept.slice(0, 500))
    print(`  ${sentence('cli.import-row', { line, column: '' })} ${sentence(`import.${code}`)}`);
  return kept.length === 0 ? 0 : 1;
}

/** Exit status 1 when rows were wrong; the others are done all the same. */
export async function bring(args: string[]): Promise<number> {
  const { values, positionals } = readArguments(args, {
    data: { type: 'string' },
    preview: { type: 'boolean', default: false },
    village: { type: 'string' },
  });
  const [kind = '', file = ''] = positionals;
  if (kind === 'undo' && /^[0-9a-f-]{36}$/.test(file))
    return inCounty(readSettings(values.data), ({ database, facts }) => takeBack(countyOf(database, facts), file));
  if (!isImportKind(kind) || file === '')
    throw new Problem('invalid', 'import-usage', { kinds: importKinds.join(' | ') });
  const bytes = readBytes(file);
  const run = { id: newId(), person: null, office: null, ground: null, file: path.basename(file) };
  return inCounty(readSettings(values.data), async ({ database, facts }) => {
    const county = countyOf(database, facts);
    const { preview, village = null } = values;
    // BRING-8: also where no server runs that would do it.
    if (!preview) await takeBackBroken(county);
    const report = await watched(run.id, () => importFile(county, { kind, bytes, preview, village, run }));
    const missing = report.table?.missing ?? [];
    if (missing.length > 0) throw new Problem('invalid', 'file-headings-missing', { headings: missing.join('、') });
    printReport(report);
    return report.wrong === 0 && !report.stopped ? 0 : 1;
  });
}
