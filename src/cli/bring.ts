// zd import: brings one file into the county, says what it would bring, or takes an import back.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { newId } from '#kit/id.ts';
import { Problem } from '#kit/problem.ts';
import { importFile, type ImportReport } from '#server/import/import-file.ts';
import { importKinds, isImportKind } from '#server/import/plan-file.ts';
import { runById } from '#server/import/runs.ts';
import { undoRun } from '#server/import/undo.ts';
import { countyOf } from '#server/provision.ts';
import type { County } from '#server/county.ts';
import { readArguments } from './arguments.ts';
import { inCounty } from './open-county.ts';
import { print, sentence } from './sentences.ts';
import { readSettings } from './settings.ts';

function readBytes(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    throw new Problem('missing', 'file-unreadable', { file });
  }
}

export function printReport(report: ImportReport): void {
  for (const [kind, { made, changed, same }] of Object.entries(report.counts))
    print(sentence('cli.import-count', { kind, made, changed, same }));
  for (const { line, column, code, facts } of report.errors)
    print(`  ${sentence('cli.import-row', { line, column })} ${sentence(`import.${code}`, facts)}`);
  if (report.wrong > report.errors.length) print(sentence('cli.more', { n: report.wrong - report.errors.length }));
  if (report.preview) print(sentence('cli.import-preview'));
  if (report.run !== undefined) print(sentence('cli.import-run', { run: report.run }));
}

/** Exit status 1 when something stays because somebody has worked with it. */
async function takeBack(county: County, run: string): Promise<number> {
  if (!(await runById(county, run))) throw new Problem('missing', 'import-unknown');
  const { counts, kept } = await undoRun(county, run);
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
  return inCounty(readSettings(values.data), async ({ database, facts }) => {
    const report = await importFile(countyOf(database, facts), {
      kind,
      bytes,
      preview: values.preview,
      village: values.village ?? null,
      run: values.preview
        ? undefined
        : { id: newId(), person: null, office: null, ground: null, file: path.basename(file) },
    });
    printReport(report);
    return report.wrong === 0 ? 0 : 1;
  });
}
