// zd verify: reads the whole sealed journal and says whether anything in it was altered.
import { Problem } from '#kit/problem.ts';
import { type Finding, verifyJournal } from '#data/verify.ts';
import { readArguments } from './arguments.ts';
import { inCounty } from './open-county.ts';
import { print, sentence } from './sentences.ts';
import { readSettings } from './settings.ts';

function readWitness(text: string): { block: number; root: string } {
  const hit = /^(\d+):([0-9a-f]{64})$/i.exec(text);
  if (!hit) throw new Problem('invalid', 'witness-form', { value: text });
  return { block: Number(hit[1]), root: (hit[2] ?? '').toLowerCase() };
}

const where = (finding: Finding): string =>
  'block' in finding ? `block ${finding.block}` : `pos ${finding.pos ?? '?'} seq ${finding.seq ?? '?'}`;

/** Exit status 1 when something was found. */
export async function verify(args: string[]): Promise<number> {
  const { values } = readArguments(args, {
    data: { type: 'string' },
    witness: { type: 'string', multiple: true, default: [] },
  });
  const witnesses = values.witness.map(readWitness);
  return inCounty(readSettings(values.data), async ({ database }) => {
    const { rows, blocks, erased, erasures, last, findings } = await verifyJournal(database, { witnesses });
    print(sentence('cli.verified', { rows, blocks, erased }));
    for (const { by, rows: n } of erasures.slice(0, 200)) print(`  ${sentence('cli.erased-by', { by, n })}`);
    for (const finding of findings.slice(0, 200))
      print(`  ${sentence(`cli.finding.${finding.what}`)}: ${where(finding)}`);
    if (findings.length > 200) print(sentence('cli.more', { n: findings.length - 200 }));
    if (last) print(sentence('cli.witness', { witness: `${last.block}:${last.root}` }));
    print(sentence(findings.length === 0 ? 'cli.verify-good' : 'cli.verify-bad', { n: findings.length }));
    return findings.length === 0 ? 0 : 1;
  });
}
