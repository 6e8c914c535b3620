// What other systems are shown through Open311 GeoReport v2: every answer as its schema says, and nothing goes out that is a home's.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#kit/id.ts';
import { emptyScope, inScope } from '#data/scope.ts';
import { say } from '#tests/cast.ts';
import { asXml, faultsOf, fieldsOf, makeOutside, oneDay, type Outside, street } from './stage.ts';

let o: Outside;
beforeAll(async () => {
  o = await makeOutside();
});
afterAll(() => o?.cast.close());

test('discovery names two endpoints, in both formats and without a charset', async () => {
  const xml = await o.call('GET /discovery.xml');
  expect(xml).toMatchObject({ status: 200, type: 'text/xml' });
  expect(faultsOf('discovery', xml.text)).toBe('');
  expect(fieldsOf(xml.text, 'url')).toEqual(['http://county.example/open311/v2', 'http://county.example/open311/v2/']);
  const json = await o.call('GET /discovery.json');
  expect(json).toMatchObject({ status: 200, type: 'application/json' });
  expect(faultsOf('discovery', asXml('discovery', JSON.parse(json.text)))).toBe('');
});

test('OPEN-4 services are the catalogue without what is restricted, about staff, or about what is kept of a home', async () => {
  for (const path of ['/services.xml', '//services.xml', '/services.xml/']) {
    const { status, type, text } = await o.call(`GET ${path}`);
    expect({ status, type }).toEqual({ status: 200, type: 'text/xml; charset=utf-8' });
    expect(faultsOf('services', text)).toBe('');
  }
  const rows = JSON.parse(await o.get('/services.json')) as Record<string, unknown>[];
  expect(faultsOf('services', asXml('services', rows))).toBe('');
  const codes = rows.map((row) => row['service_code']);
  expect(codes).toContain('W1');
  for (const never of ['D6', 'V4', 'V7', 'P1x', 'W']) expect(codes).not.toContain(never);
  expect(rows.find((row) => row['service_code'] === 'C1')).toMatchObject({ keywords: 'private', metadata: false });
  const english = await o.call('GET /services.json', { headers: { 'accept-language': 'en' } });
  expect(english.text).toContain('Cloudy or smelly water');
  for (const code of ['D6', 'V4', 'V7'])
    expect(await o.file({ ...street, service_code: code })).toMatchObject({ status: 404 });
});

test('a service says what it asks, or that it asks nothing', async () => {
  for (const code of ['W1', 'R3', 'H4']) {
    expect(faultsOf('service-definition', await o.get(`/services/${code}.xml`))).toBe('');
    const one = JSON.parse(await o.get(`/services/${code}.json`)) as object;
    expect(faultsOf('service-definition', asXml('service_definition', one))).toBe('');
  }
  expect(fieldsOf(await o.get('/services/W1.xml'), 'datatype')).toEqual([
    'singlevaluelist',
    'number',
    'multivaluelist',
  ]);
  expect(await o.call('GET /services/ZZ.xml')).toMatchObject({ status: 404 });
});

test('OPEN-6 OPEN-7 what goes out of a request: state, holder, deadline and grid; its words to whoever filed it', async () => {
  const id = await o.filed({ ...street, 'attribute[fixmystreet_id]': 'one' });
  const own = await o.get(`/requests/${id}.xml?api_key=${o.hotline.key}`);
  expect(faultsOf('requests', own)).toBe('');
  expect(fieldsOf(own, 'description')).toEqual(['水浑 &lt;b&gt;&amp;&quot;味&quot;']);
  expect(fieldsOf(own, 'lat')).toEqual(['35.01']);
  const others = await o.get(`/requests/${id}.xml`);
  expect(faultsOf('requests', others)).toBe('');
  expect(fieldsOf(others, 'description')).toEqual(['水浑、有异味']);
  expect(fieldsOf(others, 'lat')).toEqual(['']);
  expect(fieldsOf(others, 'address_id')).toEqual(['62990110120300101']);
  expect(fieldsOf(others, 'agency_responsible')).toEqual(['level2办']);
  expect(fieldsOf(others, 'status_notes')[0]).toContain('level2办');
  expect(fieldsOf(others, 'requested_datetime')).toEqual(['2026-11-26T10:00:00+08:00']);
  expect(fieldsOf(others, 'expected_datetime')[0]).toMatch(/^2026-.*\+08:00$/);
  const published = await o.filed({ ...street, description: '公开说的话' }, o.app.key);
  expect(await o.get(`/requests/${published}.json`)).toContain('公开说的话');
});

test('OPEN-8 what concerns persons is seen with a key alone, and lies in a village', async () => {
  const id = await o.filed({ service_code: 'C1', address_id: '62990110120300101', description: '低保怎么办' });
  expect(await o.call(`GET /requests/${id}.xml`)).toMatchObject({ status: 404 });
  expect(await o.call(`GET /requests/${id}.xml?api_key=${o.app.key}`)).toMatchObject({ status: 404 });
  expect(fieldsOf(await o.get(`/requests/${id}.xml?api_key=${o.hotline.key}`), 'address_id')).toEqual(['629901101203']);
});

/** A matter of home one that no other system filed. */
async function ofHome(category: string, more: object = {}): Promise<string> {
  const id = newId();
  const input = {
    case: id,
    household: o.cast.homes.one,
    category,
    title: '杜来顺家',
    text: '我家电话 19900002000',
    ...more,
  };
  await say(o.cast.county, o.cast.worker, 'case.report', input);
  return id;
}

test('OPEN-4 OPEN-7 matters of homes are seen by a key that may read, without home or words; what is restricted or about staff by none, and no gap tells', async () => {
  const before = await o.get('/requests.xml?api_key=' + o.reader.key);
  const restricted = await ofHome('D6');
  const about = await ofHome('V4', { aboutOffice: o.cast.offices.village });
  const record = await ofHome('V7');
  expect(await o.get('/requests.xml?api_key=' + o.reader.key)).toBe(before);
  const plain = await ofHome('W1');
  for (const id of [restricted, about, record])
    for (const key of ['', o.hotline.key, o.reader.key]) {
      expect(await o.call(`GET /requests/${id}.xml?api_key=${key}`)).toMatchObject({ status: 404 });
      expect(await o.get(`/requests.xml?service_request_id=${id},${plain}&api_key=${key}`)).not.toContain(id);
      expect(await o.call(`GET /tokens/${id}.json?api_key=${key}`)).toMatchObject({ status: 404 });
    }
  expect(await o.call(`GET /requests/${plain}.xml`)).toMatchObject({ status: 404 });
  expect(await o.call(`GET /requests/${plain}.xml?api_key=${o.app.key}`)).toMatchObject({ status: 404 });
  const seen = await o.get(`/requests/${plain}.xml?api_key=${o.reader.key}`);
  expect(faultsOf('requests', seen)).toBe('');
  for (const word of ['杜来顺', '19900002000', '1-01', o.cast.homes.one]) expect(seen).not.toContain(word);
  expect(fieldsOf(seen, 'address_id')).toEqual(['62990110120300101']);
  // Numbers of matters run through the county; none of them goes out.
  expect(seen).not.toContain(String((await o.pageOf(plain, o.cast.head)).case.number));
});

test('the database itself keeps a key from what it may not see', async () => {
  const restricted = await ofHome('D6');
  const about = await ofHome('V4');
  const plain = await ofHome('W1');
  const rows = (key: string | undefined): Promise<{ id: string }[]> =>
    inScope(
      o.cast.county.database,
      { ...emptyScope, standing: 'service', service: 'open311', ...(key ? { key } : {}) },
      (tx) =>
        tx.query<{ id: string }>('select id from matter where id = any($1::uuid[])', [[restricted, about, plain]]),
    );
  expect(await rows(o.reader.id)).toEqual([{ id: plain }]);
  expect(await rows(o.app.id)).toEqual([]);
  expect(await rows(undefined)).toEqual([]);
  const notes = await inScope(
    o.cast.county.database,
    { ...emptyScope, standing: 'service', service: 'open311', key: o.hotline.id },
    (tx) => tx.query('select from step where internal'),
  );
  expect(notes).toEqual([]);
});

test('requests are found by id, service, state and days: ninety at most', async () => {
  o.now += 200 * oneDay;
  const first = await o.filed({ ...street, service_code: 'R1' });
  o.now += 60 * oneDay;
  const second = await o.filed({ ...street, service_code: 'E1' });
  o.now += 40 * oneDay;
  const third = await o.filed({ ...street, service_code: 'E1' });
  const ids = async (query: string): Promise<string[]> => {
    const text = await o.get(`/requests.xml?${query}`);
    expect(faultsOf('requests', text)).toBe('');
    return fieldsOf(text, 'service_request_id');
  };
  const day = (at: number): string =>
    encodeURIComponent(`${new Date(at + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`);
  expect(await ids('')).toEqual([third, second]);
  expect(await ids('service_code=R1,E1&status=')).toEqual([third, second]);
  expect(await ids('service_code=R1')).toEqual([]);
  expect(await ids(`end_date=${day(o.now - 30 * oneDay)}`)).toEqual([second, first]);
  expect(await ids(`start_date=${day(o.now - 101 * oneDay)}`)).toEqual([second, first]);
  expect(await ids(`start_date=${day(o.now - 101 * oneDay)}&end_date=${day(o.now - 50 * oneDay)}`)).toEqual([first]);
  expect(await ids(`service_request_id=${first},${third},none&status=closed`)).toEqual([third, first]);
  expect(await ids('page_size=1&page=2')).toEqual([second]);
  expect(await ids('status=open,closed')).toEqual([third, second]);
  expect(await ids('status=closed')).toEqual([]);
  expect(faultsOf('token', await o.get(`/tokens/${first}.xml`))).toBe('');
  const json = JSON.parse(await o.get('/requests.json')) as { lat: number }[];
  expect(faultsOf('requests', asXml('service_requests', json))).toBe('');
  const mine = JSON.parse(await o.get(`/requests.json?api_key=${o.hotline.key}`)) as { lat: number }[];
  expect(mine[0]?.lat).toBe(35.01);
  for (const bad of [
    'start_date=2026-11-26T10:00:00',
    'start_date=yesterday',
    'start_date=2026-01-01&end_date=2026-06-01',
    'start_date=2026-06-01&end_date=2026-05-01',
    'status=broken',
    'page_size=x',
  ])
    expect(await o.call(`GET /requests.xml?${bad}`), bad).toMatchObject({ status: 400 });
});

test('OPEN-6 news of a matter goes out: what happened, with the answer to whoever filed it', async () => {
  o.now += oneDay;
  const start = o.now;
  const id = await o.filed(street);
  const { county, worker, head } = o.cast;
  await say(county, worker, 'case.accept', { case: id });
  await say(county, worker, 'case.note', { case: id, text: '内部的话' });
  await say(county, worker, 'case.hand-up', { case: id });
  await say(county, head, 'case.answer', { case: id, text: '阀门换好了' });
  const path = `/servicerequestupdates.xml?start_date=${encodeURIComponent(new Date(start).toISOString())}`;
  const own = await o.get(`${path}&api_key=${o.hotline.key}`);
  expect(faultsOf('updates', own)).toBe('');
  expect(fieldsOf(own, 'status')).toEqual(['INVESTIGATING', 'IN_PROGRESS', 'IN_PROGRESS']);
  expect(fieldsOf(own, 'service_request_id')).toEqual([id, id, id]);
  expect(own).toContain('阀门换好了');
  expect(own).not.toContain('内部的话');
  const others = await o.get(path);
  expect(faultsOf('updates', others)).toBe('');
  expect(others).not.toContain('阀门换好了');
  const json = JSON.parse(await o.get(`${path.replace('.xml', '.json')}`)) as object[];
  expect(faultsOf('updates', asXml('service_request_updates', json))).toBe('');
  expect(fieldsOf(await o.get(`/requests/${id}.xml`), 'status')).toEqual(['open']);
});

test('the state goes from open to closed, and says why', async () => {
  const id = await o.filed({ ...street, service_code: 'R1' });
  const { county, worker, liaison } = o.cast;
  await say(county, worker, 'case.accept', { case: id });
  await say(county, worker, 'case.answer', { case: id, text: '填平了' });
  await say(county, worker, 'case.tell', { case: id });
  await say(county, liaison, 'case.say', { case: id, outcome: 'solved', by: 'call', text: '' });
  const closed = await o.get(`/requests/${id}.xml`);
  expect(faultsOf('requests', closed)).toBe('');
  expect(fieldsOf(closed, 'status')).toEqual(['closed']);
  expect(fieldsOf(closed, 'status_notes')[0]).toContain('解决');
  expect(fieldsOf(closed, 'expected_datetime')).toEqual(['']);
});

test('what is not XML comes out as XML all the same', async () => {
  const id = await o.filed({ ...street, description: 'a\u0001b\u000bc]]>\r\n𬱖 <script>alert(1)</script> &lt;' });
  const text = await o.get(`/requests/${id}.xml?api_key=${o.hotline.key}`);
  expect(faultsOf('requests', text)).toBe('');
  expect(text).toContain('abc]]&gt;\n𬱖 &lt;script&gt;alert(1)&lt;/script&gt; &amp;lt;');
  expect(await o.get(`/requests/${id}.json?api_key=${o.hotline.key}`)).toContain('𬱖 <script>');
});
