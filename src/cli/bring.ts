// zd import: brings one file into the county, or says what it would bring.
import { readFileSync } from 'node:fs';
import { Problem } from '#kit/problem.ts';
import { importFile, importKinds, type ImportReport, isImportKind } from '#server/import/import-file.ts';
import { countyOf } from '#server/provision.ts';
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
}

/** Exit status 1 when rows were wrong; the others are done all the same. */
export async function bring(args: string[]): Promise<number> {
  const { values, positionals } = readArguments(args, {
    data: { type: 'string' },
    preview: { type: 'boolean', default: false },
    village: { type: 'string' },
  });
  const [kind = '', file = ''] = positionals;
  if (!isImportKind(kind) || file === '')
    throw new Problem('invalid', 'import-usage', { kinds: importKinds.join(' | ') });
  const bytes = readBytes(file);
  return inCounty(readSettings(values.data), async ({ database, facts }) => {
    const report = await importFile(countyOf(database, facts), {
      kind,
      bytes,
      preview: values.preview,
      village: values.village ?? null,
    });
    printReport(report);
    return report.wrong === 0 ? 0 : 1;
  });
}
