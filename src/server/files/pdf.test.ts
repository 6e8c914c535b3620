// What is taken as a paper of a policy card; the bad ones are made here, each as a hostile hand would make it.
import { deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { bare, makePdf, packed, type Part, together } from '#tests/files/make-pdf.ts';
import { draw } from '../print/sheet.ts';
import { checkPdf } from './pdf.ts';

function codeOf(bytes: Buffer): string {
  try {
    checkPdf(bytes);
    return 'taken';
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
}
const script = '<< /S /JavaScript /JS (app.alert\\(1\\)) >>';
const base85 = (data: Buffer): Buffer => {
  const padded = Buffer.concat([data, Buffer.alloc((4 - (data.length % 4)) % 4)]);
  let text = '';
  for (let at = 0; at < padded.length; at += 4) {
    let value = padded.readUInt32BE(at);
    let signs = '';
    for (let n = 0; n < 5; n++) {
      signs = String.fromCharCode(33 + (value % 85)) + signs;
      value = Math.floor(value / 85);
    }
    text += signs;
  }
  return Buffer.from(`${text}~>`, 'latin1');
};

test('ATTACH-12 a page that only shows something is taken, plain or packed, and so is what this program prints', async () => {
  const picture = bare(Buffer.from([0xff, 0xd8, 0xff, 0x2f, 0x4a, 0x53, 0x20]), '/Subtype /Image /Filter /DCTDecode');
  const twice = bare(base85(deflateSync(Buffer.from('BT (x) Tj ET'))), '/Filter [/ASCII85Decode /FlateDecode]');
  const link = '<< /Type /Annot /Subtype /Link /A << /S /URI /URI (https://example.org) >> >>';
  for (const more of [[], [together('<< /Type /Font /BaseFont /Song >>')], [picture], [twice], [link], [packed('')]])
    expect(codeOf(makePdf(more))).toBe('taken');
  expect(codeOf(makePdf([], '/OpenAction [3 0 R /Fit]'))).toBe('taken');
  expect(
    codeOf(
      Buffer.from(
        await draw({ pageMargins: [40, 40, 40, 40], title: '申请表', lang: 'zh', content: [{ text: '申请表' }] }),
      ),
    ),
  ).toBe('taken');
});

test('ATTACH-12 what runs, sends, opens or carries something is refused, however it is written or packed', () => {
  const hidden: Readonly<Record<string, readonly (string | Part)[]>> = {
    script: [script],
    'script by numbers': ['<< /S /#4aava#53cript /J#53 (1) >>'],
    'packed script': [together(script)],
    'packed twice': [
      bare(
        base85(deflateSync(Buffer.from(`9 0 ${script}`))),
        '/Type /ObjStm /N 1 /First 4 /Filter [/ASCII85Decode /FlateDecode]',
      ),
    ],
    'packed in letters': [
      bare(Buffer.from(`${Buffer.from(`9 0 ${script}`).toString('hex')}>`), '/Type /ObjStm /N 1 /First 4 /Filter /AHx'),
    ],
    'called a picture': [together(script, '/Subtype /Image')],
    'short name of a filter': [bare(deflateSync(Buffer.from(`9 0 ${script}`)), '/Type /ObjStm /N 1 /First 4 /F /Fl')],
    'a number of it': [together('<< /AA << /O 5 0 R >> >>')],
    launch: ['<< /S /Launch /F (cmd.exe) >>'],
    'sent away': ['<< /S /SubmitForm /F (https://example.org) >>'],
    'another file': ['<< /S /GoToR /F (other.pdf) >>'],
    embedded: [packed('x', '/Type /EmbeddedFile')],
    'by its short name': ['<< /Type /F /EF << /F 5 0 R >> >>'],
    'a form that runs': ['<< /AcroForm << /XFA 5 0 R >> >>'],
    film: ['<< /Subtype /RichMedia >>'],
    'bytes in another file': [bare(Buffer.alloc(0), '/F (other.bin)')],
    'an object in the bytes of another': [bare(Buffer.from('9 0 obj << /X 1 >> endobj'))],
  };
  for (const [what, more] of Object.entries(hidden))
    expect([what, codeOf(makePdf(more))]).toEqual([what, 'pdf-active']);
});

test('ATTACH-12 what cannot be looked into is refused: locked, packed in an odd way, or a bomb', () => {
  expect(codeOf(makePdf(['<< /Filter /Standard /V 2 >>'], '', '/Encrypt 5 0 R'))).toBe('pdf-locked');
  const bomb = deflateSync(Buffer.alloc(60_000_000));
  const odd: Readonly<Record<string, Part>> = {
    bomb: bare(bomb, '/Filter /FlateDecode'),
    'old packing': bare(Buffer.from('x'), '/Filter /LZWDecode'),
    'pictures that were attacked': bare(Buffer.from('x'), '/Subtype /Image /Filter /JBIG2Decode'),
    'filter named elsewhere': bare(Buffer.from('x'), '/Filter 7 0 R'),
    'two filters': bare(Buffer.from('x'), '/Filter /FlateDecode /Filter /Crypt'),
    'a note before its filter': bare(Buffer.from('x'), '/Filter %\n/FlateDecode'),
    'objects as points of a picture': bare(Buffer.from('x'), '/Subtype /Image /First 4 /Filter /DCTDecode'),
    'numbers taken away': together('<< >>', '/DecodeParms << /Predictor 12 >>'),
    'a head within words': { said: '<< /Filter /FlateDecode /X (5 0 obj << /Y \\() >>', data: Buffer.from('x') },
  };
  for (const [what, one] of Object.entries(odd)) expect([what, codeOf(makePdf([one]))]).toEqual([what, 'pdf-unknown']);
});

test('ATTACH-12 what is no PDF, ends too early, or has something behind its end is refused', () => {
  const whole = makePdf();
  expect(codeOf(Buffer.from('<html><script>alert(1)</script>'))).toBe('file-kind-differs');
  expect(codeOf(Buffer.concat([Buffer.from('PK\u0003\u0004'), whole]))).toBe('file-kind-differs');
  expect(codeOf(whole.subarray(0, -30))).toBe('file-broken');
  expect(codeOf(Buffer.concat([whole, Buffer.from('PK\u0003\u0004 another file')]))).toBe('file-broken');
  expect(codeOf(makePdf([bare(Buffer.from('not packed'), '/Filter /FlateDecode')]))).toBe('file-broken');
});
