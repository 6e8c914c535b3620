// How a family is made up: who lives under one door, with relation, sex and year of birth.
import type { Register, Sex } from './names.ts';
import { familyNames } from './names.ts';
import type { Random } from './random.ts';
import type { Member } from './shapes.ts';

/** The year the roster was written; ages are counted from it. */
export const rosterYear = 2026;

export type FamilyKind =
  | 'elder-alone'
  | 'elder-couple'
  | 'three-generations'
  | 'grandparents-and-children'
  | 'parents-and-children'
  | 'couple'
  | 'single'
  | 'left-behind-house';

export interface FamilyTools {
  readonly random: Random;
  readonly register: Register;
  /** Names are not used twice under this label. */
  readonly label: string;
}

interface Sketch {
  readonly relation: string;
  readonly sex: Sex;
  readonly year: number;
  /** Married in: brings another family name. */
  readonly married?: boolean;
}

const eldest: Record<Sex, readonly string[]> = { 男: ['长子', '次子', '三子'], 女: ['长女', '次女', '三女'] };

function children(random: Random, parentYear: number, count: number, words: Record<Sex, readonly string[]>): Sketch[] {
  const seen = { 男: 0, 女: 0 };
  const gap = random.whole(23, 27);
  return Array.from({ length: count }, (_, at) => {
    const sex: Sex = random.chance(0.52) ? '男' : '女';
    const relation = words[sex][Math.min(seen[sex], words[sex].length - 1)] ?? '子女';
    seen[sex] += 1;
    return { relation, sex, year: Math.min(parentYear + gap + at * random.whole(2, 4), rosterYear) };
  });
}

const grandchildren: Record<Sex, readonly string[]> = { 男: ['孙子'], 女: ['孙女'] };
const wife = (random: Random, headYear: number, relation = '配偶'): Sketch => ({
  relation,
  sex: '女',
  year: headYear + random.whole(-1, 4),
  married: true,
});

/** Son, his wife and their children, below a head of this year. */
function youngerHalf(random: Random, headYear: number): Sketch[] {
  const sonYear = headYear + random.whole(24, 28);
  return [
    { relation: '长子', sex: '男', year: sonYear },
    wife(random, sonYear, '儿媳'),
    ...children(random, sonYear, random.whole(1, 3), grandchildren),
  ];
}

function sketch(random: Random, kind: FamilyKind): Sketch[] {
  const head = (year: number, sex: Sex = '男'): Sketch => ({ relation: '户主', sex, year });
  switch (kind) {
    case 'elder-alone':
      return [head(random.whole(1938, 1958), random.chance(0.65) ? '女' : '男')];
    case 'elder-couple': {
      const year = random.whole(1942, 1962);
      return [head(year), wife(random, year)];
    }
    case 'three-generations':
    case 'grandparents-and-children': {
      const year = random.whole(1950, 1966);
      const widow = random.chance(0.2);
      return [head(year, widow ? '女' : '男'), ...(widow ? [] : [wife(random, year)]), ...youngerHalf(random, year)];
    }
    case 'parents-and-children': {
      const year = random.whole(1970, 1993);
      const parent: Sketch[] = random.chance(0.38)
        ? [{ relation: '母亲', sex: '女', year: year - random.whole(22, 27), married: true }]
        : [];
      return [head(year), wife(random, year), ...children(random, year, random.whole(1, 3), eldest), ...parent];
    }
    case 'couple': {
      const year = random.whole(1960, 1978);
      return [head(year), wife(random, year), ...children(random, year, random.whole(0, 2), eldest)];
    }
    case 'single':
      return [head(random.whole(1962, 1990))];
    case 'left-behind-house': {
      const year = random.whole(1975, 1988);
      return [head(year), wife(random, year)];
    }
  }
}

/** Elders and children have fewer telephones. */
function hasPhone(random: Random, year: number): boolean {
  const age = rosterYear - year;
  if (age < 16) return false;
  if (age >= 75) return random.chance(0.6);
  if (age >= 60) return random.chance(0.88);
  return random.chance(0.95);
}

export interface FamilyWish {
  readonly kind: FamilyKind;
  readonly surname: string;
  /** A head who is fixed beforehand. */
  readonly head?: { readonly name: string; readonly sex: Sex; readonly year: number };
  /** A made-up given name with a rare hanzi for the last child or the head. */
  readonly rare?: string;
}

/** The members, head first. */
export function family(tools: FamilyTools, wish: FamilyWish): Member[] {
  const { random, register, label } = tools;
  const people = sketch(random, wish.kind);
  const shift = wish.head ? wish.head.year - (people[0]?.year ?? wish.head.year) : 0;
  const line = wish.head?.sex === '女' ? random.pick(familyNames) : wish.surname;
  const rareAt = people.findLastIndex((one) => !one.married);
  return people.map((one, at) => {
    const sex =
      at === 0 && wish.head ? wish.head.sex : one.relation === '配偶' && wish.head?.sex === '女' ? '男' : one.sex;
    const year = Math.min(one.year + shift, rosterYear);
    const marriedIn = one.married || (at === 0 && sex === '女');
    const own = marriedIn && sex === '女' ? random.pick(familyNames) : line;
    const rare = wish.rare && at === rareAt ? line + wish.rare : undefined;
    const name = at === 0 && wish.head ? wish.head.name : (rare ?? register.name(label, own, sex, year));
    if (rare) register.keep(label, rare);
    const month = year === rosterYear ? random.whole(1, 9) : random.whole(1, 12);
    const reachable = at === 0 ? rosterYear - year < 84 : hasPhone(random, year);
    return {
      name,
      relation: one.relation,
      sex,
      born: `${year}-${String(month).padStart(2, '0')}`,
      phone: reachable ? register.phone() : '',
    };
  });
}
