// What a phone is handed, property by property, against the data dictionary: nothing travels that may not.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PullResponse } from '#kit/wire.ts';
import { type Cast, makeCast } from '#tests/cast.ts';
import { sayEveryKind } from '#tests/every-kind.ts';
import { dictionary, faultsOfRecord, isOfPhone } from '#tests/phone-columns.ts';
import { pull } from './pull.ts';
import type { ServerKey } from './server-keys.ts';

let cast: Cast;
let records: PullResponse['records'];
beforeAll(async () => {
  cast = await makeCast();
  const { county } = cast;
  await sayEveryKind(cast);
  const key = { id: 'k', publicJwk: {} } as unknown as ServerKey;
  records = (await pull(county, cast.worker, { cursor: null, after: null, limit: 2000, witness: null }, key)).records;
});
afterAll(() => cast?.close());

test('a phone is handed every kind there is, so that nothing is left unlooked at', () => {
  expect([...new Set(records.map((one) => one.kind))].sort()).toEqual([
    'area',
    'ask',
    'attachment',
    'campaign',
    'case',
    'dispute',
    'errand',
    'household',
    'inquiry',
    'me',
    'member',
    'notice',
    'office',
    'promise',
    'question',
    'setting',
    'spot',
    'supply-node',
    'visit',
  ]);
});

test('every property that travels is a column that the dictionary lets travel', () => {
  expect([...new Set(records.flatMap(({ kind, record }) => faultsOfRecord(kind, record as object)))]).toEqual([]);
});

test('HOME-7 no plate code, no secret, and of care only what may be named on a phone', () => {
  const text = JSON.stringify(records);
  for (const hidden of ['a'.repeat(64), 'b'.repeat(64), 'ABCDEFGH', '低保']) expect(text).not.toContain(hidden);
  expect(text).toContain('受灾户');
});

test('nothing secret may travel, be exported or reach a department', () => {
  const secret = dictionary.filter((line) => line.class === 'K' && !isOfPhone(line));
  expect(secret.length).toBeGreaterThan(8);
  expect(secret.filter((line) => line.phone !== 'no' || line.export !== 'no' || line.department !== 'no')).toEqual([]);
});
