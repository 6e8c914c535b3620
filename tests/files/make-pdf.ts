// PDFs made for tests: a page that only shows something, and whatever a hostile hand would put beside it.
import { deflateSync } from 'node:zlib';

/** One object: its dictionary, and its bytes where it is a stream. */
export interface Part {
  readonly said: string;
  readonly data?: Buffer;
}

const stream = (said: string, data: Buffer): Part => ({ said: `<< ${said} /Length ${data.length} >>`, data });
/** As almost every program packs what it writes. */
export const packed = (text: string | Buffer, more = ''): Part =>
  stream(`/Filter /FlateDecode ${more}`, deflateSync(Buffer.from(text as string, 'latin1')));
export const bare = (data: Buffer, more = ''): Part => stream(more, data);
/** Objects that stand packed in a stream, as of PDF 1.5. */
export const together = (objects: string, more = ''): Part =>
  packed(`9 0 ${objects}`, `/Type /ObjStm /N 1 /First 4 ${more}`);

/** A whole file: a catalogue, a page, its content, and these behind them from number 4 on. */
export function makePdf(more: readonly (string | Part)[] = [], catalog = '', tail = ''): Buffer {
  const objects: Part[] = [
    { said: `<< /Type /Catalog /Pages 2 0 R ${catalog} >>` },
    { said: '<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 595 842] >>' },
    { said: '<< /Type /Page /Parent 2 0 R >>' },
    packed('BT /F1 12 Tf (Form) Tj ET'),
    ...more.map((one) => (typeof one === 'string' ? { said: one } : one)),
  ];
  const pieces = [Buffer.from('%PDF-1.5\n', 'latin1')];
  const places: number[] = [];
  let at = 9;
  for (const [place, { said, data }] of objects.entries()) {
    places.push(at);
    const body = data ? Buffer.concat([Buffer.from('\nstream\n'), data, Buffer.from('\nendstream')]) : Buffer.alloc(0);
    const piece = Buffer.concat([
      Buffer.from(`${place + 1} 0 obj\n${said}`, 'latin1'),
      body,
      Buffer.from('\nendobj\n'),
    ]);
    pieces.push(piece);
    at += piece.length;
  }
  const rows = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  const end = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${tail} >>\nstartxref\n${at}\n%%EOF\n`;
  return Buffer.concat([...pieces, Buffer.from(end, 'latin1')]);
}
