// What is guessed of somebody else's headings, days and homes, without a database.
import { describe, expect, it } from 'vitest';
import { parseText } from '#kit/text-table.ts';
import { findHeadings, isIdentityNumber } from './headings.ts';
import { doorKey, type KnownHome } from './known.ts';
import type { RowError } from './plan.ts';
import { readDay, readMonth } from './read-days.ts';
import { rosterColumns } from './roster-columns.ts';
import { findKnown, headOf, homesOf } from './roster-homes.ts';
import { openTable } from './read-table.ts';
import { rowReader, type TableRow } from './rows-below.ts';
import { SeenDoors } from './seen-doors.ts';

const headed = (text: string, chosen?: Record<string, string>) => findHeadings(parseText(text), rosterColumns, chosen);
const fieldsOf = (text: string): string[] => headed(text).list.map(({ field }) => field);

describe('headings', () => {
  it.each([
    ['户主姓名,村民小组,户号,二级网格,家庭成员姓名', ['户主', '社', '门牌号', '网格', '姓名']],
    ['Head of household,Team,House No.,Grid,Full name', ['户主', '社', '门牌号', '网格', '姓名']],
    ['户 主（姓名）,组（社）,门牌号码*,所属网格名称,名字', ['户主', '社', '门牌号', '网格', '姓名']],
    ['户主电话,户主,组别,门牌,网格号', ['联系电话', '户主', '社', '门牌号', '网格']],
    ['网格员,组长,户主,门牌,组', ['', '', '户主', '门牌号', '社']],
  ])('%s', (line, fields) => expect(fieldsOf(`${line}\n1,2,3,4,5`)).toEqual(fields));

  it('stand below titles and notes, in one row or two', () => {
    expect(headed('花名册,,,\n单位：人,,,\n户主,组,门牌,网格\n马,一社,1-01,1网格').at).toBe(2);
    const two = headed('序号,组,门牌,网格,成员,,\n,,,,姓名,性别,出生年月\n1,一社,1-01,1网格,马,男,1970-01');
    expect(two.at).toBe(1);
    expect(two.list.map(({ field }) => field)).toEqual(['', '社', '门牌号', '网格', '姓名', '性别', '出生年月']);
  });

  it('BRING-6 numbers of cards are never taken, by their heading or by what stands below', () => {
    const { list } = headed(
      '户主,组,门牌,网格,身份证号,姓名,电话\n马,一社,1-01,1网格,1,马,62990119700101123X\n马,一社,1-02,1网格,1,马,629901197001011234',
      { 0: '户主', 1: '社', 2: '门牌号', 3: '网格', 4: '联系电话', 5: '姓名', 6: '联系电话' },
    );
    expect(list.filter(({ secret }) => secret).map(({ at, field, samples }) => [at, field, samples])).toEqual([
      [4, '', []],
      [6, '', []],
    ]);
    expect(isIdentityNumber('19900001111')).toBe(false);
  });

  it('what a person chose counts, and a file of the same shape is known by its headings', () => {
    const text = '甲,乙,丙,丁\n1-01,一社,1网格,马';
    expect(headed(text).missing).toEqual(['门牌号', '社', '网格', '姓名']);
    const chosen = headed(text, { 0: '门牌号', 1: '社', 2: '网格', 3: '户主' });
    expect(chosen.missing).toEqual([]);
    expect(headed('甲,乙,丙,丁\n9-09,二社,2网格,王').fingerprint).toBe(chosen.fingerprint);
    expect(headed('甲,乙,丙,戊\n9-09,二社,2网格,王').fingerprint).not.toBe(chosen.fingerprint);
  });
});

describe('days', () => {
  it.each([
    ['1985.3.2', '1985-03-02'],
    ['1985年3月2日', '1985-03-02'],
    ['一九八五年三月二日', '1985-03-02'],
    ['二〇二〇年十二月三十一日', '2020-12-31'],
    ['民国三十八年五月一日', '1949-05-01'],
    ['１９８５－０３－０２', '1985-03-02'],
    ['31108', '1985-03-02'],
    ['1985/3/2 0:00:00', '1985-03-02'],
    ['19850302', '1985-03-02'],
    ['1985-02-30', undefined],
    ['1985', undefined],
    ['去年', undefined],
  ])('%s is the day %s', (text, day) => expect(readDay(text)).toBe(day));

  it.each([
    ['1985.3', '1985-03'],
    ['二〇〇一年十月', '2001-10'],
    ['198503', '1985-03'],
    ['31108', '1985-03'],
    ['1985年13月', undefined],
  ])('%s is the month %s', (text, month) => expect(readMonth(text)).toBe(month));
});

const rowsOf = (text: string): readonly TableRow[] => {
  const rows = parseText(text);
  const headings = findHeadings(rows, rosterColumns);
  return rowReader(rosterColumns, headings)(rows.slice(headings.at + 1)).rows;
};
const head = '门牌号,社,网格,户主,与户主关系,姓名,出生年月,联系电话\n';

describe('homes', () => {
  it('rows that say "as above", totals, notes and headings in between are read as a person reads them', () => {
    const text = `${head}1-01,一社,1网格,马,户主,马,1970-01,\n〃,同上,〃,〃,妻,杨,1971-01,\n小计,,,,,2,,\n${head}1-02,一社,1网格,王,户主,王,,\n制表人：某某,,,,,,,`;
    const errors: RowError[] = [];
    const homes = homesOf(rowsOf(text), { errors, notes: [] });
    expect(homes.map(({ door, rows }) => [door, rows.length])).toEqual([
      ['1-01', 2],
      ['1-02', 1],
    ]);
    expect(errors).toEqual([]);
  });

  it('a home that comes again is one home, its people are taken once, and another family at the door is a fault', () => {
    const errors: RowError[] = [];
    const notes: RowError[] = [];
    const text = `${head}1-01,一社,1网格,马,户主,马,1970-01,\n1-02,一社,1网格,王,户主,王,,\n１-０１,一社,1网格,马,户主,马,,\n,,,,子,马小,,\n1-02,一社,1网格,李,户主,李,,`;
    const homes = homesOf(rowsOf(text), { errors, notes });
    expect(homes.map(({ rows }) => rows.map(({ cells }) => cells['姓名']))).toEqual([['马', '马小'], ['王']]);
    expect(notes).toMatchObject([{ line: 4, code: 'row-twice', facts: { line: 2 } }]);
    expect(errors).toMatchObject([{ line: 6, code: 'door-twice', facts: { value: '1-02', line: 3 } }]);
  });

  it('a table of heads names nobody else, and a table without heads says who is head', () => {
    const [alone] = homesOf(rowsOf('门牌号,社,网格,户主\n1-01,一社,1网格,马'), { errors: [], notes: [] });
    expect(alone?.rows[0]?.cells['姓名']).toBe('马');
    const [home] = homesOf(rowsOf('门牌号,社,网格,与户主关系,姓名\n1-01,一社,1网格,妻,杨\n,,,户主,马'), {
      errors: [],
      notes: [],
    });
    expect(headOf(home?.rows ?? []).row?.cells['姓名']).toBe('马');
  });

  it('a long list comes in pieces, no home is cut, and a door that comes again in a later piece is seen', async () => {
    const lines = Array.from({ length: 3_500 }, (_, at) => `${at % 3 === 0 ? `5-${at}` : ''},一社,1网格,,,马${at},,`);
    const again = '5-0,一社,1网格,李,户主,李,,';
    const table = await openTable(Buffer.from(`${head}${lines.join('\n')}\n${again}\n`), rosterColumns);
    const errors: RowError[] = [];
    const seen = new SeenDoors();
    const sizes: number[] = [];
    const homes: number[] = [];
    for await (const { rows } of table.below('门牌号')) {
      sizes.push(rows.length);
      homes.push(...homesOf(rows, { errors, notes: [], seen }).map((home) => home.rows.length));
    }
    expect(sizes.length).toBeGreaterThan(2);
    expect(homes.slice(0, -1).every((size) => size === 3)).toBe(true);
    expect(errors).toMatchObject([{ line: 3_502, code: 'door-twice', facts: { line: 2 } }]);
  });

  const known = (door: string, name: string, phone: string): KnownHome => ({
    id: door,
    grid: '',
    door,
    head: name,
    phone,
    home: 'at-home',
    lat: null,
    lon: null,
    visitInterval: 180,
    care: [],
    declined: [],
    supplyPoints: [],
    members: [{ id: 'm', name: `${name}妻`, relation: '', sex: '', born: '', phone: '' }],
  });

  it.each([
    ['1-1,一社,1网格,马,户主,马,,', '1-01', 'door'],
    ['1-01,一社,1网格,李,户主,李,,19900000001', '1-01', 'door'],
    ['1-01,一社,1网格,李,户主,马妻,,', '1-01', 'door'],
    ['7-07,一社,1网格,马,户主,马,,199 0000 0001', '1-01', 'head'],
    ['7-07,一社,1网格,马,户主,马,,19900000009', undefined, undefined],
    ['1-01,一社,1网格,李,户主,李,,', undefined, undefined],
  ])('%s is the home %s, by its %s', (line, id, by) => {
    const [home] = homesOf(rowsOf(head + line), { errors: [], notes: [] });
    const found = home && findKnown(home, [known('1-01', '马', '19900000001'), known('2-01', '杨', '')]);
    expect([found?.known?.id, found?.by]).toEqual([id, by]);
  });

  it('doors are one however they are written', () => {
    expect(new Set(['3-07', '３－７', '3 - 7', '3—07'].map(doorKey)).size).toBe(1);
    expect(doorKey('3-70')).not.toBe(doorKey('3-7'));
  });
});
