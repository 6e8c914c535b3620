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

/** All homes when nothing is typed, else those that fit, the best first and as they came within one rank. */
export function findHomes(index: HomeIndex, typed: string): PhoneHousehold[] {
  const text = plain(typed);
  if (text === '') return index.map((entry) => entry.home);
  const asked: Typed = { text, isLetters: /^[a-z]+$/.test(text), isTail: /^\d{3,}$/.test(text) };
  const byRank: PhoneHousehold[][] = [[], [], [], [], [], []];
  for (const entry of index) {
    const at = rank(entry, asked);
    if (at !== undefined) byRank[at]?.push(entry.home);
  }
  return byRank.flat();
}
