// Runs every guard of the repository and prints one line per part: types, lint, format, house, unused, words, dependencies, dictionary, private things.
import { checkDependencies } from './check-dependencies.ts';
import { checkDictionary } from './check-dictionary.ts';
import { checkHouse } from './check-house.ts';
import { checkPrivate } from './check-private.ts';
import { format, lint, types, unused } from './check-programs.ts';
import { checkWords } from './check-words.ts';
import { faultsOf, type Report } from './report.ts';

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
  types: () => types(),
  lint: () => lint(),
  format: () => format(),
  unused: () => unused(),
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
