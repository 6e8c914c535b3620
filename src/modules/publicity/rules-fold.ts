// Reads a text as a person would: whatever looks like a digit is one, what cannot be seen is gone, and wide, small or circled signs are plain.

/** Each begins a row of ten digits in another script. */
const zeros = [
  0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0, 0xf20, 0x1040,
  0x17e0, 0x1810,
];
/** Each is a one with eight more behind it: Roman, of the market, in a filled circle. */
const ones = [0x2160, 0x2170, 0x3021, 0x2776, 0x2780, 0x278a, 0x24f5];

const digitOf = (sign: string): string => {
  const code = sign.codePointAt(0) ?? 0;
  const zero = zeros.find((one) => code >= one && code < one + 10);
  if (zero !== undefined) return String(code - zero);
  const one = ones.find((first) => code >= first && code < first + 9);
  return one === undefined ? (code === 0x24ff ? '0' : sign) : String(code - one + 1);
};

/** Format signs, marks that sit on others, and letters that are blank. */
const unseen = /[\p{Cf}\p{Mn}\p{Me}\u115F\u1160\u3164\u2800]/gu;
/** Letters of other scripts that stand for a digit or for the last sign of an identity number. */
const alike: Readonly<Record<string, string>> = {
  О: 'O',
  Ο: 'O',
  о: 'o',
  ο: 'o',
  І: 'I',
  Ι: 'I',
  і: 'l',
  Х: 'X',
  Χ: 'X',
  х: 'X',
  χ: 'X',
  '×': 'X',
  '✕': 'X',
  '╳': 'X',
};
const numeralSigns = ['〇零○洞', '一壹弌幺', '二贰貳弍', '三叁參弎', '四肆', '五伍', '六陆陸', '七柒', '八捌', '九玖'];
const numerals: Readonly<Record<string, string>> = Object.fromEntries(
  numeralSigns.flatMap((signs, digit) => [...signs].map((sign) => [sign, String(digit)] as const)),
);

/** Plain signs, nothing unseen; words stay words. */
export const folded = (text: string): string =>
  // Before the normal form, which would make III of a Roman three.
  [...text.toWellFormed()]
    .map((sign) => (/[\p{Nd}\p{No}\p{Nl}]/u.test(sign) ? digitOf(sign) : sign))
    .join('')
    .normalize('NFKC')
    .replaceAll(unseen, '')
    .replaceAll(/[\s\0]+/gu, ' ')
    .toLowerCase();

/** What people say for a stroke between digits, and a letter put there to hold them apart. */
const fillers = /(?<=\d)(?:横杠|杠|横|空格|空|点|减)(?=\d)|(?<=\d{2})[a-wyz](?=\d{2})/gu;

/** Letters that stand between digits are digits: 138o32oo417. */
const asDigits = (text: string): string =>
  text
    .replaceAll(/(?<=\d[ -]?)[oо]+(?=[ -]?\d|$)|(?<=\d)o+/gu, (found) => '0'.repeat(found.length))
    .replaceAll(/(?<=\d)[li|!]+(?![a-z])|(?<![a-z])[li]+(?=\d{2})/gu, (found) => '1'.repeat(found.length));

/** 十二 is 12, 三十 is 30. */
const withTens = (text: string): string =>
  text.replaceAll(
    /([一二三四五六七八九])?十([一二三四五六七八九])?/gu,
    (_, tens?: string, units?: string) => `${numerals[tens ?? '一']}${numerals[units ?? '零']}`,
  );

/** The same with every Chinese numeral as a digit: for numbers only, a group keeps its name elsewhere. */
export function numbersOf(text: string): string {
  const plain = folded([...text].map((sign) => alike[sign] ?? sign).join(''));
  const digits = [...withTens(plain)].map((sign) => numerals[sign] ?? sign).join('');
  // A second time, because a letter may stand beside one that was read as a digit just now.
  return asDigits(asDigits(digits)).replaceAll(fillers, '-');
}

/** Without what separates signs, so that a word cannot be pulled apart. */
export const joined = (text: string): string => folded(text).replaceAll(/[^\p{L}\p{N}*]+/gu, '');
