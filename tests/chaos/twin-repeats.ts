// A sabotaged door: it does not recognise a repeated command, every copy makes rows of its own.
import type { Envelope } from '#kit/command.ts';
import { newId } from '#kit/id.ts';
import { execute as honest } from '#server/execute.ts';

/** Ids that a command gives to what it makes; those it only speaks of stay. */
const made = ['visit', 'case', 'promise', 'member'];

function anew(envelope: Envelope): Envelope {
  const input = envelope.input as Record<string, unknown>;
  if (!['visit.record', 'case.report', 'member.add'].includes(envelope.name)) return { ...envelope, id: newId() };
  const fresh = made.filter((key) => typeof input[key] === 'string').map((key) => [key, newId()] as const);
  return { ...envelope, id: newId(), input: { ...input, ...Object.fromEntries(fresh) } };
}

const seen = new Set<string>();

/** The first copy is taken as it is; the others as if they were something new. */
export const execute: typeof honest = async (county, actor, envelope) => {
  const again = seen.has(envelope.id);
  seen.add(envelope.id);
  const answer = await honest(county, actor, again ? anew(envelope) : envelope);
  return { ...answer, id: envelope.id };
};
