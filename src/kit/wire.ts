// What travels between a phone and its county: pushes, pulls and the words both sides agree on. Version 1; old versions stay accepted.
import type { Answer, FactData } from './command.ts';

/** Position in the sealed journal of one generation; a restore makes a new generation and phones take a new snapshot. */
export interface Cursor {
  readonly generation: string;
  readonly pos: number;
}

/** The last seal, which every pull carries: phones keep it as witnesses against a journal sealed anew. */
export interface Witness {
  readonly block: number;
  /** Hex of the block's root. */
  readonly root: string;
}

/**
 * One queued command. Sealed on the phone to the server's public key: an ephemeral P-256 key, HKDF-SHA-256 and AES-256-GCM
 * over the JSON of the Envelope, with the command's id as additional data. Everything is base64url.
 */
export interface SealedCommand {
  readonly id: string;
  /** Id of the server key it was sealed to. */
  readonly key: string;
  /** Raw ephemeral public key (65 bytes). */
  readonly ephemeral: string;
  readonly iv: string;
  readonly box: string;
}

/** POST /push with `Authorization: Bearer <device token>`; at most 100 commands and 1 MB. */
export interface PushRequest {
  readonly v: 1;
  readonly commands: readonly SealedCommand[];
}

/** `reseal`: the server no longer holds the key; the phone seals the command anew when it is unlocked. No answer = not done. */
export type PushAnswer = Answer | { readonly id: string; readonly status: 'reseal' };
export interface PushResponse {
  readonly answers: readonly PushAnswer[];
}

/** GET /pull?generation=…&pos=…&limit=… ; without a cursor the answer is the snapshot of the phone's ground, page by page. */
export interface PullResponse {
  readonly cursor: Cursor;
  /** True when there is more behind this page (snapshot or delta): ask again with the new cursor. */
  readonly more: boolean;
  /** True from the first to the last page of a snapshot: keep the old data until a page says `more: false`. */
  readonly snapshot: boolean;
  /** Where a snapshot goes on; opaque. Sent back as `after`. */
  readonly after?: string;
  readonly records: readonly { readonly kind: string; readonly id: string; readonly record: FactData }[];
  readonly gone: readonly { readonly kind: string; readonly id: string }[];
  readonly witness: Witness | null;
  /** The root of the block named by `&witness=<block>` in the request, for the phone to compare with what it kept. */
  readonly witnessed?: Witness | null;
  readonly serverKey: { readonly id: string; readonly jwk: FactData };
  /** Server's time in ms: phones compare their clocks. */
  readonly now: number;
  /** The phone was revoked or its person's posts ended: erase everything. */
  readonly wipe?: true;
}

/** POST /enrol {code, name}: one-time code of an invitation → the phone's own credential. */
export interface EnrolResponse {
  readonly token: string;
  readonly device: string;
  readonly person: { readonly id: string; readonly name: string };
  readonly county: {
    readonly name: string;
    readonly filingNumber: string;
    readonly complaintPhone: string;
    readonly demo: boolean;
  };
  readonly serverKey: { readonly id: string; readonly jwk: FactData };
}
