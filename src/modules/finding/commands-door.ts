// What is done with a question at a door: it is answered.
import * as z from 'zod/mini';
import { isUnder } from '#kit/actor.ts';
import { defineVerb } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import { type Ask, replies } from './model.ts';

const atDoors = ['level-2-worker', 'level-1-head', 'liaison-officer', 'village-officer'];

export const answerAsk = defineVerb({
  name: 'ask.answer',
  input: z.object({ ask: z.uuid(), reply: z.enum(replies), matter: z._default(z.nullable(z.uuid()), null) }),
  who: atDoors,
  offline: true,
  needs: (input) => [{ kind: 'ask', id: input.ask }],
  decide({ ask: id, reply, matter }, { actor, loaded, now, at }) {
    const ask = loaded.get<Ask>('ask', id);
    const [post] = actor.posts
      .filter((one) => atDoors.includes(one.role) && isUnder(ask.ground, one.ground))
      .sort((a, b) => b.ground.length - a.ground.length);
    // FIND-3
    if (!post || actor.person === null) throw new Problem('refused', 'not-yours');
    if (ask.reply !== null) throw new Problem('conflict', 'ask-answered');
    // FIND-4
    if ((reply === 'yes') !== (matter !== null)) throw new Problem('invalid', 'ask-matter');
    // What was said at the door counts from then, also when it comes in later.
    const data = { at: Math.max(ask.askedAt, Math.min(at, now)), by: post.office, person: actor.person, reply, matter };
    return [{ name: 'ask.answered', kind: 'ask', id, data }];
  },
});

export const phoneFindingVerbs = [answerAsk];
