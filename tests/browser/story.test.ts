// The article's story in a real browser, in Chinese, as npm test plays it: every check of "npm run story", few of its pictures.
import path from 'node:path';
import { expect, test } from 'vitest';
import { clearPlace, makePlace } from '#tests/postgres-places.ts';
import { playStory } from './story/play.ts';
import { openChromium } from './story/stage.ts';

test('from a door out of coverage to the county and back: three homes say solved, one opens again', async () => {
  const place = makePlace();
  const data = path.join(place, 'zh');
  const folder = path.join(import.meta.dirname, '../../out/story-test');
  const browser = await openChromium();
  try {
    const pictures = { folder, every: false };
    const told = await playStory({ lang: 'zh', browser, data, pictures, say: () => undefined });
    expect(told.homes.map(({ door }) => door)).toHaveLength(4);
    expect(new Set(told.homes.map(({ secret }) => secret)).size).toBe(4);
    expect(told.steps).toBe(65);
  } finally {
    await browser.close();
    await clearPlace(place, [path.join(data, 'postgres')]);
  }
}, 600_000);
