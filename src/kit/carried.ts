// A file that carries what a phone could not send to a desk: lines that each stand by themselves, sealed and proven, useless to whoever finds it.
import { sha256Hex, newId } from './id.ts';
import { Problem } from './problem.ts';
import { type SealKey, sealBytesTo } from './seal.ts';
import type { SealedKey } from './seal-file.ts';
import type { SealedCommand } from './wire.ts';

const purpose = new TextEncoder().encode('zd-carry-v1');

/** The first line: what it is and how much follows. Nothing personal. */
export interface CarriedHead {
  readonly zd: 'carried';
  readonly v: 1;
  /** ms, by the phone's clock */
  readonly made: number;
  readonly words: number;
  readonly files: number;
  /** Lines behind this one. */
  readonly lines: number;
}

export interface CarriedFile {
  readonly id: string;
  /** The file's own key, sealed to the county. */
  readonly key: SealedKey;
  /** The sealed bytes, base64url. */
  readonly data: string;
}

/** What one line carries. */
export type CarriedContent = { readonly commands: readonly SealedCommand[] } | { readonly file: CarriedFile };

/** `content` is the text of a CarriedContent: what was proven is this text, sign by sign. */
export interface CarriedLine {
  readonly id: string;
  /** The phone's credential and the hash of the content, sealed to the county under the line's id. */
  readonly proof: SealedKey;
  readonly content: string;
}

/** What is inside a proof. */
export interface CarriedProof {
  readonly token: string;
  readonly digest: string;
}

/** What became of one thing that a line carried. */
export interface CarriedItem {
  readonly id: string;
  /** The verb, `file`, or `sealed` for what only one office may know of. */
  readonly what: string;
  /** `left`: not taken, and it waits for whoever serves there now. */
  readonly status: 'received' | 'refused' | 'left' | 'reseal' | 'unanswered';
  readonly code?: string;
  readonly facts?: Readonly<Record<string, string | number>>;
}

export interface CarriedAnswer {
  /** Name of the person whose phone it was. */
  readonly writer: string;
  readonly items: readonly CarriedItem[];
}

export const mostCarriedBytes = 80_000_000;

export async function proveLine(key: SealKey, token: string, content: CarriedContent): Promise<CarriedLine> {
  const text = JSON.stringify(content);
  const id = newId();
  const proof: CarriedProof = { token, digest: await sha256Hex(text) };
  const bytes = new TextEncoder().encode(JSON.stringify(proof));
  return { id, proof: await sealBytesTo(key, { id, bytes, purpose }), content: text };
}

function parsed<T>(line: string | undefined): T | undefined {
  try {
    return JSON.parse(line ?? '') as T;
  } catch {
    return undefined;
  }
}

const isLine = (value: unknown): value is CarriedLine => {
  const { id, proof, content } = (value ?? {}) as Partial<CarriedLine>;
  return typeof id === 'string' && typeof content === 'string' && typeof proof === 'object' && proof !== null;
};

export interface CarriedText {
  readonly head: CarriedHead;
  readonly lines: readonly CarriedLine[];
  /** Lines that are missing or cannot be read; the others stand by themselves. */
  readonly damaged: number;
}

/** Throws `invalid carried-foreign` for a file that is none of ours. */
export function readCarried(text: string): CarriedText {
  const [first, ...rest] = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const head = parsed<CarriedHead>(first);
  if (head?.zd !== 'carried' || head.v !== 1 || !Number.isInteger(head.lines))
    throw new Problem('invalid', 'carried-foreign');
  const lines = rest
    .filter((line) => line !== '')
    .map((line) => parsed<unknown>(line))
    .filter(isLine);
  return { head, lines, damaged: Math.max(0, head.lines - lines.length) };
}
