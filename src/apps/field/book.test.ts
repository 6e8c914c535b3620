// Whatever a phone may be made to say without a network lies there until it was sent: each of its fields stands in the data dictionary.
import * as z from 'zod/mini';
import { beforeAll, expect, test } from 'vitest';
import { faultsOfSaid } from '#tests/phone-columns.ts';
import { book } from './book.ts';

interface Shape {
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly items?: Shape;
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
}

/** Something of this shape with every field there is, one of each kind in its lists. */
function fullOf(shape: Shape): unknown {
  const kinds = shape.anyOf ?? shape.oneOf;
  if (shape.items) return (shape.items.anyOf ?? shape.items.oneOf ?? [shape.items]).map(fullOf);
  if (shape.properties)
    return Object.fromEntries(Object.entries(shape.properties).map(([name, one]) => [name, fullOf(one)]));
  return kinds === undefined ? '' : (kinds.map(fullOf).find((one) => typeof one === 'object') ?? '');
}

const atFirst = [...book.verbs.keys()];
beforeAll(() =>
  book.ready(['dispute.open', 'spot.look', 'question.answer', 'errand.ask', 'ask.answer', 'proposal.raise']),
);

test('every field of every verb that works without a network may lie on a phone', () => {
  const verbs = [...book.verbs.values()].filter((verb) => verb.offline);
  expect(verbs.length).toBeGreaterThan(20);
  const faults = verbs.flatMap(({ name, input }) => {
    const shape = z.toJSONSchema(input as z.core.$ZodType, { unrepresentable: 'any', io: 'input' }) as Shape;
    return faultsOfSaid(name.split('.')[0] ?? '', fullOf(shape) as object).map((fault) => `${name}: ${fault}`);
  });
  expect(faults).toEqual([]);
});

test('what the first screen does not need comes when it is asked for, with its verbs and kinds; what is not known is no fault', async () => {
  expect(atFirst).toContain('case.report');
  expect(atFirst.filter((name) => /^(dispute|spot|question)\./.test(name))).toEqual([]);
  for (const verb of ['dispute.agree', 'spot.look', 'question.answer']) expect(book.verbs.has(verb)).toBe(true);
  for (const kind of ['dispute', 'spot', 'question']) expect(book.kinds.has(kind)).toBe(true);
  await book.ready(['sealed', 'case.report', 'nothing.known']);
});
