// What can be done with a supply network: place a node.
import * as z from 'zod/mini';
import { servesGround } from '#kit/actor.ts';
import { defineVerb } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { Area } from '#modules/territory/model.ts';
import { nodeKinds } from './model.ts';

const degrees = z._default(z.nullable(z.number().check(z.gte(-180), z.lte(180))), null);

export const placeNode = defineVerb({
  name: 'supply.place',
  input: z.object({
    node: z.uuid(),
    village: z.uuid(),
    network: z.string().check(z.minLength(1), z.maxLength(4)),
    code: z.string().check(z.minLength(1), z.maxLength(30)),
    name: z.string().check(z.maxLength(60)),
    kind: z.enum(nodeKinds),
    parent: z._default(z.nullable(z.string().check(z.maxLength(30))), null),
    lat: degrees,
    lon: degrees,
  }),
  who: ['village-officer', 'township-officer', 'service:import'],
  offline: false,
  needs: (input) => [{ kind: 'area', id: input.village }],
  decide(input, { actor, loaded }) {
    const village = loaded.get<Area>('area', input.village);
    // SUPPLY-1: the network of a village is drawn by its village or township office.
    if (actor.service !== 'import' && !servesGround(actor, village.ground, ['village-officer', 'township-officer']))
      throw new Problem('refused', 'not-yours');
    const { node, village: _, ...data } = input;
    return [{ name: 'supply.placed', kind: 'supply-node', id: node, data: { ...data, ground: village.ground } }];
  },
});

export const supplyVerbs = [placeNode];
