// What the desk may ask about the lists its person keeps for himself.
import * as z from 'zod/mini';
import { defineQuery } from '#data/query.ts';
import type { DeskViewRow } from './model-desk.ts';
import { loadViews } from './store-views.ts';

export const views = defineQuery({
  name: 'view.list',
  input: z.object({}),
  who: ['staff'],
  touches: 'none',
  async answer(tx, _, { actor }): Promise<DeskViewRow[]> {
    if (actor.person === null) return [];
    return (await loadViews(tx, actor.person)).map(({ id, name, address }) => ({ id, name, address }));
  },
});
