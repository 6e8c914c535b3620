// Pictures and audio notes made for tests: true ones, and those that somebody careless or hostile would send.
import { deflateSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';

/** A picture with something in it: stripes, so that it is not one colour and packs like a photograph does. */
export async function makePixels(width: number, height: number, seed = 1): Promise<Sharp> {
  const pixels = Buffer.alloc(width * height * 3);
  for (let at = 0, noise = seed; at < pixels.length; at++) {
    noise = (noise * 1_103_515_245 + 12_345) % 2_147_483_648;
    pixels[at] = ((at >> 6) & 255) ^ (noise >> 26);
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } });
}

export const makeJpeg = async (width = 640, height = 480, seed = 1): Promise<Buffer> =>
  (await makePixels(width, height, seed)).jpeg({ quality: 60 }).toBuffer();

/** As a phone's own camera writes it: where, with which device, and lying on its side. */
export const makeCameraJpeg = async (height = 480, width = 640): Promise<Buffer> =>
  (await makePixels(width, height))
    .withExif({
      IFD0: { Make: 'Xiangbu', Model: 'Phone 12', BodySerialNumber: 'SN-0042' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '35/1 8/1 2/1', GPSLongitudeRef: 'E', GPSLongitude: '104/1 13/1 9/1' },
    })
    .withMetadata({ orientation: 6 })
    .jpeg({ quality: 60 })
    .toBuffer();

const crcTable = Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});
const crcOf = (bytes: Buffer): number => {
  let c = 0xffffffff;
  for (const byte of bytes) c = (crcTable[(c ^ byte) & 255] ?? 0) ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
};
function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const [length, crc] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  crc.writeUInt32BE(crcOf(body));
  return Buffer.concat([length, body, crc]);
}

/** Small to send, enormous to unpack: one bit a pixel, all the same. */
export function makePngBomb(side = 40_000): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  head[8] = 1;
  const rows = deflateSync(Buffer.alloc((Math.ceil(side / 8) + 1) * side), { level: 9 });
  const sign = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([sign, chunk('IHDR', head), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))]);
}

/** One element of the container that audio notes come in. */
function element(id: number[], data: Buffer | Buffer[], unknownSize = false): Buffer {
  const body = Array.isArray(data) ? Buffer.concat(data) : data;
  const size = Buffer.alloc(8);
  if (unknownSize) size.set([0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]);
  else {
    size.writeUInt32BE(body.length, 4);
    size[0] = 0x01;
  }
  return Buffer.concat([Buffer.from(id), size, body]);
}
const number = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};

export interface AudioShape {
  readonly docType?: string;
  readonly codec?: string;
  readonly trackType?: number;
  /** ms between the times that the blocks claim; each holds 20 ms of sound. */
  readonly claims?: number;
}

/** As a browser's recorder writes it: segment and clusters of unknown size, a block of 20 ms each, a cluster every two seconds. */
export function makeAudio(ms: number, shape: AudioShape = {}): Buffer {
  const { docType = 'webm', codec = 'A_OPUS', trackType = 2, claims = 20 } = shape;
  const head = element([0x1a, 0x45, 0xdf, 0xa3], element([0x42, 0x82], Buffer.from(docType)));
  const info = element([0x15, 0x49, 0xa9, 0x66], element([0x2a, 0xd7, 0xb1], number(1_000_000)));
  const track = [element([0xd7], number(1)), element([0x83], number(trackType)), element([0x86], Buffer.from(codec))];
  const tracks = element([0x16, 0x54, 0xae, 0x6b], element([0xae], track));
  const clusters: Buffer[] = [];
  for (let from = 0; from < ms / 20; from += 100) {
    const blocks = Array.from({ length: Math.min(100, ms / 20 - from) }, (_, i) => {
      const block = Buffer.alloc(12, 0x55);
      block[0] = 0x81;
      block.writeInt16BE(i * Math.min(claims, 300), 1);
      block[3] = 0x80;
      // Opus: CELT, 20 ms, one frame.
      block[4] = (31 << 3) | 0;
      return element([0xa3], block);
    });
    clusters.push(element([0x1f, 0x43, 0xb6, 0x75], [element([0xe7], number(from * claims)), ...blocks], true));
  }
  return Buffer.concat([head, element([0x18, 0x53, 0x80, 0x67], [info, tracks, ...clusters], true)]);
}
