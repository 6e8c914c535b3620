// The county centre sets its own tables: from their day every deadline follows them, on the server and on a phone, and none that stands is moved.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addTerm, dayOf } from '#kit/calendar.ts';
import { newId } from '#kit/id.ts';
import type { Envelope } from '#kit/command.ts';
import { calendar } from '#modules/case/kinds/holidays.ts';
import type { Case } from '#modules/case/model.ts';
import type { SettingPage } from '#modules/case/model-county.ts';
import { programRows } from '#modules/case/rules-county-tables.ts';
import { book } from '../../src/apps/field/book.ts';
import { overlay, type Rows } from '#sync/overlay.ts';
import { forgetSettings } from '#server/county-settings.ts';
import { sealOnce } from '#server/sealer.ts';
import { say } from '#tests/cast.ts';
import { openStage, type Stage } from '#tests/files/stage.ts';
import type { Caller } from '#tests/running.ts';

const oneDay = 86_400_000;
let stage: Stage;
let cast: Stage['cast'];
let centre: Caller;
const real = Date.now();
const tomorrow = dayOf(real + oneDay);

beforeAll(async () => {
  stage = await openStage();
  ({ cast } = stage);
  centre = await stage.server.session(cast.centre.person);
}, 60_000);
afterAll(() => stage?.stop());

const report = async (title: string): Promise<Case> => {
  const id = newId();
  await stage.server.do(stage.phone, 'case.report', { case: id, household: cast.homes.one, category: 'V1', title });
  return (await stage.server.ask(await stage.server.session(cast.head.person), 'case.page', { case: id })).body.case;
};
const quick = (): string[][] =>
  programRows('clocks', null).map((row) => (row[0] === '3' || row[0] === '4' ? [row[0], '1w', '2w', '1w'] : [...row]));
const set = (more: object): Promise<{ status: number; body: { code?: string } }> =>
  stage.server.do(centre, 'setting.say', {
    setting: newId(),
    what: 'clocks',
    fromDay: tomorrow,
    rows: quick(),
    ...more,
  });

test('CASE-81, CASE-83 a table that holds from today, or has a fault, is refused in words and keeps nothing', async () => {
  expect((await set({ fromDay: dayOf(real) })).body.code).toBe('setting-from');
  expect((await set({ rows: quick().slice(1) })).body.code).toBe('setting-rows');
  expect((await set({ what: 'calendar' })).body.code).toBe('setting-year');
  const page: SettingPage = (await stage.server.ask(centre, 'setting.page', {})).body;
  expect(page.coming).toEqual([]);
  expect(page.calendar.ends).toBe('2026-12-31');
});

test('CASE-82 from its day on deadlines are computed with it, on server and phone alike; what stands on a matter stays', async () => {
  const before = await report('路灯不亮');
  expect((await set({})).status).toBe(200);
  // Today nothing is different yet.
  const today = await report('路灯又不亮');
  const termOf = (matter: Case): number => (matter.resolveBy ?? 0) - matter.reportedAt;
  expect(Math.abs(termOf(today) - termOf(before))).toBeLessThan(60_000);
  // The same county a day and a half later.
  // Another process looks again within half a minute; here at once.
  forgetSettings(cast.county.database);
  const later = { ...cast.county, now: () => real + 1.5 * oneDay };
  const id = newId();
  await say(later, cast.worker, 'case.report', {
    case: id,
    household: cast.homes.one,
    category: 'V1',
    title: '第二天',
  });
  const head = await stage.server.session(cast.head.person);
  const after: Case = (await stage.server.ask(head, 'case.page', { case: id })).body.case;
  expect(after.resolveBy).toBe(addTerm(after.reportedAt, { workingDays: 2 }, calendar));
  const stands: Case = (await stage.server.ask(head, 'case.page', { case: before.id })).body.case;
  expect(stands.resolveBy).toBe(before.resolveBy);

  while ((await sealOnce(cast.county.database)).rows > 0);
  const { body } = await stage.server.call(stage.phone, 'GET', '/pull?limit=2000');
  const rows = new Map<string, Map<string, never>>();
  for (const { kind, id: key, record } of body.records)
    rows.set(kind, (rows.get(kind) ?? new Map<string, never>()).set(key, record as never));
  expect([...(rows.get('setting')?.values() ?? [])]).toHaveLength(1);
  const own = newId();
  const envelope: Envelope = {
    v: 1,
    id: newId(),
    name: 'case.report',
    input: { case: own, household: cast.homes.one, category: 'V1', title: '手机上' },
    at: after.reportedAt,
    device: null,
    author: cast.worker.person,
  };
  const shown = overlay(book, rows as Rows, cast.worker, [envelope])
    .rows.get('case')
    ?.get(own) as Case;
  expect([shown.respondBy, shown.resolveBy, shown.holderBy]).toEqual([
    after.respondBy,
    after.resolveBy,
    after.holderBy,
  ]);
});

test('CASE-81 a table whose day has not come is taken back once, and the page tells what comes', async () => {
  const setting = newId();
  await set({ setting, what: 'calendar', year: 2027, rows: [['2027-01-04', 'off']] });
  const page: SettingPage = (await stage.server.ask(centre, 'setting.page', {})).body;
  expect(page.coming.map((one) => [one.what, one.year, one.since])).toContainEqual(['calendar', 2027, tomorrow]);
  // CASE-84: what was brought counts as brought.
  expect(page.calendar.ends).toBe('2027-12-31');
  expect((await stage.server.do(centre, 'setting.withdraw', { setting })).status).toBe(200);
  expect((await stage.server.do(centre, 'setting.withdraw', { setting })).body.code).toBe('setting-holds');
  expect((await stage.server.ask(centre, 'setting.warning', {})).body).toMatchObject({ ends: '2026-12-31' });
});

test('CASE-86, CASE-80 the duty list and the ready sentences of the county hold from their day', async () => {
  const rows = programRows('duties', null).map((row) =>
    row[0] === 'village' && row[1] === 'W1' ? ['village', 'W1', 'basic'] : [...row],
  );
  await set({ what: 'duties', rows });
  await set({ what: 'replies', rows: [['answer', '-', '-', '已办', '已经办好']] });
  // Another process looks again within half a minute; here at once.
  forgetSettings(cast.county.database);
  const later = { ...cast.county, now: () => real + 1.5 * oneDay };
  const [early, late] = [newId(), newId()];
  for (const [id, county] of [
    [early, cast.county],
    [late, later],
  ] as const) {
    await say(county, cast.township, 'case.report', {
      case: id,
      household: cast.homes.one,
      category: 'W1',
      title: '水浑',
    });
    const send = say(county, cast.township, 'case.dispatch', { case: id, office: cast.offices.village });
    if (id === early) await expect(send).rejects.toThrow('only-assists');
    else await expect(send).resolves.toMatchObject({ status: 'accepted' });
  }
});
