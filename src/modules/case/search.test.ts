// What is typed finds what was written: by pairs of hanzi, by spelling and its beginnings, by number and door.
import { expect, test } from 'vitest';
import { askedWords, spelledWords, writtenWords } from './store-search.ts';

/** As PostgreSQL would match it: every word of the question among the words, or at the beginning of one. */
function finds(asked: string, words: readonly string[]): boolean {
  const query = askedWords(asked);
  if (query === '') return false;
  return query.split(' & ').every((part) => {
    const word = /^'(.*)'/.exec(part)?.[1] ?? '';
    return part.endsWith(':*') ? words.some((one) => one.startsWith(word)) : words.includes(word);
  });
}

const title = '自来水浑浊，沉一夜有泥';
const words = [
  ...writtenWords(`${title} 柳湾村 三社 2613`),
  ...spelledWords(title),
  ...writtenWords('单玉林 3-12'),
  ...spelledWords('单玉林', true),
];

test.each(['水', '水浑', '浑浊', '有泥', '柳湾 水浑', '2613', '26', '３－１２', '3-12', '玉林', '单'])(
  '%s is found',
  (asked) => expect(finds(asked, words)).toBe(true),
);

test.each(['zilaishui', 'shuihun', 'shuih', 'slsh', 'zls', 'shanyulin', 'syl', 'yulin', 'Shan yul'])(
  'spelled %s is found',
  (asked) => expect(finds(asked, words)).toBe(asked !== 'slsh'),
);

test.each(['停电', '浑水', '2614', '3-13', 'tingdian', '柳湾 停电'])('%s is not found', (asked) =>
  expect(finds(asked, words)).toBe(false),
);

test('signs of the query language are no words', () => {
  expect(askedWords(`' | ! & :* \\ () <->`)).toBe('');
  expect(askedWords(`水'浑`)).toBe(`'水':* & '浑':*`);
});
