// What another system may do here, and what came of what it said: its keys, and the requests it filed.
import type { RecordBase } from '#kit/command.ts';

export const scopes = ['read', 'file', 'update'] as const;
export type Scope = (typeof scopes)[number];

/** Lines beside a request. */
export const mostLines = 64;

/** OPEN-1 */
export interface Key extends RecordBase {
  /** Of the other system, as offices read it. */
  readonly name: string;
  /** SHA-256 of the key, in hex. */
  readonly tokenHash: string;
  readonly area: string;
  readonly scopes: readonly string[];
  readonly perMinute: number;
  /** OPEN-7: what it files is public in its own words. */
  readonly wordsOut: boolean;
  readonly madeAt: number;
  readonly revokedAt: number | null;
}

/** A matter that another system filed; its id is the matter's. */
export interface FiledRequest extends RecordBase {
  readonly key: string;
  /** The other system's own number of it; '' where it gave none. */
  readonly ref: string;
  /** SHA-256 of what was said, so that the same reference with other words is noticed. */
  readonly saidHash: string;
  /** OPEN-7: shown to whoever has no key. */
  readonly listed: boolean;
  readonly wordsOut: boolean;
  readonly filedAt: number;
}

/** A matter that another system handles; its id is the matter's. */
export interface Sent extends RecordBase {
  /** The office that stands for that system here. */
  readonly office: string;
  /** The number it was given there. */
  readonly theirs: string;
  /** What was heard of it last. */
  readonly heard: string;
  readonly sentAt: number;
  readonly heardAt: number | null;
  readonly ended: boolean;
}

/** Whoever speaks, once the key was known. */
export interface KeyHolder {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly perMinute: number;
  readonly area: string;
  /** ltree path of that area. */
  readonly ground: string;
}

/** A row of `open311.keys`. */
export type KeyRow = Omit<Key, 'ground' | 'version' | 'tokenHash' | 'area'> & {
  readonly areaName: string;
  /** Day of the last call, e.g. 2026-11-26. */
  readonly lastUsed: string | null;
  /** Calls of the last thirty days, and requests filed. */
  readonly calls: number;
  readonly filed: number;
};

/** A row of `open311.requests`: what of a matter may leave (OPEN-6). Times in ms. */
export interface RequestRow {
  readonly id: string;
  readonly category: string;
  readonly state: string;
  readonly side: string | null;
  readonly outcome: string | null;
  readonly agency: string;
  readonly requestedAt: number;
  readonly updatedAt: number;
  readonly expectedAt: number | null;
  /** Names of the areas it lies in, from the township down, and the code of the last. */
  readonly address: string;
  readonly gridCode: string;
  /** Only what the reader may have back; '' and null otherwise. */
  readonly description: string;
  readonly lat: number | null;
  readonly lon: number | null;
}

/** A row of `open311.updates`. */
export interface UpdateRow {
  readonly matter: string;
  readonly n: number;
  readonly name: string;
  readonly at: number;
  readonly agency: string;
  /** The answer, where the reader filed the request. */
  readonly text: string;
}
