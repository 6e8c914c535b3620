// A home is found by whatever somebody types on a phone.
import { describe, expect, it } from 'vitest';
import type { Member, PhoneHousehold } from './model.ts';
import { findHomes, livingIn, makeIndex } from './ui/phone-search.ts';

const home = (door: string, head: string, pinyin: string, phone = ''): PhoneHousehold =>
  ({ id: door, door, head, pinyin, phone }) as PhoneHousehold;
const member = (household: string, name: string, pinyin: string, phone = ''): Member =>
  ({ household, name, pinyin, phone, leftAt: null }) as Member;

const index = makeIndex(
  [
    home('3-07', '马玉林', 'mayulin myl', '13900000107'),
    home('3-24', '马永亮', 'mayongliang myl'),
    home('3-11', '安桂香', 'anguixiang agx', '13900000111'),
    home('3-12', '\u{2C7B6}文', 'wen w'),
  ],
  livingIn([member('3-11', '牛晓斌', 'niuxiaobin nxb', '13900005511')]),
  () => '三社2网格',
);
const doors = (typed: string): string[] => findHomes(index, typed).map((one) => one.door);

describe('finding a home', () => {
  it('by name, part of a name, and the name of anybody who lives there', () => {
    expect(doors('马玉林')).toEqual(['3-07']);
    expect(doors('桂香')).toEqual(['3-11']);
    expect(doors('牛晓斌')).toEqual(['3-11']);
  });
  it('by pinyin and its initials, in any case', () => {
    expect(doors('MYL')).toEqual(['3-07', '3-24']);
    expect(doors('mayong')).toEqual(['3-24']);
    expect(doors('nxb')).toEqual(['3-11']);
  });
  it('by door number, with the exact one first, and by the end of a phone number', () => {
    expect(doors('3-07')).toEqual(['3-07']);
    expect(doors('３－１１')).toEqual(['3-11']);
    expect(doors('0107')).toEqual(['3-07']);
    expect(doors('5511')).toEqual(['3-11']);
  });
  it('by a name with a rare sign, and by the grid', () => {
    expect(doors('\u{2C7B6}')).toEqual(['3-12']);
    expect(doors('三社')).toHaveLength(4);
  });
  it('shows all when nothing is typed and none when nothing fits', () => {
    expect(doors(' ')).toHaveLength(4);
    expect(doors('赵')).toEqual([]);
  });
});
