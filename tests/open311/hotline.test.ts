// A hotline's file comes in row by row as the hotline itself would file it: columns found by their headings, each row once, faults by their line.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fileHotline } from '#server/open311/hotline.ts';
import { fieldsOf, makeOutside, type Outside } from './stage.ts';

let o: Outside;
beforeAll(async () => {
  o = await makeOutside();
});
afterAll(() => o?.cast.close());

const system = '云溪 12345 热线';
const csv = [
  '云溪县 12345 热线转办单,,,,,,',
  '工单编号,诉求类别,诉求内容,事发地址,网格编号,来电时间,来电人,联系电话',
  'DX001,水浑、有异味,水是黄的,三社,62990110120300101,2026年11月20日 9:05,杜来顺,13900000001',
  'DX002,路灯不亮,桥头黑,老桥头,,2026/11/21,,',
  'DX003,天上的事,看不懂,三社,,,,',
  ',停电,没编号,三社,,,,',
  'DX004,停电,没地方,,,,,',
].join('\r\n');
const words = Buffer.from('对方类别,服务编号\n路灯不亮,P6\n');
const file = (bytes: Buffer, more: object = {}) =>
  fileHotline(o.cast.county, { system, bytes, preview: false, ...more });

test('OPEN-5 rows are filed once, with their numbers and days; what is wrong is named by its line', async () => {
  const preview = await file(Buffer.from(csv), { words, preview: true });
  expect(preview).toMatchObject({ filed: 3, known: 0 });
  expect(fieldsOf(await o.get(`/requests.xml?api_key=${o.hotline.key}`), 'service_request_id')).toEqual([]);
  const first = await file(Buffer.from(csv), { words });
  expect({ filed: first.filed, known: first.known }).toEqual({ filed: 2, known: 0 });
  expect(first.wrong.map(({ line, problem }) => [line, problem.code])).toEqual([
    [5, 'open311-service'],
    [6, 'open311-needs'],
    [7, 'open311-needs-place'],
  ]);
  expect(await file(Buffer.from(csv), { words })).toMatchObject({ filed: 0, known: 2 });
  const ids = fieldsOf(await o.get(`/requests.xml?api_key=${o.hotline.key}`), 'service_request_id');
  expect(ids).toHaveLength(2);
  const pages = await Promise.all(ids.map((id) => o.pageOf(id)));
  const water = pages.find((page) => page.case.text === '水是黄的');
  expect(water?.case.holder).toBe(o.cast.offices.level2);
  expect(new Date(water?.case.claimedAt ?? 0).toISOString()).toBe('2026-11-20T01:05:00.000Z');
  const note = water?.steps.find((step) => step.internal)?.text;
  for (const part of ['DX001', '杜来顺', '13900000001', '三社']) expect(note).toContain(part);
  expect(pages.find((page) => page.case.text === '桥头黑')?.case.holder).toBe(o.cast.offices.centre);
});

test('JSON rows file as a table does, and the same number over the line is the same request', async () => {
  const rows = [{ service_request_id: 'J1', service_code: 'R1', description: '坑', lat: 35.01, long: 104.01 }];
  const bytes = Buffer.from(JSON.stringify(rows));
  expect(await file(bytes)).toMatchObject({ filed: 1, known: 0, wrong: [] });
  expect(await file(bytes)).toMatchObject({ filed: 0, known: 1, wrong: [] });
  const again = { service_code: 'R1', description: '坑', lat: '35.01', long: '104.01', customer_reference: 'J1' };
  expect(await o.file(again)).toMatchObject({ status: 200 });
  await expect(file(bytes, { system: '没有这个' })).rejects.toThrow('hotline-system');
  // Cut off on its way.
  await expect(file(bytes.subarray(0, -3))).rejects.toThrow('hotline-json');
});
