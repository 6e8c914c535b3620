// Builds the apps when their sources have changed, then serves them; all arguments go on to "zd serve".
import { buildOrStop } from './build.ts';
import { runEntry } from './entry.ts';

await buildOrStop();
await runEntry(['src/cli/zd.ts'], ['serve', ...process.argv.slice(2)]);
