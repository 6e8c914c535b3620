// The desk on a real server: lists kept for oneself, matters found by their words, an act on many with its preview, two people at one matter, inner notes.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#kit/id.ts';
import { inScope } from '#data/scope.ts';
import type { Inbox, InboxCounts } from '#modules/case/model.ts';
import type { BulkLine, DeskViewRow } from '#modules/case/model-desk.ts';
import { scopeOf } from '#server/scope-of.ts';
import { hashOf } from '#server/session.ts';
import { type Cast, makeCast, say } from '#tests/cast.ts';
import { type Matters, mattersOf } from '#tests/finding-matters.ts';
import { type Caller, run, type Running } from '#tests/running.ts';
import { until } from '#tests/until.ts';

let cast: Cast;
let one: Running;
let two: Running;
const at: Record<string, Caller> = {};
let { report, atTownship, ask, comesUp } = {} as Matters;
const staff = ['worker', 'head', 'village', 'township', 'department', 'farm', 'centre'] as const;

beforeAll(async () => {
  cast = await makeCast();
  one = await run(cast);
  two = await run(cast);
  for (const who of staff) at[who] = await one.session(cast[who].person);
  ({ report, atTownship, ask, comesUp } = mattersOf(cast, one, at));
}, 90_000);
afterAll(async () => {
  await one?.stop();
  await two?.stop();
  await cast?.close();
});

const desk = (who: string): Caller => at[who] ?? {};

test('CASE-70 a kept list comes back at every desk of its person, counted, and at nobody else’s', async () => {
  const view = newId();
  const kept = await one.do(desk('township'), 'view.keep', { view, name: '水', address: 'mine?group=W' });
  expect(kept.status).toBe(200);
  const again = await two.session(cast.township.person);
  const own = (await two.ask(again, 'view.list')).body as DeskViewRow[];
  expect(own).toEqual([{ id: view, name: '水', address: 'mine?group=W' }]);
  expect(await ask('village', 'view.list')).toEqual([]);
  await atTownship();
  const { lists, mine } = await ask<InboxCounts>('township', 'case.counts', {
    lists: [{ view: 'mine', category: 'W' }],
  });
  expect([lists[0]! > 0, lists[0]! <= mine]).toEqual([true, true]);
  expect((await one.do(desk('village'), 'view.drop', { view })).status).toBe(403);
  expect((await one.do(desk('township'), 'view.drop', { view })).status).toBe(200);
  expect(await ask('township', 'view.list')).toEqual([]);
});

test('CASE-71 the thirteenth list is refused with the number', async () => {
  const keep = (n: number): Promise<{ status: number; body: { code?: string } }> =>
    one.do(desk('head'), 'view.keep', { view: newId(), name: `第${n}个`, address: 'mine?due=today' });
  for (let n = 1; n <= 12; n++) expect((await keep(n)).status).toBe(200);
  const more = await keep(13);
  expect([more.status, more.body.code]).toEqual([409, 'views-full']);
});

test('an address that is none is not kept', async () => {
  for (const address of ['javascript:alert(1)', 'mine?x=<b>', '//else.example', ''])
    expect((await one.do(desk('village'), 'view.keep', { view: newId(), name: 'x', address })).status).toBe(400);
});

test('filters narrow a list, alone and together', async () => {
  const id = await atTownship({ title: '渠道垮了一段', category: 'W5' });
  const seen = async (filter: object): Promise<boolean> =>
    (await ask<Inbox>('township', 'case.inbox', { view: 'mine', limit: 200, ...filter })).rows.some(
      (row) => row.id === id,
    );
  expect(await seen({})).toBe(true);
  expect(await seen({ category: 'W5' })).toBe(true);
  expect(await seen({ category: 'P' })).toBe(false);
  expect(await seen({ area: cast.areas.group })).toBe(true);
  expect(await seen({ area: cast.areas.group2 })).toBe(false);
  const state = (await ask<Inbox>('township', 'case.inbox', { view: 'mine', limit: 200 })).rows.find(
    (row) => row.id === id,
  )?.state;
  expect(await seen({ state })).toBe(true);
  expect(await seen({ state: 'returned' })).toBe(false);
  expect(await seen({ due: 'late' })).toBe(false);
  await comesUp('township', '渠道', id);
  expect(await seen({ category: 'W', area: cast.areas.village, state, text: '渠道' })).toBe(true);
  const all = (kind: string): Promise<boolean> =>
    ask<Inbox>('village', 'case.inbox', { view: 'all', at: kind, limit: 200 }).then(({ rows }) =>
      rows.some((row) => row.id === id),
    );
  expect([await all('township'), await all('department')]).toEqual([true, false]);
});

test('pages follow each other without a gap or a repeat, in every view', async () => {
  for (let n = 0; n < 7; n++) await atTownship({ title: `第${n}件` });
  for (const { id } of (await ask<Inbox>('township', 'case.inbox', { view: 'mine', limit: 7 })).rows)
    await say(cast.county, cast.township, 'case.call-offices', {
      case: id,
      offices: [cast.offices.farm],
      text: '到场看看',
    });
  for (const view of ['mine', 'unassigned', 'changed', 'all', 'asked']) {
    const who = view === 'asked' ? 'farm' : 'township';
    const whole = (await ask<Inbox>(who, 'case.inbox', { view, limit: 200 })).rows.map((row) => row.id);
    const paged: string[] = [];
    let after: string | null = null;
    do {
      const part: Inbox = await ask(who, 'case.inbox', { view, limit: 3, after });
      paged.push(...part.rows.map((row) => row.id));
      after = part.next;
    } while (after !== null);
    expect(paged, view).toEqual(whole);
    expect(whole.length, view).toBeGreaterThan(6);
  }
});

test('CASE-73 the preview of an act on many says for each what the door then does', async () => {
  const good = [await atTownship(), await atTownship()];
  const answered = await atTownship();
  await say(cast.county, cast.township, 'case.answer', { case: answered, text: '换了新表' });
  const elsewhere = await report();
  const nowhere = await atTownship({ category: 'R2', title: '桥' });
  const cases = [...good, answered, elsewhere, nowhere];
  const lines = await ask<BulkLine[]>('township', 'case.bulk-preview', { act: 'dispatch', cases });
  expect(lines.map((line) => [line.id, line.to?.id ?? null, line.why])).toEqual([
    [good[0], cast.offices.water, null],
    [good[1], cast.offices.water, null],
    [answered, null, 'case-moved-on'],
    [elsewhere, null, 'not-holder'],
    [nowhere, null, 'nowhere-to-send'],
  ]);
  for (const line of lines) {
    const office = line.to?.id ?? cast.offices.water;
    const { status } = await one.do(
      desk('township'),
      'case.dispatch',
      { case: line.id, office },
      { basedOn: line.version },
    );
    expect([line.id, status === 200]).toEqual([line.id, line.why === null]);
  }
  // Once it has moved, the same decision is refused: nothing was changed behind anybody's back.
  const stale = await one.do(
    desk('township'),
    'case.dispatch',
    { case: good[0], office: cast.offices.water },
    { basedOn: lines[0]?.version },
  );
  expect(stale.status).toBe(409);
});

test('CASE-74 no verb of a matter takes more than one, and no act on many closes', async () => {
  const closing = await one.ask(desk('township'), 'case.bulk-preview', { act: 'say', cases: [newId()] });
  expect(closing.status).toBe(400);
});

/** What a page in the browser hears of the others at its matter. */
async function listen(
  server: Running,
  caller: Caller,
  tab: string,
): Promise<{ told: { case: string; people: { name: string }[] }[]; stop(): void }> {
  const gone = new AbortController();
  const reply = await fetch(`http://127.0.0.1:${server.port}/live?tab=${tab}`, {
    headers: { cookie: `__Host-zd=${caller.cookie}`, 'x-forwarded-for': '10.1.1.1' },
    signal: gone.signal,
  });
  const told: { case: string; people: { name: string }[] }[] = [];
  void (async () => {
    let text = '';
    const decoder = new TextDecoder();
    for await (const part of reply.body ?? []) {
      text += decoder.decode(part as Uint8Array, { stream: true });
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const event = text.slice(0, end);
        text = text.slice(end + 2);
        const data = /^event: here$/m.test(event) ? /^data: (.*)$/m.exec(event)?.[1] : undefined;
        if (data) told.push(JSON.parse(data));
      }
    }
  })().catch(() => undefined);
  return { told, stop: () => gone.abort() };
}
test('two people at one matter hear of each other, at two servers, until one leaves; nothing of it is stored', async () => {
  const id = await atTownship({ title: '两个人一起看' });
  const [mine, theirs] = [newId(), newId()];
  const village = await listen(one, desk('village'), mine);
  const township = await listen(two, desk('township'), theirs);
  const open = (server: Running, who: string, tab: string, matter: string | null): Promise<{ status: number }> =>
    server.call(desk(who), 'POST', '/api/here', { tab, case: matter });
  expect((await open(one, 'village', mine, id)).status).toBe(200);
  expect((await open(two, 'township', theirs, id)).status).toBe(200);
  const last = (ear: { told: { people: { name: string }[] }[] }): string[] | undefined =>
    ear.told.at(-1)?.people.map((p) => p.name);
  await until(() => last(village)?.length === 1 && last(township)?.length === 1);
  expect([last(village), last(township)]).toEqual([['安学文'], ['何启明']]);
  // The same person in a second page is nobody else.
  expect((await open(two, 'village', newId(), id)).status).toBe(200);
  await until(() => last(township)?.length === 1);
  expect(last(village)).toEqual(['安学文']);
  // Whoever may not see it is not let in; a closed page is gone.
  expect((await open(one, 'department', newId(), id)).status).toBe(403);
  township.stop();
  await until(() => last(village)?.length === 0);
  expect(last(village)).toEqual([]);
  village.stop();
  const tables = await inScope(cast.county.database, scopeOf(cast.village), (tx) =>
    tx.query<{ name: string }>(
      `select table_name as name from information_schema.columns where column_name in ('tab', 'open_at', 'online')`,
    ),
  );
  expect(tables).toEqual([]);
}, 30_000);

test('CASE-75 an inner note and a rating stand on no page of the household; a note for it does', async () => {
  const secret = 'DESKN0TE00000001';
  const id = await report({ household: cast.homes.one, title: '路灯坏了', category: 'P6', secretHash: hashOf(secret) });
  const canary = '金丝雀内部话七四三';
  const open = '住户看得到的话九一二';
  await say(cast.county, cast.head, 'case.note', { case: id, text: canary });
  await say(cast.county, cast.head, 'case.note', { case: id, text: open, internal: false });
  await say(cast.county, cast.worker, 'case.ask-help', { case: id, text: canary });
  const page = await one.call({}, 'GET', `/c/${secret}`);
  expect([page.status, page.text.includes(canary), page.text.includes(open)]).toEqual([200, false, true]);
  const staffPage = await one.ask(desk('head'), 'case.page', { case: id });
  expect(staffPage.text).toContain(canary);
});
