// Care tags and kinship as they are said in the language spoken now; the roster's own words where we know no others.
import { lang } from '#look/words.ts';
import { careTags } from '../kinds/care-tags.ts';
import { kinship } from '../kinds/kinship.ts';

export function careName(tag: string): string {
  const known = careTags.find((one) => one.zh === tag);
  return (lang.value === 'en' ? known?.en : known?.said) ?? tag;
}

export const relationName = (relation: string): string =>
  lang.value === 'en' ? (kinship[relation] ?? relation) : relation;
