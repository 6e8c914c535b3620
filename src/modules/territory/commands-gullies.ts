// What a village does with the gullies of its ground: draws them, draws them anew, wipes them out and brings them back (TERR-16).
import * as z from 'zod/mini';
import { servesGround } from '#kit/actor.ts';
import { type Deciding, defineVerb, type Fact, type Need } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import { point } from './commands.ts';
import type { Area } from './model.ts';
import type { Gully } from './model-gully.ts';

const who = ['village-officer'];
const path = z.array(point).check(z.minLength(2), z.maxLength(500));
const alone = (input: { gully: string }): Need[] => [{ kind: 'gully', id: input.gully }];

/** The ground is one that the speaker serves in this role. Throws `refused not-yours`. */
export function mustServe(ground: string, roles: readonly string[], { actor }: Deciding): void {
  if (!servesGround(actor, ground, roles)) throw new Problem('refused', 'not-yours');
}

/** The ground of a village that the speaker serves in this role. Throws `refused not-yours`, `invalid plan-needs-village`. */
export function ownVillage(village: string, roles: readonly string[], context: Deciding): string {
  const { ground, kind } = context.loaded.get<Area>('area', village);
  mustServe(ground, roles, context);
  if (kind !== 'village') throw new Problem('invalid', 'plan-needs-village');
  return ground;
}

/** The gully, in the state in which the act makes sense; saying the same thing twice changes nothing. */
function changed(
  input: { gully: string },
  context: Deciding,
  { removed, ...fact }: { removed: boolean; name: string; data?: object },
): Fact[] {
  const gully = context.loaded.get<Gully>('gully', input.gully);
  mustServe(gully.ground, who, context);
  if ((gully.removedAt !== null) !== removed) return [];
  return [{ name: fact.name, kind: 'gully', id: gully.id, data: { at: context.now, ...fact.data } }];
}

export const drawGully = defineVerb({
  name: 'gully.draw',
  input: z.object({ gully: z.uuid(), village: z.uuid(), path }),
  who,
  offline: false,
  needs: (input) => [{ kind: 'area', id: input.village }],
  decide(input, context) {
    const ground = ownVillage(input.village, who, context);
    const data = { ground, path: input.path, at: context.now };
    return [{ name: 'gully.drawn', kind: 'gully', id: input.gully, data }];
  },
});

export const redrawGully = defineVerb({
  name: 'gully.redraw',
  input: z.object({ gully: z.uuid(), path }),
  who,
  offline: false,
  needs: (input) => alone(input),
  decide: (input, context) =>
    changed(input, context, { name: 'gully.redrawn', removed: false, data: { path: input.path } }),
});

export const removeGully = defineVerb({
  name: 'gully.remove',
  input: z.object({ gully: z.uuid() }),
  who,
  offline: false,
  needs: (input) => alone(input),
  decide: (input, context) => changed(input, context, { name: 'gully.removed', removed: false }),
});

export const restoreGully = defineVerb({
  name: 'gully.restore',
  input: z.object({ gully: z.uuid() }),
  who,
  offline: false,
  needs: (input) => alone(input),
  decide: (input, context) => changed(input, context, { name: 'gully.restored', removed: true }),
});

export const gullyVerbs = [drawGully, redrawGully, removeGully, restoreGully];
