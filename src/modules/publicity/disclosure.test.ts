// What a village makes public about its own affairs: its periods, its calendar, and what its words may not hold.
import { expect, test } from 'vitest';
import { actorOf, applied, decide, grounds, idOf, type Loose, monday, officeOf } from '#tests/loaded.ts';
import { publishDisclosure } from './commands-disclosure.ts';
import type { Disclosure } from './model-disclosure.ts';
import { calendarOf, disclosureKind, endOfPeriod, findItem, fitsItem } from './rules-disclosure.ts';

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
