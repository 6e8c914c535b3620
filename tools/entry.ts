// Runs a program of another room as if it had been called itself: by its exported main function when it has one.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './report.ts';

type Main = (args: string[]) => Promise<number | undefined> | number | undefined;

/** Loads the first of these files that exists; its main gives the exit status. */
export async function runEntry(files: string[], args: string[]): Promise<void> {
  const file = files.map((name) => join(root, name)).find((name) => existsSync(name));
  if (!file) {
    console.error(`This version has no ${files.join(' or ')}.`);
    process.exit(1);
  }
  process.argv = [process.execPath, file, ...args];
  const { main } = (await import(pathToFileURL(file).href)) as { main?: Main };
  if (!main) return;
  process.exitCode = (await main(args)) ?? process.exitCode ?? 0;
  // A finished command ends, also when something it opened would still wait.
  setTimeout(() => process.exit(), 3000).unref();
}
