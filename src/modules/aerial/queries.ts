// What the map asks of the picture under it.
import * as z from 'zod/mini';
import { isUnder } from '#kit/actor.ts';
import { defineQuery } from '#data/query.ts';
import { type AerialPage, aerialReaders } from './model.ts';

const text = `select aerial.id, file.id as attachment, aerial.corners, file.width, file.height, file.state, file.fault,
    extract(epoch from aerial.laid_at)::float8 * 1000 as "laidAt", aerial.ground::text as ground
  from aerial join attachment as file on file.aerial = aerial.id
  where aerial.removed_at is null and aerial.ground = (select ground from area where id = $1 and kind = 'village')
  order by aerial.laid_at desc, aerial.id desc limit 20`;

type Kept = NonNullable<AerialPage['shown']> & NonNullable<AerialPage['coming']> & { readonly ground: string };

/** AERIAL-1, AERIAL-2 */
export const aerialOf = defineQuery({
  name: 'aerial.of',
  input: z.object({ village: z.uuid() }),
  who: aerialReaders,
  touches: 'none',
  async answer(tx, { village }, { actor }): Promise<AerialPage> {
    const posts = actor.posts.filter((post) => aerialReaders.includes(post.role));
    const rows = (await tx.query<Kept>(text, [village])).filter(({ ground }) =>
      posts.some((post) => isUnder(ground, post.ground) || isUnder(post.ground, ground)),
    );
    const shown = rows.find((row) => row.state === 'received');
    const [newest] = rows;
    return {
      shown: shown
        ? {
            id: shown.id,
            attachment: shown.attachment,
            corners: shown.corners,
            width: shown.width,
            height: shown.height,
            laidAt: shown.laidAt,
          }
        : null,
      coming:
        newest === undefined || newest === shown
          ? null
          : { id: newest.id, attachment: newest.attachment, state: newest.state, fault: newest.fault },
    };
  },
});

export const aerialQueries = [aerialOf];
