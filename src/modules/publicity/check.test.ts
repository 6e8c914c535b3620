// The checker of public lists against rows that were written out before it: what must not pass, and what must not be held up.
import { expect, test } from 'vitest';
import { placed, rowsOf } from '#tests/publicity/planted-rows.ts';
import type { PublicityRow } from './model.ts';
import { checkList } from './rules-check.ts';
import { folded, joined, numbersOf } from './rules-fold.ts';
import { hasIdChecksum, numberAcross, numberIn, passesLuhn } from './rules-numbers.ts';

const title = '2026年耕地地力保护补贴公示';
const basis = '甘财农〔2026〕35号';
const plain: PublicityRow = { name: '赵永仁', group: '三社', item: '耕地地力保护补贴', amount: '12.5亩' };

const isHeld = (field: string, text: string): boolean =>
  checkList({ title, basis, rows: [plain], ...placed(field, text, plain) }).length > 0;
const through = (file: string): string[] =>
  rowsOf(file).flatMap(([, field = '', text = '']) => (isHeld(field, text) ? [] : [text]));
const heldUp = (file: string): string[] =>
  rowsOf(file).flatMap(([field = '', text = '']) => (isHeld(field, text) ? [text] : []));

test('PUBLICITY-2, PUBLICITY-3 of two hundred planted rows none passes', () => {
  expect(rowsOf('planted').length).toBeGreaterThanOrEqual(200);
  expect(through('planted')).toEqual([]);
});

test('PUBLICITY-3, PUBLICITY-5 of two hundred harmless rows two at most are held up', () => {
  expect(rowsOf('harmless').length).toBeGreaterThanOrEqual(200);
  // A number of nineteen digits is refused whatever it counts: the plot's code belongs on no public list.
  expect(heldUp('harmless')).toEqual(['何琴 ‖ 三社 ‖ 承包地块6299011012030500012 ‖ 2.1亩']);
});

test('PUBLICITY-2, PUBLICITY-3 a second set of sixty and sixty, kept away from the checker until it was done', () => {
  expect([rowsOf('planted-2').length, rowsOf('harmless-2').length]).toEqual([60, 60]);
  expect(through('planted-2')).toEqual([]);
  expect(heldUp('harmless-2')).toEqual([]);
});

test('PUBLICITY-2 further tricks: fillers, Roman and market numerals, blank letters', () => {
  expect(through('tricks')).toEqual([]);
});

/** What may stand in a head and not in a line: the days of papers, and names of schools. */
const lawfulInHead = /^(?:birth|minor)/;

test('PUBLICITY-2, PUBLICITY-3 what is planted in one field is held back in each of the six', () => {
  const through: string[] = [];
  let tried = 0;
  for (const [kind = '', field = '', text = ''] of ['planted', 'planted-2', 'tricks'].flatMap(rowsOf)) {
    if (field === 'row' || field.includes('+')) continue;
    for (const other of ['title', 'basis', 'name', 'group', 'item', 'amount']) {
      if (lawfulInHead.test(kind) && (other === 'title' || other === 'basis')) continue;
      tried += 1;
      if (!isHeld(other, text)) through.push(`${kind} in ${other}: ${text}`);
    }
  }
  expect(tried).toBeGreaterThan(1200);
  expect(through).toEqual([]);
});

test('PUBLICITY-4 every fault is named by line and field, and one keeps back the list', () => {
  const rows = [plain, { ...plain, name: '李强13893200417', item: '肺癌' }, { ...plain, group: '' }];
  expect(checkList({ title, basis: '', rows })).toEqual([
    { row: 0, field: 'basis', code: 'empty' },
    { row: 2, field: 'name', code: 'phone' },
    { row: 2, field: 'item', code: 'health' },
    { row: 3, field: 'group', code: 'empty' },
  ]);
  expect(checkList({ title, basis, rows: [] })).toEqual([{ row: 0, field: 'row', code: 'empty' }]);
  expect(checkList({ title, basis, rows: [{ ...plain, item: '补'.repeat(61) }] })).toMatchObject([{ code: 'long' }]);
});

test('PUBLICITY-5 a text is read as a person reads it', () => {
  expect(numbersOf('１３８－九三②〇')).toBe('138-9320');
  expect(folded('Ⅸ❶٣')).toBe('913');
  expect(joined('肺 .\u200b癌')).toBe('肺癌');
  expect(numbersOf('三十、二十五、十八')).toBe('30、25、18');
});

test('PUBLICITY-2 checksums tell an identity number and a card', () => {
  expect(hasIdChecksum('11010519491231002X')).toBe(true);
  expect(hasIdChecksum('110105194912310021')).toBe(false);
  expect(passesLuhn('4111111111111111')).toBe(true);
  expect(numberIn('11010519491231002X')).toBe('id');
  expect(numberIn('4111 1111 1111 1111')).toBe('card');
  expect(numberIn('12.5亩、3.25亩')).toBeUndefined();
  expect(numberAcross(['张1389320', '三社', '0417补'])).toBe('phone');
  expect(numberAcross(['张三', '三社', '12.5亩'])).toBeUndefined();
});
