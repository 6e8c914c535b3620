// The same table as different programs save it: UTF-8 with and without its mark, UTF-16 in both orders, GB18030; headings and rare signs come in alike.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyScope, inScope } from '#data/scope.ts';
import { type Cast, makeCast } from '#tests/cast.ts';
import { importFile, type ImportReport } from './import-file.ts';

let cast: Cast;
beforeAll(async () => {
  cast = await makeCast();
});
afterAll(() => cast?.close());

/** One sign beyond the first plane of Unicode that is in names of people, one that stands in names of places. */
const rare = ['吕𬱖', '𠅤家坪'] as const;
const tableOf = (door: number): string =>
  [
    '柳湾村住户花名册,,,,,',
    '门牌号,社,网格,户主,姓名,联系电话',
    `8-${door}1,一社,1网格,${rare[0]},${rare[0]},1990000310${door}`,
    `8-${door}2,一社,1网格,"${rare[1]}的,""老三""",马小,1990000320${door}`,
    '',
  ].join('\r\n');

const turned = (bytes: Buffer): Buffer => Buffer.from(bytes).swap16();
const marked = (mark: readonly number[], bytes: Buffer): Buffer => Buffer.concat([Buffer.from(mark), bytes]);
/** GB18030 of the table's own signs, four bytes each beyond what GBK has: looked up by asking what reads as them. */
function inGb18030(text: string): Buffer {
  const decoder = new TextDecoder('gb18030');
  const wanted = new Set(text);
  const known = new Map<string, Buffer>();
  const learn = (...bytes: number[]): void => {
    const sign = decoder.decode(Uint8Array.from(bytes));
    if (wanted.has(sign)) known.set(sign, Buffer.from(bytes));
  };
  for (let one = 0; one < 0x80; one++) learn(one);
  for (let high = 0x81; high < 0xff; high++) for (let low = 0x40; low < 0xff; low++) if (low !== 0x7f) learn(high, low);
  for (const sign of wanted) {
    const code = (sign.codePointAt(0) ?? 0) - 0x1_00_00;
    if (code < 0) continue;
    // The planes beyond the first follow each other without a gap from 0x90308130 on.
    learn(
      0x90 + Math.floor(code / 12_600),
      0x30 + (Math.floor(code / 1260) % 10),
      0x81 + (Math.floor(code / 10) % 126),
      0x30 + (code % 10),
    );
  }
  return Buffer.concat([...text].map((sign) => known.get(sign) ?? Buffer.from('?')));
}

const saved: readonly (readonly [string, (text: string) => Buffer])[] = [
  ['UTF-8', (text) => Buffer.from(text)],
  ['UTF-8 with its mark', (text) => marked([0xef, 0xbb, 0xbf], Buffer.from(text))],
  ['UTF-16, the small end first', (text) => marked([0xff, 0xfe], Buffer.from(text, 'utf16le'))],
  ['UTF-16, the large end first', (text) => marked([0xfe, 0xff], turned(Buffer.from(text, 'utf16le')))],
  [
    'UTF-16 with tabs, as a spreadsheet saves its text',
    (text) => marked([0xff, 0xfe], Buffer.from(text.replaceAll(/,(?![^"\r]*"")/g, '\t'), 'utf16le')),
  ],
  ['GB18030', inGb18030],
];

const bring = (bytes: Buffer): Promise<ImportReport> => importFile(cast.county, { kind: 'roster', bytes });

test.each(saved.map(([name, save], at) => [name, save, at] as const))('%s', async (_, save, at) => {
  const report = await bring(save(tableOf(at)));
  expect(report.errors).toEqual([]);
  expect(report.counts).toMatchObject({ household: { made: 2 }, member: { made: 2 } });
  const rows = await inScope(cast.county.database, { ...emptyScope, standing: 'service', service: 'import' }, (tx) =>
    tx.query<{ head: string; phone: string }>('select head, phone from household where door like $1 order by door', [
      `8-${at}%`,
    ]),
  );
  expect(rows).toEqual([
    { head: rare[0], phone: `1990000310${at}` },
    { head: `${rare[1]}的,"老三"`, phone: `1990000320${at}` },
  ]);
});

test('the same table saved by another program is the same homes, and half a sign is refused', async () => {
  const [first] = saved;
  for (const [name, save] of saved.slice(1)) {
    const report = await bring(save(tableOf(0)));
    expect([name, report.errors, report.counts['household']]).toEqual([name, [], { made: 0, changed: 0, same: 2 }]);
  }
  const cut = marked([0xff, 0xfe], Buffer.from(tableOf(9), 'utf16le').subarray(0, -1));
  await expect(bring(cut)).rejects.toMatchObject({ kind: 'invalid' });
  expect(first?.[0]).toBe('UTF-8');
});
