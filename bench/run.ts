// Runs the benchmarks, prints their ratios side by side and writes them to out/bench/.
import { benchPush } from './push.ts';
import { startBenchCounty } from './county.ts';

export async function main(): Promise<number> {
  const bench = await startBenchCounty();
  try {
    for (const one of await benchPush(bench)) {
      console.log(
        `push ${one.phones} phones × ${one.batch}: ${one.perSecond.toFixed(0)}/s, floor ${one.floor.toFixed(0)}/s, ratio ${one.ratio.toFixed(2)}, p99 ${one.p99.toFixed(0)} ms`,
      );
    }
    return 0;
  } finally {
    await bench.stop();
  }
}
