// F1 by hand: what a phone believes of an answer, and what it holds back while there is none.
import '#tests/chaos/bare-browser.ts';
import { describe, expect, it } from 'vitest';
import { batchSize, pushAll, smallBatch } from '#sync/push.ts';
import { accepted, bareQueue, problem, rowOf } from './bare-queue.ts';

const html = (status: number): Response =>
  new Response('<html>欢迎使用免费网络</html>', { status, headers: { 'content-type': 'text/html' } });

describe('F1 answers that are not the county’s', () => {
  it.each([200, 302, 400, 401, 403, 404, 405, 413, 500, 502])('F1 a portal’s %i moves nothing', async (status) => {
    const queue = await bareQueue([rowOf('a'), rowOf('b')]);
    queue.answer = () => html(status);
    expect(await pushAll(queue.sender)).toBe('silent');
    expect(await queue.states()).toEqual(['waiting', 'waiting']);
  });

  it('F1 an answer cut in its middle, or about other commands, moves nothing', async () => {
    const queue = await bareQueue([rowOf('a')]);
    queue.answer = () => new Response('{"answers":[{"id":"', { headers: { 'content-type': 'application/json' } });
    expect(await pushAll(queue.sender)).toBe('silent');
    queue.answer = () => accepted([crypto.randomUUID()]);
    await pushAll(queue.sender);
    expect(await queue.states()).toEqual(['waiting']);
  });

  it('F14 the county’s own 401 is believed, and drops nothing', async () => {
    const queue = await bareQueue([rowOf('a')]);
    queue.answer = () => problem(401, 'sign-in-needed');
    expect(await pushAll(queue.sender)).toBe('signed-out');
    expect(await queue.states()).toEqual(['waiting']);
  });
});

describe('F1 a poisoned command', () => {
  it('F1 parks only its own record', async () => {
    const rows = [rowOf('a'), rowOf('a'), rowOf('b'), rowOf('c')];
    const queue = await bareQueue(rows);
    const poison = rows[0]?.id ?? '';
    queue.answer = (ids) => (ids.includes(poison) ? problem(400, 'input-invalid') : accepted(ids));
    expect(await pushAll(queue.sender)).toBe('done');
    expect(await queue.states()).toEqual(['refused', 'waiting', 'taken', 'taken']);
  });
});

describe('F1 order', () => {
  it('F1 nothing about a record goes before the command that makes it has its answer', async () => {
    const rows = [rowOf('visit', { makes: ['promise'] }), rowOf('promise'), rowOf('other')];
    const queue = await bareQueue(rows);
    queue.answer = (ids) => accepted(ids.filter((id) => id !== rows[0]?.id));
    await pushAll(queue.sender);
    expect(queue.asked).toEqual([[rows[0]?.id, rows[2]?.id]]);
    queue.answer = accepted;
    await pushAll(queue.sender);
    expect(queue.asked.slice(1)).toEqual([[rows[0]?.id], [rows[1]?.id]]);
  });

  it('F3 after a failure it begins with little and grows with what gets through', async () => {
    const queue = await bareQueue(Array.from({ length: 60 }, (_, i) => rowOf(`r${i}`)));
    await pushAll({ ...queue.sender, first: smallBatch });
    expect(queue.asked.map((ids) => ids.length)).toEqual([smallBatch, 2 * smallBatch, batchSize, batchSize, 5]);
  });
});
