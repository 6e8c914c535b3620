// The rules of public lists: made, released by a second person, objected to, settled and emptied; and how a table is read.
import { expect, test } from 'vitest';
import { type Actor, nobody, serviceActor } from '#kit/actor.ts';
import { parseText } from '#kit/text-table.ts';
import { actorOf, applied, chain, decide, grounds, homeOf, idOf, type Loose, monday, officeOf } from '#tests/loaded.ts';
import { eraseList } from './commands-erase.ts';
import { objectToList } from './commands-object.ts';
import { makeList, releaseList, settleList, withdrawList } from './commands.ts';
import { inTheHead, type Publicity, type RosterMatch } from './model.ts';
import { readList, writeList } from './rules-table.ts';
import { endOf, isOpenNow, isShownYet, namesGoAt, publicityKind, rosterCheck } from './rules.ts';

const day = 86_400_000;
const village = actorOf('village');
const row = { name: '马玉芳', group: '一社', item: '耕地地力保护补贴', amount: '8.6亩' };
const input = {
  publicity: idOf('list'),
  office: idOf('office village'),
  title: '2026年耕地地力保护补贴面积公示',
  basis: '甘财农〔2026〕35号',
  rows: [row, { ...row, name: '李强', group: '二社' }],
};
const known = (name: string, born: string, group = '一社'): RosterMatch => ({
  id: idOf(`member ${name} ${group}`),
  ground: grounds.grid,
  version: 1,
  name,
  group,
  born,
});
const roster = (...matches: RosterMatch[]): Loose[] => matches.map((one) => ['roster-named', one] as const);
const offices: Loose[] = [
  ['office', officeOf('village')],
  ['office', officeOf('township')],
];
const madeBy = (records: Loose[] = [], more: object = {}): Publicity =>
  applied(
    publicityKind,
    undefined,
    decide(makeList, { ...input, ...more }, { actor: village, records: [...offices, ...records] }),
  );
const made = (records: Loose[] = []): Publicity => madeBy(records);
const on = (list: Publicity): Loose[] => [['publicity', list]];

test('PUBLICITY-1 an office speaks in its own name on its own ground, and a line holds four fields', () => {
  const list = made();
  expect(list).toMatchObject({ ground: grounds.village, state: 'shown', rowCount: 2, rows: input.rows });
  expect(() => decide(makeList, input, { actor: actorOf('township'), records: offices })).toThrow('not-yours');
  expect(() => decide(makeList, input, { actor: actorOf('level1'), records: offices })).toThrow('not-yours');
  const fifth = { ...input, rows: [{ ...row, phone: '13893200417' }] };
  expect(() => decide(makeList, fifth, { actor: village, records: offices })).toThrow();
  const area: Loose = ['area', { id: idOf('area county'), ground: grounds.county, version: 1 }];
  expect(() => madeBy([area], { area: idOf('area county') })).toThrow('not-yours');
});

test('PUBLICITY-4 one fault keeps back the whole list and names its line and field', () => {
  const rows = [row, { ...row, item: '肺癌' }, { ...row, amount: '13893200417' }];
  try {
    madeBy([], { rows });
    expect.unreachable();
  } catch (error) {
    expect(error).toMatchObject({
      code: 'publicity-faults',
      facts: { row: 2, field: 'item', why: 'health', n: 2 },
    });
  }
});

test('PUBLICITY-6 a minor’s name waits for a second person, and the days begin when it is seen', () => {
  const list = made(roster(known('马玉芳', '2012-05')));
  expect(list).toMatchObject({ state: 'waiting', minors: [0] });
  expect(isOpenNow(list, monday)).toBe(false);
  expect(() => decide(releaseList, { publicity: list.id }, { actor: village, records: on(list) })).toThrow(
    'publicity-second-person',
  );
  const other = { ...village, person: idOf('a second officer') };
  const later = monday + 2 * day;
  const seen = applied(
    publicityKind,
    list,
    decide(releaseList, { publicity: list.id }, { actor: other, records: on(list), now: later }),
  );
  expect(seen).toMatchObject({ state: 'shown', releasedBy: other.person, fromAt: later, toAt: endOf(later, 7) });
  expect(() => decide(releaseList, { publicity: list.id }, { actor: other, records: on(seen) })).toThrow(
    'publicity-not-waiting',
  );
  const elsewhere = { ...other, posts: other.posts.map((post) => ({ ...post, ground: grounds.group })) };
  expect(() => decide(releaseList, { publicity: list.id }, { actor: elsewhere, records: on(list) })).toThrow(
    'not-yours',
  );
});

test('PUBLICITY-6, PUBLICITY-7 by name within the group; what the roster does not know is a warning', () => {
  const rows = [
    row,
    { ...row, name: '李强（户主）', group: '2组' },
    { ...row, name: '王芳' },
    { ...row, name: '赵静' },
  ];
  const found = rosterCheck(
    rows,
    [
      known('马玉芳', '1980-01', '一社'),
      known('马玉芳', '2015-01', '二社'),
      known('李强', '2010-12', '二社'),
      known('赵静', '', '一社'),
    ],
    monday,
  );
  expect(found).toEqual({ minors: [1], unknown: [2, 3] });
  // A group that the ground does not have: by name alone, and carefully.
  expect(rosterCheck([{ ...row, group: '东湾' }], [known('马玉芳', '2015-01', '二社')], monday).minors).toEqual([0]);
  // Eighteen on the day it is checked.
  expect(rosterCheck([row], [known('马玉芳', '2008-11')], monday).minors).toEqual([]);
  expect(rosterCheck([row], [known('马玉芳', '2008-12')], monday).minors).toEqual([0]);
});

test('PUBLICITY-6, PUBLICITY-19 a minor of the roster named in any other field is noticed too', () => {
  const young = [known('杜小满', '2012-05'), known('马兰', '2014-01'), known('欧阳建', '2011-02')];
  const minorsIn = (more: object): readonly number[] => rosterCheck([{ ...row, ...more }], young, monday).minors;
  for (const more of [
    { item: '杜小满助学金' },
    { item: '临时救助（杜\u200b小 满）' },
    { amount: '450元，杜小满' },
    { group: '一社杜小满家' },
    { name: '马玉芳（杜小满）' },
    { name: '杜小满之母马玉芳' },
    { name: '马玉芳、马兰' },
    { name: '马兰的母亲' },
    { item: '马兰生活补助' },
  ])
    expect([more, minorsIn(more)]).toEqual([more, [0]]);
  // A longer name that begins with a short one is another person's.
  for (const more of [{}, { name: '马兰花' }, { name: '马兰英（户主）' }])
    expect([more, minorsIn(more)]).toEqual([more, []]);
  const twoGroups = [known('马玉芳', '1980-01', '一社'), known('马玉芳', '2015-01', '二社')];
  expect(rosterCheck([row], twoGroups, monday).minors).toEqual([]);
  // In the head a whole name is refused; one of two signs may be a word, and waits.
  const records = roster(...young);
  for (const more of [{ title: '杜小满助学金公示' }, { basis: '依据杜小满家申请' }])
    expect(() => madeBy(records, more)).toThrow('publicity-faults');
  expect(madeBy(records, { title: '马兰助学金公示' })).toMatchObject({ state: 'waiting', minors: [inTheHead] });
  const list = made();
  const withdrawing = { publicity: list.id, said: '杜小满家已不住村里' };
  expect(() => decide(withdrawList, withdrawing, { actor: village, records: [...on(list), ...records] })).toThrow(
    'publicity-said',
  );
  const settling = { publicity: list.id, result: 'changed', said: '有一行改动' };
  const changes = [{ row: 0, amount: '8.1亩', why: '杜小满的地另算' }];
  const after = { actor: village, records: [...on(list), ...records], now: list.toAt };
  expect(() => decide(settleList, { ...settling, changes }, after)).toThrow('publicity-faults');
});

test('PUBLICITY-8 open for its days, the last one whole', () => {
  const list = made();
  expect(new Date(list.toAt).toISOString()).toBe('2026-11-30T16:00:00.000Z');
  // A screen whose clock is a little behind does not take it for over.
  expect([monday - 1, list.toAt].map((now) => isShownYet(list, now))).toEqual([true, false]);
  expect([monday - 1, monday, list.toAt - 1, list.toAt].map((now) => isOpenNow(list, now))).toEqual([
    false,
    true,
    true,
    false,
  ]);
  expect(() => madeBy([], { days: 2 })).toThrow();
});

const objecting = { publicity: idOf('list'), household: idOf('home'), case: idOf('case'), text: '面积不对' };
const around = (list: Publicity): Loose[] => [
  ...on(list),
  ['household', homeOf()],
  ['case-number', { id: idOf('case'), ground: '', version: 0, number: 7 } as Loose[1]],
  ...chain(),
];
const plateActor = (household: string, ground: string): Actor => ({ ...nobody, standing: 'plate', household, ground });
const plate = plateActor(idOf('home'), grounds.grid);

test('PUBLICITY-9 an objection is a matter of its own, from the door or from whoever serves the home', () => {
  const list = made();
  for (const actor of [plate, actorOf('level2'), village]) {
    const facts = decide(objectToList, { ...objecting, row: 1 }, { actor, records: around(list) });
    expect(facts.map((fact) => fact.name)).toEqual(['case.reported', 'publicity.objected']);
    expect(facts[0]?.data.record).toMatchObject({ category: 'V1', household: idOf('home'), complainedOf: [] });
    expect(facts[0]?.data.record.text).toBe('第2行：面积不对');
    expect(facts[0]?.data.record.title).not.toContain('李强');
    expect(applied(publicityKind, list, facts).objections).toMatchObject([{ row: 1, matter: idOf('case') }]);
  }
  const stranger = plateActor(idOf('other home'), grounds.grid);
  expect(() => decide(objectToList, objecting, { actor: stranger, records: around(list) })).toThrow('not-yours');
  const over = { actor: plate, records: around(list), now: list.toAt };
  expect(() => decide(objectToList, objecting, over)).toThrow('publicity-over');
  const far = around({ ...list, ground: grounds.elsewhere });
  expect(() => decide(objectToList, objecting, { actor: plate, records: far })).toThrow('not-yours');
});

test('PUBLICITY-10 a quiet objection goes past everybody near the door and past whoever made the list', () => {
  const list = made();
  const facts = decide(objectToList, { ...objecting, row: 0, quiet: true }, { actor: plate, records: around(list) });
  const { record } = facts[0]?.data ?? {};
  expect(record).toMatchObject({ category: 'V4', holder: idOf('office township') });
  for (const near of ['level2', 'level1', 'liaison', 'village', 'keeper'])
    expect(record.complainedOf).toContain(idOf(`person ${near}`));
  expect(facts[1]?.data.objection).toEqual({ at: monday, quiet: true, row: null, matter: null });
  // A list of the township: to the county centre, and the village does not see it either.
  const above = decide(
    objectToList,
    { ...objecting, quiet: true },
    { actor: plate, records: around({ ...list, office: idOf('office township') }) },
  );
  expect(above[0]?.data.record.holder).toBe(idOf('office centre'));
  for (const near of ['township', 'village', 'level2'])
    expect(above[0]?.data.record.complainedOf).toContain(idOf(`person ${near}`));
});

test('PUBLICITY-12 settled after its last day, with what was found where there is something to say', () => {
  const list = made();
  const settle = (more: object, of: Publicity = list, now = list.toAt) =>
    decide(settleList, { publicity: list.id, result: 'confirmed', ...more }, { actor: village, records: on(of), now });
  expect(() => settle({}, list, list.toAt - 1)).toThrow('publicity-still-open');
  expect(applied(publicityKind, list, settle({}))).toMatchObject({ state: 'closed', result: 'confirmed' });
  const objected = { ...list, objections: [{ at: monday, quiet: false, row: 0, matter: idOf('case') }] };
  expect(() => settle({}, objected)).toThrow('publicity-said');
  expect(applied(publicityKind, objected, settle({ said: '到地里量过，面积无误' }, objected)).said).toContain('量过');
  const change = { row: 0, amount: '8.1亩', why: '到地里量过' };
  const changed = settle({ result: 'changed', said: '有一行量错', changes: [change] });
  expect(applied(publicityKind, list, changed).changes).toEqual([change]);
  expect(() => settle({ result: 'changed', said: '量错' })).toThrow('publicity-changes');
  expect(() => settle({ result: 'changed', said: '量错', changes: [change, change] })).toThrow('publicity-changes');
  expect(() => settle({ result: 'changed', said: '量错', changes: [{ ...change, row: 2 }] })).toThrow(
    'publicity-changes',
  );
  expect(() => settle({ result: 'changed', said: '量错', changes: [{ ...change, why: '本人患癌' }] })).toThrow(
    'publicity-faults',
  );
  expect(() => settle({ said: '已电话13893200417核实' })).toThrow('publicity-said');
  const far = { actor: actorOf('township'), records: on(list), now: list.toAt };
  expect(() => decide(settleList, { publicity: list.id, result: 'confirmed' }, far)).toThrow('not-yours');
});

test('PUBLICITY-13 taken back with a reason, once', () => {
  const list = made();
  const back = (said: string, of: Publicity = list) =>
    decide(withdrawList, { publicity: list.id, said }, { actor: village, records: on(of) });
  const gone = applied(publicityKind, list, back('名单拿错了'));
  expect(gone).toMatchObject({ state: 'withdrawn', result: 'withdrawn', said: '名单拿错了' });
  expect(() => back('')).toThrow('publicity-said');
  expect(() => back('再撤一次', gone)).toThrow('publicity-settled');
});

test('PUBLICITY-14 names go a year after it was settled, at once where it was taken back; title and numbers stay', () => {
  const list = made();
  expect(namesGoAt(list)).toBeNull();
  expect(namesGoAt({ state: 'closed', closedAt: 5 })).toBe(5 + 365 * day);
  expect(namesGoAt({ state: 'withdrawn', closedAt: 5 })).toBe(5);
  const words = { publicity: list.id, reason: '保存期已到', decision: '公示规矩' };
  const eraser = serviceActor('erase');
  expect(() => decide(eraseList, words, { actor: eraser, records: on(list) })).toThrow('publicity-still-open');
  const closed: Publicity = { ...list, state: 'closed', closedAt: monday };
  expect(() => decide(eraseList, words, { actor: village, records: on(closed) })).toThrow('not-yours');
  const empty = applied(publicityKind, closed, decide(eraseList, words, { actor: eraser, records: on(closed) }));
  expect(empty).toMatchObject({ rows: [], rowCount: 2, title: input.title, erasedAt: monday });
  expect(() => decide(eraseList, words, { actor: eraser, records: on(empty) })).toThrow('erased-already');
});

test('PUBLICITY-4 a pasted table is read by its headings or in order, and names what may not be there', () => {
  const read = (text: string) => readList(parseText(text));
  const four = '马玉芳\t一社\t耕地地力保护补贴\t8.6亩\n李强\t二社\t耕地地力保护补贴\t3亩';
  expect(read(four).rows).toHaveLength(2);
  expect(writeList(read(four).rows)).toBe(four);
  expect(read('1,马玉芳,一社,低保,450元\n2,李强,二社,低保,450元').rows[1]?.name).toBe('李强');
  const headed = '公示表\n序号,户主姓名,组别,项目,补贴面积（亩）,补贴金额（元）\n1,马玉芳,一社,地力补贴,8.6,989';
  expect(read(headed)).toEqual({
    rows: [{ name: '马玉芳', group: '一社', item: '地力补贴', amount: '8.6亩 989元' }],
    faults: [],
  });
  const more = '姓名,组别,事项,金额,身份证号\n马玉芳,一社,低保,450元,\n李强,二社,低保,450元,62990119580312013X';
  expect(read(more).faults).toEqual([{ line: 3, column: '身份证号', code: 'column' }]);
  expect(read('马玉芳,一社,低保').faults).toEqual([{ line: 1, column: '3', code: 'cells' }]);
});
