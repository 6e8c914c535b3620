// What leaves the county: signatures as published, addresses that may not be called, gateways filled in as their content type asks.
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readWays } from '#cli/ways.ts';
import { type Receiver, startReceiver } from '#tests/receiver.ts';
import { isInner, outerLookup } from './addresses.ts';
import { postOut } from './post-out.ts';
import { dialled, openFile, openGateway } from './sms.ts';
import { secretOf, signatureOf } from './webhook.ts';

let receiver: Receiver;
beforeAll(async () => {
  receiver = await startReceiver();
});
afterAll(() => receiver?.stop());

describe('webhooks', () => {
  test('TELL-15 the published vectors of Standard Webhooks are signed as published', () => {
    const now = signatureOf(
      'whsec_plJ3nmyCDGBKInavdOK15jsl',
      'msg_loFOjxBNrRLzqYUf',
      1731705121,
      '{"event_type":"ping","data":{"success":true}}',
    );
    expect(now).toBe('v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0=');
    const before = signatureOf(
      'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
      'msg_p5jXN8AQM9LWM0D4loKWxJek',
      1614265330,
      '{"test": 2432232314}',
    );
    expect(before).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  });
  test('each webhook has a secret of its own, the same after every start', () => {
    const key = 'k'.repeat(40);
    expect(secretOf(key, 'a')).toBe(secretOf(key, 'a'));
    expect(secretOf(key, 'a')).not.toBe(secretOf(key, 'b'));
    expect(Buffer.from(secretOf(key, 'a').slice(6), 'base64')).toHaveLength(32);
  });
});

describe('addresses', () => {
  const inner = [
    '127.0.0.1',
    '10.1.2.3',
    '172.31.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
  ]
    .concat([
      '::1',
      '::',
      'fe80::1',
      'fc00::1',
      '::ffff:10.0.0.1',
      '::ffff:7f00:1',
      '64:ff9b::a00:1',
      '2002:7f00:1::',
      '2001:db8::1',
    ])
    .concat(['not an address']);
  test('TELL-15 inner addresses of both kinds are known, in whatever dress', () => {
    expect(inner.filter((one) => !isInner(one))).toEqual([]);
    expect(['8.8.8.8', '223.5.5.5', '2400:3200::1'].filter(isInner)).toEqual([]);
  });
  test('TELL-15 written as numbers, in brackets or as a name, they are refused before anything is sent', async () => {
    const port = new URL(receiver.url).port;
    for (const host of ['127.0.0.1', '2130706433', '0x7f.1', '[::1]', '[::ffff:127.0.0.1]', 'localhost', '0']) {
      const posting = { url: `https://${host}:${port}/`, headers: {}, body: '', timeoutMs: 1000, inner: false };
      expect(await postOut(posting), host).toMatchObject({ arrived: false, fault: 'inner-address', forGood: true });
    }
    expect(receiver.received).toEqual([]);
    const found = await new Promise((resolve) => outerLookup('localhost', {}, (error) => resolve(error?.message)));
    expect(found).toBe('an inner address');
  });
  test('a redirect is not followed, an answer without end is not read to its end', async () => {
    receiver.behave({ status: 302, headers: { location: `${receiver.url}/elsewhere` } });
    const posting = { url: `${receiver.url}/a`, headers: {}, body: 'x', timeoutMs: 1000, inner: true };
    expect(await postOut(posting)).toMatchObject({ arrived: false, fault: 'said-no' });
    expect(receiver.received.map(({ path: one }) => one)).toEqual(['/a']);
    receiver.behave({ status: 200, text: 'x'.repeat(5_000_000) });
    expect(await postOut(posting)).toEqual({ arrived: true });
    receiver.behave({ status: 429, headers: { 'retry-after': '120' } });
    expect(await postOut(posting)).toMatchObject({ fault: 'busy', forGood: false, waitMs: 120_000 });
  });
});

describe('texts', () => {
  const sms = { phone: '199-0000 2000', text: '有"新"消息&<看>', id: 'one' };
  test('a gateway gets what its content type asks for, and its secret stands in no address', async () => {
    receiver.behave(200);
    receiver.received.length = 0;
    const bodies = [
      ['application/json', '{"t":"{text}","p":"{phone}"}', '{"t":"有\\"新\\"消息&<看>","p":"19900002000"}'],
      ['application/x-www-form-urlencoded', 't={text}', `t=${encodeURIComponent(sms.text)}`],
      ['text/xml', '<t>{text}</t>', '<t>有&#34;新&#34;消息&#38;&#60;看&#62;</t>'],
    ] as const;
    for (const [type, body] of bodies) {
      const headers = { 'Content-Type': type, 'x-key': '{secret}' };
      const way = openGateway({ url: receiver.url, method: 'POST', headers, body, secret: 's3cret' });
      expect(await way.send(sms)).toEqual({ arrived: true });
    }
    expect(receiver.received.map(({ body }) => body)).toEqual(bodies.map(([, , wanted]) => wanted));
    expect(receiver.received.every(({ headers }) => headers['x-key'] === 's3cret')).toBe(true);
  });
  test('what is no phone is not dialled', () => {
    expect(['+86 199 0000 2000', '（0900）555-0199', '１９９００００２０００'].map(dialled)).toEqual([
      '+8619900002000',
      '09005550199',
      '19900002000',
    ]);
    expect(['', '没有', '199;rm', '123', '1'.repeat(20)].map(dialled)).toEqual(Array.from({ length: 5 }));
  });
  test('a file takes one line for each', async () => {
    const file = path.join(tmpdir(), `zd-sms-${process.pid}.log`);
    const way = openFile(file, () => 0);
    for (let n = 0; n < 2; n++) expect(await way.send(sms)).toEqual({ arrived: true });
    const lines = readFileSync(file, 'utf8').trim().split('\n');
    rmSync(file);
    expect(lines.map((line) => (JSON.parse(line) as { phone: string }).phone)).toEqual(['19900002000', '19900002000']);
  });
  test('settings that cannot work are said at the start', () => {
    const from = (given: Record<string, string>) => () => readWays((name) => given[name], '/nowhere');
    expect(from({})()).toEqual({ sms: null, webhook: { key: null, inner: false } });
    expect(from({ ZD_SMS_URL: 'gateway' })).toThrow('sms-address');
    expect(from({ ZD_SMS_URL: 'https://a.example', ZD_SMS_HEADERS: '[1]' })).toThrow('sms-headers');
    expect(from({ ZD_WEBHOOK_KEY: 'short' })).toThrow('webhook-key');
    expect(from({ ZD_SMS_FILE: 'sms.log' })().sms?.name).toBe('file');
  });
});
