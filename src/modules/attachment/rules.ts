// How a picture, audio note or paper comes to be and changes (ATTACH rules).
import type { Deciding, Fact, RecordKind } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { Attachment, Named } from './model.ts';
import type { NamedPaper } from './model-papers.ts';

export const attachmentKind: RecordKind<Attachment> = {
  kind: 'attachment',
  apply(attachment, fact) {
    if (fact.name === 'attachment.named') return { ...unsettled, ...fact.data.record, id: fact.id, version: 1 };
    if (!attachment) throw new Problem('broken', 'fact-without-record', { fact: fact.name });
    const { data } = fact;
    const after = { ...attachment, version: attachment.version + 1 };
    if (fact.name === 'attachment.moved') return { ...after, ground: data.ground };
    if (fact.name === 'attachment.received') {
      const { mime, bytes, width, height, duration, keptHash, smallHash } = data.kept;
      const kept = { mime, bytes, width, height, duration, keptHash, smallHash };
      return { ...after, ...kept, state: 'received', settledAt: data.at };
    }
    if (fact.name === 'attachment.erased')
      return { ...after, ...unsettled, sha256: '', state: 'refused', settledAt: data.at, fault: 'erased' };
    if (fact.name === 'attachment.refused')
      return { ...after, state: 'refused', settledAt: data.at, fault: data.fault };
    throw new Problem('broken', 'fact-unknown', { fact: fact.name });
  },
};

const unsettled = { state: 'expected', settledAt: null, keptHash: null, smallHash: null, fault: null } as const;

/** What the files of a command belong to. */
export type Belongs = Pick<
  Attachment,
  'ground' | 'household' | 'matter' | 'visit' | 'step' | 'forHome' | 'hidden' | 'office'
> &
  Partial<Pick<Attachment, 'election' | 'policy' | 'aerial'>>;

/** What every kind of file says of itself; a kind that no phone names has more in its own module. */
type AnyNamed =
  | Named
  | NamedPaper
  | (Pick<Attachment, 'sha256' | 'bytes' | 'mime'> & { attachment: string; kind: 'aerial' });

/** ATTACH-1: the facts beside those of the command itself. The household's own page sends none, so only staff name files. */
export function attach(named: readonly AnyNamed[], to: Belongs, { actor, now }: Deciding): Fact[] {
  if (named.length === 0) return [];
  const { person } = actor;
  if (person === null || actor.standing !== 'staff') throw new Problem('refused', 'not-yours');
  if (new Set(named.map((one) => one.attachment)).size < named.length) throw new Problem('conflict', 'id-taken');
  return named.map((one): Fact => {
    const { attachment, ...said } = one;
    const size = { width: null, height: null, duration: null };
    const record = { election: null, policy: null, ...to, ...size, ...said, author: person, namedAt: now };
    return { name: 'attachment.named', kind: 'attachment', id: attachment, data: { at: now, by: to.office, record } };
  });
}
