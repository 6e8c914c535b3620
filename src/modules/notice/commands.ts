// What can be done with notices: publish and withdraw.
import * as z from 'zod/mini';
import { sitsIn } from '#kit/actor.ts';
import { defineVerb } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { Office } from '#modules/people/model.ts';
import type { Notice } from './model.ts';

const who = ['village-officer', 'township-officer', 'county-officer'];

export const publishNotice = defineVerb({
  name: 'notice.publish',
  input: z.object({
    notice: z.uuid(),
    office: z.uuid(),
    title: z.string().check(z.minLength(1), z.maxLength(60)),
    text: z.string().check(z.minLength(1), z.maxLength(4000)),
    fromAt: z.int().check(z.gte(0)),
    toAt: z._default(z.nullable(z.int()), null),
  }),
  who: [...who, 'service:import'],
  offline: false,
  needs: (input) => [{ kind: 'office', id: input.office }],
  decide(input, { actor, loaded }) {
    const office = loaded.get<Office>('office', input.office);
    // NOTICE-1: an office tells its own ground and speaks in its own name.
    const own = actor.posts.some((post) => post.office === office.id && who.includes(post.role));
    if (!own && actor.service !== 'import') throw new Problem('refused', 'not-yours');
    if (input.toAt !== null && input.toAt <= input.fromAt) throw new Problem('invalid', 'notice-dates');
    const { notice, ...data } = input;
    return [{ name: 'notice.published', kind: 'notice', id: notice, data: { ...data, ground: office.ground } }];
  },
});

export const withdrawNotice = defineVerb({
  name: 'notice.withdraw',
  input: z.object({ notice: z.uuid() }),
  who,
  offline: false,
  needs: (input) => [{ kind: 'notice', id: input.notice }],
  decide(input, { actor, loaded, now }) {
    const notice = loaded.get<Notice>('notice', input.notice);
    if (!sitsIn(actor, notice.office)) throw new Problem('refused', 'not-yours');
    if (notice.withdrawnAt !== null) throw new Problem('conflict', 'notice-withdrawn');
    return [{ name: 'notice.withdrawn', kind: 'notice', id: notice.id, data: { at: now } }];
  },
});

export const noticeVerbs = [publishNotice, withdrawNotice];
