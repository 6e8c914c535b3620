// What travels between a phone and its county: pushes, pulls and the words both sides agree on. Pushes are version 1, pulls version 2; old versions stay accepted.
import type { Column } from './columns.ts';
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
 * over the JSON of the Envelope, with the command's id as additional data. Commands sealed within ten minutes share the ephemeral
 * key, each with an iv of its own. Everything is base64url.
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

/**
 * POST /push with `Authorization: Bearer <device token>`; at most 100 commands and 1 MB. `generation` is the end of the id of
 * the one that the phone holds: a county that was restored since answers 409 `generation-moved` and decides nothing, because what
 * these commands build on may be missing until the phone has pulled and offered it again.
 */
export interface PushRequest {
  readonly v: 1;
  readonly generation?: string;
  readonly commands: readonly SealedCommand[];
}

/** `reseal`: the server no longer holds the key; the phone seals the command anew when it is unlocked. No answer = not done. */
export type PushAnswer = Answer | { readonly id: string; readonly status: 'reseal' };
export interface PushResponse {
  readonly answers: readonly PushAnswer[];
}

/** Version 1, for phones not yet renewed: GET /pull?generation=…&pos=…&limit=… ; without a cursor the snapshot of the phone's ground, page by page. */
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

/**
 * Version 2: GET /pull?v=2&generation=…&pos=…&seal=…&key=… answers one stream of lines, each a JSON value: a head, parts, and `{"end":true}`.
 * Without `pos` it is the snapshot of the phone's ground, homes first; with `after` the same snapshot from where it was cut.
 * `seal` names the block whose root the phone keeps as witness, `key` the server key it seals to; of a generation and a key the end of the id is enough. When nothing moved on its ground the answer
 * is an empty 204: its `zd-seal` is the beginning of that block's root, its date the server's clock. `{"wipe":true}` instead of all this: erase everything.
 */
export interface PullHead {
  readonly v: 2;
  readonly generation: string;
  readonly snapshot: boolean;
  /** Where the phone stands once a snapshot is complete. */
  readonly pos: number;
  /** How many homes the phone holds after this; for the estimate. */
  readonly homes: number;
  readonly witness: Witness | null;
  readonly witnessed?: Witness | null;
  /** Only when it is another one than the phone named. */
  readonly serverKey?: { readonly id: string; readonly jwk: FactData };
  /** Server's time in ms: phones compare their clocks. */
  readonly now: number;
}
export interface PullPart {
  readonly parts: readonly { readonly kind: string; readonly n: number; readonly rows: Column }[];
  readonly gone?: readonly (readonly [kind: string, id: string])[];
  /** Sent back as `after` when the stream is cut behind this line of a snapshot; opaque. */
  readonly after?: string;
  /** Where the phone stands after this line of a delta. */
  readonly pos?: number;
}
export type PullLine = PullHead | PullPart | { readonly end: true };

/** How much of a root's hex an answer without content names. */
export const rootBeginning = 16;
/** How much of the id of a generation or a server key, from its end, names it in a request: a poll is short. */
export const idEnding = 12;

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
  /** Until its first copy is whole the phone holds no other: a restore in that time must not go unseen. */
  readonly generation: string;
}
