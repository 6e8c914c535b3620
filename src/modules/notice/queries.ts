// What screens may ask about notices: those shown now on the reader's ground, or those taken down in the last 30 days.
import * as z from 'zod/mini';
import { defineQuery } from '#data/query.ts';
import type { Notice } from './model.ts';
import { noticeTable } from './store.ts';

export const list = defineQuery({
  name: 'notice.list',
  input: z.object({ withdrawn: z._default(z.boolean(), false) }),
  who: ['staff'],
  touches: 'none',
  async answer(tx, { withdrawn }, { actor, now }): Promise<Notice[]> {
    const grounds = actor.posts.map((post) => post.ground);
    const rows = await tx.query<Record<string, unknown>>(
      `select ${noticeTable.select} from notice
       where case when $3 then withdrawn_at > $2::timestamptz - interval '30 days' else withdrawn_at is null and (to_at is null or to_at > $2) end
         and (ground <@ any($1::ltree[]) or ground @> any($1::ltree[])) order by from_at desc limit 100`,
      [grounds, new Date(now), withdrawn],
    );
    return rows.map(noticeTable.read);
  },
});

export const noticeQueries = [list];
