// The household's pages over HTTP on a real database: what they show, what they never show, and that each press counts once.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId, randomCode, sha256Hex } from '#kit/id.ts';
import { emptyScope, inScope } from '#data/scope.ts';
import { createApp } from '#server/http.ts';
import { invite, sessionScope } from '#server/session.ts';
import { type Cast, makeCast, say } from '#tests/cast.ts';
import { doorRoutes } from './routes.ts';

let cast: Cast;
let app: ReturnType<typeof createApp>;
const code = randomCode(26);
/** Another home's plate: the brake on reports counts by home. */
const other = randomCode(26);
const short = 'K7M2P9QX';
let noticed = false;

beforeAll(async () => {
  cast = await makeCast();
  app = createApp(cast.county);
  app.route('/', doorRoutes(cast.county));
  await say(cast.county, cast.village, 'household.plate', { household: cast.homes.one, plateHash: await sha256Hex(code), plateShort: short });
  await say(cast.county, cast.village, 'household.plate', { household: cast.homes.two, plateHash: await sha256Hex(other), plateShort: 'K7M2P9QY' });
  const input = { notice: newId(), office: cast.offices.village, title: '入冬护水管', text: '管子冻了别用火烤。', fromAt: 1000 };
  await say(cast.county, cast.village, 'notice.publish', input);
  noticed = true;
});
afterAll(() => cast?.close());

const residents = ['杜来顺', '马玉林', '安桂香', '石来顺', '罗二虎'];
const get = async (path: string, headers: Record<string, string> = {}): Promise<{ status: number; text: string; headers: Headers }> => {
  const response = await app.request(path, { headers });
  return { status: response.status, text: await response.text(), headers: response.headers };
};
const post = async (path: string, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<{ status: number; text: string; headers: Headers }> => {
  const body = new URLSearchParams(fields);
  const response = await app.request(path, { method: 'POST', body, headers: { 'sec-fetch-site': 'same-origin', ...headers } });
  return { status: response.status, text: await response.text(), headers: response.headers };
};
const tokenIn = (text: string): string => /name="token" value="([^"]+)"/.exec(text)?.[1] ?? '';
const secretIn = (text: string): string => /href="\/c\/([0-9A-Z]{16})/.exec(text)?.[1] ?? '';
const count = async (): Promise<number> => {
  const service = { ...emptyScope, standing: 'service', service: 'jobs' };
  return (await inScope(cast.county.database, service, (tx) => tx.one<{ n: number }>('select count(*)::int as n from matter'))).n;
};
const report = async (fields: Record<string, string>, plate = code): Promise<string> => {
  const form = await get(`/h/${plate}/report`);
  return (await post(`/h/${plate}/report`, { token: tokenIn(form.text), way: 'matter', ...fields })).text;
};

describe('the plate', () => {
  it('shows who serves the home, the supervision phone and the notices, and no resident, case or count', async () => {
    await report({ topic: 'W1', text: '水发黄' });
    const page = await get(`/h/${code}`);
    expect(page.status).toBe(200);
    expect(noticed).toBe(true);
    for (const word of ['文跃山', '19900001000', '19900000099', '入冬护水管', '柳湾村 1-01', '云溪县', '备案0001', '0900-555-0199']) expect(page.text).toContain(word);
    for (const word of [...residents, '水发黄', '2601', '1990000200']) expect(page.text).not.toContain(word);
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
  });

  it('stays below 15 KiB on every page, in both languages, and speaks English when asked', async () => {
    for (const path of [`/h/${code}`, `/h/${code}/report`, `/h/${code}/danger`, '/plate', '/follow', '/my/enter']) {
      for (const query of ['', '?lang=en', '?elder=1']) {
        const page = await get(path + query);
        expect(page.status).toBe(200);
        expect(Buffer.byteLength(page.text)).toBeLessThan(15 * 1024);
        expect(page.text).not.toMatch(/ style=|<style|onclick|undefined|\[object/);
      }
    }
    const english = await get(`/h/${code}?lang=en`);
    expect(english.text).toContain('My grid worker');
    expect(english.text).toContain(`/h/${code}/report?lang=en`);
  });

  it('answers unknown, old and unreadable codes with the same page', async () => {
    const [unknown, odd] = await Promise.all([get(`/h/${randomCode(26)}`), get('/h/zzz')]);
    expect(unknown.status).toBe(404);
    expect(odd).toMatchObject({ status: 404, text: unknown.text });
    expect(unknown.text).toContain('没找到这个门牌');
  });

  it('opens by village and typed code without giving the long code away, and brakes guessing', async () => {
    const village = cast.grounds.village;
    const opened = await post('/plate', { village, code: 'k7m2-p9qx' });
    expect(opened.status).toBe(303);
    const address = opened.headers.get('location') ?? '';
    expect(address).toBe(`/h/~${village}~${short}`);
    const page = await get(address);
    expect(page.text).toContain('文跃山');
    expect(page.text).not.toContain(code);
    const nothing = await post('/plate', { village: '', code: '12' });
    expect(nothing.status).toBe(400);
    for (const word of ['有 2 处要看一看', 'href="#village"', 'href="#code"', 'id="code-wrong"', 'value="12"', 'autofocus']) expect(nothing.text).toContain(word);
    const statuses: number[] = [];
    for (let i = 0; i < 12; i++) statuses.push((await post('/plate', { village, code: randomCode(8) })).status);
    expect(statuses.slice(0, 10).every((status) => status === 400)).toBe(true);
    expect(statuses.at(-1)).toBe(429);
    // The brake holds for right codes too, or a guesser would learn by it.
    expect((await get(address)).status).toBe(429);
  });
});

describe('reporting', () => {
  it('answers with the number, who has it, when, and a secret; pressing twice makes one case', async () => {
    const form = await get(`/h/${code}/report`);
    const before = await count();
    const fields = { token: tokenIn(form.text), way: 'matter', topic: 'W2', text: '三天没水了' };
    const [first, second] = await Promise.all([post(`/h/${code}/report`, fields), post(`/h/${code}/report`, fields)]);
    expect(await count()).toBe(before + 1);
    expect(secretIn(first.text)).toHaveLength(16);
    expect(secretIn(second.text)).toBe(secretIn(first.text));
    expect(first.text).toMatch(/收到了，编号 \d{4}/);
    expect(first.text).toContain('level2办');
    expect(first.text).toMatch(/前有人联系您/);
    expect(Buffer.byteLength(first.text)).toBeLessThan(15 * 1024);
    // Pressed again with other words: what was sent stands, and nothing new is made.
    const third = await post(`/h/${code}/report`, { ...fields, text: '四天没水了' });
    expect(secretIn(third.text)).toBe(secretIn(first.text));
    expect(await count()).toBe(before + 1);
  });

  it('keeps what was written when something is missing, in the same words on top and by the field', async () => {
    const form = await get(`/h/${code}/report`);
    const page = await post(`/h/${code}/report`, { token: tokenIn(form.text), way: 'matter', topic: '', text: '路灯<b>坏了' });
    expect(page.status).toBe(400);
    expect(page.text).toContain('路灯&lt;b&gt;坏了</textarea>');
    expect(page.text.match(/请选是什么事/g)).toHaveLength(2);
    expect(page.text).toContain('href="#topic"');
  });

  it('takes nothing from another site, and nothing with a form that is not ours', async () => {
    const before = await count();
    const form = await get(`/h/${code}/report`);
    const fields = { token: tokenIn(form.text), way: 'matter', topic: 'W2', text: '' };
    expect((await post(`/h/${code}/report`, fields, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    const forged = await post(`/h/${code}/report`, { ...fields, token: `${fields.token.slice(0, -2)}xx` });
    expect(forged.status).toBe(400);
    expect(forged.text).toContain('请再按一次');
    expect(await count()).toBe(before);
  });

  it('carries a complaint about the worker past the worker', async () => {
    const form = await get(`/h/${code}/report?about=1`);
    const page = await post(`/h/${code}/report?about=1`, { token: tokenIn(form.text), way: 'about', text: '他不来' });
    expect(page.text).toContain('现在在township办');
    const seen = await inScope(
      cast.county.database,
      { ...emptyScope, standing: 'staff', person: cast.worker.person, grounds: [cast.grounds.grid], homes: [cast.grounds.grid], offices: [cast.offices.level2] },
      (tx) => tx.query(`select id from matter where category = 'V4'`),
    );
    expect(seen).toHaveLength(0);
  });

  it('lets danger call first, and answers what was told without number or code', async () => {
    const form = await get(`/h/${code}/danger`);
    expect(form.text.indexOf('tel:110')).toBeLessThan(form.text.indexOf('<form'));
    expect(form.text.indexOf('tel:110')).toBeGreaterThan(0);
    const token = tokenIn(form.text);
    const page = await post(`/h/${code}/report`, { token, way: 'danger', text: '隔壁打孩子' });
    expect(page.status).toBe(200);
    expect(page.text).toContain('收到了');
    expect(page.text).not.toMatch(/编号|查询码|\/c\/|police办|隔壁/);
    expect(page.text).toContain('tel:110');
    const service = { ...emptyScope, standing: 'service', service: 'jobs' };
    const [row] = await inScope(cast.county.database, service, (tx) =>
      tx.query<{ restricted: boolean; number: number | null; secret_hash: string | null }>(`select restricted, number, secret_hash from matter where category = 'D6'`),
    );
    expect(row).toEqual({ restricted: true, number: null, secret_hash: null });
  });
});

describe('following by the secret', () => {
  it('shows the way, asks when answered, and only the word of the household closes it; it opens again within 90 days', async () => {
    const secret = secretIn(await report({ topic: 'W1', text: '水浑' }));
    const found = await post('/follow', { secret: secret.toLowerCase().replace(/(.{4})/g, '$1 ') });
    expect(found.status).toBe(303);
    expect(found.headers.get('location')).toBe(`/c/${secret}`);
    const open = await get(`/c/${secret}`);
    expect(open.text).toContain('收到了，现在在level2办');
    expect(open.text).not.toContain('解决了没有');
    const service = { ...emptyScope, standing: 'service', service: 'jobs' };
    const hash = await sha256Hex(secret);
    const { id } = await inScope(cast.county.database, service, (tx) => tx.one<{ id: string }>('select id from matter where secret_hash = $1', [hash]));
    await say(cast.county, cast.worker, 'case.accept', { case: id });
    await say(cast.county, cast.worker, 'case.note', { case: id, text: '内部的话' });
    await say(cast.county, cast.worker, 'case.answer', { case: id, text: '滤网换好了' });
    const asked = await get(`/c/${secret}`);
    for (const word of ['等您一句话', '滤网换好了', '解决了没有', '好了一些', '没有解决']) expect(asked.text).toContain(word);
    expect(asked.text).not.toContain('内部的话');
    expect(asked.text).not.toMatch(new RegExp(residents.join('|')));
    const sayPage = await get(`/c/${secret}/say?outcome=not-solved`);
    expect(sayPage.text).toContain('可不填');
    const back = await post(`/c/${secret}/say`, { token: tokenIn(sayPage.text), outcome: 'not-solved', text: '早上还黄' });
    expect(back.status).toBe(303);
    expect((await get(`/c/${secret}`)).text).toContain('又打开了');
    await say(cast.county, cast.worker, 'case.answer', { case: id, text: '又修了' });
    const again = await get(`/c/${secret}`);
    const word = { token: tokenIn(again.text), outcome: 'solved' };
    const [one, two] = await Promise.all([post(`/c/${secret}/say`, word), post(`/c/${secret}/say`, word)]);
    expect([one.status, two.status]).toEqual([303, 303]);
    const closed = await get(`/c/${secret}`);
    expect(closed.text).toContain('您说解决了，办完了');
    expect(closed.text).toContain('还没好，再办');
    const reopen = await get(`/c/${secret}/say?outcome=not-solved`);
    await post(`/c/${secret}/say`, { token: tokenIn(reopen.text), outcome: 'not-solved', text: '' });
    expect((await get(`/c/${secret}`)).text).toContain('又打开了');
    const leave = await get(`/c/${secret}/withdraw`);
    await post(`/c/${secret}/withdraw`, { token: tokenIn(leave.text), text: '' });
    expect((await get(`/c/${secret}`)).text).toContain('您撤回了');
  });

  it('opens nothing for a wrong secret, a public number or a plate code, nor takes a form made for another case', async () => {
    for (const typed of [randomCode(16), '2601', code]) expect([400, 404]).toContain((await post('/follow', { secret: typed })).status);
    const [one, two] = [secretIn(await report({ topic: 'W2', text: '' }, other)), secretIn(await report({ topic: 'E1', text: '' }, other))];
    const form = await get(`/c/${one}/withdraw`);
    expect((await post(`/c/${two}/withdraw`, { token: tokenIn(form.text), text: '' })).status).toBe(409);
  });

  it('brakes many reports from one home but keeps the words, and never brakes danger', async () => {
    let last = '';
    for (let i = 0; i < 7; i++) last = await report({ topic: 'R1', text: `坑 ${i}` }, other);
    expect(last).toContain('试得太多了');
    expect(last).toContain('坑 6</textarea>');
    const form = await get(`/h/${other}/danger`);
    expect((await post(`/h/${other}/report`, { token: tokenIn(form.text), way: 'danger', text: '有人掉水里' })).text).toContain('收到了');
  });
});

describe('a verified adult', () => {
  const enter = async (): Promise<{ cookie: string; code: string }> => {
    const [person, member] = [newId(), newId()];
    await say(cast.county, cast.village, 'person.register', { person, name: '杜来顺', staff: false, member });
    await say(cast.county, cast.village, 'member.add', { member, household: cast.homes.one, name: '杜来顺', born: '1970-02' });
    await say(cast.county, cast.village, 'member.add', { member: newId(), household: cast.homes.one, name: '杜二妹', born: '1974-02' });
    await say(cast.county, cast.village, 'member.verify', { member, person });
    const invitation = await inScope(cast.county.database, sessionScope, (tx) => invite(tx, { person, purpose: 'adult', member, by: cast.village.person }));
    const entered = await post('/my/enter', { code: invitation.code });
    expect(entered.status).toBe(303);
    return { cookie: (entered.headers.get('set-cookie') ?? '').split(';')[0] ?? '', code: invitation.code };
  };

  it('enters once with the code of the village desk and sees the own record, its readers and its matters, never another adult', async () => {
    expect((await get('/my')).headers.get('location')).toBe('/my/enter');
    const { cookie, code: used } = await enter();
    expect((await post('/my/enter', { code: used })).text).toContain('码不对或用过了');
    await inScope(cast.county.database, { ...emptyScope, standing: 'service', service: 'import' }, (tx) =>
      tx.exec(`insert into reading (household, hour, purpose, reader, office, role, at) values ($1, date_trunc('hour', now()), 'case.page', $2, $3, 'village-officer', now())`, [
        cast.homes.one,
        cast.village.person,
        cast.offices.village,
      ]),
    );
    const page = await get('/my', { cookie });
    for (const word of ['谁看过我家记录', '村干部 何启明', 'village办 · 办您报的事', '1-01', '杜来顺', '1970-02']) expect(page.text).toContain(word);
    expect(page.text).not.toMatch(/杜二妹|1974|家庭暴力/);
    const request = await get('/my/request', { cookie });
    const sent = await post('/my/request', { token: tokenIn(request.text), wish: 'correct', text: '电话换了' }, { cookie });
    expect(sent.status).toBe(303);
    const own = await get(sent.headers.get('location') ?? '', { cookie });
    expect(own.text).toContain('改错的：电话换了');
    const csrf = /name="csrf" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
    expect((await post('/my/leave', { csrf: 'x' }, { cookie })).status).toBe(403);
    await post('/my/leave', { csrf }, { cookie });
    expect((await get('/my', { cookie })).headers.get('location')).toBe('/my/enter');
  });

  it('a case of another home is not there', async () => {
    const { cookie } = await enter();
    const id = newId();
    await say(cast.county, cast.worker, 'case.report', { case: id, household: cast.homes.two, category: 'W1', title: '自来水浑浊异味' });
    expect((await get(`/my/case/${id}`, { cookie })).status).toBe(404);
  });
});
