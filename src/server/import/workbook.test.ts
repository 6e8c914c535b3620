// Real zips that mean harm or mistake: each is refused within two seconds, and what is only odd is read as a person sees it.
import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { TextRow } from '#kit/text-table.ts';
import { openWorkbook } from './workbook.ts';

interface Part {
  readonly name: string;
  readonly content: Buffer | string;
  /** What the directory says, where it lies. */
  readonly size?: number;
  /** Stands in the file and not in its directory. */
  readonly unlisted?: boolean;
  /** How often the directory names it. */
  readonly times?: number;
}

function zipOf(parts: readonly Part[]): Buffer {
  const bodies: Buffer[] = [];
  const listed: Buffer[] = [];
  let at = 0;
  for (const { name, content, size, unlisted = false, times = 1 } of parts) {
    const bytes = Buffer.from(content);
    const packed = deflateRawSync(bytes);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(8, 8);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(bytes.length, 22);
    local.writeUInt16LE(name.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(8, 10);
    central.writeUInt32LE(packed.length, 20);
    central.writeUInt32LE(size ?? bytes.length, 24);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt32LE(at, 42);
    const body = Buffer.concat([local, Buffer.from(name), packed]);
    bodies.push(body);
    if (!unlisted) for (let n = 0; n < times; n++) listed.push(Buffer.concat([central, Buffer.from(name)]));
    at += body.length;
  }
  const directory = Buffer.concat(listed);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(listed.length, 10);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...bodies, directory, end]);
}

const frame: readonly Part[] = [
  {
    name: 'xl/workbook.xml',
    content: '<workbook><sheets><sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>',
  },
  {
    name: 'xl/_rels/workbook.xml.rels',
    content: '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
  },
];
const sheet = (rows: string, more: Partial<Part> = {}): Part => ({
  name: 'xl/worksheets/sheet1.xml',
  content: `<worksheet><sheetData>${rows}</sheetData></worksheet>`,
  ...more,
});
const styles: Part = {
  name: 'xl/styles.xml',
  content:
    '<styleSheet><numFmts><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="4"/></cellXfs></styleSheet>',
};

async function all<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const row of rows) list.push(row);
  return list;
}

async function read(parts: readonly Part[]): Promise<TextRow[]> {
  const [first] = await openWorkbook(zipOf(parts));
  return first ? all(first.rows()) : [];
}
const a1 = '<row r="1"><c r="A1"><v>1</v></c></row>';
const megabyte = 1024 * 1024;

describe('files that mean harm', () => {
  it.each<[string, () => Part[], string]>([
    ['a bomb', () => [...frame, sheet('', { content: Buffer.alloc(150 * megabyte) })], 'file-too-big-inside'],
    ['many parts that are one', () => [...frame, sheet(a1.repeat(100_000), { times: 60 })], 'file-too-big-inside'],
    ['more inside than it says', () => [...frame, sheet(a1.repeat(10_000), { size: 100 })], 'file-damaged'],
    ['less inside than it says', () => [...frame, sheet(a1, { size: 100_000 })], 'file-damaged'],
    [
      'a million empty rows',
      () => [
        ...frame,
        sheet(Array.from({ length: 1_000_000 }, (_, at) => `<row r="${at + 1}" ht="${at % 97}"/>`).join('')),
      ],
      'file-too-many-rows',
    ],
    [
      'a row without an end',
      () => [
        ...frame,
        sheet(`<row r="1">${Array.from({ length: 400_000 }, (_, at) => `${(at * 7919) % 999_983}<c/>`).join('')}`),
      ],
      'file-damaged',
    ],
    ['a cell far right', () => [...frame, sheet('<row r="1"><c r="XFD1"><v>1</v></c></row>')], 'file-too-many-columns'],
    [
      'entities that grow',
      () => [
        ...frame,
        sheet('', { content: '<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet><row>&a;</row></worksheet>' }),
      ],
      'file-damaged',
    ],
    [
      'entities that reach for a file',
      () => [
        ...frame,
        {
          name: 'xl/sharedStrings.xml',
          content: '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><sst><si><t>&a;</t></si></sst>',
        },
        sheet(a1),
      ],
      'file-damaged',
    ],
    ['a way out of the folder', () => [...frame, { name: '../x', content: '' }], 'file-damaged'],
  ])('%s: refused', async (_, make, code) => {
    const bytes = zipOf(make());
    const begun = performance.now();
    const opened = openWorkbook(bytes).then(async ([first]) => first && all(first.rows()));
    await expect(opened).rejects.toMatchObject({ kind: 'invalid', code });
    expect(performance.now() - begun).toBeLessThan(2_000);
  });

  it('what stands in the file and not in its directory is never opened, a zip inside is not either', async () => {
    const inner = { name: 'xl/embeddings/a.zip', content: zipOf([{ name: 'x', content: Buffer.alloc(megabyte) }]) };
    const rows = await read([
      ...frame,
      sheet('', { content: Buffer.alloc(20 * megabyte), unlisted: true }),
      inner,
      sheet(a1),
    ]);
    expect(rows).toEqual([{ line: 1, cells: ['1'] }]);
  });

  it('a formula is what was seen in its cell, and nothing where nothing was seen', async () => {
    const cells = `<c r="A1"><f>cmd|' /C calc'!A0</f><v>7</v></c><c r="B1" t="str"><f>HYPERLINK("http://x")</f><v>看</v></c><c r="C1"><f>1+1</f></c><c r="D1" t="inlineStr"><is><t>=1+1</t></is></c>`;
    expect(await read([...frame, sheet(`<row r="1">${cells}</row>`)])).toEqual([
      { line: 1, cells: ['7', '看', '', '=1+1'] },
    ]);
  });
});

describe('a workbook', () => {
  it('keeps its lines and columns where cells and rows are missing', async () => {
    const rows =
      '<row r="3"><c r="C3"><v>1.5</v></c></row><row><c><v>2</v></c><c><v>19900001111</v></c></row><row r="9"/>';
    expect(await read([...frame, sheet(rows)])).toEqual([
      { line: 3, cells: ['', '', '1.5'] },
      { line: 4, cells: ['2', '19900001111'] },
    ]);
  });

  it('days are days, by whatever format they are shown, and numbers are numbers', async () => {
    const rows =
      '<row r="1"><c r="A1" s="1"><v>31108</v></c><c r="B1" s="2"><v>31108</v></c><c r="C1" s="3"><v>31108</v></c><c r="D1" t="d"><v>1985-03-02T00:00:00</v></c></row>';
    expect((await read([...frame, styles, sheet(rows)]))[0]?.cells).toEqual([
      '1985-03-02',
      '1985-03-02',
      '31108',
      '1985-03-02',
    ]);
  });

  it('texts are whole: shared, in runs, with signs written as numbers, without what stands above hanzi', async () => {
    const shared = {
      name: 'xl/sharedStrings.xml',
      content:
        '<x:sst><x:si><x:t>吕&#x2C1F6;㛃</x:t></x:si><x:si><x:r><x:t xml:space="preserve">a </x:t></x:r><x:r><x:t>&lt;b&gt;</x:t></x:r><x:rPh><x:t>no</x:t></x:rPh></x:si></x:sst>',
    };
    const rows = '<x:row r="1"><x:c r="A1" t="s"><x:v>0</x:v></x:c><x:c r="B1" t="s"><x:v>1</x:v></x:c></x:row>';
    const prefixed = { ...sheet(''), content: `<x:worksheet><x:sheetData>${rows}</x:sheetData></x:worksheet>` };
    expect((await read([...frame, shared, prefixed]))[0]?.cells).toEqual(['吕𬇶㛃', 'a <b>']);
  });
});
