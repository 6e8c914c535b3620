// How a digest is made, passed up and answered (OPINION rules).
import type { Actor, ActorPost } from '#kit/actor.ts';
import type { RecordKind } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { Digest } from './model.ts';

export const digestKind: RecordKind<Digest> = {
  kind: 'digest',
  apply(digest, fact) {
    if (fact.name === 'digest.made') {
      const open = { upAt: null, answer: '', answeredAt: null, answeredBy: null, notice: null };
      return { ...open, ...fact.data.record, id: fact.id, version: 1 };
    }
    if (!digest) throw new Problem('broken', 'fact-without-record', { fact: fact.name });
    const version = digest.version + 1;
    const { at, by, text, notice } = fact.data;
    if (fact.name === 'digest.passed-up') return { ...digest, version, upAt: at };
    if (fact.name !== 'digest.answered') throw new Problem('broken', 'fact-unknown', { fact: fact.name });
    return { ...digest, version, answer: text, answeredAt: at, answeredBy: by, notice };
  },
};

const oneDay = 86_400_000;
/** OPINION-1: so many days are in one digest. */
export const daysTogether = 7;
/** OPINION-4: after so many days of silence the township may answer. */
const silentFor = 14 * oneDay;

/** OPINION-4: the post by which the actor answers it; undefined when it is not his. */
export const answersBy = (digest: Digest, actor: Actor, now: number): ActorPost | undefined =>
  actor.posts.find(
    ({ role, office, ground }) =>
      (role === 'village-officer' && office === digest.office && digest.upAt === null) ||
      (role === 'township-officer' &&
        digest.ground.startsWith(`${ground}.`) &&
        (digest.upAt !== null || now - digest.toAt > silentFor)),
  );

export const mayPassUp = (digest: Digest, actor: Actor): boolean =>
  digest.answeredAt === null &&
  digest.upAt === null &&
  actor.posts.some(({ role, office }) => role === 'village-officer' && office === digest.office);
