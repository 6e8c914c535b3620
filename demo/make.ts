// Puts the demo village together from its parts; the same seed gives the same village.
import { network } from './network.ts';
import { notices } from './notices.ts';
import { offices } from './offices.ts';
import { county, gridCode, gridName, groupCode, groups, township, village } from './places.ts';
import { posts } from './posts.ts';
import { seeded } from './random.ts';
import { roster } from './roster.ts';
import type { Place, Ring, Village } from './shapes.ts';
import { outlines } from './terrain.ts';

/** The seed of the files in `demo/village/`. */
export const demoSeed = 629901;

function places(rings: ReadonlyMap<string, Ring>): Place[] {
  const ring = (code: string): Ring | null => rings.get(code) ?? null;
  return [
    { code: county.code, name: county.name, kind: 'county', parent: '', ring: null },
    { code: township.code, name: township.name, kind: 'township', parent: county.code, ring: null },
    { code: village.code, name: village.name, kind: 'village', parent: township.code, ring: ring(village.code) },
    ...groups.flatMap((group): Place[] => {
      const code = groupCode(group.number);
      return [
        { code, name: group.name, kind: 'level-1', parent: village.code, ring: ring(code) },
        ...group.grids.map((_, at): Place => {
          const own = gridCode(group.number, at + 1);
          return { code: own, name: gridName(group.number, at + 1), kind: 'level-2', parent: code, ring: ring(own) };
        }),
      ];
    }),
  ];
}

export function makeVillage(seed: number = demoSeed): Village {
  const random = seeded(seed);
  const rings = outlines();
  const { households, register } = roster(random.branch('roster'), rings);
  const bodies = offices();
  return {
    places: places(rings),
    households,
    offices: bodies,
    posts: posts({ random: random.branch('posts'), register, households, offices: bodies }),
    network: network(households),
    notices,
  };
}
