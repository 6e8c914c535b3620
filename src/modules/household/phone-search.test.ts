// A home is found by whatever somebody types on a phone.
import { describe, expect, it } from 'vitest';
import type { Member, PhoneHousehold } from './model.ts';
import { findHomes, livingIn, makeEntries, makeIndex } from './ui/phone-search.ts';

const home = (door: string, head: string, pinyin: string, phone = ''): PhoneHousehold =>
  ({ id: door, door, head, pinyin, phone }) as PhoneHousehold;
const member = (household: string, name: string, pinyin: string, phone = ''): Member =>
  ({ household, name, pinyin, phone, leftAt: null }) as Member;

const entries = makeEntries(
  [
    home('3-07', '马玉林', 'mayulin myl', '13900000107'),
    home('3-24', '马永亮', 'mayongliang myl'),
    home('3-11', '安桂香', 'anguixiang agx', '13900000111'),
    home('3-12', '\u{2C7B6}文', 'wen w'),
  ],
  livingIn([member('3-11', '牛晓斌', 'niuxiaobin nxb', '13900005511')]),
  () => '三社2网格',
);
const index = makeIndex(entries);
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
  it('by what any one of its lines says, never by the end of one and the beginning of the next', () => {
    for (const typed of ['3-0', 'm', '马', '三', '139', '2网格', '4', '文']) {
      const alone = entries.filter((entry) => findHomes(makeIndex([entry]), typed).length > 0);
      expect(doors(typed).toSorted()).toEqual(alone.map(({ home: { door } }) => door).toSorted());
    }
    expect(doors('三社2网格\n3-24')).toEqual([]);
    expect(doors('3-07|')).toEqual([]);
  });
  it('shows all when nothing is typed and none when nothing fits', () => {
    expect(doors(' ')).toHaveLength(4);
    expect(doors('赵')).toEqual([]);
  });
});
