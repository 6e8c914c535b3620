// Runs the benchmarks and prints ratios; figures go to out/bench/.
import { runEntry } from './entry.ts';

await runEntry(['bench/run.ts'], process.argv.slice(2));
