// Generated names and telephone numbers: nobody in the demo village exists.
import type { Random } from './random.ts';

export type Sex = '男' | '女';

/** Family names found anywhere in the demo county. */
export const familyNames = Array.from(
  '王李张刘陈杨马祁汪牛蒲魏石常何安韩田宋孙包侯康高郭吴周徐朱林罗梁曹许邓冯潘董蔡彭袁吕苏卢丁任姚谢金范白姜崔谭',
);

interface Given {
  readonly first: string;
  readonly second: string;
  readonly single: string;
}

/** Hanzi of given names by sex and by the years in which they were in use. */
const given: Record<Sex, readonly (readonly [until: number, Given])[]> = {
  男: [
    [1957, { first: '玉万福德生登来海清世国正宗昌桂', second: '林福禄山才贵财清顺田河堂祥仓发', single: '义禄富祥' }],
    [
      1976,
      { first: '建国志俊文玉成小宏学维新永春满', second: '军强平明华忠林祥荣生义仓雄国成', single: '军平强斌勇刚' },
    ],
    [1997, { first: '晓小海志建振鹏文亚彦宏旭永瑞', second: '龙鹏军伟东亮斌辉飞杰峰涛强宁', single: '鹏伟涛磊凯亮超' }],
    [2030, { first: '子浩俊宇梓泽嘉博铭奕一思', second: '轩然浩宇辰杰泽涵博阳睿航', single: '昊轩睿阳' }],
  ],
  女: [
    [1957, { first: '桂秀玉兰凤菊香翠淑彩月喜', second: '兰英香芳莲花琴珍梅娥叶女', single: '兰英香芳' }],
    [1976, { first: '秀红玉春小桂彩慧月淑爱雪', second: '霞梅芳琴玲兰萍英红霞娟香', single: '霞梅玲琴芳萍' }],
    [1997, { first: '晓小丽海艳雪文红亚婷彩瑞', second: '燕丽娟霞红静梅玲芳蓉萍娜', single: '娟燕静丽婷敏娜' }],
    [2030, { first: '梓雨欣诗思佳可子语若一奕', second: '涵萱怡妍桐瑶琪彤悦菲晨然', single: '萱瑶彤悦' }],
  ],
};

export function givenName(random: Random, sex: Sex, year: number): string {
  const set = given[sex].find(([until]) => year <= until)?.[1] ?? given[sex][0]?.[1];
  if (!set) throw new RangeError(`no names for ${sex} ${year}`);
  if (random.chance(0.1)) return random.pick(Array.from(set.single));
  for (;;) {
    const first = random.pick(Array.from(set.first));
    const second = random.pick(Array.from(set.second));
    if (first !== second) return first + second;
  }
}

/** Names and numbers that are given out once each. */
export interface Register {
  /** A name not yet used under this label (a group, an office building). */
  name(label: string, surname: string, sex: Sex, year: number): string;
  /** Marks a name that was fixed beforehand. */
  keep(label: string, name: string): void;
  /** 199 0000 xxxx: well-formed and given to nobody. */
  phone(): string;
}

export function register(random: Random): Register {
  const used = new Set<string>();
  const tails = random.branch('phones').shuffled(Array.from({ length: 10000 }, (_, n) => String(n).padStart(4, '0')));
  const keep = (label: string, name: string): void => void used.add(`${label} ${name}`);
  return {
    keep,
    name(label, surname, sex, year) {
      for (;;) {
        const name = surname + givenName(random, sex, year);
        if (used.has(`${label} ${name}`)) continue;
        keep(label, name);
        return name;
      }
    },
    phone() {
      const tail = tails.pop();
      if (tail === undefined) throw new RangeError('the number range is used up');
      return `1990000${tail}`;
    },
  };
}
