// The plate and the report over HTTP on a real database: what they show, what they never show, and that each press counts once.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { randomCode } from '#kit/id.ts';
import { emptyScope, inScope } from '#data/scope.ts';
import type { Cast } from '#tests/cast.ts';
import { makeVisitor, residents, secretIn, tokenIn, type Visitor } from '#tests/visitor.ts';

let visitor: Visitor;
let cast: Cast;
let code: string;
let short: string;
let get: Visitor['get'];
let post: Visitor['post'];
let report: Visitor['report'];
beforeAll(async () => {
  visitor = await makeVisitor();
  ({ cast, code, short, get, post, report } = visitor);
});
afterAll(() => cast?.close());

const jobs = { ...emptyScope, standing: 'service', service: 'jobs' };
const count = async (): Promise<number> =>
  (await inScope(cast.county.database, jobs, (tx) => tx.one<{ n: number }>('select count(*)::int as n from matter'))).n;

describe('the plate', () => {
  it('shows who serves the home, the supervision phone and the notices, and no resident, case or count', async () => {
    await report({ topic: 'W1', text: '水发黄' });
    const page = await get(`/h/${code}`);
    expect(page.status).toBe(200);
    for (const word of [
      '文跃山',
      '19900001000',
      '19900000099',
      '入冬护水管',
      '柳湾村 1-01',
      '云溪县',
      '备案0001',
      '0900-555-0199',
    ])
      expect(page.text).toContain(word);
    for (const word of ['水发黄', '2601', '1990000200']) expect(page.text).not.toContain(word);
    expect(page.text).not.toMatch(residents);
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
    for (const word of [
      '有 2 处要看一看',
      'href="#village"',
      'href="#code"',
      'id="code-wrong"',
      'value="12"',
      'autofocus',
    ])
      expect(nothing.text).toContain(word);
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
    const page = await post(`/h/${code}/report`, {
      token: tokenIn(form.text),
      way: 'matter',
      topic: '',
      text: '路灯<b>坏了',
    });
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
      {
        ...emptyScope,
        standing: 'staff',
        person: cast.worker.person,
        grounds: [cast.grounds.grid],
        homes: [cast.grounds.grid],
        offices: [cast.offices.level2],
      },
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
      tx.query<{ restricted: boolean; number: number | null; secret_hash: string | null }>(
        `select restricted, number, secret_hash from matter where category = 'D6'`,
      ),
    );
    expect(row).toEqual({ restricted: true, number: null, secret_hash: null });
  });
});
