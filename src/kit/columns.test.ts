// Whatever JSON records hold comes back as it was, over several parts of one stream.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packColumn, packMemory, unpackColumn, unpackMemory } from './columns.ts';

function thereAndBack(parts: readonly (readonly unknown[])[]): unknown[] {
  const [to, from] = [packMemory(), unpackMemory()];
  return parts.map((part) => {
    const line = JSON.stringify(packColumn(part, to));
    return unpackColumn(JSON.parse(line), part.length, from);
  });
}

const ids = Array.from({ length: 6 }, (_, n) => `0190a5c2-0000-7000-8000-00000000000${n}`);
const anyId = fc.oneof(fc.constantFrom(...ids), fc.uuid());
const record = fc.record(
  {
    id: anyId,
    home: fc.option(anyId),
    at: fc.option(fc.integer({ min: 1_700_000_000_000, max: 1_800_000_000_000 })),
    seen: fc.option(fc.integer({ min: 1_700_000_000_000, max: 1_800_000_000_000 })),
    lat: fc.oneof(
      fc.constant(null),
      fc.integer({ min: -9e7, max: 9e7 }).map((n) => n / 1e6),
      fc.double({ noDefaultInfinity: true, noNaN: true }),
    ),
    name: fc.oneof(fc.constantFrom('马玉林', '罗二虎'), fc.string({ unit: 'grapheme' })),
    copied: fc.array(anyId, { maxLength: 3 }),
    parts: fc.array(
      fc.oneof(
        fc.record({ kind: fc.constant('well') }),
        fc.record({ kind: fc.constant('opinion'), text: fc.string(), named: fc.boolean() }),
      ),
      { maxLength: 3 },
    ),
    shape: fc.option(fc.array(fc.tuple(fc.integer(), fc.integer()), { maxLength: 4 })),
    side: fc.option(fc.constantFrom('returned', 'merged')),
    any: fc.jsonValue(),
  },
  { requiredKeys: ['id'] },
);

/** What JSON itself keeps: no key without a value, and no negative nought. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

test('any records come back as they were', () => {
  fc.assert(
    fc.property(fc.array(fc.array(record, { maxLength: 20 }), { maxLength: 4 }), (parts) => {
      expect(thereAndBack(parts)).toEqual(plain(parts));
    }),
    { numRuns: 400, examples: [[[[{ id: ids[0] ?? '', any: JSON.parse('{"__proto__":false}') }]]]] },
  );
});

test('any JSON comes back as it was', () => {
  fc.assert(
    fc.property(fc.array(fc.array(fc.jsonValue(), { maxLength: 8 }), { maxLength: 3 }), (parts) => {
      expect(thereAndBack(parts)).toEqual(plain(parts));
    }),
    { numRuns: 400 },
  );
});

test('an id is said once', () => {
  const memory = packMemory();
  const text = [1, 2].map((n) =>
    JSON.stringify(
      packColumn(
        [
          { id: ids[n], home: ids[0] },
          { id: ids[n + 2], home: ids[0] },
        ],
        memory,
      ),
    ),
  );
  expect(
    text
      .join('')
      .match(/"[A-Za-z0-9_-]{21,}"/g)
      ?.map((one) => one.length),
  ).toEqual([44, 23, 44]);
  expect(memory.places.size).toBe(5);
});
