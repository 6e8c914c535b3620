// What counts as an audio note: a WebM file with one Opus track and nothing else, no longer than a minute by its own packets.
import { Problem } from '#kit/problem.ts';
import { limits } from '#modules/attachment/model.ts';

const id = {
  head: 0x1a45dfa3,
  docType: 0x4282,
  segment: 0x18538067,
  seekHead: 0x114d9b74,
  void: 0xec,
  info: 0x1549a966,
  scale: 0x2ad7b1,
  tracks: 0x1654ae6b,
  track: 0xae,
  trackType: 0x83,
  codec: 0x86,
  cues: 0x1c53bb6b,
  cluster: 0x1f43b675,
  time: 0xe7,
  simpleBlock: 0xa3,
  blockGroup: 0xa0,
  block: 0xa1,
} as const;

interface Element {
  readonly id: number;
  readonly from: number;
  readonly to: number;
}

/** Length of a variable-size number by its first byte, 1 to 8. */
const widthOf = (first: number): number => Math.clz32(first) - 23;

class Walk {
  readonly bytes: Buffer;
  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  #byte(at: number): number {
    const found = this.bytes[at];
    if (found === undefined) throw new Problem('invalid', 'file-broken');
    return found;
  }

  number(from: number, to: number): number {
    let value = 0;
    for (let at = from; at < to; at++) value = value * 256 + this.#byte(at);
    return value;
  }

  /** The element at this place; one of unknown size, as recorders write them while recording, reaches to `end`. */
  element(at: number, end: number): Element {
    const idWidth = widthOf(this.#byte(at));
    const sizeAt = at + idWidth;
    const sizeWidth = widthOf(this.#byte(sizeAt));
    if (idWidth > 4 || sizeWidth > 8) throw new Problem('invalid', 'file-broken');
    const from = sizeAt + sizeWidth;
    const mask = 2 ** (8 - sizeWidth) - 1;
    let size = this.#byte(sizeAt) & mask;
    let unknown = size === mask;
    for (let i = sizeAt + 1; i < from; i++) {
      size = size * 256 + this.#byte(i);
      unknown &&= this.#byte(i) === 0xff;
    }
    const to = unknown ? end : from + size;
    if (to > end) throw new Problem('invalid', 'file-broken');
    return { id: this.number(at, sizeAt), from, to };
  }

  *children(of: { from: number; to: number }): Generator<Element> {
    for (let at = of.from; at < of.to; ) {
      const found = this.element(at, of.to);
      yield found;
      at = found.to;
    }
  }
}

const silk = [10, 20, 40, 60];
const celt = [2.5, 5, 10, 20];

/** Milliseconds of sound in one Opus packet, by its first bytes (RFC 6716, section 3.1). */
function packetMs(bytes: Buffer): number {
  const first = bytes[0];
  if (first === undefined) throw new Problem('invalid', 'file-broken');
  const config = first >> 3;
  const frame = config < 12 ? silk[config & 3] : config < 16 ? silk[config & 1] : celt[config & 3];
  const count = (first & 3) === 0 ? 1 : (first & 3) === 3 ? (bytes[1] ?? 0) & 63 : 2;
  return (frame ?? 0) * count;
}

interface Heard {
  scale: number;
  tracks: number;
  /** ms by the file's own clock, and by the sound in its packets. */
  clock: number;
  sound: number;
}

function readTracks(walk: Walk, tracks: Element, heard: Heard): void {
  for (const track of walk.children(tracks)) {
    if (track.id === id.void) continue;
    const parts = [...walk.children(track)];
    const type = parts.find((part) => part.id === id.trackType);
    const codec = parts.find((part) => part.id === id.codec);
    const isOpus = codec && walk.bytes.toString('latin1', codec.from, codec.to) === 'A_OPUS';
    if (track.id !== id.track || !type || walk.number(type.from, type.to) !== 2 || !isOpus)
      throw new Problem('invalid', 'file-kind-differs');
    heard.tracks += 1;
  }
}

function readBlock(walk: Walk, block: Element, time: number, heard: Heard): void {
  const at = block.from + widthOf(walk.number(block.from, block.from + 1));
  const relative = walk.bytes.length >= at + 2 ? walk.bytes.readInt16BE(at) : 0;
  // Several packets laced into one block: no recorder of ours does it.
  if ((walk.number(at + 2, at + 3) & 0x06) !== 0) throw new Problem('invalid', 'file-broken');
  const length = packetMs(walk.bytes.subarray(at + 3, block.to));
  heard.sound += length;
  heard.clock = Math.max(heard.clock, ((time + relative) * heard.scale) / 1_000_000 + length);
}

/** Reads one cluster; answers where it ends, which one of unknown size does at the next. */
function readCluster(walk: Walk, cluster: Element, heard: Heard): number {
  let time = 0;
  for (let at = cluster.from; at < cluster.to; ) {
    const part = walk.element(at, cluster.to);
    if (part.id === id.cluster || part.id === id.cues) return at;
    if (part.id === id.time) time = walk.number(part.from, part.to);
    if (part.id === id.simpleBlock) readBlock(walk, part, time, heard);
    if (part.id === id.blockGroup)
      for (const block of walk.children(part)) if (block.id === id.block) readBlock(walk, block, time, heard);
    at = part.to;
  }
  return cluster.to;
}

/** ms. Throws `invalid file-kind-differs`, `file-broken`, `audio-empty` or `audio-too-long`. */
export function checkAudio(bytes: Buffer): number {
  const walk = new Walk(bytes);
  if (bytes.length < 4 || bytes.readUInt32BE(0) !== id.head) throw new Problem('invalid', 'file-kind-differs');
  const head = walk.element(0, bytes.length);
  const docType = [...walk.children(head)].find((part) => part.id === id.docType);
  if (!docType || bytes.toString('latin1', docType.from, docType.to) !== 'webm')
    throw new Problem('invalid', 'file-kind-differs');
  const segment = walk.element(head.to, bytes.length);
  // One file, one segment, nothing behind it.
  if (segment.id !== id.segment || segment.to !== bytes.length) throw new Problem('invalid', 'file-broken');
  const heard: Heard = { scale: 1_000_000, tracks: 0, clock: 0, sound: 0 };
  for (let at = segment.from; at < segment.to; ) {
    const part = walk.element(at, segment.to);
    at = part.to;
    if (part.id === id.info) {
      const scale = [...walk.children(part)].find((one) => one.id === id.scale);
      if (scale) heard.scale = walk.number(scale.from, scale.to);
    } else if (part.id === id.tracks) readTracks(walk, part, heard);
    else if (part.id === id.cluster) at = readCluster(walk, part, heard);
    else if (part.id !== id.seekHead && part.id !== id.void && part.id !== id.cues)
      throw new Problem('invalid', 'file-broken');
  }
  if (heard.tracks !== 1) throw new Problem('invalid', 'file-kind-differs');
  const ms = Math.round(Math.max(heard.clock, heard.sound));
  if (heard.sound < 200) throw new Problem('invalid', 'audio-empty');
  // ATTACH-6. The recorder is stopped by a clock that runs beside it: two seconds are forgiven.
  if (ms > limits.audioMs + 2000) throw new Problem('invalid', 'audio-too-long');
  return ms;
}
