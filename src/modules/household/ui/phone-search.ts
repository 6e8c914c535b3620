// Finds a home by what somebody types: a name, pinyin or its initials, a door number, a grid or group, the end of a phone number.
import type { Member, PhoneHousehold } from '../model.ts';

export interface Entry {
  readonly home: PhoneHousehold;
  readonly door: string;
  readonly head: string;
  readonly names: string;
  readonly pinyin: readonly string[];
  readonly phones: readonly string[];
  readonly place: string;
}
export interface HomeIndex {
  readonly entries: readonly Entry[];
  /** All that can be found, one entry a line: a phone looks through one long text far quicker than through thousands of short ones. */
  readonly lines: string;
  /** Where the line of each entry ends. */
  readonly ends: readonly number[];
}

/** Most names and doors are plain already, and a township has thousands. */
const isPlain = /^[一-鿿0-9a-z-]*$/;
const plain = (text: string): string =>
  isPlain.test(text)
    ? text
    : text
        .normalize('NFKC')
        .toLowerCase()
        .replaceAll(/[\s·•]/g, '');

/** Members of each home who live there. */
export function livingIn(members: readonly Member[]): ReadonlyMap<string, readonly Member[]> {
  const byHome = new Map<string, Member[]>();
  for (const member of members) {
    if (member.leftAt !== null) continue;
    const others = byHome.get(member.household);
    if (others) others.push(member);
    else byHome.set(member.household, [member]);
  }
  return byHome;
}

export function makeEntries(
  homes: readonly PhoneHousehold[],
  living: ReadonlyMap<string, readonly Member[]>,
  placeOf: (home: PhoneHousehold) => string,
): Entry[] {
  return homes.map((home) => {
    const people = living.get(home.id) ?? [];
    return {
      home,
      door: plain(home.door),
      head: plain(home.head),
      names: [home.head, ...people.map((one) => one.name)].map(plain).join('|'),
      pinyin: [home.pinyin, ...people.map((one) => one.pinyin)]
        .flatMap((text) => text.toLowerCase().split(' '))
        .filter((word) => word !== ''),
      phones: [home.phone, ...people.map((one) => one.phone)].filter((phone) => phone !== ''),
      place: plain(placeOf(home)),
    };
  });
}

export function makeIndex(entries: readonly Entry[]): HomeIndex {
  const lines = entries.map(({ door, names, pinyin, phones, place }) =>
    [door, names, ...pinyin, ...phones, place].join('|'),
  );
  let end = -1;
  const ends = lines.map((line) => {
    end += line.length + 1;
    return end;
  });
  return { entries, lines: lines.join('\n'), ends };
}

/** What was typed, looked at once and not again for each of thousands of homes. */
interface Typed {
  readonly text: string;
  readonly isLetters: boolean;
  readonly isTail: boolean;
}

/** How well an entry fits; lower is better, undefined = not at all. */
function rank(entry: Entry, { text, isLetters, isTail }: Typed): number | undefined {
  const { door, head } = entry;
  if (door === text || head === text) return 0;
  if (head.startsWith(text) || door.startsWith(text)) return 1;
  if (entry.names.includes(text)) return 2;
  if (isLetters && entry.pinyin.some((word) => word.startsWith(text))) return 3;
  if (isTail && entry.phones.some((phone) => phone.endsWith(text))) return 4;
  return entry.place.includes(text) || door.endsWith(text) ? 5 : undefined;
}

/** The entries whose line holds the text somewhere; how well they fit is not said. */
function* holding({ entries, lines, ends }: HomeIndex, text: string): Generator<Entry> {
  let n = 0;
  for (let at = lines.indexOf(text); at !== -1; at = lines.indexOf(text, ends[n])) {
    while ((ends[n] ?? Number.POSITIVE_INFINITY) < at) n++;
    const entry = entries[n];
    if (entry) yield entry;
  }
}

/** All homes when nothing is typed, else those that fit, the best first and as they came within one rank. */
export function findHomes(index: HomeIndex, typed: string): PhoneHousehold[] {
  const text = plain(typed);
  if (text === '') return index.entries.map((entry) => entry.home);
  const asked: Typed = { text, isLetters: /^[a-z]+$/.test(text), isTail: /^\d{3,}$/.test(text) };
  const byRank: PhoneHousehold[][] = [[], [], [], [], [], []];
  for (const entry of holding(index, text)) {
    const at = rank(entry, asked);
    if (at !== undefined) byRank[at]?.push(entry.home);
  }
  return byRank.flat();
}
