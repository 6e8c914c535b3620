// Following a matter by its secret, and the verified adult's own record, over HTTP on a real database.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId, randomCode, sha256Hex } from '#kit/id.ts';
import { emptyScope, inScope } from '#data/scope.ts';
import { invite, sessionScope } from '#server/session.ts';
import { type Cast, say } from '#tests/cast.ts';
import { makeVisitor, residents, secretIn, tokenIn, type Visitor } from '#tests/visitor.ts';

let visitor: Visitor;
let cast: Cast;
let code: string;
let other: string;
let get: Visitor['get'];
let post: Visitor['post'];
let report: Visitor['report'];
beforeAll(async () => {
  visitor = await makeVisitor();
  ({ cast, code, other, get, post, report } = visitor);
});
afterAll(() => cast?.close());

describe('following by the secret', () => {
  it('shows the way, asks when answered, and only the word of the household closes it; it opens again within 90 days', async () => {
    const secret = secretIn(await report({ topic: 'W1', text: '水浑' }));
    const found = await post('/follow', { secret: secret.toLowerCase().replace(/(.{4})/g, '$1 ') });
    expect(found.status).toBe(303);
    expect(found.headers.get('location')).toBe(`/c/${secret}`);
    const open = await get(`/c/${secret}`);
    expect(open.text).toContain('收到了，现在在level2办');
    expect(open.text).not.toContain('解决了没有');
    expect(open.text).toMatch(/<li>您报的<br/);
    const service = { ...emptyScope, standing: 'service', service: 'jobs' };
    const hash = await sha256Hex(secret);
    const { id } = await inScope(cast.county.database, service, (tx) =>
      tx.one<{ id: string }>('select id from matter where secret_hash = $1', [hash]),
    );
    await say(cast.county, cast.worker, 'case.accept', { case: id });
    await say(cast.county, cast.worker, 'case.note', { case: id, text: '内部的话' });
    await say(cast.county, cast.worker, 'case.answer', { case: id, text: '滤网换好了' });
    const asked = await get(`/c/${secret}`);
    for (const word of ['等您一句话', '滤网换好了', '解决了没有', '好了一些', '没有解决'])
      expect(asked.text).toContain(word);
    expect(asked.text).not.toContain('内部的话');
    expect(asked.text).not.toMatch(residents);
    const sayPage = await get(`/c/${secret}/say?outcome=not-solved`);
    expect(sayPage.text).toContain('可不填');
    const stale = await post(`/c/${secret}/say`, { token: 'x.y', outcome: 'not-solved', text: '早上还黄' });
    expect(stale.text).toContain('早上还黄</textarea>');
    expect(stale.text).toContain('请再按一次');
    const back = await post(`/c/${secret}/say`, {
      token: tokenIn(sayPage.text),
      outcome: 'not-solved',
      text: '早上还黄',
    });
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
    // CASE-23: one level up, by its own form, as often as there is somebody above.
    const up = await get(`/c/${secret}/up`);
    expect(up.text).toContain('请上一级来办吗');
    expect((await post(`/c/${secret}/up`, { token: tokenIn(up.text), text: '等了三天' })).status).toBe(303);
    const above = await get(`/c/${secret}`);
    expect(above.text).toContain('<p class="top"><b>level1办</b>');
    const leave = await get(`/c/${secret}/withdraw`);
    await post(`/c/${secret}/withdraw`, { token: tokenIn(leave.text), text: '' });
    expect((await get(`/c/${secret}`)).text).toContain('您撤回了');
  });

  it('opens nothing for a wrong secret, a public number or a plate code, nor takes a form made for another case', async () => {
    for (const typed of [randomCode(16), '2601', code])
      expect([400, 404]).toContain((await post('/follow', { secret: typed })).status);
    const [one, two] = [
      secretIn(await report({ topic: 'W2', text: '' }, other)),
      secretIn(await report({ topic: 'E1', text: '' }, other)),
    ];
    const form = await get(`/c/${one}/withdraw`);
    expect((await post(`/c/${two}/withdraw`, { token: tokenIn(form.text), text: '' })).status).toBe(409);
  });

  it('brakes many reports from one home but keeps the words, and never brakes danger', async () => {
    let last = '';
    for (let i = 0; i < 7; i++) last = await report({ topic: 'R1', text: `坑 ${i}` }, other);
    expect(last).toContain('试得太多了');
    expect(last).toContain('坑 6</textarea>');
    const form = await get(`/h/${other}/danger`);
    expect(
      (await post(`/h/${other}/report`, { token: tokenIn(form.text), way: 'danger', text: '有人掉水里' })).text,
    ).toContain('收到了');
  });
});

describe('a verified adult', () => {
  const enter = async (): Promise<{ cookie: string; code: string }> => {
    const [person, member] = [newId(), newId()];
    await say(cast.county, cast.village, 'person.register', { person, name: '杜来顺', staff: false, member });
    await say(cast.county, cast.village, 'member.add', {
      member,
      household: cast.homes.one,
      name: '杜来顺',
      born: '1970-02',
    });
    await say(cast.county, cast.village, 'member.add', {
      member: newId(),
      household: cast.homes.one,
      name: '杜二妹',
      born: '1974-02',
    });
    await say(cast.county, cast.village, 'member.verify', { member, person });
    const invitation = await inScope(cast.county.database, sessionScope, (tx) =>
      invite(tx, { person, purpose: 'adult', member, by: cast.village.person }),
    );
    const entered = await post('/my/enter', { code: invitation.code });
    expect(entered.status).toBe(303);
    return { cookie: (entered.headers.get('set-cookie') ?? '').split(';')[0] ?? '', code: invitation.code };
  };

  it('enters once with the code of the village desk and sees the own record, its readers and its matters, never another adult', async () => {
    expect((await get('/my')).headers.get('location')).toBe('/my/enter');
    const { cookie, code: used } = await enter();
    expect((await post('/my/enter', { code: used })).text).toContain('码不对或用过了');
    await inScope(cast.county.database, { ...emptyScope, standing: 'service', service: 'import' }, (tx) =>
      tx.exec(
        `insert into reading (household, hour, purpose, reader, office, role, at) values ($1, date_trunc('hour', now()), 'case.page', $2, $3, 'village-officer', now())`,
        [cast.homes.one, cast.village.person, cast.offices.village],
      ),
    );
    const page = await get('/my', { cookie });
    for (const word of ['谁看过我家记录', '村干部 何启明', 'village办 · 办您报的事', '1-01', '杜来顺', '1970-02'])
      expect(page.text).toContain(word);
    expect(page.text).not.toMatch(/杜二妹|1974|家庭暴力/);
    const request = await get('/my/request', { cookie });
    const sent = await post(
      '/my/request',
      { token: tokenIn(request.text), wish: 'correct', text: '电话换了' },
      { cookie },
    );
    expect(sent.status).toBe(303);
    const own = await get(sent.headers.get('location') ?? '', { cookie });
    expect(own.text).toContain('改错的：电话换了');
    const csrf = /name="csrf" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
    // TELL-18: it says itself whether it is texted, on this page and with its token only.
    expect((await post('/my/told', { csrf: 'x', texts: 'no' }, { cookie })).status).toBe(403);
    expect((await post('/my/told', { csrf, texts: 'no', language: 'en' }, { cookie })).status).toBe(303);
    const chosen = (await get('/my', { cookie })).text;
    for (const value of ['no', 'en']) expect(chosen).toContain(`value="${value}" checked`);
    expect((await post('/my/leave', { csrf: 'x' }, { cookie })).status).toBe(403);
    await post('/my/leave', { csrf }, { cookie });
    expect((await get('/my', { cookie })).headers.get('location')).toBe('/my/enter');
  });

  it('a case of another home is not there', async () => {
    const { cookie } = await enter();
    const id = newId();
    await say(cast.county, cast.worker, 'case.report', {
      case: id,
      household: cast.homes.two,
      category: 'W1',
      title: '水浑、有异味',
    });
    expect((await get(`/my/case/${id}`, { cookie })).status).toBe(404);
  });
});
