// What homes said about the offices that serve them: for the village's committees and the supervision committee of that ground.
import * as z from 'zod/mini';
import { dayOf } from '#kit/calendar.ts';
import { defineQuery } from '#data/query.ts';
import type { Comment, CommentRow } from './model.ts';
import { commentRows } from './rules-comments.ts';

const who = ['village-officer', 'supervision-member'];

const text = `select office, name, to_char(month, 'YYYY-MM') as month, level, words from zd_comments($1::ltree[], $2::date) order by words`;

export const comments = defineQuery({
  name: 'comment.list',
  input: z.object({}),
  who,
  touches: 'none',
  async answer(tx, _, { actor, now }): Promise<CommentRow[]> {
    const grounds = actor.posts.filter((post) => who.includes(post.role)).map((post) => post.ground);
    // The month that still runs would show who spoke today.
    return commentRows(await tx.query<Comment>(text, [grounds, `${dayOf(now).slice(0, 7)}-01`]));
  },
});
