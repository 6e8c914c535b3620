// Runs the evaluation of the focus finder; figures go to out/focus/.
import { runEntry } from './entry.ts';

await runEntry(['bench/focus.ts'], process.argv.slice(2));
