// How a public list comes to be, is objected to, settled and emptied (PUBLICITY rules); pure.
import { dayOf } from '#kit/calendar.ts';
import type { RecordKind } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import { isAdult } from '#modules/household/rules.ts';
import { keptDays } from './kinds/windows.ts';
import type { Publicity, PublicityRow, RosterCheck, RosterMatch } from './model.ts';
import { folded, joined, numbersOf } from './rules-fold.ts';

const oneDay = 86_400_000;

const fresh = {
  releasedBy: null,
  releasedAt: null,
  objections: [],
  result: null,
  said: '',
  changes: [],
  closedAt: null,
  erasedAt: null,
} as const;

export const publicityKind: RecordKind<Publicity> = {
  kind: 'publicity',
  apply(list, fact) {
    const { data } = fact;
    if (fact.name === 'publicity.made') return { ...fresh, ...data.record, id: fact.id, version: 1 };
    if (!list) throw new Problem('broken', 'fact-without-record', { fact: fact.name });
    const version = list.version + 1;
    // PUBLICITY-6, PUBLICITY-8: its days begin when it is seen.
    if (fact.name === 'publicity.released')
      return {
        ...list,
        version,
        state: 'shown',
        releasedBy: data.person,
        releasedAt: data.at,
        fromAt: data.at,
        toAt: endOf(data.at, list.days),
      };
    if (fact.name === 'publicity.objected')
      return { ...list, version, objections: [...list.objections, data.objection] };
    if (fact.name === 'publicity.withdrawn')
      return { ...list, version, state: 'withdrawn', result: 'withdrawn', said: data.said, closedAt: data.at };
    if (fact.name === 'publicity.settled')
      return {
        ...list,
        version,
        state: 'closed',
        result: data.result,
        said: data.said,
        changes: data.changes,
        closedAt: data.at,
      };
    // PUBLICITY-14
    if (fact.name === 'publicity.erased')
      return { ...list, version, rows: [], minors: [], changes: [], said: '', erasedAt: data.at };
    throw new Problem('broken', 'fact-unknown', { fact: fact.name });
  },
};

/** PUBLICITY-8: the last of its days counts whole, in China. */
export const endOf = (from: number, days: number): number =>
  Date.parse(`${dayOf(from + days * oneDay)}T00:00:00+08:00`) + oneDay;

/** PUBLICITY-8 */
export const isOpenNow = (list: Pick<Publicity, 'state' | 'fromAt' | 'toAt'>, now: number): boolean =>
  list.state === 'shown' && list.fromAt <= now && now < list.toAt;

/** The same on a screen, whose clock may be behind the one that showed the list. */
export const isShownYet = (list: Pick<Publicity, 'state' | 'toAt'>, now: number): boolean =>
  list.state === 'shown' && now < list.toAt;

/** PUBLICITY-14: when its names go. */
export const namesGoAt = (list: Pick<Publicity, 'state' | 'closedAt'>): number | null =>
  list.closedAt === null ? null : list.state === 'withdrawn' ? list.closedAt : list.closedAt + keptDays * oneDay;

/** A name as the roster has it: without what stands in brackets behind it. */
export const nameOf = (row: Pick<PublicityRow, 'name'>): string => row.name.replace(/[（(].*$/u, '').trim();

/** 三社, 3组 and 第三村民小组 are one group. */
const groupKey = (group: string): string => joined(numbersOf(group)).replaceAll(/第|村民|小组|组|社|队/gu, '');
const isGroup = (a: string, b: string): boolean => groupKey(a) !== '' && groupKey(a) === groupKey(b);

/** How many signs a name needs to be one beyond doubt in running text: two are a word too easily. */
const sureSigns = 3;

/** Words that lead from a child to somebody else. */
const leading = '之的家户父母爸妈爷奶姥';
/** A short name that is set wide, as tables do: its two signs with a blank between them. */
const setWide = /(?<![\p{L}\p{M}])(\p{Script=Han}) (?=\p{Script=Han}(?![\p{L}\p{M}]))/gu;

/** A name beside others: whole, or, of two signs, alone between signs or before a word that leads on from the child. */
const isNamedBeside = (text: string, name: string): boolean =>
  name.length >= sureSigns
    ? joined(text).includes(name)
    : folded(text)
        .replaceAll(setWide, '$1')
        .split(/[^\p{L}\p{M}·•・]+/u)
        .map(joined)
        .some((part) => part === name || (part.startsWith(name) && leading.includes(part.charAt(name.length))));

/** PUBLICITY-6: whether a line names one of these anywhere but in the name that leads it. */
function isNamedIn(row: PublicityRow, minors: readonly string[]): boolean {
  const own = joined(nameOf(row));
  const rest = [row.group, row.item, row.amount].map(joined);
  return minors.some(
    (name) => rest.some((text) => text.includes(name)) || (name !== own && isNamedBeside(row.name, name)),
  );
}

const isMinor = (one: RosterMatch, now: number): boolean => one.born !== '' && !isAdult(one.born, now);
const minorsAmong = (roster: readonly RosterMatch[], now: number): string[] => [
  ...new Set(
    roster
      .filter((one) => isMinor(one, now))
      .map((one) => joined(one.name))
      .filter((name) => name.length > 1),
  ),
];

/** PUBLICITY-19: whether a text beside the lines holds a minor's name, of so many signs at least. */
export const namesMinor = (text: string, roster: readonly RosterMatch[], now: number, signs = sureSigns): boolean =>
  minorsAmong(roster, now).some((name) => name.length >= signs && joined(text).includes(name));

/** PUBLICITY-19: the same in what is told at every door, where a name of two signs counts as long as it stands alone. */
export const tellsOfMinor = (text: string, roster: readonly RosterMatch[], now: number): boolean =>
  namesMinor(text, roster, now) ||
  minorsAmong(roster, now).some((name) => text.split('\n').some((line) => isNamedBeside(line, name)));

/** PUBLICITY-6, PUBLICITY-7: by name within the group; where the group is none that the ground has, by name alone, and so in every other field. */
export function rosterCheck(rows: readonly PublicityRow[], roster: readonly RosterMatch[], now: number): RosterCheck {
  const named = new Map<string, RosterMatch[]>();
  for (const one of roster) named.set(joined(one.name), [...(named.get(joined(one.name)) ?? []), one]);
  const young = minorsAmong(roster, now);
  const minors: number[] = [];
  const unknown: number[] = [];
  for (const [place, row] of rows.entries()) {
    const all = named.get(joined(nameOf(row))) ?? [];
    const near = all.filter((one) => isGroup(one.group, row.group));
    const found = near.length > 0 ? near : all;
    if (found.some((one) => isMinor(one, now)) || isNamedIn(row, young)) minors.push(place);
    else if (!found.some((one) => one.born !== '')) unknown.push(place);
  }
  return { minors, unknown };
}

/** What the roster is asked for: the names that lead lines, and every text in which a minor's name may stand. */
export const rosterAsked = (rows: readonly PublicityRow[], ...texts: readonly string[]): string =>
  JSON.stringify({
    names: rows.map(nameOf),
    text: [...rows.flatMap((row) => [row.name, row.group, row.item, row.amount]), ...texts].map(joined).join('\n'),
  });
