// Plays the story of the water from door to county in a real browser; pictures go to out/story/.
import { buildOrStop } from './build.ts';
import { runEntry } from './entry.ts';
import { needs, prepare } from './prepare.ts';

const missing = prepare(needs.browser);
if (missing) {
  console.error(missing);
  process.exit(1);
}
await buildOrStop();
await runEntry(['tests/browser/story.ts'], process.argv.slice(2));
