// What happens to a named file: its bytes came, or came and were not what they claim, or it moves with its home. All by the county's own service.
import * as z from 'zod/mini';
import { type Deciding, defineVerb, type Fact, type Need } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { Household } from '#modules/household/model.ts';
import { type Attachment, limits } from './model.ts';

const alone = (input: { attachment: string }): Need[] => [{ kind: 'attachment', id: input.attachment }];
const hash = z.string().check(z.regex(/^[0-9a-f]{64}$/));
const size = z._default(z.nullable(z.int().check(z.gte(1))), null);

/** ATTACH-7: what is settled stays as it is; saying it again changes nothing. */
function settle(input: { attachment: string }, { actor, loaded, now }: Deciding, name: string, data: object): Fact[] {
  if (actor.service !== 'jobs') throw new Problem('refused', 'not-yours');
  const attachment = loaded.get<Attachment>('attachment', input.attachment);
  if (attachment.state !== 'expected') return [];
  return [{ name, kind: 'attachment', id: attachment.id, data: { at: now, by: attachment.office, ...data } }];
}

export const receiveAttachment = defineVerb({
  name: 'attachment.receive',
  input: z.object({
    attachment: z.uuid(),
    kept: z.object({
      mime: z.enum(['image/jpeg', 'audio/webm', 'application/pdf']),
      bytes: z.int().check(z.gte(1)),
      width: size,
      height: size,
      duration: z._default(z.nullable(z.int().check(z.gte(1), z.lte(limits.audioMs + 2000))), null),
      keptHash: hash,
      smallHash: z._default(z.nullable(hash), null),
    }),
  }),
  who: ['service:jobs'],
  offline: false,
  needs: (input) => alone(input),
  decide: (input, context) => settle(input, context, 'attachment.received', { kept: input.kept }),
});

export const refuseAttachment = defineVerb({
  name: 'attachment.refuse',
  input: z.object({ attachment: z.uuid(), fault: z.string().check(z.maxLength(40)) }),
  who: ['service:jobs'],
  offline: false,
  needs: (input) => alone(input),
  decide: (input, context) => settle(input, context, 'attachment.refused', { fault: input.fault }),
});

export const followHome = defineVerb({
  name: 'attachment.follow',
  input: z.object({ household: z.uuid() }),
  who: ['service:jobs'],
  offline: false,
  needs: (input) => [
    { kind: 'household', id: input.household },
    { kind: 'attachments-of', id: input.household },
  ],
  decide(input, { actor, loaded, now }) {
    if (actor.service !== 'jobs') throw new Problem('refused', 'not-yours');
    // ATTACH-8, and ATTACH-10: what travels to no phone leaves none.
    const { ground } = loaded.get<Household>('household', input.household);
    return loaded
      .list<Attachment>('attachment')
      .filter((one) => one.ground !== ground)
      .map((one): Fact => {
        const data = { at: now, by: one.office, ground, leftGround: one.hidden ? null : one.ground };
        return { name: 'attachment.moved', kind: 'attachment', id: one.id, data };
      });
  },
});

export const attachmentVerbs = [receiveAttachment, refuseAttachment, followHome];
