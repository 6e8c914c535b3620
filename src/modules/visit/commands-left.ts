// What can be done with what was left behind: say that it was taken over, set it aside, bring it back.
import * as z from 'zod/mini';
import { isUnder } from '#kit/actor.ts';
import { type Deciding, defineVerb, type Fact } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { Left } from './model-left.ts';
import { keptAside } from './rules-left.ts';

/** VISIT-10: the notebook of a ground goes on with those who serve it now. */
export const leftStaff = ['level-2-worker', 'level-1-head', 'liaison-officer', 'village-officer'];
const input = z.object({ entry: z.uuid() });
const needs = ({ entry }: { entry: string }): { kind: string; id: string }[] => [{ kind: 'left', id: entry }];

function settle(name: string, entry: string, context: Deciding, may: (left: Left) => boolean): Fact[] {
  const { actor, loaded, now } = context;
  const left = loaded.get<Left>('left', entry);
  const post = actor.posts.find(
    (one) => leftStaff.includes(one.role) && left.ground !== null && isUnder(left.ground, one.ground),
  );
  // What only one office may read has no ground here; its author alone still sees it.
  if (!post) throw new Problem('refused', 'not-yours');
  if (!may(left)) throw new Problem('conflict', 'left-settled');
  return [{ name, kind: 'left', id: entry, data: { at: now, by: post.office, person: actor.person } }];
}

export const takeLeft = defineVerb({
  name: 'left.take',
  input,
  who: leftStaff,
  offline: false,
  needs,
  decide: ({ entry }, context) => settle('left.taken', entry, context, (left) => left.outcome !== 'taken'),
});

export const setLeftAside = defineVerb({
  name: 'left.set-aside',
  input,
  who: leftStaff,
  offline: false,
  needs,
  decide: ({ entry }, context) => settle('left.set-aside', entry, context, (left) => left.outcome === null),
});

export const bringLeftBack = defineVerb({
  name: 'left.bring-back',
  input,
  who: leftStaff,
  offline: false,
  needs,
  decide: ({ entry }, context) =>
    settle('left.brought-back', entry, context, (left) => {
      return left.outcome === 'set-aside' && left.settledAt !== null && context.now - left.settledAt < keptAside;
    }),
});

export const leftVerbs = [takeLeft, setLeftAside, bringLeftBack];
