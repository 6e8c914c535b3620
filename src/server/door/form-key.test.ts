// The doors' keys on a real database: one for each purpose, and asked for again when it could not be read.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connectDirect } from '#data/database.ts';
import { type Cast, makeCast } from '#tests/cast.ts';
import { formKey } from './form-key.ts';

let cast: Cast;
beforeAll(async () => {
  cast = await makeCast();
});
afterAll(() => cast?.close());

async function asOwner(text: string): Promise<void> {
  const owner = await connectDirect(cast.ownerUrl);
  try {
    await owner.query(text);
  } finally {
    await owner.end();
  }
}

it('a key that could not be read is asked for again, and then stays', async () => {
  await asOwner('alter table county_secret rename to county_secret_away');
  await expect(formKey(cast.county, 'one')).rejects.toThrow();
  await asOwner('alter table county_secret_away rename to county_secret');
  const key = await formKey(cast.county, 'one');
  expect(key.length).toBe(32);
  expect(await formKey(cast.county, 'two')).not.toEqual(key);
  await asOwner('alter table county_secret rename to county_secret_away');
  expect(await formKey(cast.county, 'one')).toBe(key);
});
