// Posts come and go: what was written in good faith waits, what an office held passes on, a phone erases itself, the household sees who read.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serviceActor } from '#kit/actor.ts';
import { newId } from '#kit/id.ts';
import { sealTo } from '#kit/seal.ts';
import { emptyScope, inScope } from '#data/scope.ts';
import { passFromEmpty } from '#server/reactions.ts';
import { type Cast, makeCast, say } from '#tests/cast.ts';
import { namedPicture } from '#tests/files/sending.ts';
import { type Caller, type Running, run } from '#tests/running.ts';
import { until } from '#tests/until.ts';

let cast: Cast;
let server: Running;
const at: Record<string, Caller> = {};
const importer = serviceActor('import');

beforeAll(async () => {
  cast = await makeCast();
  server = await run(cast);
  for (const who of ['worker', 'head', 'liaison', 'village', 'township', 'department', 'securityAdmin'] as const)
    at[who] = await server.session(cast[who].person);
}, 60_000);
afterAll(async () => {
  await server?.stop();
  await cast?.close();
});

const report = async (home: 'one' | 'two' = 'one'): Promise<string> => {
  const id = newId();
  await say(cast.county, cast.worker, 'case.report', {
    case: id,
    household: cast.homes[home],
    category: 'W1',
    title: '水浑',
  });
  return id;
};
const holderOf = async (id: string): Promise<string> =>
  (await server.ask(at.village ?? {}, 'case.page', { case: id })).body.case.holder;
const postOf = (who: 'worker' | 'head' | 'department'): string => cast[who].posts[0]?.id ?? '';

test('PEOPLE-8 whoever is away is stood in for at once, and is himself again when back', async () => {
  const matter = await report();
  const accept = (): Promise<number> =>
    server.do(at.liaison ?? {}, 'case.note', { case: matter, text: '看过' }).then((one) => one.status);
  expect((await server.do(at.liaison ?? {}, 'case.accept', { case: matter })).status).toBe(403);
  expect(
    (
      await server.do(at.head ?? {}, 'post.away', {
        post: postOf('head'),
        from: 1,
        to: null,
        deputy: cast.liaison.person,
      })
    ).status,
  ).toBe(200);
  expect(await accept()).toBe(200);
  expect((await server.do(at.liaison ?? {}, 'case.accept', { case: matter })).status).toBe(200);
  expect(await holderOf(matter)).toBe(cast.offices.level1);
  expect(
    (await server.call(at.liaison ?? {}, 'GET', '/session')).body.posts
      .map((post: { deputising: boolean }) => post.deputising)
      .sort(),
  ).toEqual([false, true]);
  expect((await server.do(at.head ?? {}, 'post.back', { post: postOf('head') })).status).toBe(200);
  expect((await server.do(at.liaison ?? {}, 'case.hand-up', { case: matter })).status).toBe(403);
});

test('PEOPLE-4 CASE-14 without a deputy what the office holds goes one level up, and the case says so', async () => {
  const matter = await report();
  expect(await holderOf(matter)).toBe(cast.offices.level1);
  await say(cast.county, cast.head, 'post.away', { post: postOf('head'), from: 1, to: null, deputy: null });
  await until(async () => (await holderOf(matter)) === cast.offices.village);
  const { steps } = (await server.ask(at.village ?? {}, 'case.page', { case: matter })).body;
  expect(steps.at(-1)).toMatchObject({ name: 'case.passed', toOffice: cast.offices.village });
  const next = await report();
  expect(await holderOf(next)).toBe(cast.offices.village);
  await say(cast.county, cast.head, 'post.back', { post: postOf('head') });
});

test('PEOPLE-1 CASE-14 a term that simply runs out leaves nothing behind either', async () => {
  const matter = await report();
  await inScope(cast.county.database, { ...emptyScope, standing: 'service', service: 'import' }, async (tx) => {
    await tx.query(`select set_config('zd.writing', $1, true)`, [`{${postOf('head')}}`]);
    await tx.exec(`update post set to_at = now() - interval '1 minute' where id = $1`, [postOf('head')]);
  });
  expect(await passFromEmpty(cast.county)).toBeGreaterThan(0);
  expect(await holderOf(matter)).toBe(cast.offices.village);
  expect(await passFromEmpty(cast.county)).toBe(0);
  await say(cast.county, importer, 'post.assign', {
    post: newId(),
    person: cast.head.person,
    office: cast.offices.level1,
    fromAt: 0,
    toAt: Date.now() + 86_400_000,
    chosen: 'election',
  });
});

test('INC-5 an incident goes on with all that follows it', async () => {
  const matters = [await report('one'), await report('two')];
  for (const matter of matters) {
    await say(cast.county, cast.head, 'case.hand-up', { case: matter });
    await say(cast.county, cast.village, 'case.hand-up', { case: matter });
    await say(cast.county, cast.township, 'case.dispatch', { case: matter, office: cast.offices.water });
  }
  const incident = newId();
  await say(cast.county, cast.department, 'incident.open', { incident, title: '水浑', cases: matters });
  await say(cast.county, cast.securityAdmin, 'post.end', { post: postOf('department'), reason: '调离' });
  await until(async () => (await holderOf(matters[0] ?? '')) === cast.offices.centre);
  expect(await holderOf(matters[1] ?? '')).toBe(cast.offices.centre);
  expect((await server.ask(at.township ?? {}, 'incident.page', { incident })).body.incident.holder).toBe(
    cast.offices.centre,
  );
});

async function enrolled(who: 'worker' | 'worker2') {
  const phone = await server.phone(cast[who]);
  const page = (await server.call(phone, 'GET', '/pull?limit=2000')).body;
  const visit = {
    visit: newId(),
    household: cast.homes[who === 'worker' ? 'one' : 'elsewhere'],
    parts: [{ kind: 'well' }],
    note: '离线记的',
  };
  const envelope = {
    v: 1 as const,
    id: newId(),
    name: 'visit.record',
    input: visit,
    at: Date.now() - 1000,
    device: null,
    author: cast[who].person,
  };
  return { phone, page, envelope, visit, command: await sealTo(page.serverKey, envelope) };
}

test('what was written before the post ended is refused, waits in the box of the ground, and the phone erases itself', async () => {
  const { phone, page, envelope, visit, command } = await enrolled('worker2');
  expect(
    page.records.some(
      (one: { kind: string; id: string }) => one.kind === 'household' && one.id === cast.homes.elsewhere,
    ),
  ).toBe(true);
  await say(cast.county, cast.securityAdmin, 'post.end', { post: cast.worker2.posts[0]?.id, reason: '届满' });
  const { answers } = (await server.call(phone, 'POST', '/push', { v: 1, commands: [command] })).body;
  expect(answers).toMatchObject([{ status: 'refused', kind: 'refused', code: 'not-yours' }]);
  const box = (ground: string) =>
    inScope(cast.county.database, { ...emptyScope, standing: 'staff', grounds: [ground] }, (tx) =>
      tx.query<{ envelope: { input: unknown } }>('select envelope from hand_over_box where id = $1', [envelope.id]),
    );
  expect((await box(cast.grounds.group2)).map((row) => row.envelope.input)).toEqual([envelope.input]);
  expect(await box(cast.grounds.group)).toEqual([]);
  const pulled = (await server.call(phone, 'GET', `/pull?generation=${page.cursor.generation}&pos=${page.cursor.pos}`))
    .body;
  expect(pulled).toMatchObject({ wipe: true, records: [] });
  await takenOver(envelope.id, visit);
});

/** VISIT-10, VISIT-11: the village finds it, says it in its own name, and nobody finds it again. */
async function takenOver(entry: string, visit: { readonly visit: string }): Promise<void> {
  const village = at.village ?? {};
  const list = async (): Promise<{ id: string; said: { input: object }; head: string }[]> =>
    (await server.ask(village, 'left.list', {})).body;
  const [row] = (await list()).filter(({ id }) => id === entry);
  expect(row?.said.input).toMatchObject(visit);
  expect(row?.head).not.toBe('');
  expect((await server.ask(at.head ?? {}, 'left.list', {})).body).toEqual([]);
  expect((await server.do(village, 'visit.record', { ...visit, note: '原来的人写的。\n离线记的' })).status).toBe(200);
  expect((await server.do(village, 'visit.record', visit)).body.code).toBe('id-taken');
  expect((await server.do(at.head ?? {}, 'left.take', { entry })).status).toBe(403);
  expect((await server.do(village, 'left.take', { entry })).status).toBe(200);
  expect((await list()).filter(({ id }) => id === entry)).toEqual([]);
  expect((await server.do(village, 'left.set-aside', { entry })).body.code).toBe('left-settled');
}

test('a revoked phone is told to erase itself and reaches nothing else', async () => {
  const { phone, page, command } = await enrolled('worker');
  expect((await server.ask(phone, 'household.page', { household: cast.homes.one })).status).toBe(200);
  expect((await server.call(at.securityAdmin ?? {}, 'POST', '/session/revoke', { device: phone.device })).status).toBe(
    200,
  );
  expect(
    (await server.call(phone, 'GET', `/pull?generation=${page.cursor.generation}&pos=${page.cursor.pos}`)).body,
  ).toEqual({ wipe: true });
  expect((await server.call(phone, 'POST', '/push', { v: 1, commands: [command] })).status).toBe(401);
  expect((await server.ask(phone, 'household.page', { household: cast.homes.one })).status).toBe(401);
  expect(
    (await server.do(phone, 'visit.record', { visit: newId(), household: cast.homes.one, parts: [{ kind: 'well' }] }))
      .status,
  ).toBe(401);
  expect((await server.call(phone, 'GET', '/live')).status).toBe(401);
});

test('a cursor of another generation, and one beyond the head, ask for a new snapshot', async () => {
  const { phone, page } = await enrolled('worker');
  for (const cursor of [
    `generation=${newId()}&pos=${page.cursor.pos}`,
    `generation=${page.cursor.generation}&pos=99999999`,
  ]) {
    const { status, body } = await server.call(phone, 'GET', `/pull?${cursor}`);
    expect([status, body.code]).toEqual([409, 'generation-moved']);
  }
});

test('VISIT-6 VISIT-7 readings appear for the adult; confidence and illness stay where they belong', async () => {
  const [person, member] = [newId(), newId()];
  await say(cast.county, importer, 'member.add', {
    member,
    household: cast.homes.two,
    name: '马玉林',
    born: '1970-05',
  });
  await say(cast.county, importer, 'person.register', { person, name: '马玉林', staff: false, member });
  await say(cast.county, cast.village, 'member.verify', { member, person });
  const adult = await server.session(person, cast.homes.two);
  const before = (await server.ask(adult, 'reading.mine')).body.length;
  await server.ask(at.township ?? {}, 'household.page', { household: cast.homes.two, reason: 'support' });
  await server.ask(at.township ?? {}, 'household.page', { household: cast.homes.two, reason: 'support' });
  const readings = (await server.ask(adult, 'reading.mine')).body;
  expect(readings.length).toBe(before + 1);
  expect(readings[0]).toMatchObject({ role: 'township-officer', purpose: 'household.page', name: '安学文' });
  expect(readings[0].reason).toBe('support');
  const { phone, page } = await enrolled('worker');
  expect((await server.ask(adult, 'reading.mine')).body).toContainEqual(
    expect.objectContaining({ purpose: 'phone', name: '文跃山' }),
  );
  const visit = newId();
  await say(cast.county, cast.worker, 'visit.record', {
    visit,
    household: cast.homes.two,
    note: '腿不好',
    parts: [{ kind: 'fact', fact: 'illness' }, { kind: 'well' }],
  });
  await new Promise((resolve) => setTimeout(resolve, 600));
  const delta = (await server.call(phone, 'GET', `/pull?generation=${page.cursor.generation}&pos=${page.cursor.pos}`))
    .body;
  expect(delta.records.find((one: { id: string }) => one.id === visit).record).toMatchObject({
    note: '',
    parts: [{ kind: 'well' }],
  });
  expect(
    (await server.ask(at.village ?? {}, 'household.page', { household: cast.homes.two, reason: 'mend' })).text,
  ).toContain('腿不好');
  // Whoever leaves the home leaves its record.
  await say(cast.county, cast.village, 'member.leave', { member });
  expect((await server.ask(adult, 'reading.mine')).status).toBe(401);
});

test('HOME-4, ATTACH-8 a home that moves takes its entries, promises, matters and pictures along, and leaves the old phone', async () => {
  const { homes, areas } = cast;
  const [visit, promise, matter, hidden] = [newId(), newId(), await report('two'), newId()];
  const [shown, unseen] = [namedPicture(Buffer.from('shown')), namedPicture(Buffer.from('unseen'))];
  await say(cast.county, cast.worker, 'visit.record', {
    visit,
    household: homes.two,
    confidential: true,
    parts: [{ kind: 'well' }],
    promises: [{ promise, text: '带表来' }],
    attachments: [shown],
  });
  await say(cast.county, cast.worker, 'case.report', {
    case: hidden,
    household: homes.two,
    category: 'D6',
    title: '不可见',
    attachments: [unseen],
  });
  const { phone, page } = await enrolled('worker');
  expect(page.records.map((one: { id: string }) => one.id)).toEqual(
    expect.arrayContaining([homes.two, visit, promise, matter, shown.attachment]),
  );
  await say(cast.county, cast.village, 'household.move', { household: homes.two, grid: areas.grid2 });
  const groundsNow = () =>
    inScope(cast.county.database, { ...emptyScope, standing: 'service', service: 'import' }, (tx) =>
      tx.query<{ ground: string }>(
        `select distinct ground::text as ground from (select ground from visit where id = $1 union all select ground from promise where id = $2 union all select ground from matter where id in ($3, $4) union all select ground from attachment where id in ($5, $6)) as all_of_it`,
        [visit, promise, matter, hidden, shown.attachment, unseen.attachment],
      ),
    );
  await until(async () => JSON.stringify(await groundsNow()) === JSON.stringify([{ ground: cast.grounds.grid2 }]));
  await new Promise((resolve) => setTimeout(resolve, 600));
  const { generation, pos } = page.cursor;
  const delta = (await server.call(phone, 'GET', `/pull?generation=${generation}&pos=${pos}&limit=2000`)).body;
  const gone = delta.gone.map((one: { id: string }) => one.id);
  expect(gone).toEqual(expect.arrayContaining([homes.two, visit, promise, matter, shown.attachment]));
  expect(JSON.stringify(delta)).not.toContain(hidden);
  expect(JSON.stringify([page, delta])).not.toContain(unseen.attachment);
});
