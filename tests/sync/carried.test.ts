// What a phone could not send is carried to a desk in a file: it counts as if the phone had sent it, once, and is nobody else's word.
import '#tests/chaos/bare-browser.ts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type CarriedAnswer, type CarriedLine, type CarriedText, proveLine, readCarried } from '#kit/carried.ts';
import { newId } from '#kit/id.ts';
import { sealTo } from '#kit/seal.ts';
import { emptyScope, inScope } from '#data/scope.ts';
import { carriedParts, countUnsent } from '#sync/carry.ts';
import { erasePerson } from '#sync/phone-database.ts';
import { bindFiles, filesOf, keepFile } from '#sync/files.ts';
import { type Cast, makeCast, say } from '#tests/cast.ts';
import { makeJpeg } from '#tests/files/make-files.ts';
import { type Caller, type Reply, type Running, run } from '#tests/running.ts';
import { HistoryPhone } from './history-phone.ts';

let cast: Cast;
let server: Running;
let desk: Caller;
beforeAll(async () => {
  cast = await makeCast({ own: true });
  server = await run(cast);
  desk = await server.session(cast.village.person);
}, 120_000);
afterAll(async () => {
  await server?.stop();
  await cast?.close();
});

const noNetwork = (): Response => new Response('', { status: 503 });
const visit = (household: string, note: string): object => ({ visit: newId(), household, note, parts: [] });
const textOf = async (phone: HistoryPhone): Promise<string> =>
  (await carriedParts(phone.phone.identity.person, Date.now()))?.parts.join('') ?? '';
const carry = (line: CarriedLine, caller: Caller = desk): Promise<Reply> =>
  server.call(caller, 'POST', '/api/carried', line);
async function carryAll({ lines }: CarriedText): Promise<CarriedAnswer['items']> {
  const items: CarriedAnswer['items'][number][] = [];
  for (const line of lines) {
    const { status, body } = await carry(line);
    expect(status).toBe(200);
    items.push(...(body as CarriedAnswer).items);
  }
  return items;
}
const jobs = { ...emptyScope, standing: 'service', service: 'jobs' };
const asJobs = <R extends object>(text: string, values: unknown[] = []): Promise<R[]> =>
  inScope(cast.county.database, jobs, (tx) => tx.query<R>(text, values));
const notes = async (note: string): Promise<string[]> =>
  (await asJobs<{ author: string }>('select author from visit where note = $1', [note])).map(({ author }) => author);

const open: HistoryPhone[] = [];
afterEach(async () => {
  for (const phone of open.splice(0)) {
    phone.close();
    await erasePerson(phone.phone.identity.person);
  }
});

/** A phone of this person that has no network from now on. */
async function cutOff(person: string): Promise<HistoryPhone> {
  const phone = await HistoryPhone.enrol(server, cast, person);
  open.push(phone);
  phone.instead = noNetwork;
  return phone;
}

describe('PEOPLE-13 a file from a phone that cannot send', () => {
  it('PEOPLE-13 brings words and pictures once, whether it is brought twice or the phone sends them after all', async () => {
    const phone = await cutOff(cast.worker.person);
    const picture = await makeJpeg(320, 240);
    const about = { kind: 'picture', mime: 'image/jpeg', width: 320, height: 240 };
    const named = await keepFile(phone.phone, new Uint8Array(picture), about, Date.now());
    const report = { case: newId(), household: cast.homes.one, category: 'W1', title: '水浑', attachments: [named] };
    await bindFiles(phone.phone, [named.attachment], await phone.say('case.report', report));
    for (let n = 0; n < 22; n++) await phone.say('visit.record', visit(cast.homes.one, `带去的 ${n}`));
    await phone.sync(false);
    expect(await countUnsent(cast.worker.person)).toEqual({ words: 23, files: 1 });

    const text = await textOf(phone);
    expect(text).not.toMatch(/带去的|水浑|visit\.record/);
    expect(text).not.toContain(phone.phone.identity.token);
    const carried = readCarried(text);
    expect(carried).toMatchObject({ head: { words: 23, files: 1, lines: 3 }, damaged: 0 });
    const first = await carryAll(carried);
    expect(first.map(({ status }) => status)).toEqual(Array(24).fill('received'));
    expect(first.filter(({ what }) => what === 'file')).toHaveLength(1);
    expect(await notes('带去的 21')).toEqual([cast.worker.person]);

    expect((await carryAll(carried)).map(({ status }) => status)).toEqual(Array(24).fill('received'));
    phone.instead = undefined;
    await phone.settle();
    // Nothing on the phone was touched by making the file: it heard of all of it from the county itself.
    expect(phone.phone.items.value.filter(({ state }) => state !== 'taken')).toEqual([]);
    const counted = await asJobs<{ n: number }>(`select count(*)::int as n from visit where note like '带去的 %'`);
    expect(counted[0]?.n).toBe(22);
    const files = await asJobs<{ state: string; sha256: string }>(
      'select state, sha256 from attachment where id = $1',
      [named.attachment],
    );
    expect(files).toEqual([{ state: 'received', sha256: named.sha256 }]);
    expect(await filesOf(cast.worker.person).files.count()).toBe(1);
  });

  it('PEOPLE-13 is judged by what its author may do now, and what is refused waits in the hand-over box', async () => {
    const phone = await cutOff(cast.worker2.person);
    await phone.say('visit.record', visit(cast.homes.elsewhere, '搬走后才带到'));
    const carried = readCarried(await textOf(phone));
    await say(cast.county, cast.village, 'household.move', { household: cast.homes.elsewhere, grid: cast.areas.grid });
    expect(await carryAll(carried)).toMatchObject([{ what: 'visit.record', status: 'left', code: 'not-yours' }]);
    const left = (await server.ask(await server.session(cast.worker.person), 'left.list')).body as {
      said: { input: { note: string } };
    }[];
    expect(left.map(({ said }) => said.input.note)).toContain('搬走后才带到');
  });

  it('PEOPLE-13 tells whoever carries it nothing of what only one office may know', async () => {
    const phone = await cutOff(cast.worker.person);
    await phone.say('case.report', {
      case: newId(),
      household: cast.homes.one,
      category: 'D1',
      title: '打孩子',
      mustReport: true,
    });
    const items = await carryAll(readCarried(await textOf(phone)));
    expect(items.map(({ what, code, facts }) => [what, code, facts])).toEqual([['sealed', undefined, undefined]]);
  });

  it('PEOPLE-13 lets nobody put words into a worker’s mouth', async () => {
    const phone = await cutOff(cast.worker.person);
    await phone.say('visit.record', visit(cast.homes.one, '真的'));
    const [line] = readCarried(await textOf(phone)).lines;
    if (!line) throw new Error('nothing was carried');
    const { serverKey, device, token } = phone.phone.identity;
    const forged = await sealTo(serverKey, {
      v: 1,
      id: newId(),
      name: 'visit.record',
      input: visit(cast.homes.one, '假的'),
      at: Date.now(),
      device,
      author: cast.worker.person,
    });
    const content = { commands: [forged] };
    // Another content beside the proof of a real file; a proof of a made-up credential; the hash of one instead of the token; one's own phone.
    expect(await carry({ ...line, content: JSON.stringify(content) })).toMatchObject({
      status: 400,
      body: { code: 'carried-damaged' },
    });
    expect(await carry({ ...line, id: newId() })).toMatchObject({ status: 400, body: { code: 'carried-damaged' } });
    for (const guess of ['A'.repeat(43), token.split('').reverse().join('')])
      expect(await carry(await proveLine(serverKey, guess, content))).toMatchObject({
        status: 403,
        body: { code: 'carried-unknown-phone' },
      });
    const own = await server.phone(cast.worker2);
    expect((await carry(await proveLine(serverKey, own.bearer ?? '', content))).body.items).toMatchObject([
      { status: 'refused', code: 'author-differs' },
    ]);
    // A desk's session is no phone.
    expect(await carry(await proveLine(serverKey, desk.cookie ?? '', content))).toMatchObject({
      body: { code: 'carried-unknown-phone' },
    });
    expect(await notes('假的')).toEqual([]);
  });

  it('PEOPLE-13 counts for nothing once its phone was revoked, and says so', async () => {
    const phone = await cutOff(cast.worker.person);
    await phone.say('visit.record', visit(cast.homes.one, '停用后'));
    const [line] = readCarried(await textOf(phone)).lines;
    const security = await server.session(cast.securityAdmin.person);
    await server.call(security, 'POST', '/session/revoke', { device: phone.phone.identity.device });
    expect(line && (await carry(line))).toMatchObject({ status: 403, body: { code: 'carried-revoked' } });
    expect(await notes('停用后')).toEqual([]);
  });

  it('PEOPLE-13 is brought in at a village or township desk only', async () => {
    const phone = await cutOff(cast.worker.person);
    await phone.say('visit.record', visit(cast.homes.one, '谁来带'));
    const [line] = readCarried(await textOf(phone)).lines;
    if (!line) throw new Error('nothing was carried');
    for (const person of [cast.worker.person, cast.head.person, cast.department.person, cast.systemAdmin.person])
      expect((await carry(line, await server.session(person))).status).toBe(403);
    expect((await carry(line, {})).status).toBe(401);
    expect((await carry(line, { ...desk, csrf: 'made up' })).status).toBe(403);
    expect(await notes('谁来带')).toEqual([]);
    expect((await carry(line, await server.session(cast.township.person))).status).toBe(200);
    expect(await notes('谁来带')).toEqual([cast.worker.person]);
  });
});

describe('a file that is none, or not whole', () => {
  it('is told in one code, and what is whole of it is still brought', async () => {
    const phone = await cutOff(cast.worker2.person);
    for (let n = 0; n < 25; n++) await phone.say('visit.record', visit(cast.homes.four, `半个文件 ${n}`));
    const text = await textOf(phone);
    for (const foreign of ['', '{}', 'name,door\n马,1', '{"zd":"carried","v":2,"lines":1}', 'null\nnull'])
      expect(() => readCarried(foreign)).toThrow('carried-foreign');
    // The end was cut off in the middle of the second line.
    const cut = readCarried(text.slice(0, -400));
    expect(cut).toMatchObject({ damaged: 1 });
    expect(cut.lines).toHaveLength(1);
    expect(await carryAll(cut)).toHaveLength(20);
    const [line] = cut.lines;
    const server2 = { ...line, proof: { ...line?.proof, key: 'another' } } as CarriedLine;
    expect(await carry(server2)).toMatchObject({ status: 400, body: { code: 'carried-other-county' } });
    for (const bad of [
      {},
      { id: 1 },
      { ...line, proof: 7 },
      { ...line, content: '{' },
      { ...line, content: 'x'.repeat(990_001) },
    ])
      expect((await server.call(desk, 'POST', '/api/carried', bad)).status).toBe(400);
    expect((await server.call(desk, 'POST', '/api/carried', { ...line, content: 'x'.repeat(1_200_000) })).status).toBe(
      400,
    );
    const own = phone.phone.identity;
    const commands = Array.from({ length: 101 }, () => ({ id: newId(), key: 'k', ephemeral: '', iv: '', box: '' }));
    expect(await carry(await proveLine(own.serverKey, own.token, { commands }))).toMatchObject({ status: 400 });
  });
});
