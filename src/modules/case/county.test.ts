// The county's own tables: what is wrong with them is named by line, and what holds is what was said last for the day.
import { expect, test } from 'vitest';
import { dayOf, isWorkingDay } from '#kit/calendar.ts';
import { calendar } from './kinds/holidays.ts';
import { statutoryDays } from './kinds/statutory.ts';
import { type Cells, type Setting, settingKinds } from './model-county.ts';
import { calendarEnds, dutyListsAt, repliesAt } from './rules-county-lists.ts';
import { faultsOf, programRows } from './rules-county-tables.ts';
import { readTable, writeTable } from './rules-county-text.ts';
import { programRules, rulesAt, yearsAt } from './rules-county.ts';
import { extensionOf, goesOn } from './rules-clocks.ts';
import { deadlines, holderDeadline } from './rules.ts';

const at = (time: string): number => Date.parse(`${time}+08:00`);
let n = 0;
const setting = (said: Partial<Setting>): Setting => ({
  id: `00000000-0000-7000-8000-${String(++n).padStart(12, '0')}`,
  ground: '621123',
  version: 1,
  what: 'clocks',
  year: null,
  fromDay: '2026-12-01',
  rows: [],
  office: 'o',
  person: null,
  saidAt: n,
  withdrawnAt: null,
  ...said,
});
const changed = (what: 'clocks' | 'dwell' | 'duties', name: string, cells: Cells): Cells[] =>
  programRows(what, null).map((row) =>
    row.slice(0, row.length - cells.length).join(' ') === name
      ? [...row.slice(0, row.length - cells.length), ...cells]
      : row,
  );

test('CASE-80 the program’s own tables have no fault, and read back they are the program’s own', () => {
  for (const what of settingKinds) {
    const year = what === 'calendar' ? 2026 : null;
    if (what !== 'replies') expect(faultsOf(what, year, programRows(what, year)), what).toEqual([]);
  }
  const all = settingKinds
    .filter((what) => what !== 'replies')
    .map((what) => {
      const year = what === 'calendar' ? 2026 : null;
      return setting({ what, year, fromDay: '2026-01-01', rows: programRows(what, year) });
    });
  const rules = rulesAt(all, at('2026-11-26T10:00:00'));
  expect(rules.clocks).toEqual(programRules.clocks);
  expect(rules.dwell).toEqual(programRules.dwell);
  expect([...rules.calendar.holidays].sort()).toEqual([...calendar.holidays].sort());
  expect([...rules.calendar.workdays].sort()).toEqual([...calendar.workdays].sort());
  expect(rulesAt([], 0)).toBe(programRules);
});

test('CASE-81 what holds on a day is what was said last for the latest day up to it; what was taken back never held', () => {
  const slow = setting({ rows: changed('clocks', '3', ['3w', '9w', '2w']), fromDay: '2026-12-01' });
  const quick = setting({ rows: changed('clocks', '3', ['1w', '3w', '1w']), fromDay: '2026-12-10' });
  const taken = setting({ rows: changed('clocks', '3', ['2w', '7w', '2w']), fromDay: '2026-12-10', withdrawnAt: 5 });
  const resolveOn = (day: string): unknown => rulesAt([quick, slow, taken], at(`${day}T12:00:00`)).clocks['3']?.resolve;
  expect(resolveOn('2026-11-30')).toEqual({ workingDays: 5 });
  expect(resolveOn('2026-12-01')).toEqual({ workingDays: 9 });
  expect(resolveOn('2026-12-10')).toEqual({ workingDays: 3 });
  const again = setting({ rows: changed('clocks', '3', ['1w', '4w', '1w']), fromDay: '2026-12-10' });
  expect(rulesAt([again, quick], at('2026-12-10T12:00:00')).clocks['3']?.resolve).toEqual({ workingDays: 4 });
});

test('CASE-82 every clock is computed with the tables that hold: result, first contact, stay, extension, what a stop gives back', () => {
  const off: Cells[] = [
    ['2026-12-03', 'off'],
    ['2026-12-05', 'work'],
  ];
  const settings = [
    setting({ rows: changed('clocks', '3', ['2w', '3w', '1w']) }),
    setting({ what: 'dwell', rows: changed('dwell', 'village 3', ['1w']) }),
    setting({ what: 'calendar', year: 2026, rows: off }),
  ];
  const now = at('2026-12-02T10:00:00');
  const rules = rulesAt(settings, now);
  expect(deadlines('3', now, rules)).toEqual({
    respondBy: at('2026-12-05T18:00:00'),
    resolveBy: at('2026-12-07T18:00:00'),
  });
  expect(holderDeadline({ kind: 'village' }, '3', now, rules)).toBe(at('2026-12-04T18:00:00'));
  expect(extensionOf('3', rules)).toEqual({ unit: 'working-days', most: 3 });
  const stopped = { severity: '3', resolveBy: at('2026-12-04T18:00:00'), stoppedAt: now };
  // 3 December is off and 5 December is worked: two ends of working days were lost, 2 and 4 December.
  expect(goesOn(stopped, at('2026-12-04T20:00:00'), rules)).toBe(at('2026-12-07T18:00:00'));
});

test('CASE-83 each line of a calendar that is no day of its year, off or worked, once, is named', () => {
  const rows = readTable(
    'calendar',
    '日期,安排\n2027/1/1,休\n2027年2月20日,上班\n2027-02-30,休\n2028-01-01,休\n2027-02-21,也许\n2027-02-22,班\n2027-01-01,休\n2027-01-02',
  );
  expect(rows[0]).toEqual(['2027-01-01', 'off']);
  expect(rows[1]).toEqual(['2027-02-20', 'work']);
  expect(faultsOf('calendar', 2027, rows).map(({ line, code }) => [line, code])).toEqual([
    [3, 'row-day'],
    [4, 'row-year'],
    [5, 'row-off-or-work'],
    [6, 'row-no-weekend'],
    [7, 'row-twice'],
    [8, 'row-columns'],
  ]);
  expect(faultsOf('calendar', 2027, [])).toEqual([{ line: 0, code: 'row-none', cell: '' }]);
});

test('CASE-84 a year without a table has its weekends and the days of the regulation of 2024, and the desk knows how far the tables reach', () => {
  expect(statutoryDays(2027)).toEqual([
    '2027-01-01',
    '2027-02-05',
    '2027-02-06',
    '2027-02-07',
    '2027-02-08',
    '2027-04-05',
    '2027-05-01',
    '2027-05-02',
    '2027-06-09',
    '2027-09-15',
    '2027-10-01',
    '2027-10-02',
    '2027-10-03',
  ]);
  expect(isWorkingDay(at('2027-02-08T12:00:00'), calendar)).toBe(false);
  expect(isWorkingDay(at('2027-02-09T12:00:00'), calendar)).toBe(true);
  expect(calendarEnds(yearsAt([], '2026-11-26'), '2026-11-26')).toBe('2026-12-31');
  expect(calendarEnds(yearsAt([], '2027-01-02'), '2027-01-02')).toBe('2026-12-31');
  const next = setting({ what: 'calendar', year: 2027, rows: [['2027-01-04', 'off']] });
  expect(calendarEnds(yearsAt([next], '2026-12-01'), '2026-12-01')).toBe('2027-12-31');
  const rules = rulesAt([next], at('2026-12-30T10:00:00'));
  expect(deadlines('3', at('2026-12-31T10:00:00'), rules).respondBy).toBe(at('2027-01-01T18:00:00'));
  expect(dayOf(deadlines('3', at('2027-01-01T10:00:00'), rules).respondBy ?? 0)).toBe('2027-01-05');
});

test('CASE-85 no table is slower than life, light and water, mediation and the legal route allow', () => {
  const codes = (rows: Cells[]): string[] => faultsOf('clocks', null, rows).map(({ code }) => code);
  expect(codes(changed('clocks', '1', ['31m', '2h', '2h']))).toEqual(['row-too-slow']);
  expect(codes(changed('clocks', '1', ['20m', '1h', '2h']))).toEqual([]);
  expect(codes(changed('clocks', 'D', ['24h', '31d', '10d']))).toEqual(['row-too-slow']);
  expect(codes(changed('clocks', '4', ['3w', '60w', '5w']))).toEqual([]);
  expect(codes(changed('clocks', '4', ['4w', '60w', '5w']))).toEqual(['row-too-slow']);
  expect(codes(changed('clocks', '4', ['1w', '61w', '5w']))).toEqual(['row-too-slow']);
  expect(codes(changed('clocks', '3', ['1w', '-', '5w']))).toEqual(['row-term']);
  expect(codes(programRows('clocks', null).slice(1))).toEqual(['row-missing']);
  expect(faultsOf('dwell', null, changed('dwell', 'department 1', ['31m']))).toMatchObject([{ code: 'row-too-slow' }]);
  expect(faultsOf('dwell', null, changed('dwell', 'department 3', ['20w']))).toEqual([]);
});

test('CASE-86 the duty list names every matter for both, gives neither what is never theirs, and holds from its day', () => {
  const rows = changed('duties', 'village W1', ['basic']);
  expect(faultsOf('duties', null, rows)).toEqual([]);
  expect(faultsOf('duties', null, changed('duties', 'village V4', ['assist']))).toMatchObject([{ code: 'row-never' }]);
  expect(faultsOf('duties', null, changed('duties', 'township D6', ['basic']))).toMatchObject([{ code: 'row-never' }]);
  expect(faultsOf('duties', null, rows.slice(1))).toMatchObject([{ code: 'row-missing', line: 0 }]);
  const lists = [setting({ what: 'duties', rows })];
  expect(dutyListsAt(lists, '2026-11-30').village.basic.has('W1')).toBe(false);
  expect(dutyListsAt(lists, '2026-12-01').village.basic.has('W1')).toBe(true);
});

test('CASE-80 what is written for a spreadsheet in Chinese is read back to the same, and a reply keeps its own words', () => {
  const replies: Cells[] = [
    ['answer', '-', 'reopened', '配合', '村里配合，基本修好'],
    ['handUp', 'W', '-', '村', '无'],
  ];
  const tables = {
    calendar: programRows('calendar', 2026),
    clocks: programRows('clocks', null),
    dwell: programRows('dwell', null),
    duties: programRows('duties', null),
    replies,
  };
  for (const what of settingKinds) {
    const text = writeTable(what, tables[what], true);
    expect(readTable(what, text), what).toEqual(tables[what]);
    expect(readTable(what, writeTable(what, tables[what], false)), what).toEqual(tables[what]);
    if (what !== 'replies') expect(text, what).not.toMatch(/\b(off|work|village|basic|\d+[mhdw])\b/);
  }
});

test('CASE-80 ready sentences of a county take the place of the program’s', () => {
  const rows = readTable('replies', '动作\t类别\t状态\t按钮\t内容\nanswer\tW\t-\t已修\t水管，已修好\n');
  expect(faultsOf('replies', null, rows)).toEqual([]);
  const own = repliesAt([setting({ what: 'replies', rows })], '2026-12-01');
  expect(own).toEqual([{ act: 'answer', groups: 'W', name: '已修', text: '水管，已修好' }]);
  expect(repliesAt([], '2026-12-01').length).toBeGreaterThan(5);
});
