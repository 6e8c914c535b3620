// zd erase as an administrator types it: it finds without reading, says what would go, and does it only when told twice.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '#kit/id.ts';
import { type Cast, makeCast, say } from '#tests/cast.ts';
import { clearPlace, makePlace } from '#tests/postgres-places.ts';
import { zdCommand } from '#tests/server-process.ts';
import { sealOnce } from '#server/sealer.ts';

let cast: Cast;
let place: string;
const visit = newId();
const words = ['--reason', '本人依法要求删除', '--decision', '云溪县处7号'];

const zd = (...args: string[]): ReturnType<typeof zdCommand> =>
  zdCommand([...args, '--data', place], { DATABASE_URL: cast.ownerUrl, APP_DATABASE_URL: cast.appUrl });

beforeAll(async () => {
  cast = await makeCast();
  place = makePlace();
  const input = { visit, household: cast.homes.one, note: '不该留下的话', parts: [] };
  await say(cast.county, cast.worker, 'visit.record', input);
  while ((await sealOnce(cast.county.database)).rows > 0);
});
afterAll(async () => {
  await cast?.close();
  await clearPlace(place, []);
});

it('finds the ids of a door without a word of what was written', async () => {
  const found = await zd('erase', 'find', '1-01');
  expect([found.status, found.error]).toEqual([0, '']);
  expect(found.out).toContain(visit);
  expect(found.out).not.toContain('不该留下的话');
  expect((await zd('erase', 'find', '9-99')).status).toBe(1);
});

it.each([
  [['erase'], 2],
  [['erase', 'visit', visit], 2],
  [['erase', 'visit', 'one', ...words], 2],
  [['erase', 'home', visit, ...words], 2],
  [['erase', 'visit', newId(), ...words], 1],
  [['erase', 'again', '/nowhere/erasures.jsonl'], 1],
])('%j is refused in one sentence', async (args, status) => {
  const done = await zd(...args);
  expect(done.status).toBe(status);
  expect(done.error.trim().split('\n')).toHaveLength(1);
});

it('says first what would go; told twice it goes, is noted beside the data, and zd verify names the fact', async () => {
  const notes = path.join(place, 'erasures.jsonl');
  const told = await zd('erase', 'visit', visit, ...words);
  expect([told.status, told.error]).toEqual([1, '']);
  expect(told.out).toMatch(/words of 1 journal rows.*\nNothing was erased/);
  expect(existsSync(notes)).toBe(false);
  const done = await zd('erase', 'visit', visit, ...words, '--yes');
  expect([done.status, done.error]).toEqual([0, '']);
  expect(JSON.parse(readFileSync(notes, 'utf8'))).toMatchObject({ kind: 'visit', id: visit, files: [] });
  while ((await sealOnce(cast.county.database)).rows > 0);
  const verified = await zd('verify');
  expect(verified.status).toBe(0);
  expect(verified.out).toMatch(/1 rows erased by fact \d+/);
  const again = await zd('erase', 'again', notes);
  expect([again.status, again.out.trim()]).toEqual([0, '0 erasings done again.']);
});
