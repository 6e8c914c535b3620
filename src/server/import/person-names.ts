// Names as they come from old files made whole, and the pinyin key by which they are searched and sorted.
import { pinyin } from 'pinyin-pro';

/** Hanzi that old GBK programs kept in the private area, with where Unicode has them now. */
const fromOldGbk: Readonly<Record<string, string>> = {
  '\uE863': '䶮',
  '\uE815': '⺁',
  '\uE816': '𠂇',
  '\uE831': '𢦏',
  '\uE83B': '𡗗',
  '\uE855': '𤇾',
  '\uE864': '𥆧',
};

/** One dot between the parts of a name, no spaces between hanzi, no private characters of old programs. */
export const cleanName = (name: string): string =>
  name
    .replaceAll(/[\uE815-\uE864]/g, (sign) => fromOldGbk[sign] ?? sign)
    .replaceAll(/[•・．‧∙⋅]/g, '·')
    .replaceAll(/(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu, '');

/** Does it still hold a character that no other machine can show? */
export const hasPrivateSign = (name: string): boolean => /[\uE000-\uF8FF]/.test(name);

let last = { name: '', key: '' };

/** The head of a home stands in its own row again: his name is read once. */
export function nameKey(name: string): string {
  if (last.name !== name) last = { name, key: keyOf(name) };
  return last.key;
}

/**
 * `马玉林` → `mayulin myl`: the syllables in one word for who types them, then the initials. The family name is read as
 * one (单 = shan); characters without a reading are left out. At most 120 characters.
 */
function keyOf(name: string): string {
  const hanzi = [...name].filter((sign) => /\p{Script=Han}/u.test(sign)).join('');
  const syllables =
    hanzi === '' ? [] : pinyin(hanzi, { toneType: 'none', type: 'array', surname: 'head', v: true, nonZh: 'removed' });
  const letters = syllables.filter((syllable) => /^[a-z]+$/.test(syllable));
  const other = [...name.toLowerCase()].filter((sign) => /[a-z]/.test(sign)).join('');
  const whole = letters.join('') + other;
  const initials = letters.map((syllable) => syllable.slice(0, 1)).join('');
  return [whole, initials]
    .filter((part) => part !== '')
    .join(' ')
    .slice(0, 120);
}
