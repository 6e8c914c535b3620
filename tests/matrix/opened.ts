// Everything that can be read in what came out: all parts of a workbook with its properties, paper as text and as its opened streams, and what escapes in plain text stand for.
import { inflateSync } from 'node:zlib';
import { throughProgram } from '#tests/ledgers.ts';

const decoded = (bytes: Uint8Array, as = 'utf-8'): string => new TextDecoder(as).decode(bytes);

/** What stands between `stream` and `endstream`, unpacked where it is packed: words that are drawn nowhere lie there too. */
function streamsOf(pdf: Buffer): Buffer[] {
  const found: Buffer[] = [];
  for (let at = pdf.indexOf('stream\n'); at >= 0; at = pdf.indexOf('stream\n', at)) {
    const from = at + 'stream\n'.length;
    const to = pdf.indexOf('endstream', from);
    if (to < 0) break;
    const raw = pdf.subarray(from, to);
    try {
      found.push(inflateSync(raw));
    } catch {
      found.push(raw);
    }
    at = to + 'endstream'.length;
  }
  return found;
}

/** Word after word as they were drawn, so that what stands on two lines of a column stays together; and what the file says of itself. */
function inPaper(pdf: Buffer): string {
  const [drawn, about] = [
    throughProgram(pdf, (file) => ['pdftotext', ['-raw', file, '-']]),
    throughProgram(pdf, (file) => ['pdfinfo', [file]]),
  ];
  const streams = streamsOf(pdf);
  if (streams.length === 0) throw new Error('a paper without anything in it');
  const packed = streams.flatMap((one) => [decoded(one), decoded(one, 'utf-16be')]);
  return [drawn, about, ...packed, decoded(pdf)].join('\n');
}

const inWorkbook = (bytes: Buffer): string =>
  [
    ['-p'],
    // The names of its parts.
    ['-Z1'],
  ]
    .map((how) => throughProgram(bytes, (file) => ['unzip', [...how, file]]))
    .join('\n');

const spelled = (sign: string, radix: number): string =>
  String.fromCodePoint(Number.parseInt(sign, radix) % 0x11_00_00);
const ofAddress = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
};
/** JSON, XML and forms may write a sign by its number. */
const unescaped = (text: string): string =>
  text
    .replaceAll(/\\u([0-9a-f]{4})/gi, (_, sign: string) => spelled(sign, 16))
    .replaceAll(/&#x([0-9a-f]{1,6});/gi, (_, sign: string) => spelled(sign, 16))
    .replaceAll(/&#(\d{1,7});/g, (_, sign: string) => spelled(sign, 10))
    .replaceAll(/(?:%[0-9a-f]{2})+/gi, ofAddress);

/** As one text without any room in it: on paper a word may stand on two lines. */
export function allTextIn(bytes: Uint8Array): string {
  const file = Buffer.from(bytes);
  const begin = file.subarray(0, 4).toString('latin1');
  const text = begin === '%PDF' ? inPaper(file) : begin.startsWith('PK') ? inWorkbook(file) : decoded(file);
  return `${text}\n${unescaped(text)}`.replaceAll(/\s/g, '');
}
