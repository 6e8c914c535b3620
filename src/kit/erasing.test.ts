// What stays of an erased payload: codes, ids and numbers, and nothing that anybody said, under whatever key it stood.
import { expect, test } from 'vitest';
import { wordless } from './erasing.ts';

test('CASE-76 numbers, ids, days and codes stay; words, and what may only be a word, a place or a way in, do not', () => {
  const id = '0192f3c4-0000-7000-8000-000000000005';
  const said = {
    at: 1_790_000_000_000,
    by: id,
    to: null,
    text: 'W1',
    remark: '金丝雀家的水',
    route: 'court',
    record: {
      category: 'W1',
      title: '水浑',
      ground: '621123.101',
      lat: 35.1,
      secretHash: 'abc',
      copied: [id, '王大爷'],
    },
  };
  expect(wordless(said)).toEqual({
    at: 1_790_000_000_000,
    by: id,
    to: null,
    text: null,
    remark: '',
    route: 'court',
    record: { category: 'W1', title: null, ground: '621123.101', lat: null, secretHash: null, copied: [id, ''] },
  });
});
