// A picture of a village's ground from above: what a command says of it, the record of where it lies, and what the map asks.
import * as z from 'zod/mini';
import type { RecordBase } from '#kit/command.ts';
import { type AttachmentState, hash, whole } from '#modules/attachment/model.ts';

export type Spot = readonly [lon: number, lat: number];
/** Top left, top right, bottom left of the picture, in degrees: the fourth follows. */
export type Corners = readonly [Spot, Spot, Spot];

/** `ground` is the village's. */
export interface Aerial extends RecordBase {
  readonly corners: Corners;
  readonly laidAt: number;
  readonly removedAt: number | null;
}

/** AERIAL-2 */
export const aerialReaders = ['level-1-head', 'liaison-officer', 'village-officer', 'township-officer'];
export const aerialWriters = ['village-officer'];
/** AERIAL-6: ms. */
export const aerialBack = 7 * 24 * 3_600_000;

/** AERIAL-3: bytes and pixels of the longer side, as they come and as they are kept. */
export const aerialLimits = { bytes: 40_000_000, side: 40_000, kept: 4096, small: 1024 } as const;

/** How the command names its file. */
export const namedAerial = z.object({
  attachment: z.uuid(),
  kind: z.literal('aerial'),
  mime: z.enum(['image/jpeg', 'image/png', 'image/webp']),
  sha256: hash,
  bytes: whole(aerialLimits.bytes),
  width: whole(aerialLimits.side),
  height: whole(aerialLimits.side),
});
export type NamedAerial = z.infer<typeof namedAerial>;

/** Answer of `aerial.of`: the picture that is shown, and a newer one whose bytes have not come or were refused. */
export interface AerialPage {
  readonly shown: {
    readonly id: string;
    readonly attachment: string;
    readonly corners: Corners;
    readonly width: number;
    readonly height: number;
    readonly laidAt: number;
  } | null;
  readonly coming: {
    readonly id: string;
    readonly attachment: string;
    readonly state: AttachmentState;
    readonly fault: string | null;
  } | null;
}
