// Finds a home by what somebody types: a name, pinyin or its initials, a door number, a grid or group, the end of a phone number.
import type { Member, PhoneHousehold } from '../model.ts';

interface Entry {
  readonly home: PhoneHousehold;
  readonly door: string;
  readonly head: string;
  readonly names: string;
  readonly pinyin: readonly string[];
  readonly phones: readonly string[];
  readonly place: string;
}
export type HomeIndex = readonly Entry[];

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

export function makeIndex(
  homes: readonly PhoneHousehold[],
  living: ReadonlyMap<string, readonly Member[]>,
  placeOf: (home: PhoneHousehold) => string,
): HomeIndex {
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

/** How well an entry fits; lower is better, undefined = not at all. */
function rank(entry: Entry, typed: string): number | undefined {
  const { door, head } = entry;
  if (door === typed || head === typed) return 0;
  if (head.startsWith(typed) || door.startsWith(typed)) return 1;
  if (entry.names.includes(typed)) return 2;
  if (/^[a-z]+$/.test(typed) && entry.pinyin.some((word) => word.startsWith(typed))) return 3;
  if (/^\d{3,}$/.test(typed) && entry.phones.some((phone) => phone.endsWith(typed))) return 4;
  return entry.place.includes(typed) || door.endsWith(typed) ? 5 : undefined;
}

/** All homes when nothing is typed, else those that fit, the best first. */
export function findHomes(index: HomeIndex, text: string): PhoneHousehold[] {
  const typed = plain(text);
  if (typed === '') return index.map((entry) => entry.home);
  return index
    .map((entry, place) => ({ home: entry.home, at: rank(entry, typed), place }))
    .filter((one): one is { home: PhoneHousehold; at: number; place: number } => one.at !== undefined)
    .sort((a, b) => a.at - b.at || a.place - b.place)
    .map((one) => one.home);
}
