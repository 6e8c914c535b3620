// Where a worker stands: one look when he asks, nowhere else in the product, and nothing of it is kept or sent.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.join(import.meta.dirname, '../..');
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.test.ts'))
  .map((file) => ({ file: file.replaceAll('\\', '/'), text: readFileSync(path.join(root, file), 'utf8') }));

test('HOME-27 the phone asks for its place in one screen, once per tap, and that screen says and keeps nothing', () => {
  const asking = sources.filter(({ text }) => text.includes('navigator.geolocation'));
  expect(asking.map(({ file }) => file)).toEqual(['apps/field/ground-page.tsx']);
  const [page] = asking;
  expect(page?.text.match(/getCurrentPosition/g)).toHaveLength(1);
  expect(sources.filter(({ text }) => text.includes('watchPosition'))).toEqual([]);
  expect(page?.text).not.toMatch(/execute|fetch\(|useSay|keepDraft|useDraft|localStorage|sessionStorage|indexedDB/);
});
