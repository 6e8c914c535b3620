// What a queued command is, in words.
import { hasWord, t } from '#look/words.ts';
import type { Item, Phone } from '#sync/store.ts';
import { findHome, findOf } from './queries.ts';

/** What a queued command is, with the home it is about. */
export function sayItem(phone: Phone, item: Pick<Item, 'envelope'>): string {
  const input = item.envelope.input as Readonly<Record<string, string | undefined>>;
  const home =
    input.household ??
    ['case', 'promise', 'dispute', 'errand']
      .map((kind) => findOf<{ household: string | null }>(phone, kind, input[kind] ?? '')?.household)
      .find(Boolean);
  const name = (home ? findHome(phone, home)?.head : undefined) ?? t('field.someone');
  const key = `field.what.${item.envelope.name}`;
  return hasWord(key) ? t(key, { name }) : item.envelope.name;
}
