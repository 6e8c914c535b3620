// Telling at work on a real county: once to each, whatever breaks off; on time, never at midnight; nothing of what is restricted.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serviceActor } from '#kit/actor.ts';
import { newId } from '#kit/id.ts';
import { emptyScope, inScope } from '#data/scope.ts';
import type { Message } from '#modules/telling/model.ts';
import { messageTable } from '#modules/telling/store.ts';
import { ask } from '#server/ask.ts';
import { moveClocks } from '#server/clock-round.ts';
import { sealOnce } from '#server/sealer.ts';
import { hashOf, plateActor } from '#server/session.ts';
import { followTelling } from '#server/telling/follow.ts';
import { remind } from '#server/telling/reminders.ts';
import { type Cast, makeCast, say } from '#tests/cast.ts';

const hour = 3_600_000;
const day = 24 * hour;
const jobs = { ...emptyScope, standing: 'service', service: 'jobs' };
/** A Tuesday morning in China. */
let now = Date.parse('2026-11-24T10:00:00+08:00');
let cast: Cast;

beforeAll(async () => {
  cast = await makeCast({ now: () => now });
});
afterAll(() => cast?.close());

async function follow(texts = true): Promise<number> {
  while ((await sealOnce(cast.county.database)).rows > 0);
  return followTelling(cast.county, texts);
}
const messages = (matter: string): Promise<Message[]> =>
  inScope(cast.county.database, jobs, async (tx) =>
    (
      await tx.query<Record<string, unknown>>(
        `select ${messageTable.select} from message where matter = $1 order by at, kind, channel`,
        [matter],
      )
    ).map(messageTable.read),
  );
const briefly = (all: readonly Message[]): string[] =>
  all.map(({ kind, channel, level }) => `${channel} ${kind}${level ? ` ${level}` : ''}`).sort();
const remindersOf = async (matter: string): Promise<string[]> =>
  briefly((await messages(matter)).filter(({ cause }) => !cause.startsWith('fact')));

async function withBureau(home: 'one' | 'two' = 'one', more: object = {}): Promise<string> {
  const id = newId();
  const { county, worker, head, village, township, offices, homes } = cast;
  const input = { case: id, household: homes[home], category: 'W1', title: '自来水浑', ...more };
  await say(county, worker, 'case.report', input);
  for (const who of [head, village]) await say(county, who, 'case.hand-up', { case: id });
  await say(county, township, 'case.dispatch', { case: id, office: offices.water });
  return id;
}

test('TELL-1 TELL-2 once to each who has to know, also when two follow at once and one breaks off', async () => {
  const id = await withBureau();
  while ((await sealOnce(cast.county.database)).rows > 0);
  // One breaks off between its messages and its commit: neither they nor its position stay.
  const broken = {
    ...cast.county,
    database: {
      ...cast.county.database,
      transaction: ((fn, options) =>
        cast.county.database.transaction(async (tx) => {
          await fn(tx);
          throw new Error('cut');
        }, options)) as typeof cast.county.database.transaction,
    },
  };
  await expect(followTelling(broken, true)).rejects.toThrow('cut');
  expect(await messages(id)).toEqual([]);
  await Promise.all([followTelling(cast.county, true), followTelling(cast.county, true)]);
  const told = briefly(await messages(id));
  expect(told).toEqual([
    ...Array.from({ length: 4 }, () => 'inbox new'),
    ...Array.from({ length: 3 }, () => 'sms moved'),
  ]);
  expect(await follow()).toBe(0);
  // Even a follower that lost its position tells nobody twice.
  await inScope(cast.county.database, jobs, (tx) => tx.exec(`update reaction set pos = 0 where name = 'telling'`));
  expect(await follow()).toBe(0);
  expect(briefly(await messages(id))).toEqual(told);
});

test('TELL-5 TELL-16 confidence goes to no phone, a member’s matter to his own, the rest to the page', async () => {
  const { county, worker, homes, systemAdmin } = cast;
  const [visit, member] = [newId(), newId()];
  const channelOf = async (more: object): Promise<string[]> => {
    const id = newId();
    await say(county, worker, 'case.report', { case: id, household: homes.two, category: 'W1', title: '水', ...more });
    await say(county, cast.head, 'case.accept', { case: id });
    await follow();
    return (await messages(id)).filter((one) => one.household !== null).map(({ channel }) => channel);
  };
  await say(county, worker, 'visit.record', {
    visit,
    household: homes.two,
    parts: [{ kind: 'well' }],
    confidential: true,
  });
  await say(county, worker, 'member.add', { member, household: homes.two, name: '马秀英', born: '1970-05' });
  expect(await channelOf({ visit })).toEqual(['page']);
  expect(await channelOf({ subject: member })).toEqual(['page']);
  expect(await channelOf({})).toEqual(['sms']);
  await say(county, systemAdmin, 'telling.configure', {
    quietFrom: 1260,
    quietTo: 480,
    digestAt: 510,
    muted: ['sms:accepted'],
  });
  expect(await channelOf({})).toEqual(['page']);
  await say(county, systemAdmin, 'telling.configure', { quietFrom: 1260, quietTo: 480, digestAt: 510, muted: [] });
});

test('TELL-3 nothing of a restricted matter is told to anybody but its named office', async () => {
  const id = newId();
  await say(cast.county, cast.worker, 'case.report', {
    case: id,
    household: cast.homes.three,
    category: 'D6',
    title: '金丝雀',
  });
  await follow();
  now += 5 * day;
  await remind(cast.county);
  const all = await messages(id);
  expect([...new Set(all.map(({ office, channel }) => `${office} ${channel}`))]).toEqual([
    `${cast.offices.police} inbox`,
  ]);
  const seen = async (who: 'worker' | 'township' | 'centre' | 'systemAdmin' | 'police'): Promise<boolean> => {
    const texts = await Promise.all(
      ['message.inbox', 'message.failed', 'message.of-case'].map((name) =>
        ask(cast.county, cast[who], name, name === 'message.of-case' ? { case: id } : {}).then(
          JSON.stringify,
          () => '',
        ),
      ),
    );
    return texts.join().includes(id) || texts.join().includes('金丝雀');
  };
  for (const who of ['worker', 'township', 'centre', 'systemAdmin'] as const) expect(await seen(who), who).toBe(false);
  expect(await seen('police')).toBe(true);
  await say(cast.county, cast.police, 'case.close-restricted', { case: id, text: '已处置' });
});

test('TELL-7 second escalation level never running: holder, office above, county centre, each once through stops of days', async () => {
  const id = await withBureau('one', { category: 'W4' });
  await follow();
  const due = await inScope(cast.county.database, jobs, (tx) =>
    tx.one<{ at: Date }>('select due_at as at from matter where id = $1', [id]),
  );
  const moments = [
    due.at.getTime() - hour,
    due.at.getTime() + hour,
    due.at.getTime() + 2 * day,
    due.at.getTime() + 6 * day,
  ];
  const seen: string[][] = [];
  for (const moment of moments) {
    now = moment;
    // Twice, and by two processes: a start again tells nothing again.
    await Promise.all([remind(cast.county), remind(cast.county)]);
    await remind(cast.county);
    seen.push(await remindersOf(id));
  }
  expect(seen[0]).toEqual(['inbox near']);
  expect(seen[1]).toEqual(['inbox near', 'inbox overdue 1']);
  expect(seen[3]).toEqual(['inbox near', 'inbox overdue 1', 'inbox overdue 2', 'inbox overdue 3']);
  const last = (await messages(id)).filter(({ kind }) => kind === 'overdue');
  expect(last.find(({ level }) => level === 1)?.office).toBe(cast.offices.water);
  expect(last.find(({ level }) => level === 2)?.office).toBe(cast.offices.centre);
  // The clock is set back a week: what was told is not told again.
  now -= 7 * day;
  await remind(cast.county);
  now += 7 * day;
  await remind(cast.county);
  expect(await remindersOf(id)).toEqual(seen[3]);
});

test('TELL-8 merged case still escalating: two that follow an incident are one reminder to its holder, and none once it is resolved', async () => {
  const ids = [await withBureau('one')];
  now += hour;
  ids.push(await withBureau('two'));
  const incident = newId();
  await say(cast.county, cast.department, 'incident.open', { incident, title: '阀后水浑', cases: ids, cause: '阀坏' });
  await follow();
  now += 4 * day;
  await remind(cast.county);
  const all = (await Promise.all(ids.map(remindersOf))).flat();
  expect(all.filter((one) => one === 'inbox overdue 1')).toHaveLength(1);
  await say(cast.county, cast.department, 'incident.resolve', { incident, text: '换了阀' });
  const before = (await Promise.all(ids.map(remindersOf))).flat();
  now += 10 * day;
  await remind(cast.county);
  expect((await Promise.all(ids.map(remindersOf))).flat()).toEqual(before);
});

test('TELL-9 TELL-10 a call back on the third day, a day of review the day before, each once', async () => {
  now = Date.parse('2027-01-12T10:00:00+08:00');
  const id = await withBureau();
  await say(cast.county, cast.department, 'case.answer', { case: id, text: '换了滤芯' });
  await say(cast.county, cast.worker, 'case.tell', { case: id });
  now += 2 * day;
  await remind(cast.county);
  expect(await remindersOf(id)).toEqual([]);
  now += day + hour;
  for (let n = 0; n < 2; n++) {
    await moveClocks(cast.county);
    await follow();
  }
  const asked = (await messages(id)).filter(({ kind }) => kind === 'call-back');
  expect(asked.map(({ office }) => office)).toEqual([cast.offices.village]);
  const stopped = await withBureau();
  const reviewAt = now + 20 * day;
  await say(cast.county, cast.department, 'case.suspend', { case: stopped, reviewAt, text: '冬天不能开挖' });
  now = reviewAt - 2 * day;
  await remind(cast.county);
  expect(await remindersOf(stopped)).toEqual([]);
  now = reviewAt - hour;
  for (let n = 0; n < 2; n++) await remind(cast.county);
  expect(await remindersOf(stopped)).toEqual(['inbox review']);
});

test('TELL-11 reminder at midnight: it is ready, seen by nobody before eight, and survives until then', async () => {
  const id = newId();
  now = Date.parse('2027-03-02T00:10:00+08:00');
  await say(cast.county, plateActor(cast.homes.four, cast.grounds.grid), 'case.report', {
    case: id,
    household: cast.homes.four,
    category: 'W1',
    title: '夜里没水',
    secretHash: hashOf(newId()),
  });
  await follow();
  const [told] = await messages(id);
  expect(told).toMatchObject({ state: 'ready', kind: 'new', notBefore: Date.parse('2027-03-02T08:00:00+08:00') });
  const inbox = async (): Promise<string> => JSON.stringify(await ask(cast.county, cast.worker, 'message.inbox', {}));
  expect(await inbox()).not.toContain(id);
  now = Date.parse('2027-03-02T08:00:00+08:00');
  expect(await inbox()).toContain(id);
});

test('TELL-12 what is meant for an office where nobody sits goes to the one above', async () => {
  now = Date.parse('2027-03-03T10:00:00+08:00');
  const { county, worker, head, securityAdmin, offices } = cast;
  const id = newId();
  await say(county, worker, 'case.report', { case: id, household: cast.homes.one, category: 'W1', title: '水' });
  await say(county, securityAdmin, 'post.end', { post: worker.posts[0]?.id, reason: '届满' });
  await say(county, head, 'case.answer', { case: id, text: '修好了' });
  await follow();
  const carry = (await messages(id)).find(({ kind }) => kind === 'carry');
  expect(carry?.office).toBe(offices.level1);
  await say(county, serviceActor('import'), 'post.assign', {
    post: newId(),
    person: worker.person,
    office: offices.level2,
    fromAt: 0,
    toAt: now + 365 * day,
    chosen: 'appointment',
  });
});

test('TELL-17 one digest a working morning for each office with something open', async () => {
  now = Date.parse('2027-03-04T09:00:00+08:00');
  const digests = (): Promise<{ n: number; offices: number }> =>
    inScope(cast.county.database, jobs, (tx) =>
      tx.one(
        `select count(*)::int as n, count(distinct office)::int as offices from message where kind = 'digest' and cause = 'digest 2027-03-04'`,
      ),
    );
  for (let n = 0; n < 3; n++) await remind(cast.county);
  const { n, offices } = await digests();
  expect(n).toBeGreaterThan(1);
  expect(n).toBe(offices);
  const shown = (await ask(cast.county, cast.department, 'message.inbox', {})) as { kind: string; counts: unknown }[];
  expect(shown.find(({ kind }) => kind === 'digest')?.counts).toMatchObject({ overdue: expect.any(Number) });
});
