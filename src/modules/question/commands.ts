// What can be done with a question: answer it at the door, and let it go with its home.
import * as z from 'zod/mini';
import { isUnder } from '#kit/actor.ts';
import { defineVerb, type Fact } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { Household } from '#modules/household/model.ts';
import type { Notice } from '#modules/notice/model.ts';
import { isShown } from '#modules/notice/rules.ts';
import type { Question } from './model.ts';
import { findTopic } from './rules.ts';

const who = ['level-2-worker', 'level-1-head', 'liaison-officer', 'village-officer'];

export const answerQuestion = defineVerb({
  name: 'question.answer',
  input: z.object({
    question: z.uuid(),
    household: z.uuid(),
    topic: z.string().check(z.maxLength(4)),
    text: z.string().check(z.minLength(1), z.maxLength(500)),
    answer: z.string().check(z.minLength(1), z.maxLength(2000)),
    notice: z._default(z.nullable(z.uuid()), null),
  }),
  who,
  offline: true,
  needs: (input) => [
    { kind: 'household', id: input.household },
    ...(input.notice === null ? [] : [{ kind: 'notice', id: input.notice }]),
  ],
  decide(input, { actor, loaded, now, at }) {
    const home = loaded.get<Household>('household', input.household);
    // QUESTION-1
    const [post] = actor.posts
      .filter((one) => who.includes(one.role) && isUnder(home.ground, one.ground))
      .sort((a, b) => b.ground.length - a.ground.length);
    if (!post || actor.person === null) throw new Problem('refused', 'not-yours');
    // QUESTION-2
    if (!findTopic(input.topic)) throw new Problem('invalid', 'question-topic');
    const claimedAt = Math.min(at, now);
    if (input.notice !== null) {
      // QUESTION-3: shown when it was said, also when that comes in later.
      const notice = loaded.get<Notice>('notice', input.notice);
      const here = isUnder(home.ground, notice.ground);
      const was = { ...notice, withdrawnAt: (notice.withdrawnAt ?? Infinity) > claimedAt ? null : notice.withdrawnAt };
      if (!here || !isShown(was, claimedAt)) throw new Problem('invalid', 'question-notice');
    }
    const { question, ...said } = input;
    const record = {
      ...said,
      ground: home.ground,
      author: actor.person,
      office: post.office,
      claimedAt,
      receivedAt: now,
    };
    return [{ name: 'question.answered', kind: 'question', id: question, data: { at: now, by: post.office, record } }];
  },
});

export const followHome = defineVerb({
  name: 'question.follow',
  input: z.object({ household: z.uuid() }),
  who: ['service:jobs'],
  offline: false,
  needs: (input) => [
    { kind: 'household', id: input.household },
    { kind: 'questions-of', id: input.household },
  ],
  decide(input, { actor, loaded }) {
    if (actor.service !== 'jobs') throw new Problem('refused', 'not-yours');
    const { ground } = loaded.get<Household>('household', input.household);
    return loaded
      .list<Question>('question')
      .filter((one) => one.ground !== ground)
      .map((one): Fact => {
        return { name: 'question.moved', kind: 'question', id: one.id, data: { ground, leftGround: one.ground } };
      });
  },
});

export const questionVerbs = [answerQuestion, followHome];
