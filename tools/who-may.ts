// Writes docs/who-may.md from the lists of roles, verbs and queries, so that a diff shows every change of power. The finer rules stand in each verb.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { roles } from '../src/modules/people/model.ts';
import { queries } from '../src/server/queries.ts';
import { verbs } from '../src/server/registry.ts';
import { root } from './report.ts';

export const file = 'docs/who-may.md';

/** Who is no role: how somebody stands to the county without a post. */
const standings = [
  'staff',
  'adult',
  'plate',
  'secret',
  'self',
  'service:import',
  'service:jobs',
  'service:polls',
  'service:erase',
  'service:open311',
] as const;
const columns: readonly string[] = [...roles, ...standings];
const short: Readonly<Record<string, string>> = {
  'level-2-worker': 'L2',
  'level-1-head': 'L1',
  'liaison-officer': 'liaison',
  'village-officer': 'village',
  'village-specialist': 'specialist',
  'township-officer': 'township',
  'field-officer': 'field office',
  'department-officer': 'department',
  'county-officer': 'county',
  'supervision-member': 'supervision',
  'system-admin': 'system',
  'security-admin': 'security',
  'audit-admin': 'audit',
  staff: 'any post',
  self: 'oneself',
  'service:import': 'import',
  'service:jobs': 'jobs',
  'service:polls': 'polls',
  'service:erase': 'erase',
  'service:open311': 'other system',
};

interface Line {
  readonly name: string;
  readonly who: readonly string[];
  readonly more: string;
}

function table(title: string, more: string, lines: readonly Line[]): string {
  const unknown = lines.flatMap((line) => line.who.filter((one) => !columns.includes(one)));
  if (unknown.length > 0) throw new Error(`no such role or standing: ${[...new Set(unknown)].join(', ')}`);
  const used = columns.filter((column) => lines.some((line) => line.who.includes(column)));
  const head = `| ${title} | ${more} | ${used.map((column) => short[column] ?? column).join(' | ')} |`;
  const rule = `|---|---|${used.map(() => ':-:').join('|')}|`;
  const rows = lines.map(
    (line) =>
      `| \`${line.name}\` | ${line.more} | ${used.map((one) => (line.who.includes(one) ? '●' : '')).join(' | ')} |`,
  );
  return [head, rule, ...rows].join('\n');
}

const byName = (a: Line, b: Line): number => (a.name < b.name ? -1 : 1);

export function whoMay(): string {
  const verbLines = [...verbs.values()].map(({ name, who, offline }) => ({ name, who, more: offline ? 'yes' : '' }));
  const queryLines = [...queries.values()].map(({ name, who, touches }) => ({ name, who, more: touches }));
  return `# Who may

Written by \`tools/who-may.ts\` from the lists of verbs and queries; do not edit. A ● says that the role may ever use it: on which ground, on whose
record and in which state is decided by the verb itself, and what is shown by row-level security. What that comes to, relation by relation and with the
reason, is written by hand in \`tests/who-may.expected.tsv\` and compared with the running server. All rights follow from posts held now.

## Verbs

${table('verb', 'offline', verbLines.sort(byName))}

## Queries

"household" writes a reading that the household sees; "list" shows number, category and place only.

${table('query', 'touches', queryLines.sort(byName))}
`;
}

/** Is the file what the lists say now? */
export const isFresh = (base: string = root): boolean => readFileSync(join(base, file), 'utf8') === whoMay();

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  writeFileSync(join(root, file), whoMay());
  console.log(`${file} written`);
}
