// Checks the rows of the experience table in a real browser; figures go to out/ux/.
import { buildOrStop } from './build.ts';
import { runEntry } from './entry.ts';
import { needs, prepare } from './prepare.ts';

const missing = [prepare(needs.browser), prepare(needs.printed)].filter((one) => one !== undefined);
if (missing.length > 0) {
  console.error(missing.join('\n'));
  process.exit(1);
}
// It is large, and one part needs it: without it that part says so.
const names = process.argv.slice(2);
if (names.length === 0 || names.some((name) => name.startsWith('ledgers'))) {
  const sentence = prepare(needs.office);
  if (sentence !== undefined) console.error(sentence);
}
await buildOrStop();
await runEntry(['tests/browser/ux.ts'], names);
