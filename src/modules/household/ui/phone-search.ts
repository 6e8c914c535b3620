// Finds a home by what somebody types: a name, pinyin or its initials, a door number, a grid or group, the end of a phone number.
import type { Member, PhoneHousehold } from '../model.ts';

interface Entry {
  readonly home: PhoneHousehold;
  readonly names: string;
  readonly pinyin: readonly string[];
  readonly phones: readonly string[];
  readonly place: string;
}
export type HomeIndex = readonly Entry[];

const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s·•]/g, '');

export function makeIndex(
  homes: readonly PhoneHousehold[],
  members: readonly Member[],
  placeOf: (home: PhoneHousehold) => string,
): HomeIndex {
  const byHome = new Map<string, Member[]>();
  for (const member of members) {
    if (member.leftAt === null) byHome.set(member.household, [...(byHome.get(member.household) ?? []), member]);
  }
  return homes.map((home) => {
    const people = byHome.get(home.id) ?? [];
    return {
      home,
      names: plain([home.head, ...people.map((one) => one.name)].join('|').replaceAll(' ', '')),
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
  const door = plain(entry.home.door);
  if (door === typed || plain(entry.home.head) === typed) return 0;
  if (plain(entry.home.head).startsWith(typed) || door.startsWith(typed)) return 1;
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
