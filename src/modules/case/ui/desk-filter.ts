// What a list of the desk is narrowed to: as the address says it, as the county is asked for it, and in words.
import { lang, t } from '#look/words.ts';
import { type InboxView, inboxViews } from '../model.ts';
import { categoryGroups } from './desk-state.ts';

export type InboxFilter = {
  category: string;
  area: string;
  text: string;
  state: string;
  due: string;
  at: string;
};
export const noFilter: InboxFilter = { category: '', area: '', text: '', state: '', due: '', at: '' };

/** The names of the parts in the address; the order makes the same list always the same address. */
const inAddress = { group: 'category', area: 'area', state: 'state', due: 'due', at: 'at', text: 'text' } as const;
type Names = [string, keyof InboxFilter][];

export function filterIn(query: URLSearchParams): InboxFilter {
  const filter = { ...noFilter };
  for (const [name, part] of Object.entries(inAddress) as Names) filter[part] = query.get(name) ?? '';
  return filter;
}

export const queryOf = (filter: InboxFilter): Record<string, string> =>
  Object.fromEntries((Object.entries(inAddress) as Names).map(([name, part]) => [name, filter[part].trim()]));

export const isPlain = (filter: InboxFilter): boolean => Object.values(filter).every((part) => part === '');

/** The filter as `case.inbox` takes it. */
export const askedFilter = (filter: InboxFilter): Record<string, string | null> =>
  Object.fromEntries(Object.entries(filter).map(([part, value]) => [part, value.trim() || null]));

/** A list as it is kept: what follows `inbox/` in the address. */
export function addressOf(view: InboxView, filter: InboxFilter): string {
  const parts = Object.entries(queryOf(filter)).filter(([, value]) => value !== '');
  const text = new URLSearchParams(parts).toString();
  return text === '' ? view : `${view}?${text}`;
}

export function readAddress(address: string): { view: InboxView; filter: InboxFilter } {
  const [name = '', query = ''] = address.split('?');
  return { view: inboxViews.find((one) => one === name) ?? 'mine', filter: filterIn(new URLSearchParams(query)) };
}

/** 水 · 柳湾村 · 今天到期 */
export function filterWords(filter: InboxFilter, areas: readonly { value: string; label: string }[]): string {
  const parts = [
    categoryGroups().find((one) => one.value === filter.category)?.label,
    areas.find((one) => one.value === filter.area)?.label,
    filter.state === '' ? '' : stateFilterWord(filter.state),
    filter.due === '' ? '' : t(`case.filter.${filter.due}`),
    filter.at === '' ? '' : t(`people.kind.${filter.at}`),
    filter.text.trim(),
  ];
  return parts.filter((part) => part !== undefined && part !== '').join(lang.value === 'en' ? ', ' : '、');
}

export const stateFilterWord = (state: string): string =>
  t(['returned', 'reopened', 'suspended', 'merged'].includes(state) ? `case.side.${state}` : `case.state.${state}`);
