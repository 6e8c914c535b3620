// Recorded requests and answers: what a client sent and got, letter by letter; whoever changes a letter sees it in the diff.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { say } from '#tests/cast.ts';
import { encode, type Got, idIn, makeOutside, type Outside } from './stage.ts';

let o: Outside;
beforeAll(async () => {
  o = await makeOutside();
});
afterAll(() => o?.cast.close());

const ids: string[] = [];
/** Ids and keys are random: each stands as the number of its first coming. */
function steady(text: string): string {
  const known = text.replaceAll(o.hotline.key, '{api_key}');
  return known.replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) => {
    if (!ids.includes(id)) ids.push(id);
    return `{id ${ids.indexOf(id) + 1}}`;
  });
}

let n = 0;
async function record(name: string, line: string, form?: Record<string, string>): Promise<Got> {
  n += 1;
  const got = await o.call(line, form ? { form } : {});
  const sent = form ? `${line}\n${encode(form).replaceAll('&', '\n&')}` : line;
  const text = steady(`${sent}\n\n${got.status} ${got.type}\n${got.text}`);
  await expect(text).toMatchFileSnapshot(`pairs/${String(n).padStart(2, '0')}-${name}.txt`);
  return got;
}

test('every call of the standard and of the updates, as recorded', async () => {
  await record('discovery', 'GET /discovery.xml');
  await record('discovery-json', 'GET /discovery.json');
  await record('service', 'GET /services/W1.xml');
  await record('service-json', 'GET /services/W1.json');
  const form = {
    api_key: o.hotline.key,
    service_code: 'W1',
    lat: '35.010000',
    long: '104.010000',
    description: '水浑 <b>&"味"',
    customer_reference: 'DX-2026-0001',
    'attribute[since]': 'days',
    first_name: '来顺',
    phone: '13900000001',
    media_url: 'https://pictures.example/1.jpg',
  };
  const id = idIn((await record('file', 'POST /requests.xml', form)).text);
  await record('file-again-json', 'POST /requests.json', form);
  await record('request', `GET /requests/${id}.xml?api_key=${o.hotline.key}`);
  await record('request-json', `GET /requests/${id}.json?api_key=${o.hotline.key}`);
  await record('request-of-a-stranger', `GET /requests/${id}.xml`);
  await record('token', `GET /tokens/${id}.xml`);
  o.now += 3_600_000;
  await say(o.cast.county, o.cast.worker, 'case.accept', { case: id });
  o.now += 3_600_000;
  await say(o.cast.county, o.cast.worker, 'case.answer', { case: id, text: '阀门换好了' });
  await record('requests', `GET /requests.xml?service_code=W1&status=open`);
  await record('requests-json', `GET /requests.json?service_code=W1&status=open`);
  await record('updates', `GET /servicerequestupdates.xml?api_key=${o.hotline.key}`);
  await record('updates-json', `GET /servicerequestupdates.json`);
  await record('tell', 'POST /servicerequestupdates.xml', {
    api_key: o.hotline.key,
    service_request_id: id,
    update_id: '77',
    status: 'OPEN',
    updated_datetime: '2026-11-26T12:30:00+08:00',
    description: '又来电：还是浑',
  });
  await record('no-key', 'POST /requests.xml', { service_code: 'W1', address_id: '629901101203' });
  await record('no-place-json', 'POST /requests.json', { api_key: o.hotline.key, service_code: 'W1' });
  await record('no-such-request', 'GET /requests/638344.xml');
});
