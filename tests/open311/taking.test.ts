// What other systems file and tell through Open311 GeoReport v2: where it lands, what is kept, and every fault as the standard tells it.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#kit/id.ts';
import { ask } from '#server/ask.ts';
import { hashOf } from '#server/session.ts';
import { say } from '#tests/cast.ts';
import { asXml, faultsOf, giveKey, idIn, makeOutside, type Outside, street } from './stage.ts';

let o: Outside;
beforeAll(async () => {
  o = await makeOutside();
});
afterAll(() => o?.cast.close());

test('OPEN-3 a request is a matter of whoever receives first where it lies', async () => {
  const { offices } = o.cast;
  const places: [Record<string, string>, string][] = [
    [{ lat: '35.01', long: '104.01' }, offices.level2],
    [{ lat: '35.09', long: '104.09' }, offices.village],
    [{ address_id: '62990110120300101' }, offices.level2],
    [{ address_id: '629901101203001' }, offices.level1],
    [{ address_id: '629901101203' }, offices.village],
    [{ address_string: '河边那条路' }, offices.centre],
    [{ lat: '10', long: '10' }, offices.centre],
    [{ address_id: '999', address_string: '老桥头' }, offices.centre],
  ];
  for (const [place, office] of places) {
    const { text } = await o.file({ service_code: 'R1', ...place });
    expect(faultsOf('request-taken', text)).toBe('');
    expect((await o.pageOf(idIn(text))).case, JSON.stringify(place)).toMatchObject({
      holder: office,
      firstReceiver: office,
    });
  }
  // Danger to life goes at once where the catalogue says.
  expect((await o.pageOf(await o.filed({ service_code: 'R2', lat: '35.01', long: '104.01' }))).case.holder).toBe(
    offices.township,
  );
  const json = JSON.parse(
    (await o.file({ service_code: 'R1', address_id: '629901101203' }, o.hotline.key, 'json')).text,
  ) as object[];
  expect(faultsOf('request-taken', asXml('service_requests', json))).toBe('');
});

test('OPEN-10 who rang, what was answered and the link of a picture stand inside and go out to nobody', async () => {
  const id = await o.filed({
    ...street,
    first_name: '来顺',
    last_name: '杜',
    phone: '13900000001',
    email: 'd@example.org',
    address_string: '三社老槐树下',
    media_url: 'https://pictures.example/1.jpg',
    'attribute[since]': 'days',
    'attribute[looks][]': ['cloudy', 'smells'],
    'attribute[easting]': '12345',
  });
  const { case: matter, steps } = await o.pageOf(id, o.cast.head);
  expect(matter.text).toBe(street.description);
  const [note] = steps.filter((step) => step.internal);
  for (const part of [
    '云溪 12345 热线',
    '杜 来顺',
    '13900000001',
    'd@example.org',
    '三社老槐树下',
    'pictures.example',
    '几天了',
    '发浑、有味',
    '12345',
  ])
    expect(note?.text).toContain(part);
  for (const key of ['', o.hotline.key, o.app.key, o.reader.key])
    for (const path of [`/requests/${id}.xml`, '/requests.json', '/servicerequestupdates.xml']) {
      const { text } = await o.call(`GET ${path}?api_key=${key}`);
      for (const word of ['来顺', '13900000001', 'd@example.org', '槐树', 'pictures', '几天了'])
        expect(text).not.toContain(word);
    }
});

test('OPEN-5 the same reference is the same request; with other words it is refused', async () => {
  const form = { ...street, customer_reference: 'DX-2026-0001' };
  const id = await o.filed(form);
  expect(await o.filed(form)).toBe(id);
  const both = await Promise.all([
    o.filed({ ...form, customer_reference: 'DX-2' }),
    o.filed({ ...form, customer_reference: 'DX-2' }),
  ]);
  expect(both[0]).toBe(both[1]);
  const other = await o.file({ ...form, description: '别的话' });
  expect(other).toMatchObject({ status: 400 });
  expect(other.text).toContain(id);
  // Another system counts for itself.
  expect(await o.filed(form, o.app.key)).not.toBe(id);
  expect(await o.filed(street)).not.toBe(await o.filed(street));
});

test('OPEN-9 news of another system is a line inside, of its own requests alone, once, and moves nothing', async () => {
  const id = await o.filed(street);
  const before = (await o.pageOf(id)).case;
  const tell = (form: Record<string, string>, key = o.hotline.key, format = 'xml') =>
    o.call(`POST /servicerequestupdates.${format}`, {
      form: { api_key: key, service_request_id: id, status: 'CLOSED', ...form },
    });
  const said = {
    update_id: '77',
    description: '又来电：还是浑',
    updated_datetime: '2026-11-26T10:05:00+08:00',
    phone: '13900000009',
  };
  const first = await tell(said);
  expect(faultsOf('update-taken', first.text)).toBe('');
  expect((await tell(said)).text).toBe(first.text);
  expect(await tell({ ...said, description: '不一样' })).toMatchObject({ status: 400 });
  const { case: after, steps } = await o.pageOf(id);
  expect(after).toMatchObject({ state: before.state, holder: before.holder });
  const lines = steps.filter((step) => step.text.includes('还是浑'));
  expect(lines).toMatchObject([{ name: 'case.noted', internal: true }]);
  expect(lines[0]?.text).toContain('13900000009');
  expect(lines[0]?.text).not.toMatch(/[A-Z]{4}/);
  expect(await tell({ status: 'odd' })).toMatchObject({ status: 400 });
  expect(await tell({ service_request_id: newId() })).toMatchObject({ status: 404 });
  expect(await tell({}, o.app.key)).toMatchObject({ status: 403 });
  expect(await tell({}, o.reader.key)).toMatchObject({ status: 403 });
  expect((await tell({ update_id: '78', status: 'in progress' }, o.hotline.key, 'json')).text).toMatch(
    /^\[\{"update_id":"/,
  );
});

test('every fault is told as the standard tells it, in both formats', async () => {
  const faults: [string, Record<string, string> | undefined, number][] = [
    ['GET /nothing', undefined, 404],
    ['GET /requests.html', undefined, 404],
    ['GET /requests/none', undefined, 404],
    ['GET /services', undefined, 404],
    ['GET /services.xml?jurisdiction_id=elsewhere', undefined, 404],
    ['GET /requests.xml?service_code=ZZ', undefined, 404],
    ['GET /requests.xml?api_key=wrong', undefined, 403],
    ['GET /tokens/none.xml', undefined, 404],
    ['PUT /requests.xml', undefined, 400],
    ['POST /services.xml', {}, 400],
    ['POST /requests.xml', street, 403],
    ['POST /requests.xml', { ...street, api_key: 'wrong' }, 403],
    ['POST /requests.xml', { ...street, api_key: 'reader' }, 403],
    ['POST /requests.xml', { ...street, api_key: 'hotline', service_code: 'ZZ' }, 404],
    ['POST /requests.xml', { ...street, api_key: 'hotline', jurisdiction_id: 'elsewhere' }, 404],
    ['POST /requests.xml', { ...street, api_key: 'hotline', service_code: '' }, 400],
    ['POST /requests.xml', { service_code: 'W1', api_key: 'hotline' }, 400],
    ['POST /requests.xml', { service_code: 'W1', api_key: 'hotline', lat: '35' }, 400],
    ['POST /requests.xml', { service_code: 'W1', api_key: 'hotline', address_id: '999' }, 400],
    ['POST /requests.xml', { ...street, api_key: 'hotline', lat: '95' }, 400],
    ['POST /requests.xml', { ...street, api_key: 'hotline', lat: '1e1' }, 400],
    ['POST /requests.xml', { ...street, api_key: 'hotline', description: '长'.repeat(4001) }, 400],
    ['POST /requests.xml', { ...street, api_key: 'hotline', description: 'a\u0000b' }, 400],
    ['POST /requests.xml', { ...street, api_key: 'hotline', media_url: 'javascript:alert(1)' }, 400],
    ['POST /requests.xml', { ...street, api_key: 'hotline', 'attribute[since]': 'never' }, 400],
    ['POST /requests.xml', { ...street, api_key: 'hotline', 'attribute[homes]': 'many' }, 400],
  ];
  const keys: Record<string, string> = { hotline: o.hotline.key, reader: o.reader.key };
  for (const [line, form, status] of faults) {
    const said = form && {
      form: { ...form, ...(form['api_key'] ? { api_key: keys[form['api_key']] ?? 'wrong' } : {}) },
    };
    const xml = await o.call(line, said);
    expect(xml, line).toMatchObject({ status, type: 'text/xml; charset=utf-8' });
    expect(faultsOf('errors', xml.text), line).toBe('');
    if (!line.includes('.xml')) continue;
    const json = await o.call(line.replace('.xml', '.json'), said);
    expect(json).toMatchObject({ status, type: 'application/json; charset=utf-8' });
    expect(faultsOf('errors', asXml('errors', JSON.parse(json.text)))).toBe('');
  }
  const gbk = await o.call('POST /requests.xml', {
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: `api_key=${o.hotline.key}&service_code=W1&address_string=%C4%E3%BA%C3`,
  });
  expect(gbk).toMatchObject({ status: 400 });
  const json = await o.call('POST /requests.json', { headers: { 'content-type': 'application/json' }, body: '{}' });
  expect(json).toMatchObject({ status: 400 });
  expect(await o.call('GET /services.xml?jurisdiction_id=629901')).toMatchObject({ status: 200 });
});

test('a form in parts is read as well, and a file is refused aloud', async () => {
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...street, api_key: o.hotline.key })) form.append(name, value);
  expect(await o.call('POST /requests.xml', { body: form })).toMatchObject({ status: 200 });
  form.append('media', new Blob(['picture']), 'a.jpg');
  expect(await o.call('POST /requests.xml', { body: form })).toMatchObject({ status: 400 });
});

test('OPEN-1 OPEN-2 a key is kept as a hash, is used up minute by minute, and once revoked is none', async () => {
  const slow = await giveKey(o.cast, { name: '慢', perMinute: 2, scopes: ['read'] });
  const use = (): Promise<number> => o.call(`GET /services.xml?api_key=${slow.key}`).then(({ status }) => status);
  expect([await use(), await use(), await use()]).toEqual([200, 200, 429]);
  const rows = await ask(o.cast.county, o.cast.securityAdmin, 'open311.keys', {});
  expect(JSON.stringify(rows)).not.toContain(slow.key);
  expect(JSON.stringify(rows)).not.toContain(hashOf(slow.key));
  expect(rows.find(({ id }: { id: string }) => id === slow.id)).toMatchObject({
    calls: 2,
    lastUsed: new Date(o.now + 8 * 3_600_000).toISOString().slice(0, 10),
  });
  await expect(say(o.cast.county, o.cast.systemAdmin, 'open311.revoke-key', { key: slow.id })).rejects.toThrow(
    'not-yours',
  );
  await say(o.cast.county, o.cast.securityAdmin, 'open311.revoke-key', { key: slow.id });
  o.now += 120_000;
  expect(await use()).toBe(403);
});
