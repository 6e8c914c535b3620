// The papers of a policy card as the act of writing it names them: a PDF or a picture (ATTACH-12). Apart, because no phone names one.
import * as z from 'zod/mini';
import { hash, limits, picture, whole } from './model.ts';

const paper = z.object({
  attachment: z.uuid(),
  kind: z.literal('paper'),
  mime: z.literal('application/pdf'),
  sha256: hash,
  bytes: whole(limits.paperBytes),
});
const paperOrPicture = z.discriminatedUnion('kind', [picture, paper]);
export type NamedPaper = z.infer<typeof paperOrPicture>;

export const papers = z._default(z.array(paperOrPicture).check(z.maxLength(limits.inOne)), []);
