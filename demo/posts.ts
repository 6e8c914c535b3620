// Who serves where: grid workers and heads elected from the roster, village team, township and county people.
import type { Register } from './names.ts';
import { familyNames } from './names.ts';
import { rosterYear } from './families.ts';
import { countyCentre, levelOneOffice, liaisonOffice, townshipOffice, villageOffice } from './offices.ts';
import { county, gridName, groupName, groups, township, vacantGrid, village } from './places.ts';
import type { Random } from './random.ts';
import type { Household, Office, Post } from './shapes.ts';

interface Serving {
  readonly name: string;
  readonly phone: string;
}
interface Candidate extends Serving {
  readonly group: number;
  readonly grid: number;
  readonly age: number;
  readonly sex: string;
}

const elected = { chosen: '选举', from: '2024-01-10', until: '2029-01-09' } as const;
const appointed = { chosen: '任命', from: '2024-01-10', until: '2030-12-31' } as const;

/** The grid worker whom examples and screens speak of. */
const fixedWorker = { group: 3, grid: 2, name: '郭万福' } as const;

/** Grown villagers at home with a telephone, from 30 to 62 years. */
function candidates(households: readonly Household[]): Candidate[] {
  return households
    .filter((home) => home.home === '在家')
    .flatMap((home) =>
      home.members
        .map((member) => ({ ...member, age: rosterYear - Number(member.born.slice(0, 4)) }))
        .filter((member) => member.age >= 30 && member.age <= 62 && member.phone !== '')
        .map(({ name, phone, age, sex }) => ({ name, phone, age, sex, group: home.group, grid: home.grid })),
    );
}

type Choose = (fits: (one: Candidate) => boolean) => Candidate;

/** Picks villagers, nobody for two posts and nobody who shares a name with one already chosen. */
function chooser(random: Random, all: readonly Candidate[]): Choose {
  const taken = new Set<string>();
  return (fits) => {
    const free = all.filter((one) => fits(one) && !taken.has(one.name));
    const one = random.pick(free);
    taken.add(one.name);
    return one;
  };
}

function gridPosts(choose: Choose): Post[] {
  const workers = groups.flatMap((group) =>
    group.grids.flatMap((_, at): Post[] => {
      const grid = at + 1;
      if (group.number === vacantGrid.group && grid === vacantGrid.number) return [];
      const fixed = fixedWorker.group === group.number && fixedWorker.grid === grid;
      const { name, phone } = choose(
        (one) =>
          one.group === group.number &&
          one.grid === grid &&
          (fixed ? one.name === fixedWorker.name : one.name !== fixedWorker.name),
      );
      const office = gridName(group.number, grid);
      return [{ name, phone, office, role: '网格员', serves: office, ...elected }];
    }),
  );
  const heads = groups.map((group): Post => {
    const { name, phone } = choose((one) => one.group === group.number && one.age >= 40);
    return { name, phone, office: levelOneOffice(group.number), role: '网格长', serves: group.name, ...elected };
  });
  return [...workers, ...heads];
}

function villagePosts(choose: Choose): Post[] {
  const at = village.name;
  const person = (group: number, low: number, high: number, sex?: string): Serving => {
    const fits = (one: Candidate): boolean =>
      one.group === group && one.age >= low && one.age <= high && (sex === undefined || one.sex === sex);
    const { name, phone } = choose(fits);
    return { name, phone };
  };
  const secretary = person(2, 40, 58, '男');
  const deputy = person(4, 38, 58, '男');
  const clerk = person(6, 30, 50);
  const women = person(1, 30, 55, '女');
  const team = [secretary, secretary, deputy, deputy, clerk, clerk, women];
  const liaison = groups.map((group, index): Post => {
    const one = team[index] ?? secretary;
    return {
      ...one,
      office: liaisonOffice(group.number),
      role: '包片干部',
      serves: groupName(group.number),
      ...appointed,
    };
  });
  const officer = { office: villageOffice, role: '村干部', serves: at };
  const specialist = (who: Serving, name: string, role: string): Post => ({
    ...who,
    office: `${at}${name}`,
    role,
    serves: at,
    ...appointed,
  });
  const supervision = { office: `${at}村务监督委员会`, role: '监督委员', serves: at, ...elected };
  return [
    { ...secretary, ...officer, ...elected },
    { ...deputy, ...officer, ...elected },
    { ...clerk, ...officer, ...appointed },
    { ...women, ...officer, ...elected },
    ...liaison,
    specialist(person(3, 38, 60, '男'), '水管员', '水管员'),
    specialist(person(4, 32, 60), '卫生室', '村医'),
    specialist(person(5, 48, 62), '调解委员会', '调解员'),
    specialist(person(7, 30, 50, '女'), '儿童主任', '儿童主任'),
    specialist(clerk, '代办点', '代办员'),
    { ...person(1, 45, 62), ...supervision },
    { ...person(5, 40, 62), ...supervision },
    { ...person(7, 45, 62), ...supervision },
  ];
}

function outsiders(random: Random, register: Register, offices: readonly Office[]): Post[] {
  const stranger = (): Serving => {
    const sex = random.chance(0.6) ? '男' : '女';
    const name = register.name('officers', random.pick(familyNames), sex, random.whole(1968, 1996));
    return { name, phone: register.phone() };
  };
  const at = (office: string, role: string, serves: string): Post => ({
    ...stranger(),
    office,
    role,
    serves,
    ...appointed,
  });
  const of = (kind: Office['kind']): string[] => offices.filter((one) => one.kind === kind).map((one) => one.name);
  return [
    at(townshipOffice, '乡镇受理', township.name),
    at(townshipOffice, '乡镇受理', township.name),
    ...of('field-office').map((name) => at(name, '站所', township.name)),
    ...of('department').map((name) => at(name, '部门', county.name)),
    at(`${county.name}供电公司`, '部门', county.name),
    at(countyCentre, '县中心', county.name),
  ];
}

export interface PostSources {
  readonly random: Random;
  readonly register: Register;
  readonly households: readonly Household[];
  readonly offices: readonly Office[];
}

export function posts({ random, register, households, offices }: PostSources): Post[] {
  const choose = chooser(random.branch('villagers'), candidates(households));
  return [...gridPosts(choose), ...villagePosts(choose), ...outsiders(random.branch('officers'), register, offices)];
}
