// What the verbs of a mediation share: who may, the mediation they are about, and the fact that follows.
import * as z from 'zod/mini';
import { sitsIn } from '#kit/actor.ts';
import type { Deciding, Fact, Need } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { Dispute } from './model.ts';
import { mayMediate } from './rules.ts';

export const who = [
  'level-2-worker',
  'level-1-head',
  'liaison-officer',
  'village-officer',
  'village-specialist',
  'township-officer',
  'field-officer',
];

export const text = (most: number): z.ZodMiniString => z.string().check(z.minLength(1), z.maxLength(most));
export const words = (most: number): z.ZodMiniDefault<z.ZodMiniString> =>
  z._default(z.string().check(z.maxLength(most)), '');
export const day = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/));
export const nullableId = z._default(z.nullable(z.uuid()), null);
export const disputeId = { dispute: z.uuid() };
export const alone = (input: { dispute: string }): Need[] => [{ kind: 'dispute', id: input.dispute }];

export function fact(
  name: string,
  dispute: Dispute,
  { now, actor }: Deciding,
  data: Record<string, unknown> = {},
): Fact {
  const by = [dispute.holder, ...dispute.offices].find((office) => sitsIn(actor, office)) ?? actor.posts[0]?.office;
  return { name, kind: 'dispute', id: dispute.id, data: { at: now, by: by ?? null, person: actor.person, ...data } };
}

/** DISPUTE-13 */
export function getMine(input: { dispute: string }, { actor, loaded }: Deciding): Dispute {
  const dispute = loaded.get<Dispute>('dispute', input.dispute);
  if (actor.standing !== 'staff' || !mayMediate(dispute, actor)) throw new Problem('refused', 'not-yours');
  return dispute;
}

export function getOpen(input: { dispute: string }, context: Deciding): Dispute {
  const dispute = getMine(input, context);
  if (dispute.state !== 'open') throw new Problem('conflict', 'dispute-moved-on');
  return dispute;
}

export const mustBeParties = (ids: readonly string[], dispute: Pick<Dispute, 'parties'>): void => {
  if (!ids.every((id) => dispute.parties.some((one) => one.id === id))) throw new Problem('invalid', 'party-unknown');
};
