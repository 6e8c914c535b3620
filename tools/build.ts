// Builds the apps into dist/ when their sources have changed since the last time; also runs alone as "node tools/run.js build".
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from '../vite.config.ts';
import { filesUnder, readText, root } from './report.ts';

const sources = ['src/apps', 'src/look', 'src/modules', 'src/sync', 'src/kit'];
const settings = ['package-lock.json', 'vite.config.ts', 'tsconfig.json'];

/** Changes whenever something changes that an app is made of. */
export function sourceStamp(base: string = root): string {
  const hash = createHash('sha256');
  const files = sources.flatMap((folder) => filesUnder(base, folder, /^(?!.*\.test\.tsx?$)/));
  for (const file of [...files, ...settings.filter((name) => existsSync(join(base, name)))])
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(base, file)))
      .update('\0');
  return hash.digest('hex');
}

/** What in a built page a strict content policy would block, or what would call another host. */
export function pageFaults(app: string, html: string): string[] {
  const faults: string[] = [];
  if (/<script(?![^>]*\bsrc=)[^>]*>/i.test(html)) faults.push(`${app}: a script stands inside the page`);
  if (/<style\b|\sstyle=/i.test(html)) faults.push(`${app}: a style stands inside the page`);
  if (/\son[a-z]+=/i.test(html)) faults.push(`${app}: an event handler stands inside the page`);
  if (/(?:src|href)=["']?(?:https?:)?\/\//i.test(html)) faults.push(`${app}: the page calls another host`);
  return faults;
}

/** The builder is loaded only when there is something to build: it takes as long as the rest of a start. */
async function buildAll(): Promise<void> {
  const [{ build }, { apps, configFor }] = await Promise.all([import('vite'), import('../vite.config.ts')]);
  for (const app of apps) await buildOne(app, () => build({ ...configFor(app), configFile: false }));
}

async function buildOne(app: App, build: () => Promise<unknown>): Promise<void> {
  const start = performance.now();
  await build();
  const faults = pageFaults(app, readText(root, `dist/${app}/index.html`));
  if (faults.length > 0) throw new Error(faults.join('; '));
  console.error(`built ${app} in ${((performance.now() - start) / 1000).toFixed(1)} s`);
}

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

// A start and a test run at the same moment must not write the same files.
async function alone(work: () => Promise<void>): Promise<void> {
  const lock = join(root, 'dist/.building');
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      if (!isAlive(Number(readFileSync(lock, 'utf8')) || -1)) rmSync(lock, { force: true });
      await new Promise((done) => setTimeout(done, 200));
    }
  }
  try {
    await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

/** Gives true when something was built. A folder that cannot be written is an error only when the apps are stale. */
export async function buildApps(): Promise<boolean> {
  const stampFile = join(root, 'dist/.stamp');
  const isFresh = (): boolean => existsSync(stampFile) && readFileSync(stampFile, 'utf8') === sourceStamp();
  if (isFresh()) return false;
  mkdirSync(join(root, 'dist'), { recursive: true });
  await alone(async () => {
    if (isFresh()) return;
    const stamp = sourceStamp();
    await buildAll();
    writeFileSync(stampFile, stamp);
  });
  return true;
}

/** As buildApps, but a failure becomes one sentence and the end. */
export async function buildOrStop(): Promise<void> {
  try {
    await buildApps();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const known: Record<string, string> = {
      ENOSPC: 'The apps could not be built because the disk is full.',
      EROFS: `The apps could not be built because ${root} is read-only.`,
      EACCES: `The apps could not be built because ${root} may not be written by this user.`,
    };
    console.error(known[code ?? ''] ?? `The apps could not be built: ${message}`);
    process.exit(1);
  }
}

if (import.meta.main) await buildOrStop();
