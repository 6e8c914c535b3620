// What a village makes public about its own affairs: its periods, its calendar, and what its words may not hold.
import { expect, test } from 'vitest';
import { actorOf, applied, decide, grounds, idOf, type Loose, monday, officeOf } from '#tests/loaded.ts';
import { rowsOf } from '#tests/publicity/planted-rows.ts';
import { publishDisclosure } from './commands-disclosure.ts';
import type { RosterMatch } from './model.ts';
import type { Disclosure } from './model-disclosure.ts';
import { calendarOf, disclosureKind, endOfPeriod, findItem, fitsItem } from './rules-disclosure.ts';
import { rosterCheck, tellsOfMinor } from './rules.ts';

const day = 86_400_000;
const village = actorOf('village');
const offices: Loose[] = [['office', officeOf('village')]];

const disclosed = (item: string, period: string, at: number): Disclosure => ({
  id: idOf(`${item} ${period}`),
  ground: grounds.village,
  version: 1,
  item,
  period,
  office: idOf('office village'),
  person: null,
  title: '公开',
  text: '公开',
  at,
  notice: idOf('notice'),
});

test('PUBLICITY-16 each item has its periods; money may be told by months', () => {
  const [finance, assets, matters] = ['finance', 'assets', 'matters'].map(findItem);
  if (!finance || !assets || !matters) throw new Error('no such item');
  expect(['2026-Q3', '2026-09', '2026', '2026-13', '2026-Q5'].map((one) => fitsItem(finance, one))).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
  expect([fitsItem(assets, '2026'), fitsItem(assets, '2026-Q1'), fitsItem(matters, '2026-11-20')]).toEqual([
    true,
    false,
    true,
  ]);
  expect(new Date(endOfPeriod('2026-Q4')).toISOString()).toBe('2026-12-31T16:00:00.000Z');
  expect(new Date(endOfPeriod('2026-02')).toISOString()).toBe('2026-02-28T16:00:00.000Z');
});

test('PUBLICITY-17 the calendar names what is due and what was done, from the day the village began', () => {
  const began = Date.parse('2026-05-10T00:00:00+08:00');
  const of = (published: Disclosure[]) => calendarOf(published, began, monday).filter((one) => one.item === 'finance');
  expect(of([]).map((one) => [one.period, one.doneAt])).toEqual([
    ['2026-Q3', null],
    ['2026-Q2', null],
  ]);
  const told = disclosed('finance', '2026-Q3', monday - day);
  expect(of([told])[0]).toEqual({
    item: 'finance',
    period: '2026-Q3',
    dueBy: Date.parse('2026-10-16T00:00:00+08:00'),
    doneAt: monday - day,
  });
  const months = of([disclosed('finance', '2026-09', monday)]).map((one) => one.period);
  expect(months).toEqual(['2026-10', '2026-09', '2026-08', '2026-07', '2026-06', '2026-05']);
  expect(calendarOf([], monday, monday)).toEqual([]);
});

test('PUBLICITY-16, PUBLICITY-18 made public by the village as a notice, checked like a list, and not before its time', () => {
  const said = {
    disclosure: idOf('disclosure'),
    notice: idOf('notice'),
    office: idOf('office village'),
    item: 'finance',
    period: '2026-Q3',
    title: '第三季度财务收支',
    text: '收入 128,654.00元\n支出 96,200.50元，其中机井维修 38,000.00元',
  };
  const publish = (more: object = {}, actor = village) =>
    decide(publishDisclosure, { ...said, ...more }, { actor, records: offices });
  expect(publish().map((fact) => fact.name)).toEqual(['notice.published', 'disclosure.published']);
  expect(applied(disclosureKind, undefined, publish())).toMatchObject({
    item: 'finance',
    period: '2026-Q3',
    ground: grounds.village,
  });
  expect(() => publish({ period: '2026-Q4' })).toThrow('disclosure-early');
  expect(() => publish({ period: '2026' })).toThrow('disclosure-period');
  expect(() => publish({ text: '收款人李强，卡号6217 9900 0012 3456 789' })).toThrow('publicity-said');
  expect(() => publish({}, actorOf('township'))).toThrow('not-yours');
});

/** Children's names of two signs, many of them words. */
const short =
  '马兰 杜鹃 王芳 李强 高兴 石磊 田野 江河 文静 万春 金玉 平安 牛犇 方圆 程远 严冬 常乐 黄河 白杨 安宁'.split(' ');
const children: RosterMatch[] = short.map((name) => ({
  id: idOf(`member ${name}`),
  ground: grounds.grid,
  version: 1,
  name,
  group: '一社',
  born: '2014-05',
}));

test('PUBLICITY-6, PUBLICITY-19 of two hundred planted names of two signs none passes, in a list or in what is made public', () => {
  const planted = [
    '{}',
    '补助对象：{}',
    '1、{}，450元',
    '{}450元',
    '{} 三社 450',
    '赵永仁、{}、何琴',
    '（{}）',
    '{}家',
    '{}的奶奶',
    '{}/一社',
  ].flatMap((line) => short.map((name) => line.replace('{}', name)));
  // Set wide, pulled apart by what is not seen, in other letters' forms.
  const wide = short.flatMap((name) => [
    [...name].join('　'),
    [...name].join('  '),
    [...name].join('\u200b'),
    `${name}\ufe00`,
  ]);
  expect(planted.length).toBe(200);
  for (const text of [...planted, ...wide])
    expect([text, tellsOfMinor(`收支\n${text}\n合计`, children, monday)]).toEqual([text, true]);
  const row = { name: '赵永仁', group: '一社', item: '临时救助', amount: '450元' };
  for (const text of [...planted, ...wide])
    for (const field of ['name', 'item', 'amount'] as const)
      expect([field, text, rosterCheck([{ ...row, [field]: text }], children, monday).minors]).toEqual([
        field,
        text,
        [0],
      ]);
});

test('PUBLICITY-19 of two hundred harmless rows two at most are held up by a child’s name of two signs', () => {
  const harmless = rowsOf('harmless').map(([, text = '']) => text.replaceAll(' ‖ ', ' '));
  expect(harmless.length).toBeGreaterThanOrEqual(200);
  const words = [
    '平安村修路 38,000.00元',
    '马兰花种子 12斤',
    '田野里的机井',
    '工程验收成功，付款 9,000元',
    '黄河提灌电费',
  ];
  expect([...harmless, ...words].filter((text) => tellsOfMinor(text, children, monday))).toEqual([]);
});
