// Runs the fault harness and its two sabotaged twins; figures go to out/chaos/.
import { buildOrStop } from './build.ts';
import { runEntry } from './entry.ts';
import { needs, prepare } from './prepare.ts';

for (const need of [needs.browser, needs.olderPostgres, needs.broken, needs.lines]) {
  const sentence = prepare(need);
  if (sentence !== undefined) console.error(sentence);
}
await buildOrStop();
await runEntry(['tests/chaos/run.ts'], process.argv.slice(2));
