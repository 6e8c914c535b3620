// What is done with a digest: the county's clock makes it, the village answers or passes it up, the township answers what came up.
import * as z from 'zod/mini';
import { defineVerb } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { Office } from '#modules/people/model.ts';
import type { Digest, Said } from './model.ts';
import { answersBy, daysTogether, mayPassUp } from './rules.ts';

const oneDay = 86_400_000;

export const makeDigest = defineVerb({
  name: 'digest.make',
  input: z.object({ digest: z.uuid(), village: z.uuid(), toAt: z.int() }),
  who: ['service:jobs'],
  offline: false,
  needs: (input) => [{ kind: 'said-in', id: input.village }],
  decide({ digest, toAt }, { actor, loaded, now }) {
    if (actor.service !== 'jobs') throw new Problem('refused', 'not-yours');
    const [office] = loaded.list<Office>('office');
    const said = loaded.list<Said>('said').filter((one) => one.receivedAt < toAt);
    const first = Math.min(...said.map((one) => one.receivedAt));
    // OPINION-1
    if (!office || said.length === 0 || toAt - first < daysTogether * oneDay) return [];
    const record = { ground: office.ground, office: office.id, fromAt: first, toAt, visits: said.map((one) => one.id) };
    return [{ name: 'digest.made', kind: 'digest', id: digest, data: { at: now, by: office.id, record } }];
  },
});

const mustBeOpen = (digest: Digest): void => {
  if (digest.answeredAt !== null) throw new Problem('conflict', 'digest-answered');
};

export const answerDigest = defineVerb({
  name: 'digest.answer',
  input: z.object({
    digest: z.uuid(),
    notice: z.uuid(),
    title: z.string().check(z.minLength(1), z.maxLength(60)),
    text: z.string().check(z.minLength(1), z.maxLength(2000)),
  }),
  who: ['village-officer', 'township-officer'],
  offline: false,
  needs: (input) => [{ kind: 'digest', id: input.digest }],
  decide(input, { actor, loaded, now }) {
    const digest = loaded.get<Digest>('digest', input.digest);
    // OPINION-4
    const post = answersBy(digest, actor, now);
    mustBeOpen(digest);
    if (!post) throw new Problem('refused', 'not-yours');
    const { notice, title, text } = input;
    const { ground } = digest;
    // OPINION-5
    const told = { office: post.office, title, text, fromAt: now, toAt: now + 30 * oneDay, ground };
    return [
      { name: 'digest.answered', kind: 'digest', id: digest.id, data: { at: now, by: post.office, text, notice } },
      { name: 'notice.published', kind: 'notice', id: notice, data: told },
    ];
  },
});

export const passUp = defineVerb({
  name: 'digest.pass-up',
  input: z.object({ digest: z.uuid() }),
  who: ['village-officer'],
  offline: false,
  needs: (input) => [{ kind: 'digest', id: input.digest }],
  decide(input, { actor, loaded, now }) {
    const digest = loaded.get<Digest>('digest', input.digest);
    mustBeOpen(digest);
    if (!mayPassUp(digest, actor)) throw new Problem('refused', 'not-yours');
    return [{ name: 'digest.passed-up', kind: 'digest', id: digest.id, data: { at: now, by: digest.office } }];
  },
});

export const opinionVerbs = [makeDigest, answerDigest, passUp];
