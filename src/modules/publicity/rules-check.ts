// The checker of public lists: names every line and field that holds what the law keeps from the public, and says nothing else of it (PUBLICITY-2 to PUBLICITY-5).
import {
  births,
  childAge,
  children,
  contacts,
  doors,
  harmless,
  illness,
  illnessEndings,
  labels,
  pupils,
  schools,
} from './kinds/never.ts';
import { mostRows } from './kinds/windows.ts';
import { type FaultCode, type PublicityFault, type PublicityRow, type RowField, rowFields } from './model.ts';
import { folded, joined, numbersOf } from './rules-fold.ts';
import { numberAcross, numberIn, withoutAmounts } from './rules-numbers.ts';

const any = (words: readonly string[]): RegExp => new RegExp(words.join('|'), 'iu');
const ill = any(illness);
const illEnding = any(illnessEndings);
const child = any([...children, childAge]);
const school = any(schools);
const pupil = any(pupils);
const birth = any(births);
const door = any(doors);
const contact = new RegExp(contacts, 'iu');
const plainWords = new RegExp(harmless.join('|'), 'giu');
/** A label, a few words, and a number behind it. */
const labelled = new RegExp(`(?:${labels.join('|')})[^\\d]{0,8}\\d(?:[^\\p{L}\\p{N}]{0,3}[\\dx]){2,}`, 'iu');
const year = /(?<!\d)(?:19|20)\d\d ?年/gu;
const mail = /[\w.+-]+ ?@ ?[\w-]+/u;

const twoDigits = '(?:0?[1-9]|[12]\\d|3[01])';
/** A whole day of some year. */
const dayOfYear = new RegExp(
  `(?<!\\d)(?:19|20)?\\d\\d ?[-./年] ?${twoDigits} ?[-./月] ?${twoDigits}(?!\\d)|(?<!\\d)(?:19|20)\\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])(?!\\d)`,
  'u',
);
const dayOfLastCentury = new RegExp(
  `(?<!\\d)19\\d\\d ?[-./年] ?${twoDigits} ?[-./月] ?${twoDigits}(?!\\d)|(?<!\\d)19\\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])(?!\\d)`,
  'u',
);

type Field = PublicityFault['field'];
const isRow = (field: Field): boolean => field !== 'title' && field !== 'basis';

/** What nobody on a list may be said to be, or to live at. */
function wordsIn(text: string, field: Field): FaultCode | undefined {
  const plain = joined(text).replaceAll(plainWords, '');
  const numbers = numbersOf(text);
  const tight = numbers.replaceAll(' ', '');
  if (mail.test(folded(text)) || contact.test(plain)) return 'contact';
  if (labelled.test(withoutAmounts(numbers).replaceAll(year, ''))) return 'label';
  if (ill.test(plain) || (field !== 'name' && illEnding.test(plain))) return 'health';
  // 李学生 is a name.
  const given = field === 'name' && plain.length <= 3;
  if (child.test(plain) || child.test(tight)) return 'minor';
  if ((field === 'name' || field === 'item') && !given && school.test(plain)) return 'minor';
  if ((field === 'group' || field === 'amount') && pupil.test(plain)) return 'minor';
  if (birth.test(plain)) return 'birth';
  if (field === 'name' ? dayOfYear.test(numbers) : isRow(field) && dayOfLastCentury.test(numbers)) return 'birth';
  return door.test(tight) ? 'door' : undefined;
}

const numberCodes = { id: 'id', phone: 'phone', card: 'card', long: 'number', masked: 'masked' } as const;
/** More digits than any group has. */
const mostGroupDigits = 4;
const mostLetters: Readonly<Record<Field, number>> = {
  title: 60,
  basis: 300,
  name: 24,
  group: 16,
  item: 60,
  amount: 40,
  row: 0,
};

/** What is wrong with one field; undefined when nothing is. */
export function faultIn(text: string, field: Exclude<Field, 'row'>, most = mostLetters[field]): FaultCode | undefined {
  if (text.trim() === '') return 'empty';
  if (text.length > most) return 'long';
  const number = numberIn(text);
  if (number !== undefined) return numberCodes[number];
  const word = wordsIn(text, field);
  if (word !== undefined) return word;
  // A name has no digits, a group has few.
  if (field === 'name' && /\d/.test(folded(text))) return 'digits';
  return field === 'group' && numbersOf(text).replaceAll(/\D/g, '').length > mostGroupDigits ? 'digits' : undefined;
}

/** Which fields two parts of a number stand in is not known: the line as a whole is named. */
function faultsInRow(row: PublicityRow, place: number): PublicityFault[] {
  const found = rowFields.flatMap((field: RowField) => {
    const code = faultIn(row[field], field);
    return code === undefined ? [] : [{ row: place + 1, field, code }];
  });
  if (found.length > 0) return found;
  const across = numberAcross(rowFields.map((field) => row[field]));
  return across === undefined ? [] : [{ row: place + 1, field: 'row', code: numberCodes[across] }];
}

/** Title and what it rests on, with the number that may begin in one and end in the other. */
export function faultsInHead(title: string, basis: string): PublicityFault[] {
  return (
    [
      ['title', title],
      ['basis', basis],
    ] as const
  ).flatMap(([field, text]) => {
    const code = faultIn(text, field);
    return code === undefined ? [] : [{ row: 0, field, code }];
  });
}

/** PUBLICITY-3: every fault, by line and field, before anything is written. */
export function checkList(list: {
  readonly title: string;
  readonly basis: string;
  readonly rows: readonly PublicityRow[];
}): PublicityFault[] {
  const rows = list.rows.slice(0, mostRows);
  const size: PublicityFault[] =
    list.rows.length === 0
      ? [{ row: 0, field: 'row', code: 'empty' }]
      : list.rows.length > mostRows
        ? [{ row: mostRows + 1, field: 'row', code: 'long' }]
        : [];
  return [...faultsInHead(list.title, list.basis), ...size, ...rows.flatMap(faultsInRow)];
}
