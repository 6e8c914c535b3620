// Two keys for each answer of a sheet, and what they say.
import { expect, test } from 'vitest';
import { sheetFields } from './kinds/sheet.ts';
import { answerOf, pairsOf, typedOf } from './rules-sheet.ts';

test('VISIT-18 each answer of the sheet is two keys, and no two share them', () => {
  const pairs = sheetFields.flatMap(({ key, answers }) => answers.map((one) => `${key}${one.key}`));
  expect(pairs.length).toBe(25);
  expect(new Set(pairs).size).toBe(pairs.length);
  for (const pair of pairs) {
    expect(pair).toMatch(/^[1-9][1-9]$/);
    expect(answerOf(pair)).toBeDefined();
  }
});

test('VISIT-18 keys are read with and without spaces, twice the same once, and words go to what is about words', () => {
  expect(pairsOf('11 23')).toEqual(['11', '23']);
  expect(pairsOf('1123，3')).toEqual(['11', '23', '3']);
  expect(typedOf('11 32 11', '')).toEqual({
    parts: [{ kind: 'well' }, { kind: 'fact', fact: 'harvest', amount: 'poor', on: null }],
    faults: [],
  });
  expect(typedOf('72', ' 想修桥 ').parts).toEqual([{ kind: 'opinion', text: '想修桥', named: true }]);
  expect(typedOf('21', '').parts).toEqual([{ kind: 'policy', topic: 'medical-insurance' }]);
  expect(typedOf('', '水浑')).toEqual({ parts: [], faults: [] });
});

test('VISIT-18 what is no answer, what lacks its words, and an empty line are said and not guessed', () => {
  expect(typedOf('19', '').faults).toEqual([{ what: 'codes', code: '19' }]);
  expect(typedOf('3', '').faults).toEqual([{ what: 'codes', code: '3' }]);
  expect(typedOf('74', ' ').faults).toEqual([{ what: 'words', code: '74' }]);
  expect(typedOf('', '').faults).toEqual([{ what: 'empty', code: '' }]);
});
