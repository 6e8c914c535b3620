// Reads the hand-written table of who may what.
import { readFileSync } from 'node:fs';
import path from 'node:path';

export interface Row {
  readonly kind: string;
  readonly name: string;
  readonly relation: string;
  readonly may: ReadonlySet<string>;
  readonly reason: string;
}

const staff =
  'worker worker2 head head2 liaison village village2 keeper station township department farm police centre supervision system security audit';
export const everybody = [
  ...staff.split(' '),
  'adult',
  'adult2',
  'neighbour',
  'ended',
  'revoked',
  'plate',
  'secret',
  'anonymous',
  'stranger',
];
const groups: Readonly<Record<string, readonly string[]>> = { staff: staff.split(' '), everybody, '-': [] };

export function readExpected(file = path.join(import.meta.dirname, '../who-may.expected.tsv')): Row[] {
  const [, ...lines] = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  return lines.map((line) => {
    const [kind = '', name = '', relation = '', may = '', reason = '', ...more] = line.split('\t');
    if (reason === '' || more.length > 0) throw new Error(`a line of the table is not whole: ${line}`);
    const names = may.split(' ').flatMap((one) => groups[one] ?? [one]);
    const unknown = names.find((one) => !everybody.includes(one));
    if (unknown !== undefined) throw new Error(`nobody is called ${unknown}: ${line}`);
    return { kind, name, relation, may: new Set(names), reason };
  });
}

/** Who is let in though the table says no, and who is kept out though it says yes, as sentences. */
export const differences = (row: Row, let_in: ReadonlySet<string>, asked: readonly string[]): string[] =>
  asked.flatMap((who) => {
    if (row.may.has(who) === let_in.has(who)) return [];
    return [
      `${row.kind} ${row.name} (${row.relation}): ${who} ${let_in.has(who) ? 'may, but should not' : 'may not, but should'}`,
    ];
  });
