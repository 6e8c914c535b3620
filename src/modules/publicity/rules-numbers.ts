// Finds numbers that belong to a person in a text or across the fields of a row: identity numbers, phones, cards, however they are written apart.
import { numbersOf } from './rules-fold.ts';

export type NumberKind = 'id' | 'phone' | 'card' | 'long' | 'masked';

const unit = '(?:元|万元|亩|公顷|平方米|平米|米|斤|公斤|吨|户|人|头|只|羽|株|袋|件|台|份|万|%)';
/** A sum or an area as offices write it: at most eight digits before the point. It is no number of anybody. */
const amount = '(?:[1-9]\\d{0,2}(?:,\\d{3}){1,2}|[1-9]\\d{0,7}|0)(?:\\.\\d{1,2})?';
const decimal = '(?:[1-9]\\d{0,6}|0)\\.\\d{1,2}';
/** Nothing of a longer number may stand before or behind it. */
const before = '(?<!\\d[^\\p{L}\\p{N}¤]{0,3})(?<![\\d.,])';
const behind = '(?![\\d.,]|[^\\p{L}\\p{N}¤]{1,3}\\d)';
const harmless: readonly RegExp[] = [
  // 13.5、2.25、0.75亩
  new RegExp(`${before}(?:${decimal} ?[、;+] ?)+${decimal} ?${unit}`, 'gu'),
  new RegExp(`${before}${amount} ?${unit}`, 'gu'),
  // A sum with a point or with thousands apart, also without its unit.
  new RegExp(`${before}(?:[1-9]\\d{0,2}(?:,\\d{3}){1,2}(?:\\.\\d{1,2})?|[1-9]\\d{0,6}\\.\\d{2})${behind}`, 'gu'),
  // 2025—2026, 2026年
  /(?<!\d)(?:19|20)\d\d ?[-–—~至] ?(?:19|20)\d\d(?!\d)/gu,
];
/** The text without sums, areas and years in a row. */
export const withoutAmounts = (text: string): string => harmless.reduce((left, one) => left.replaceAll(one, '¤'), text);

const month = '(?:0[1-9]|1[0-2])';
const day = '(?:0[1-9]|[12]\\d|3[01])';
const id18 = new RegExp(`^\\d{6}(?:19|20)\\d\\d${month}${day}\\d{3}[\\dx]$`);
const id15 = new RegExp(`^[1-9]\\d{5}\\d\\d${month}${day}\\d{3}$`);
const mobile = /^1[3-9]\d{9}$/;
const landline = /^(?:010|02\d|0[3-9]\d{2})\d{7,8}$/;
const mobileInside = /1[3-9]\d{9}/;

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
/** GB 11643: the last sign follows from the others. */
export function hasIdChecksum(id: string): boolean {
  const sum = weights.reduce((all, weight, place) => all + weight * Number(id[place]), 0);
  return '10x98765432'[sum % 11] === id[17]?.toLowerCase();
}

/** ISO/IEC 7812: as every bank card has it. */
export function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((all, sign, place) => {
    const doubled = Number(sign) * (place % 2 === 1 ? 2 : 1);
    return all + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}

/** What a whole number is, if it is somebody's. */
function kindOf(digits: string): NumberKind | undefined {
  const bare = digits.replace(/x$/, '');
  if (digits.length === 18 && (id18.test(digits) || (/^\d{17}[\dx]$/.test(digits) && hasIdChecksum(digits))))
    return 'id';
  if (digits.length === 15 && id15.test(digits)) return 'id';
  if (mobile.test(digits) || landline.test(digits)) return 'phone';
  if (bare.length >= 16 && bare.length <= 19 && digits === bare && passesLuhn(digits)) return 'card';
  if (bare.length >= 14) return 'long';
  return bare.length >= 12 && mobileInside.test(bare) ? 'phone' : undefined;
}

/** Up to three signs that are no letter may stand between two digits of one number. */
const run = /\d(?:[^\p{L}\p{N}¤]{0,3}\d)*(?:[^\p{L}\p{N}¤]{0,3}x(?![\p{L}\p{N}]))?/gu;
const chunk = /[\dx]+/g;
/** More than the longest number of anybody is read only from its beginning. */
const mostChunks = 40;

/** What stands in one run of digits: each row of neighbouring pieces is tried as one number. */
function inRun(text: string): NumberKind | undefined {
  const pieces = (text.match(chunk) ?? []).slice(0, mostChunks);
  let long: NumberKind | undefined;
  for (const from of pieces.keys()) {
    let digits = '';
    for (const piece of pieces.slice(from)) {
      digits += piece;
      if (digits.length > 24 && digits !== piece) break;
      const kind = kindOf(digits);
      if (kind !== undefined && kind !== 'long') return kind;
      long ??= kind;
    }
  }
  return long;
}

/** Digits with stars or crosses in them are a number half hidden. */
const hidden = /\d[ -]?[*•·…#_x]{2,}|\d ?\.{3,} ?\d|[*•#_]{2,} ?\d|\*{3,}|x{3,}\d/;

/** Somebody's number in one text. */
export function numberIn(text: string): NumberKind | undefined {
  const plain = numbersOf(text);
  if (hidden.test(plain)) return 'masked';
  for (const found of withoutAmounts(plain).match(run) ?? []) {
    const kind = inRun(found);
    if (kind !== undefined) return kind;
  }
  return undefined;
}

const head = /^[^\p{L}\p{N}]*(\d(?:[^\p{L}\p{N}]{0,3}[\dx])*)/u;
const tail = /(\d(?:[^\p{L}\p{N}]{0,3}[\dx])*)[^\p{L}\p{N}]*$/u;
const whole = /^[^\p{L}]*$/u;

/** Somebody's number that begins in one field of a row and goes on in another. */
export function numberAcross(fields: readonly string[]): NumberKind | undefined {
  const plain = fields.map(numbersOf);
  const chains: string[] = [];
  for (const [a, first] of plain.entries()) {
    const begun = tail.exec(first)?.[1];
    if (begun === undefined) continue;
    for (const [b, second] of plain.entries()) {
      const ended = a === b ? undefined : head.exec(second)?.[1];
      if (ended !== undefined) chains.push(`${begun} ${ended}`);
    }
  }
  const all = plain.filter((text) => text !== '' && whole.test(text));
  if (all.length > 2) chains.push(all.join(' '));
  for (const one of chains) {
    const digits = one.replaceAll(/[^\dx]/g, '');
    const kind = kindOf(digits);
    if (kind !== undefined && kind !== 'long') return kind;
  }
  return undefined;
}
