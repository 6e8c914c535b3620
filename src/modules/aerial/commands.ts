// What a village does with its picture from above: lays it, moves it, takes it away, brings it back; and the county, which forgets its bytes.
import * as z from 'zod/mini';
import { type Deciding, defineVerb, type Need } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { Attachment } from '#modules/attachment/model.ts';
import { attach } from '#modules/attachment/rules.ts';
import { point } from '#modules/territory/commands.ts';
import { mustServe, ownVillage } from '#modules/territory/commands-gullies.ts';
import { type Aerial, aerialBack, aerialWriters, type Corners, namedAerial } from './model.ts';
import { isPlace } from './rules-place.ts';

const who = aerialWriters;
const corners = z.tuple([point, point, point]);
const beside = (input: { aerial: string }): Need[] => [
  { kind: 'aerial', id: input.aerial },
  { kind: 'aerials-beside', id: input.aerial },
];

function mustBePlace(said: Corners): void {
  // AERIAL-4
  if (!isPlace(said)) throw new Problem('invalid', 'aerial-no-place');
}

/** AERIAL-1 */
function mine(id: string, context: Deciding): Aerial {
  const aerial = context.loaded.get<Aerial>('aerial', id);
  mustServe(aerial.ground, who, context);
  return aerial;
}

export const layAerial = defineVerb({
  name: 'aerial.lay',
  input: z.object({ aerial: z.uuid(), village: z.uuid(), corners, file: namedAerial }),
  who,
  offline: false,
  needs: (input) => [{ kind: 'area', id: input.village }],
  decide(input, context) {
    // AERIAL-1
    const ground = ownVillage(input.village, who, context);
    mustBePlace(input.corners);
    const post = context.actor.posts.find((one) => who.includes(one.role) && one.ground === ground);
    const none = { household: null, matter: null, visit: null, step: null, forHome: false };
    // ATTACH-10, AERIAL-2: hidden, so it travels to no phone.
    const to = { ...none, ground, hidden: true, office: post?.office ?? null, aerial: input.aerial };
    const data = { ground, corners: input.corners, at: context.now };
    return [{ name: 'aerial.laid', kind: 'aerial', id: input.aerial, data }, ...attach([input.file], to, context)];
  },
});

export const placeAerial = defineVerb({
  name: 'aerial.place',
  input: z.object({ aerial: z.uuid(), corners }),
  who,
  offline: false,
  needs: (input) => [{ kind: 'aerial', id: input.aerial }],
  decide(input, context) {
    const aerial = mine(input.aerial, context);
    mustBePlace(input.corners);
    if (aerial.removedAt !== null) throw new Problem('conflict', 'aerial-gone');
    return [
      { name: 'aerial.placed', kind: 'aerial', id: aerial.id, data: { corners: input.corners, at: context.now } },
    ];
  },
});

export const removeAerial = defineVerb({
  name: 'aerial.remove',
  /** `alone`: it was laid by mistake, and the one before it is shown again. */
  input: z.object({ aerial: z.uuid(), alone: z._default(z.boolean(), false) }),
  who,
  offline: false,
  needs: (input) => beside(input),
  decide(input, context) {
    const aerial = mine(input.aerial, context);
    // The older ones with it: what is under the one taken away must not come up in its place.
    return context.loaded
      .list<Aerial>('aerial')
      .filter(
        (one) => one.removedAt === null && (one.id === aerial.id || (!input.alone && one.laidAt <= aerial.laidAt)),
      )
      .map((one) => ({ name: 'aerial.removed', kind: 'aerial', id: one.id, data: { at: context.now } }));
  },
});

export const restoreAerial = defineVerb({
  name: 'aerial.restore',
  input: z.object({ aerial: z.uuid() }),
  who,
  offline: false,
  needs: (input) => [{ kind: 'aerial', id: input.aerial }],
  decide(input, context) {
    const { id, removedAt } = mine(input.aerial, context);
    if (removedAt === null) return [];
    // AERIAL-6
    if (context.now - removedAt > aerialBack) throw new Problem('conflict', 'aerial-gone');
    return [{ name: 'aerial.restored', kind: 'aerial', id, data: { at: context.now } }];
  },
});

/** AERIAL-6: said by the daily sweep of files, which then takes the bytes off the disk. */
export const forgetAerial = defineVerb({
  name: 'aerial.forget',
  input: z.object({ aerial: z.uuid(), attachment: z.uuid() }),
  who: ['service:jobs'],
  offline: false,
  needs: (input) => [...beside(input), { kind: 'attachment', id: input.attachment }],
  decide(input, { actor, loaded, now }) {
    if (actor.service !== 'jobs') throw new Problem('refused', 'not-yours');
    const aerial = loaded.get<Aerial>('aerial', input.aerial);
    const file = loaded.get<Attachment>('attachment', input.attachment);
    if (file.aerial !== aerial.id) throw new Problem('refused', 'not-yours');
    const replaced = loaded
      .list<Aerial>('aerial')
      .some((one) => one.laidAt > aerial.laidAt && now - one.laidAt > aerialBack && one.removedAt === null);
    const over = aerial.removedAt !== null && now - aerial.removedAt > aerialBack;
    if (!(over || replaced) || file.state !== 'received') return [];
    return [
      {
        name: 'attachment.refused',
        kind: 'attachment',
        id: file.id,
        data: { at: now, by: file.office, fault: 'aerial-gone' },
      },
    ];
  },
});

export const aerialVerbs = [layAerial, placeAerial, removeAerial, restoreAerial, forgetAerial];
