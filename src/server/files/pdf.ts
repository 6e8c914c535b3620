// What counts as a paper: a PDF that shows pages and does nothing else. What may run, open or hide something is found by its name, packed or not; what cannot be looked into is refused.
import { inflateSync } from 'node:zlib';
import { Problem } from '#kit/problem.ts';

/** Long enough to stand in no picture or font by chance; looked for in every byte. */
const acting = new Set([
  'JavaScript',
  'Launch',
  'SubmitForm',
  'ImportData',
  'GoToR',
  'GoToE',
  'GoTo3DView',
  'EmbeddedFile',
  'EmbeddedFiles',
  'Filespec',
  'RichMedia',
  'RichMediaExecute',
  'Rendition',
  'Movie',
  'Sound',
  'NeedsRendering',
  'FFilter',
]);
/** Short ones: only where objects stand, not in what pictures and fonts are made of. */
const actingShort = new Set(['JS', 'AA', 'EF', 'XFA', '3D', 'U3D', 'PRC', ...acting]);
const codecs = new Set(['DCTDecode', 'DCT', 'JPXDecode', 'CCITTFaxDecode', 'CCF']);

/** Bytes of everything that is packed in one file: a bomb is never unpacked further. */
const mostUnpacked = 40_000_000;

const active = (): Problem => new Problem('invalid', 'pdf-active');
const unknown = (): Problem => new Problem('invalid', 'pdf-unknown');
const broken = (): Problem => new Problem('invalid', 'file-broken');

/** A name may be written with its letters as numbers: /J#53. */
const unescaped = (text: string): string =>
  text.replaceAll(/#([\da-f]{2})/giu, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

function mustNotAct(text: string, names: ReadonlySet<string>): void {
  for (const [, name = ''] of text.matchAll(/\/([^\s\0()<>[\]{}/%]+)/gu))
    if (names.has(unescaped(name))) throw active();
}

/** One stream as the file has it: what is said of it, and its bytes. */
interface Stream {
  readonly said: string;
  readonly data: Buffer;
}

/** The words before `stream`, back to the head of their object; refused where a reader could take them otherwise than we do. */
function saidBefore(text: string): string {
  const head = [...text.matchAll(/\d[\s\0]+\d+[\s\0]*obj/gu)].at(-1);
  const said = unescaped(text.slice(head ? head.index + head[0].length : 0).replaceAll('\0', ' ')).trim();
  const opened = said.split('(').length;
  if (!head || !said.startsWith('<<') || !said.endsWith('>>')) throw unknown();
  if (/[%\\]/u.test(said) || opened !== said.split(')').length) throw unknown();
  return said;
}

/** Every stream in the order of the file, and the text around them. An object inside the bytes of another is refused. */
function takeApart(bytes: Buffer): { readonly streams: readonly Stream[]; readonly around: string } {
  const text = bytes.toString('latin1');
  const keyword = /(?<![A-Za-z])stream(?![A-Za-z])/gu;
  const [streams, around] = [[] as Stream[], [] as string[]];
  let from = 0;
  for (let found = keyword.exec(text); found; found = keyword.exec(text)) {
    const before = text.slice(from, found.index);
    const line = /^[ \t\0]*(?:\r\n|\n|\r)/u.exec(text.slice(found.index + 6, found.index + 40));
    const end = text.indexOf('endstream', found.index);
    if (!line || end < 0) throw unknown();
    const start = found.index + 6 + line[0].length;
    const inside = text.slice(start, end);
    if (/\d[\s\0]+\d+[\s\0]*obj/u.test(inside)) throw active();
    streams.push({ said: saidBefore(before), data: bytes.subarray(start, end) });
    around.push(before);
    from = end + 'endstream'.length;
    keyword.lastIndex = from;
  }
  around.push(text.slice(from));
  return { streams, around: around.join('\n') };
}

/** How it is packed, from the outside in. `F` is short for it in some readers. */
function filtersOf(said: string): string[] {
  // Its bytes lie in another file.
  if (/\/F\s*[(<]|\/F\s+\d/u.test(said)) throw active();
  const named = [...said.matchAll(/\/(?:Filter(?![A-Za-z])\s*|F\s*(?=[[/]))(\[[^\]]*\]|\/[^\s()<>[\]{}/]+)?/gu)];
  const [first] = named;
  if (!first) return [];
  if (
    named.length > 1 ||
    first[1] === undefined ||
    /\d/u.test(first[1].replaceAll('ASCII85Decode', '').replaceAll('A85', ''))
  )
    throw unknown();
  return [...first[1].matchAll(/\/([^\s()<>[\]{}/]+)/gu)].map(([, name = '']) => name);
}

function fromHex(data: Buffer): Buffer {
  const digits =
    data
      .toString('latin1')
      .split('>')[0]
      ?.replaceAll(/[\s\0]/gu, '') ?? '';
  if (/[^\da-f]/iu.test(digits)) throw unknown();
  return Buffer.from(digits.length % 2 === 0 ? digits : `${digits}0`, 'hex');
}

function fromBase85(data: Buffer): Buffer {
  const signs = (data.toString('latin1').split('~')[0] ?? '').replaceAll(/[\s\0]/gu, '').replaceAll('z', '!!!!!');
  if (/[^!-u]/u.test(signs)) throw unknown();
  const out: number[] = [];
  for (let at = 0; at < signs.length; at += 5) {
    const group = signs.slice(at, at + 5);
    const value = [...group.padEnd(5, 'u')].reduce((sum, sign) => sum * 85 + sign.charCodeAt(0) - 33, 0);
    const four = [value / 2 ** 24, value / 2 ** 16, value / 2 ** 8, value].map((part) => Math.floor(part) % 256);
    out.push(...four.slice(0, group.length - 1));
  }
  return Buffer.from(out);
}

/** What is in it; undefined for the points of a picture, which hold no objects. */
function unpacked({ said, data }: Stream, room: number): Buffer | undefined {
  const isPacked = /\/First(?![A-Za-z])/u.test(said);
  const isPicture = /\/Subtype\s*\/Image(?![A-Za-z])/u.test(said) && !isPacked;
  const isTable = /\/Type\s*\/XRef(?![A-Za-z])/u.test(said) && !isPacked;
  const filters = filtersOf(said);
  if (/\/Predictor(?![A-Za-z])/u.test(said) && !isPicture && !isTable) throw unknown();
  let now = data;
  for (const [place, filter] of filters.entries()) {
    if (codecs.has(filter)) {
      if (!isPicture || place < filters.length - 1) throw unknown();
      return undefined;
    }
    if (filter === 'ASCIIHexDecode' || filter === 'AHx') now = fromHex(now);
    else if (filter === 'ASCII85Decode' || filter === 'A85') now = fromBase85(now);
    else if (filter !== 'FlateDecode' && filter !== 'Fl') throw unknown();
    else if (isPicture) return undefined;
    else now = inflated(now, room);
  }
  return now;
}

function inflated(data: Buffer, room: number): Buffer {
  try {
    return inflateSync(data, { maxOutputLength: Math.max(1, room) });
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? unknown() : broken();
  }
}

/** Throws `invalid file-kind-differs`, `file-broken`, `pdf-locked`, `pdf-active` or `pdf-unknown`. */
export function checkPdf(bytes: Buffer): void {
  if (!/^%PDF-[12]\.\d[\s\0]/u.test(bytes.toString('latin1', 0, 9))) throw new Problem('invalid', 'file-kind-differs');
  // Nothing behind its end, where another file could hide.
  if (!/startxref\s+\d+\s+%%EOF[\s\0]{0,32}$/u.test(bytes.toString('latin1', Math.max(0, bytes.length - 128))))
    throw broken();
  const { streams, around } = takeApart(bytes);
  mustNotAct(bytes.toString('latin1'), acting);
  if (/\/Encrypt(?![A-Za-z])/u.test(unescaped(around))) throw new Problem('invalid', 'pdf-locked');
  mustNotAct(around, actingShort);
  let room = mostUnpacked;
  for (const stream of streams) {
    const inside = unpacked(stream, room);
    if (!inside) continue;
    room -= inside.length;
    const isPacked = /\/First(?![A-Za-z])/u.test(stream.said);
    mustNotAct(inside.toString('latin1'), isPacked ? actingShort : acting);
  }
}
