// A picture, an audio note or a paper: what a command says of it, and the record that says whether its bytes have come.
import * as z from 'zod/mini';
import type { RecordBase } from '#kit/command.ts';

/** `paper`: a PDF of a policy card · `aerial`: a picture of the ground from above. */
export const attachmentKinds = ['picture', 'audio', 'paper', 'aerial'] as const;
export type AttachmentKind = (typeof attachmentKinds)[number];
/** `expected`: named, its bytes are still to come · `received` · `refused`: its bytes came and are not what they claim. */
export const attachmentStates = ['expected', 'received', 'refused'] as const;
export type AttachmentState = (typeof attachmentStates)[number];

/** What a file may be: pixels of the longer side, bytes, milliseconds. */
export const limits = {
  side: 1600,
  pictureBytes: 300_000,
  audioBytes: 500_000,
  audioMs: 60_000,
  paperBytes: 2_000_000,
  inOne: 6,
} as const;

export const hash = z.string().check(z.regex(/^[0-9a-f]{64}$/));
export const whole = (most: number): z.ZodMiniNumberFormat => z.int().check(z.gte(1), z.lte(most));

export const picture = z.object({
  attachment: z.uuid(),
  kind: z.literal('picture'),
  mime: z.enum(['image/jpeg', 'image/png', 'image/webp']),
  sha256: hash,
  bytes: whole(limits.pictureBytes),
  width: whole(limits.side),
  height: whole(limits.side),
});
const audio = z.object({
  attachment: z.uuid(),
  kind: z.literal('audio'),
  mime: z.literal('audio/webm'),
  sha256: hash,
  bytes: whole(limits.audioBytes),
  duration: whole(limits.audioMs),
});

const one = z.discriminatedUnion('kind', [picture, audio]);
/** What a command says of each file it names. */
export type Named = z.infer<typeof one>;
/** The part of a command's input that names its files; absent in commands of older phones. */
export const attachments = z._default(z.array(one).check(z.maxLength(limits.inOne)), []);

export interface Attachment extends RecordBase {
  readonly household: string | null;
  /** Exactly one of these five: what it belongs to. */
  readonly matter: string | null;
  readonly visit: string | null;
  /** Of the tally board. */
  readonly election: string | null;
  /** ATTACH-12 */
  readonly policy: string | null;
  readonly aerial: string | null;
  /** The line of the matter's story it came with. */
  readonly step: number | null;
  readonly kind: AttachmentKind;
  /** Said to the household or by it; else it is for staff. */
  readonly forHome: boolean;
  /** Its matter travels to no phone. */
  readonly hidden: boolean;
  readonly author: string;
  readonly office: string | null;
  readonly namedAt: number;
  /** As the sender made it. */
  readonly sha256: string;
  readonly bytes: number;
  readonly mime: string;
  readonly width: number | null;
  readonly height: number | null;
  /** ms */
  readonly duration: number | null;
  readonly state: AttachmentState;
  readonly settledAt: number | null;
  /** Name of the file that is kept, and of the small picture beside it. */
  readonly keptHash: string | null;
  readonly smallHash: string | null;
  /** Why it was refused. */
  readonly fault: string | null;
}

/** What screens show of it. */
export type AttachmentRow = Pick<
  Attachment,
  | 'id'
  | 'matter'
  | 'visit'
  | 'step'
  | 'kind'
  | 'forHome'
  | 'namedAt'
  | 'bytes'
  | 'width'
  | 'height'
  | 'duration'
  | 'state'
>;

/** What of it travels to a phone. */
export type PhoneAttachment = AttachmentRow & Pick<Attachment, 'ground' | 'version' | 'household' | 'author'>;
