// Prints what a phone and an office computer must fetch at the first visit, gzipped, against the ceilings; run as "node tools/run.js sizes".
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { apps } from '../vite.config.ts';
import { buildOrStop } from './build.ts';
import { filesUnder, root } from './report.ts';

type Chunk = { file: string; imports?: string[]; css?: string[] };

/** Source: requirement U5, first load of the field app; the desk's own, so that a new room does not come with the list of matters. */
const ceilings: Record<string, { js: number; total: number }> = {
  field: { js: 110 * 1024, total: 200 * 1024 },
  desk: { js: 65 * 1024, total: 80 * 1024 },
};

/** Asked for by the first screen itself, without anybody's wish. */
const atOnce: readonly string[] = ['inside.tsx'];

/** The files a browser fetches with the first screen: those the page names, what they import or ask for at once, their style sheets. */
export function firstLoad(page: string, manifest: Record<string, Chunk>): Set<string> {
  const files = new Set<string>();
  const add = (chunk: Chunk | undefined): void => {
    if (!chunk || files.has(chunk.file)) return;
    files.add(chunk.file);
    for (const style of chunk.css ?? []) files.add(style);
    for (const next of chunk.imports ?? []) add(manifest[next]);
  };
  const named = new Set([...page.matchAll(/(?:src|href)="[^"]*?(assets\/[^"]+)"/g)].map((hit) => hit[1] ?? ''));
  for (const chunk of Object.values(manifest)) if (named.has(chunk.file)) add(chunk);
  for (const one of atOnce) add(manifest[one]);
  for (const file of named) files.add(file);
  return files;
}

const kilobytes = (bytes: number): string => `${(bytes / 1024).toFixed(1)} KiB`;

/** One line per app; gives false when an app is above its ceiling. */
export function reportSizes(base: string = root): boolean {
  let fine = true;
  for (const app of apps) {
    const place = join(base, 'dist', app);
    const list = join(place, '.vite/manifest.json');
    if (!existsSync(list)) return false;
    const html = readFileSync(join(place, 'index.html'), 'utf8');
    const first = firstLoad(html, JSON.parse(readFileSync(list, 'utf8')) as Record<string, Chunk>);
    const weigh = (files: string[]): number =>
      files.reduce((sum, file) => sum + gzipSync(readFileSync(join(place, file))).length, 0);
    const js = weigh([...first].filter((file) => file.endsWith('.js')));
    const css = weigh([...first].filter((file) => file.endsWith('.css')));
    const page = weigh(['index.html']);
    const all = weigh(filesUnder(place, '.', /\.(js|css|html)$/).filter((file) => !file.startsWith('.vite/')));
    const ceiling = ceilings[app];
    const within = !ceiling || (js <= ceiling.js && js + css + page <= ceiling.total);
    fine &&= within;
    console.log(
      `${app}: first load ${kilobytes(js)} script + ${kilobytes(css)} style + ${kilobytes(page)} page; everything ${kilobytes(all)}${within ? '' : ' — above the ceiling'}`,
    );
  }
  return fine;
}

if (import.meta.main) {
  await buildOrStop();
  process.exit(reportSizes() ? 0 : 1);
}
