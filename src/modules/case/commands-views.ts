// Lists that somebody at a desk keeps for himself: keeping one under a name, and letting it go.
import * as z from 'zod/mini';
import { defineVerb } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import { type DeskView, mostViews } from './model-desk.ts';

const staff = ['staff'];

export const keepView = defineVerb({
  name: 'view.keep',
  input: z.object({
    view: z.uuid(),
    name: z.string().check(z.minLength(1), z.maxLength(40)),
    /** What follows `inbox/` in the desk's own address. */
    address: z.string().check(z.maxLength(400), z.regex(/^[a-z]+(\?[\w=&%.+*-]*)?$/)),
  }),
  who: staff,
  offline: false,
  needs: (_, actor) => (actor.person === null ? [] : [{ kind: 'views-of', id: actor.person }]),
  decide({ view, name, address }, { actor, loaded }) {
    // CASE-70: it belongs to the person, not to the office.
    if (actor.person === null) throw new Problem('refused', 'not-yours');
    const kept = loaded.list<DeskView>('view');
    if (kept.some((one) => one.id === view)) throw new Problem('conflict', 'id-taken');
    // CASE-71
    if (kept.length >= mostViews) throw new Problem('conflict', 'views-full', { most: mostViews });
    return [{ name: 'view.kept', kind: 'view', id: view, data: { person: actor.person, name, address } }];
  },
});

export const dropView = defineVerb({
  name: 'view.drop',
  input: z.object({ view: z.uuid() }),
  who: staff,
  offline: false,
  needs: ({ view }) => [{ kind: 'view', id: view }],
  decide({ view }, { actor, loaded, now }) {
    const kept = loaded.get<DeskView>('view', view);
    if (actor.person !== kept.person) throw new Problem('refused', 'not-yours');
    if (kept.droppedAt !== null) throw new Problem('conflict', 'case-moved-on');
    return [{ name: 'view.dropped', kind: 'view', id: view, data: { at: now } }];
  },
});

export const viewVerbs = [keepView, dropView];
