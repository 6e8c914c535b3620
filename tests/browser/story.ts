// The article's story in a real browser with the server stopped in the middle: once in Chinese, once in English, a picture of every step.
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { clearPlace, makePlace } from '#tests/postgres-places.ts';
import { startProcess } from '#tests/server-process.ts';
import { playStory, type Told } from './story/play.ts';
import { openChromium } from './story/stage.ts';
import type { Lang } from './story/words.ts';

const folder = path.join(import.meta.dirname, '../../out/story');
const langs: readonly Lang[] = ['zh', 'en'];

/** The village is filled once and copied for each language: both begin on the same ground. */
async function fillVillage(place: string): Promise<string> {
  const data = path.join(place, 'village');
  await (await startProcess({ data, demo: true })).stop();
  return data;
}

function copyOf(village: string, data: string): string {
  const copied = spawnSync('cp', ['-a', village, data], { encoding: 'utf8' });
  if (copied.status !== 0) throw new Error(copied.stderr);
  return data;
}

function summary(told: Readonly<Partial<Record<Lang, Told>>>, wanted: readonly Lang[], error: unknown): object[] {
  const measuredOn = new Date().toISOString();
  const reason = error instanceof Error ? error.message : undefined;
  return wanted.flatMap((lang) => {
    const one = told[lang];
    const row = (name: string, value: number | null, unit: string): object => ({
      name: `story.${lang}.${name}`,
      value,
      unit,
      goal: name === 'played' ? 1 : null,
      better: name === 'seconds' ? 'lower' : 'higher',
      met: one !== undefined,
      ...(one === undefined && reason !== undefined ? { reason } : {}),
      measuredOn,
    });
    return [
      row('played', one ? 1 : 0, 'story'),
      row('steps', one?.steps ?? null, 'steps'),
      row('pictures', one?.pictures ?? null, 'pictures'),
      row('seconds', one?.seconds ?? null, 's'),
    ];
  });
}

/** `zh` or `en` plays one language only. Answers the exit status. */
export async function main(args: string[]): Promise<number> {
  const wanted = langs.filter((lang) => args.length === 0 || args.includes(lang));
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const place = makePlace();
  const told: Partial<Record<Lang, Told>> = {};
  const clusters = [path.join(place, 'village/postgres'), ...wanted.map((lang) => path.join(place, lang, 'postgres'))];
  let failure: unknown;
  const browser = await openChromium();
  try {
    console.log('Filling the demo village …');
    const village = await fillVillage(place);
    for (const lang of wanted) {
      const pictures = { folder, every: true };
      told[lang] = await playStory({
        lang,
        browser,
        data: copyOf(village, path.join(place, lang)),
        pictures,
        say: console.log,
      });
    }
  } catch (error) {
    failure = error;
    console.error(error instanceof Error ? error.message : error);
  } finally {
    await browser.close();
    await clearPlace(place, clusters);
  }
  writeFileSync(path.join(folder, 'summary.json'), `${JSON.stringify(summary(told, wanted, failure), null, 2)}\n`);
  for (const [lang, one] of Object.entries(told))
    console.log(`${lang}: ${one.steps} steps, ${one.pictures} pictures, ${one.seconds} s, to ${folder}`);
  return failure === undefined ? 0 : 1;
}
