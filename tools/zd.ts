// Hands the administrator's arguments to the command line in src/cli.
import { runEntry } from './entry.ts';

await runEntry(['src/cli/zd.ts'], process.argv.slice(2));
