// Runs the benchmarks and prints ratios; figures go to out/bench/.
import { buildOrStop } from './build.ts';
import { runEntry } from './entry.ts';

// Sizes and times of an older build would be figures of a program that is no longer here.
await buildOrStop();
await runEntry(['bench/run.ts'], process.argv.slice(2));
