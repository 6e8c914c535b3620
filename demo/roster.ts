// The roster of households: 263 doors with families, care tags, taps and places.
import type { FamilyKind, FamilyTools, FamilyWish } from './families.ts';
import { family, rosterYear } from './families.ts';
import type { Register, Sex } from './names.ts';
import { familyNames, register as newRegister } from './names.ts';
import { doorOf, gridCode, groups, hamlet } from './places.ts';
import type { Random } from './random.ts';
import type { HomeWord, Household, Member, Ring } from './shapes.ts';
import { standings } from './terrain.ts';

type FixedHome = Omit<FamilyWish, 'surname'> & { readonly care?: readonly string[] };

const head = (name: string, sex: Sex, year: number): FixedHome['head'] => ({ name, sex, year });
const alone80 = '独居老人80+';
const alone60 = '独居/空巢老人60–79';

/** Homes that examples and screens speak of, the two of one name, and the names with rare hanzi. */
const fixed: Record<string, FixedHome> = {
  '3-05': { kind: 'elder-couple', head: head('何秀兰', '女', 1955), care: [alone60] },
  '3-07': { kind: 'elder-alone', head: head('马玉林', '男', 1943), care: [alone80] },
  '3-08': { kind: 'parents-and-children', head: head('石来顺', '男', 1974) },
  '3-09': { kind: 'couple', head: head('常有田', '男', 1963) },
  '3-10': { kind: 'parents-and-children', head: head('郭万福', '男', 1975) },
  '3-11': { kind: 'grandparents-and-children', head: head('安桂香', '女', 1957), care: ['低保'] },
  '4-09': { kind: 'parents-and-children', head: head('刘建军', '男', 1971) },
  '4-37': { kind: 'couple', head: head('刘建军', '男', 1964) },
  '2-04': { kind: 'parents-and-children', rare: '𬱖' },
  '5-08': { kind: 'parents-and-children', rare: '龑' },
  '6-17': { kind: 'single', head: head('蒲䶮', '男', 1986) },
  '7-19': { kind: 'parents-and-children', rare: '㼆' },
};

const atHome: readonly (readonly [FamilyKind, number])[] = [
  ['elder-alone', 9],
  ['elder-couple', 20],
  ['three-generations', 17],
  ['grandparents-and-children', 18],
  ['parents-and-children', 24],
  ['couple', 12],
  ['single', 3],
];
const away: readonly (readonly [FamilyKind, number])[] = [
  ['parents-and-children', 6],
  ['couple', 2],
  ['left-behind-house', 2],
];
const vacantDoors: readonly string[] = ['1-22', '6-31'];

const age = (member: Member | undefined): number => rosterYear - Number(member?.born.slice(0, 4) ?? rosterYear);

/** Days between visits, by the tag that asks for most. */
const intervals: Record<string, number> = {
  [alone80]: 7,
  受灾户: 7,
  [alone60]: 30,
  失能: 30,
  重度残疾: 30,
  '重病/透析': 30,
  特困分散供养: 30,
  防返贫监测: 30,
  留守儿童: 30,
  '危房/地灾点': 30,
  低保: 90,
  慢病: 90,
};

function careOf(random: Random, kind: FamilyKind, members: readonly Member[]): string[] {
  const tags: string[] = [];
  const oldest = age(members[0]);
  if (kind === 'elder-alone') tags.push(oldest >= 80 ? alone80 : alone60);
  if (kind === 'elder-couple' && oldest >= 70 && random.chance(0.25)) tags.push(alone60);
  if (kind === 'grandparents-and-children' && random.chance(0.16)) tags.push('留守儿童');
  const rare: readonly (readonly [string, number])[] = [
    ['低保', 0.04],
    ['防返贫监测', 0.02],
    ['重度残疾', 0.015],
    ['慢病', 0.03],
    ['重病/透析', 0.012],
    ['退役军人/烈属', 0.02],
    ['语言/视听不便', 0.015],
    ['危房/地灾点', 0.008],
    ['受灾户', 0.012],
  ];
  for (const [tag, share] of rare) if (random.chance(share)) tags.push(tag);
  return tags;
}

const ownCistern = (random: Random, group: number, number: number): boolean => {
  if (group === hamlet.group && number >= 5 && number <= 17) return number === 6 || number === 13;
  return random.chance(0.03);
};

function kindOf(random: Random, door: string, home: HomeWord): FamilyKind {
  if (fixed[door]) return fixed[door].kind;
  if (home === '空户') return 'left-behind-house';
  return random.weighted(home === '外出' ? away : atHome);
}

interface Door {
  readonly group: number;
  readonly grid: number;
  readonly number: number;
  readonly point: readonly [number, number];
}

function household(random: Random, register: Register, { group, grid, number, point }: Door): Household {
  const door = doorOf(group, number);
  const isHamlet = group === hamlet.group && grid === hamlet.number;
  const leaves = random.chance(0.13) && !isHamlet && !fixed[door];
  const home: HomeWord = vacantDoors.includes(door) ? '空户' : leaves ? '外出' : '在家';
  const kind = kindOf(random, door, home);
  const fixedHome = fixed[door];
  const common = Array.from(groups[group - 1]?.surnames ?? '');
  const surname = fixedHome?.head?.name.slice(0, 1) ?? random.pick(random.chance(0.72) ? common : familyNames);
  const tools: FamilyTools = { random, register, label: `group ${group}` };
  const members = family(tools, { ...fixedHome, kind, surname });
  const tagged = home === '空户' || home === '外出' ? [] : (fixedHome?.care ?? careOf(random, kind, members));
  return {
    door,
    group,
    grid,
    gridCode: gridCode(group, grid),
    head: members[0]?.name ?? '',
    home,
    intervalDays: Math.min(180, ...tagged.map((tag) => intervals[tag] ?? 180)),
    care: tagged,
    tap: home === '空户' || ownCistern(random, group, number) ? '' : `T${door}`,
    lon: point[0],
    lat: point[1],
    members,
  };
}

export interface Roster {
  readonly households: readonly Household[];
  /** Goes on giving names and numbers to the offices' people. */
  readonly register: Register;
}

export function roster(random: Random, rings: ReadonlyMap<string, Ring>): Roster {
  const register = newRegister(random.branch('names'));
  for (const [door, home] of Object.entries(fixed))
    if (home.head) register.keep(`group ${door.slice(0, 1)}`, home.head.name);
  const households = groups.flatMap((group) =>
    group.grids.flatMap((plan, at) => {
      const grid = at + 1;
      const ring = rings.get(gridCode(group.number, grid));
      if (!ring) throw new RangeError(`no outline for ${group.number}-${grid}`);
      const points = standings(random.branch(`ground ${group.number} ${grid}`), group.number, grid, ring);
      return plan.doors.map((number, index) => {
        const point = points[index];
        if (!point) throw new RangeError(`no place for ${group.number}-${number}`);
        const own = random.branch(`home ${group.number} ${number}`);
        return household(own, register, { group: group.number, grid, number, point });
      });
    }),
  );
  return { households: households.sort((a, b) => (a.door < b.door ? -1 : 1)), register };
}
