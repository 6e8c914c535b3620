// zd hotline as an administrator runs it: a real process over a real database, files as a hotline's program saves them.
import { writeFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { newId } from '#kit/id.ts';
import { connectDirect } from '#data/database.ts';
import { hashOf } from '#server/session.ts';
import { type Cast, makeCast, say } from '#tests/cast.ts';
import { clearPlace, makePlace } from '#tests/postgres-places.ts';
import { adminUrlOf } from '#tests/postgres.ts';
import { zdCommand } from '#tests/server-process.ts';

// Each command is a process of its own that loads the whole program.
vi.setConfig({ testTimeout: 60_000 });

const system = '云溪 12345 热线';
let cast: Cast;
let adminUrl: string;
let place: string;
const at = (name: string): string => path.join(place, name);

beforeAll(async () => {
  cast = await makeCast();
  adminUrl = await adminUrlOf(cast.ownerUrl);
  place = makePlace();
  mkdirSync(at('data'));
  const key = { key: newId(), name: system, tokenHash: hashOf('one'), area: cast.areas.county };
  await say(cast.county, cast.securityAdmin, 'open311.make-key', { ...key, scopes: ['file'], perMinute: 60 });
});
afterAll(async () => {
  await cast?.close();
  await clearPlace(place, []);
});

const hotline = (name: string, bytes: string | Buffer, ...more: string[]): ReturnType<typeof zdCommand> => {
  writeFileSync(at(name), bytes);
  const args = ['hotline', at(name), '--system', system, '--data', at('data'), ...more];
  return zdCommand(args, { DATABASE_URL: cast.ownerUrl, APP_DATABASE_URL: cast.appUrl });
};
const filed = (): Promise<{ text: string; category: string }[]> =>
  connectDirect(adminUrl).then(async (admin) => {
    const { rows } = await admin.query<{ text: string; category: string }>(
      'select text, category from matter join open311_request using (id) order by category',
    );
    await admin.end();
    return rows;
  });

const table = [
  '云溪县 12345 热线转办单,,,,,',
  '工单编号,诉求类别,诉求内容,事发地址,网格编号,来电时间',
  'DX001,水浑、有异味,水是黄的𬱖,三社,62990110120300101,2026年11月20日 9:05',
  'DX002,路灯不亮,桥头黑,老桥头,,2026/11/21',
].join('\r\n');
const words = '对方类别,服务编号\n路灯不亮,P6\n';

test('OPEN-5 a table is looked at first, filed once, and a second time changes nothing', async () => {
  writeFileSync(at('words.csv'), words);
  const with_ = ['--words', at('words.csv')];
  const look = await hotline('calls.csv', table, ...with_, '--preview');
  expect([look.status, look.error]).toEqual([0, '']);
  expect(look.out).toContain('2 filed, 0 were there already, 0 rows wrong');
  expect(await filed()).toEqual([]);
  const first = await hotline('calls.csv', table, ...with_);
  expect([first.status, first.error]).toEqual([0, '']);
  expect(first.out).toContain('2 filed, 0 were there already, 0 rows wrong');
  const both = [
    { text: '桥头黑', category: 'P6' },
    { text: '水是黄的𬱖', category: 'W1' },
  ];
  expect(await filed()).toEqual(both);
  const second = await hotline('calls.csv', table, ...with_);
  expect([second.status, second.out]).toEqual([
    0,
    expect.stringContaining('0 filed, 2 were there already, 0 rows wrong'),
  ]);
  // As a spreadsheet saves its text: the same rows.
  const saved = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(table, 'utf16le')]);
  expect((await hotline('calls.txt', saved, ...with_)).out).toContain('0 filed, 2 were there already');
  expect(await filed()).toEqual(both);
});

test('JSON rows are filed as a table’s are; what is wrong is named by its line and keeps no other from being filed', async () => {
  const rows = [
    { service_request_id: 'J1', service_code: 'R1', description: '路上有坑', address_id: '62990110120300101' },
    { service_request_id: 'J2', service_code: '天上的事', description: '看不懂', address_string: '三社' },
    { service_request_id: 'J3', service_code: 'R1', description: '没地方' },
  ];
  const done = await hotline('calls.json', JSON.stringify(rows));
  expect(done.status).toBe(1);
  expect(done.out).toContain('1 filed, 0 were there already, 2 rows wrong');
  expect(done.out).toMatch(/line 2: .+天上的事/);
  expect(done.out).toMatch(/line 3: .+/);
  expect((await filed()).map(({ text }) => text)).toContain('路上有坑');
  expect((await filed()).map(({ text }) => text)).not.toContain('没地方');
});

test('what cannot be begun ends in one sentence, and nothing is filed', async () => {
  const before = await filed();
  const own = { DATABASE_URL: cast.ownerUrl, APP_DATABASE_URL: cast.appUrl };
  const run = (...args: string[]): ReturnType<typeof zdCommand> =>
    zdCommand(['hotline', ...args, '--data', at('data')], own);
  const faults = [
    [await run(at('calls.csv')), 2, /zd hotline FILE --system NAME/],
    [await run(at('nowhere.csv'), '--system', system), 1, /nowhere\.csv/],
    [await run(at('calls.csv'), '--system', '没有这个'), 1, /没有这个/],
    [await hotline('empty.csv', 'a,b\n1,2\n'), 2, /./],
    [await hotline('broken.json', '[{"service_request_id": '), 2, /JSON/],
  ] as const;
  for (const [{ status, out, error }, wanted, sentence] of faults) {
    expect([error, status, out]).toEqual([expect.stringMatching(sentence), wanted, '']);
    expect(error.trim().split('\n')).toHaveLength(1);
  }
  expect(await filed()).toEqual(before);
});
