// Runs the fault harness and its two sabotaged twins; figures go to out/chaos/.
import { runEntry } from './entry.ts';

await runEntry(['tests/chaos/run.ts'], process.argv.slice(2));
