// What clients in use really send, byte by byte over a socket: FixMyStreet (Perl, LWP), `three` (Python, requests) and the Open311 dashboard (Python, urllib), and what each of them reads of the answer.
import type { Server } from 'node:http';
import net from 'node:net';
import { serve } from '@hono/node-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { say } from '#tests/cast.ts';
import { appOf, asXml, encode, faultsOf, fieldsOf, idIn, makeOutside, type Outside } from './stage.ts';

let o: Outside;
let server: Server;
let port: number;
beforeAll(async () => {
  o = await makeOutside();
  server = await new Promise((resolve) => {
    const one = serve({ fetch: appOf(o.cast).fetch, port: 0, hostname: '127.0.0.1' }, () =>
      resolve(one as Server),
    ) as Server;
  });
  port = (server.address() as { port: number }).port;
});
afterAll(async () => {
  await new Promise((resolve) => server?.close(resolve));
  await o?.cast.close();
});

type Form = Readonly<Record<string, string | readonly string[]>>;
interface Asked {
  readonly method?: 'GET' | 'POST';
  readonly path: string;
  readonly heads: readonly string[];
  readonly type?: string;
  readonly body?: string;
}
interface Answered {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

/** One connection for one request, as these clients make it; a body is as long as it says. */
function send({ method = 'GET', path, heads, type, body }: Asked): Promise<Answered> {
  const length = body === undefined ? [] : [`Content-Length: ${Buffer.byteLength(body)}`, `Content-Type: ${type}`];
  const lines = [`${method} /open311/v2${path} HTTP/1.1`, ...heads, ...length, '', body ?? ''];
  return new Promise((resolve, reject) => {
    const socket = net.connect(port, '127.0.0.1', () => socket.write(lines.join('\r\n')));
    const parts: Buffer[] = [];
    socket.on('error', reject);
    socket.on('data', (part) => {
      parts.push(part);
      const all = Buffer.concat(parts);
      const end = all.indexOf('\r\n\r\n');
      const head = all.toString('latin1', 0, end);
      const wanted = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? Number.NaN);
      if (end < 0 || !(all.length >= end + 4 + wanted)) return;
      socket.destroy();
      resolve({
        status: Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1]),
        type: /\r\ncontent-type: ([^\r\n]+)/i.exec(head)?.[1] ?? '',
        text: all.toString('utf8', end + 4),
      });
    });
  });
}

const host = 'Host: county.example';
const urlencoded = 'application/x-www-form-urlencoded';
/** LWP says no charset, ends lines of a field with both signs, and takes the connection for this request alone. */
const lwp = ['TE: deflate,gzip;q=0.3', 'Connection: TE, close', host, 'User-Agent: libwww-perl/6.68'];
const perl = (path: string, form?: Form): Promise<Answered> =>
  form === undefined
    ? send({ path, heads: lwp })
    : send({ method: 'POST', path, heads: lwp, type: urlencoded, body: encode(form).replaceAll('%0A', '%0D%0A') });

const requests = [
  host,
  'User-Agent: python-requests/2.34.2',
  'Accept-Encoding: gzip, deflate',
  'Accept: */*',
  'Connection: keep-alive',
];
const three = (path: string, form?: Form): Promise<Answered> =>
  form === undefined
    ? send({ path, heads: requests })
    : send({ method: 'POST', path, heads: requests, type: urlencoded, body: encode(form) });

const dashboard = (form: Form, path = '/requests.xml'): Promise<Answered> =>
  send({
    path: `${path}?${encode(form)}`,
    heads: ['Accept-Encoding: identity', host, 'Connection: close', 'User-Agent: Python-urllib/2.7'],
  });

/** A report as FixMyStreet words and numbers it; it fills in what a service asks under these names. */
const report = (): Form => ({
  jurisdiction_id: '629901',
  api_key: o.app.key,
  service_code: 'W1',
  lat: '35.010000',
  long: '104.010000',
  description: '水浑\n\n有土味，沉一夜有泥\n\nhttps://fms.example/report/7\n',
  first_name: '来顺',
  last_name: '',
  email: 'd@example.org',
  deviceid: 'FixMyStreet',
  account_id: '17',
  media_url: ['https://fms.example/photo/7.0.full.jpeg', 'https://fms.example/photo/7.1.full.jpeg'],
  'attribute[easting]': '12345',
  'attribute[northing]': '54321',
  'attribute[title]': '水浑',
  'attribute[report_url]': 'https://fms.example/report/7',
  'attribute[fixmystreet_id]': '7',
});

test('OPEN-5 OPEN-10 FixMyStreet files with two pictures and its own number, and once more when it did not hear the answer', async () => {
  const { status, text } = await perl('/requests.xml', report());
  expect([status, faultsOf('request-taken', text)]).toEqual([200, '']);
  const id = idIn(text);
  expect(idIn((await perl('/requests.xml', report())).text)).toBe(id);
  const { case: matter, steps } = await o.pageOf(id, o.cast.head);
  expect(matter.text).toBe('水浑\n\n有土味，沉一夜有泥\n\nhttps://fms.example/report/7');
  const note = steps.find((step) => step.internal)?.text ?? '';
  for (const part of ['7.0.full.jpeg', '7.1.full.jpeg', '12345', 'd@example.org', '17']) expect(note).toContain(part);
  // It finds reports again by a list of ids, and reads `status`.
  const again = await perl(`/requests.xml?service_request_id=${id}%2C${id}&jurisdiction_id=629901`);
  expect(fieldsOf(again.text, 'status')).toEqual(['open']);
  const token = await perl(`/tokens/${id}.xml`);
  expect(idIn(token.text)).toBe(id);
});

test('OPEN-9 FixMyStreet fetches the updates of two hours and posts its own', async () => {
  const id = idIn((await perl('/requests.xml', { ...report(), 'attribute[fixmystreet_id]': '8' })).text);
  o.now += 1_800_000;
  await say(o.cast.county, o.cast.worker, 'case.accept', { case: id });
  o.now += 600_000;
  const utc = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`;
  const [from, to] = [utc(o.now - 7_200_000), utc(o.now)];
  const window = `api_key=${o.app.key}&end_date=${encodeURIComponent(to)}&start_date=${encodeURIComponent(from)}`;
  const { status, text } = await perl(`/servicerequestupdates.xml?${window}`);
  expect([status, faultsOf('updates', text)]).toEqual([200, '']);
  expect(fieldsOf(text, 'service_request_id')).toContain(id);
  // It compares moments as text in UTC, and passes over what lies outside of what it asked for.
  for (const at of fieldsOf(text, 'updated_datetime')) {
    const moment = utc(Date.parse(at));
    expect([moment >= from, moment <= to]).toEqual([true, true]);
  }
  const own = {
    jurisdiction_id: '629901',
    api_key: o.app.key,
    updated_datetime: '2026-11-26T10:40:00+08:00',
    service_request_id: id,
    status: 'NO_FURTHER_ACTION',
    description: '又看了一次：\n还是浑',
    last_name: '-',
    first_name: '来顺',
    email: 'd@example.org',
    update_id: '4711',
    media_url: 'https://fms.example/photo/c4711.0.full.jpeg',
    email_alerts_requested: 'FALSE',
    title: '',
  };
  const told = await perl('/servicerequestupdates.xml', own);
  expect([told.status, faultsOf('update-taken', told.text)]).toEqual([200, '']);
  expect((await perl('/servicerequestupdates.xml', own)).text).toBe(told.text);
  const lines = (await o.pageOf(id)).steps.filter((step) => step.text.includes('又看了一次：\n还是浑'));
  expect(lines).toHaveLength(1);
  // An hour in which nothing was done is an empty list, with nothing between its tags.
  const none = await perl(
    '/servicerequestupdates.xml?start_date=2026-01-01T00%3A00%3A00Z&end_date=2026-01-01T02%3A00%3A00Z',
  );
  expect(none.text).toMatch(/<service_request_updates><\/service_request_updates>\n$/);
});

test('FixMyStreet reads the fault of a wrong key and shows its words', async () => {
  const { status, text } = await perl('/requests.xml', { ...report(), api_key: 'old' });
  expect([status, faultsOf('errors', text)]).toEqual([403, '']);
  expect(fieldsOf(text, 'description')[0]).not.toBe('');
});

const readJson = ({ status, type, text }: Answered): unknown => {
  expect([status, type.split(';')[0]], text).toEqual([200, 'application/json']);
  return JSON.parse(text);
};

test('three discovers, lists, files and finds again, in JSON, with an endpoint that ends in a slash', async () => {
  const discovery = readJson(await three('/discovery.json?jurisdiction_id=629901')) as object;
  expect(faultsOf('discovery', asXml('discovery', discovery))).toBe('');
  const services = readJson(await three('/services.json?jurisdiction_id=629901')) as Record<string, unknown>[];
  expect(services.map((one) => one['service_code'])).toContain('W1');
  expect(readJson(await three('/services/W1.json'))).toMatchObject({ service_code: 'W1' });
  const form = {
    service_code: 'R1',
    address_string: '三社老槐树下',
    first_name: 'Zach',
    last_name: 'Williams',
    phone: '555-5555',
    description: '路上有坑',
    api_key: o.app.key,
  };
  const [filed] = readJson(await three('/requests.json', form)) as Record<string, string>[];
  const id = filed?.['service_request_id'] ?? '';
  expect(readJson(await three(`/requests/${id}.json`))).toMatchObject([{ service_request_id: id, status: 'open' }]);
  expect(readJson(await three(`/tokens/${id}.json`))).toMatchObject([{ service_request_id: id, token: id }]);
  // It writes the days it was given as midnight UTC, and `count` as `page_size`.
  const span = 'start_date=2026-11-20T00%3A00%3A00Z&end_date=2026-11-27T00%3A00%3A00Z';
  const rows = readJson(await three(`/requests.json?${span}&status=open&page_size=1&service_code=R1`)) as object[];
  expect(rows).toMatchObject([{ service_request_id: id }]);
  expect(readJson(await three('//requests.json?status=open%2Cclosed'))).toContainEqual(rows[0]);
});

test('three sends a picture as a file, and is told in JSON that files are not taken', async () => {
  const boundary = '7bf89fbd3421ddefacbf92883658dc9c';
  const field = (name: string, value: string, more = ''): string =>
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${value}\r\n`;
  const fields = [field('service_code', 'W1'), field('address_string', '桥头'), field('api_key', o.app.key)];
  const post = (parts: readonly string[]): Promise<Answered> =>
    send({
      method: 'POST',
      path: '/requests.json',
      heads: requests,
      type: `multipart/form-data; boundary=${boundary}`,
      body: `${parts.join('')}--${boundary}--\r\n`,
    });
  const refused = await post([...fields, field('media', 'x', '; filename="p.png"')]);
  expect(refused.status).toBe(400);
  expect(JSON.parse(refused.text)).toMatchObject([{ code: 400, description: expect.stringMatching(/./) }]);
  expect((await post(fields)).status).toBe(200);
});

test('the dashboard reads a day page by page until one is empty, and asks ten ids at once', async () => {
  const filed = [];
  for (let n = 0; n < 3; n++)
    filed.push(await o.filed({ service_code: 'P1', lat: '35.01', long: '104.01' }, o.app.key));
  const day = { start_date: '2026-11-26T00:00:00Z', end_date: '2026-11-27T00:00:00Z', jurisdiction_id: '629901' };
  const seen: string[] = [];
  let page = 1;
  for (; page < 10; page++) {
    const { status, text } = await dashboard({ ...day, service_code: 'P1', page: String(page), page_size: '2' });
    expect([status, faultsOf('requests', text)]).toEqual([200, '']);
    // It stops at a root with nothing in it, not even a space.
    if (/<service_requests><\/service_requests>|<service_requests\/>/.test(text)) break;
    seen.push(...fieldsOf(text, 'service_request_id'));
  }
  expect([page, seen.toSorted()]).toEqual([3, filed.toSorted()]);
  const ten = await dashboard({
    jurisdiction_id: '629901',
    service_request_id: [...filed, ...Array(7).fill('0')].join(','),
  });
  expect(fieldsOf(ten.text, 'service_request_id').toSorted()).toEqual(filed.toSorted());
  const open = await dashboard({ ...day, status: 'open' });
  expect(new Set(fieldsOf(open.text, 'status'))).toEqual(new Set(['open']));
});
