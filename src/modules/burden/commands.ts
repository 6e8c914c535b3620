// What can be done: ask the grids for something, approve or decline it, end it; say that something is a burden, answer that.
import * as z from 'zod/mini';
import { servesGround, sitsIn } from '#kit/actor.ts';
import { defineVerb } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { Office } from '#modules/people/model.ts';
import type { Area } from '#modules/territory/model.ts';
import { asked, heldOf } from './kinds/held.ts';
import { type Burden, type Reached, type Request, units } from './model.ts';
import { longest, stateOf } from './rules.ts';

const askers = ['township-officer', 'field-officer', 'department-officer', 'county-officer'];
const field = ['level-2-worker', 'level-1-head', 'liaison-officer', 'village-officer', 'village-specialist'];
const keys = asked.map(({ key }) => key) as [string, ...string[]];
const words = (most: number) => z.string().check(z.minLength(1), z.maxLength(most));

export const askRequest = defineVerb({
  name: 'request.ask',
  input: z.object({
    request: z.uuid(),
    office: z.uuid(),
    township: z.uuid(),
    title: words(60),
    text: z._default(z.string().check(z.maxLength(2000)), ''),
    asks: z.array(z.enum(keys)).check(z.minLength(1), z.maxLength(keys.length)),
    minutes: z.int().check(z.gte(1), z.lte(480)),
    per: z.enum(units),
    until: z.int(),
  }),
  who: askers,
  offline: false,
  needs: (input) => [
    { kind: 'office', id: input.office },
    { kind: 'area', id: input.township },
    { kind: 'reached', id: input.township },
  ],
  decide(input, { actor, loaded, now }) {
    const office = loaded.get<Office>('office', input.office);
    const own = actor.posts.some((post) => post.office === office.id && askers.includes(post.role));
    if (!own) throw new Problem('refused', 'not-yours');
    const area = loaded.get<Area>('area', input.township);
    if (area.kind !== 'township') throw new Problem('invalid', 'request-township');
    // BURDEN-2: what the county already holds is not asked again.
    const [held] = heldOf(input.asks);
    if (held) throw new Problem('refused', 'held-already', { what: held.key, where: held.at ?? '' });
    // BURDEN-4: it ends, within 90 days.
    if (input.until <= now || input.until > now + longest) throw new Problem('invalid', 'request-until');
    const reached = loaded.list<Reached>('reached')[0];
    const times = (input.per === 'home' ? reached?.homes : reached?.grids) ?? 0;
    const { request, township, ...data } = input;
    const counted = { ground: area.ground, times, cost: times * input.minutes, askedAt: now };
    return [
      { name: 'request.asked', kind: 'request', id: request, data: { ...data, ...counted, at: now, by: office.id } },
    ];
  },
});

export const decideRequest = defineVerb({
  name: 'request.decide',
  input: z.object({
    request: z.uuid(),
    approved: z.boolean(),
    reason: z._default(z.string().check(z.maxLength(500)), ''),
  }),
  who: ['township-officer'],
  offline: false,
  needs: (input) => [{ kind: 'request', id: input.request }],
  decide(input, { actor, loaded, now }) {
    const request = loaded.get<Request>('request', input.request);
    // BURDEN-1: the township whose grids are to do it.
    const post = actor.posts.find((one) => one.role === 'township-officer' && one.ground === request.ground);
    if (!post) throw new Problem('refused', 'not-yours');
    // BURDEN-5: a no has its reason, and what was decided is not decided again.
    if (stateOf(request, now) !== 'waits') throw new Problem('conflict', 'request-decided');
    if (!input.approved && input.reason.trim() === '') throw new Problem('invalid', 'request-reason');
    const { approved, reason } = input;
    return [
      {
        name: 'request.decided',
        kind: 'request',
        id: request.id,
        data: { at: now, by: post.office, approved, reason },
      },
    ];
  },
});

export const endRequest = defineVerb({
  name: 'request.end',
  input: z.object({ request: z.uuid() }),
  who: askers,
  offline: false,
  needs: (input) => [{ kind: 'request', id: input.request }],
  decide(input, { actor, loaded, now }) {
    const request = loaded.get<Request>('request', input.request);
    const may = sitsIn(actor, request.office) || servesGround(actor, request.ground, ['township-officer']);
    if (!may) throw new Problem('refused', 'not-yours');
    if (!['waits', 'open'].includes(stateOf(request, now))) throw new Problem('conflict', 'request-decided');
    return [{ name: 'request.ended', kind: 'request', id: request.id, data: { at: now } }];
  },
});

/** The township of a ground, so that a word about a burden does not say which grid it came from. */
const townshipOf = (ground: string): string => ground.split('.').slice(0, 2).join('.');

export const sayBurden = defineVerb({
  name: 'burden.say',
  input: z.object({ burden: z.uuid(), request: z._default(z.nullable(z.uuid()), null), text: words(500) }),
  who: field,
  offline: false,
  needs: (input) => (input.request === null ? [] : [{ kind: 'request', id: input.request }]),
  decide(input, { actor, loaded, now }) {
    if (input.request !== null) loaded.get('request', input.request);
    const post = actor.posts.find((one) => field.includes(one.role));
    if (!post) throw new Problem('refused', 'not-yours');
    // BURDEN-6: it goes past every office in between.
    const { request, text } = input;
    const said = { request, text, person: actor.person, role: post.role, ground: townshipOf(post.ground), at: now };
    return [{ name: 'burden.said', kind: 'burden', id: input.burden, data: { ...said, by: post.office } }];
  },
});

export const answerBurden = defineVerb({
  name: 'burden.answer',
  input: z.object({ burden: z.uuid(), text: words(1000) }),
  who: ['county-officer'],
  offline: false,
  needs: (input) => [{ kind: 'burden', id: input.burden }],
  decide(input, { actor, loaded, now }) {
    const burden = loaded.get<Burden>('burden', input.burden);
    if (!actor.posts.some((post) => post.role === 'county-officer')) throw new Problem('refused', 'not-yours');
    if (burden.answeredAt !== null) throw new Problem('conflict', 'burden-answered');
    return [{ name: 'burden.answered', kind: 'burden', id: burden.id, data: { at: now, text: input.text } }];
  },
});

export const burdenVerbs = [askRequest, decideRequest, endRequest, sayBurden, answerBurden];
