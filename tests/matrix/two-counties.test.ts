// Two counties run side by side: nothing of the second opens anything in the first.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#kit/id.ts';
import { type SealKey, sealTo } from '#kit/seal.ts';
import { inScope } from '#data/scope.ts';
import { hashOf, invite, sessionScope } from '#server/session.ts';
import { say } from '#tests/cast.ts';
import { caseSecret, importer, makeMatrix, type Matrix, plateCode } from './county.ts';
import { report, visitBy } from './targets.ts';

let here: Matrix;
let there: Matrix;
beforeAll(async () => {
  [here, there] = await Promise.all([makeMatrix('629901'), makeMatrix('629902')]);
}, 60_000);
afterAll(() => Promise.all([here?.stop(), there?.stop()]));

test('sessions and phones of the second are strangers in the first', async () => {
  for (const [who, one] of Object.entries(there.people)) {
    expect((await here.server.call(one.caller, 'GET', '/session')).status, who).toBe(401);
    expect((await here.server.ask(one.caller, 'people.me')).status, who).toBe(401);
    expect((await here.server.do(one.caller, 'case.note', {})).status, who).toBe(401);
  }
  const phone = await there.server.phone(there.cast.worker);
  expect((await there.server.call(phone, 'GET', '/pull')).status).toBe(200);
  for (const [method, path] of [
    ['GET', '/pull'],
    ['GET', '/live'],
    ['POST', '/push'],
  ] as const)
    expect(
      (await here.server.call(phone, method, path, method === 'POST' ? { v: 1, commands: [] } : undefined)).status,
      path,
    ).toBe(401);
});

test('invitations of the second are used up nowhere else', async () => {
  const codeOf = (purpose: 'phone' | 'staff') =>
    inScope(there.cast.county.database, sessionScope, (tx) =>
      invite(tx, { person: there.cast.worker.person, purpose, by: null }),
    );
  const { code } = await codeOf('phone');
  expect((await here.server.call({}, 'POST', '/enrol', { code, name: 'x' })).body.code).toBe('code-not-valid');
  expect((await there.server.call({}, 'POST', '/enrol', { code, name: 'x' })).status).toBe(200);
  const staff = await codeOf('staff');
  expect(
    (await here.server.call({}, 'POST', '/session/invitation', { code: staff.code, password: 'a good long sentence' }))
      .body.code,
  ).toBe('code-not-valid');
});

test('plates and secrets of the second open nothing in the first', async () => {
  const { cast } = there;
  const [other, secret] = ['P1ATE0F0THE0SEC0ND00000000', 'SECRETCASE000002'];
  await say(cast.county, importer, 'household.plate', {
    household: cast.homes.two,
    plateHash: hashOf(other),
    plateShort: 'BBBBBBBB',
  });
  await report(there, 'two', { secretHash: hashOf(secret) });
  expect((await there.server.call({}, 'GET', `/h/${other}`)).status).toBe(200);
  expect((await there.server.call({}, 'GET', `/c/${secret}`)).status).toBe(200);
  const unknown = await here.server.call({}, 'GET', '/h/N0BODY0HAS0TH1S0C0DE00000');
  const foreign = await here.server.call({}, 'GET', `/h/${other}`);
  expect(foreign.status).toBe(unknown.status);
  expect(foreign.text).not.toContain('1-02');
  expect((await here.server.call({}, 'GET', `/c/${secret}`)).status).toBe(
    (await here.server.call({}, 'GET', '/c/N0B0DYHASTH1S000')).status,
  );
  expect((await here.server.call({}, 'GET', `/h/${plateCode}`)).status).toBe(200);
  expect((await here.server.call({}, 'GET', `/c/${caseSecret}`)).status).toBe(200);
});

test('record ids of the second read like ids that are not there', async () => {
  const matter = await report(there, 'one');
  const { visit } = await visitBy(there, 'one');
  const village = here.people.village?.caller ?? {};
  const answerOf = async (foreign: string): Promise<unknown[]> => {
    const replies = [
      await here.server.ask(village, 'case.page', { case: foreign }),
      await here.server.ask(village, 'household.page', { household: foreign }),
      await here.server.ask(village, 'incident.page', { incident: foreign }),
      await here.server.ask(village, 'territory.coverage', { area: foreign }),
      await here.server.do(village, 'case.accept', { case: foreign }),
      await here.server.do(village, 'household.change', { household: foreign, door: '1' }),
      await here.server.do(village, 'visit.record', { visit: newId(), household: foreign, parts: [{ kind: 'well' }] }),
      await here.server.do(village, 'notice.publish', {
        notice: newId(),
        office: foreign,
        title: 'x',
        text: 'x',
        fromAt: 0,
      }),
    ];
    return replies.map(({ status, body }) => [status, body?.code]);
  };
  const nothing = await answerOf(newId());
  expect(nothing.every((one) => (one as [number])[0] === 403)).toBe(true);
  for (const id of [matter, visit, there.cast.homes.one, there.cast.offices.village, there.cast.areas.village])
    expect(await answerOf(id)).toEqual(nothing);
});

test('a cursor of the second asks for a new snapshot, and its sealed commands are not opened', async () => {
  const [mine, theirs] = [await here.server.phone(here.cast.worker), await there.server.phone(there.cast.worker)];
  const first = (await there.server.call(theirs, 'GET', '/pull?limit=2000')).body;
  const { generation, pos } = first.cursor;
  const moved = await here.server.call(mine, 'GET', `/pull?generation=${generation}&pos=${pos}`);
  expect([moved.status, moved.body.code]).toEqual([409, 'generation-moved']);
  const envelope = {
    v: 1 as const,
    id: newId(),
    name: 'visit.record',
    input: { visit: newId(), household: here.cast.homes.one, parts: [{ kind: 'well' }] },
    at: Date.now(),
    device: null,
    author: here.cast.worker.person,
  };
  const sealed = await sealTo({ ...(first.serverKey as SealKey) }, envelope);
  const { body } = await here.server.call(mine, 'POST', '/push', { v: 1, commands: [sealed] });
  expect(body.answers).toEqual([{ id: envelope.id, status: 'reseal' }]);
});
