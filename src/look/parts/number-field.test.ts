// What counts as a number when it is typed on a Chinese keyboard.
import { expect, it } from 'vitest';
import { readNumber } from './number-field.tsx';

it.each([
  ['12', 12],
  ['１２．５', 12.5],
  ['1,200', 1200],
  ['0', 0],
  ['', undefined],
  ['-', undefined],
  ['.', undefined],
  ['十二', undefined],
  ['1.2.3', undefined],
])('reads %s', (typed, number) => expect(readNumber(typed)).toBe(number));
