// How to see whether somebody sees a home, a matter or an incident on the map: the homes are put on it first.
import { say } from '#tests/cast.ts';
import type { Matrix } from './county.ts';
import { groundLooks } from './ground-inputs.ts';
import type { Look } from './looks.ts';
import type { Targets } from './targets.ts';

type Has = (query: string, input: (m: Matrix, t: Targets) => object, wanted: (m: Matrix, t: Targets) => string) => Look;

const placed = new WeakMap<Matrix, Promise<void>>();

async function placeHomes(m: Matrix): Promise<void> {
  for (const [at, household] of Object.values(m.cast.homes).entries())
    await say(m.cast.county, m.cast.village, 'household.change', { household, lat: 35.6 + at / 1000, lon: 104.5 });
}

/** By the numbers that the answer carries, so that only a whole row counts. */
export function mapLooks(has: Has): Readonly<Record<string, Look>> {
  const onMap = (query: string, wanted: (m: Matrix, t: Targets) => string): Look => {
    const look = has(query, (m) => ({ area: m.cast.areas.village }), wanted);
    return async (m, t, who) => {
      const done = placed.get(m) ?? placeHomes(m);
      placed.set(m, done);
      await done;
      return look(m, t, who);
    };
  };
  return {
    'query household.map|home one': onMap('household.map', (m) => m.cast.homes.one),
    'query case.map|held by the level-1 head': onMap('case.map', (_, t) => t.head),
    'query case.map|restricted': onMap('case.map', (_, t) => t.restricted),
    'query case.map|about the worker': onMap('case.map', (_, t) => t.aboutWorker),
    'query division.list|of the village': has(
      'division.list',
      (m) => ({ village: m.cast.areas.village }),
      (_, t) => t.division,
    ),
    'query division.page|of the village': has(
      'division.page',
      (_, t) => ({ division: t.division }),
      (_, t) => t.division,
    ),
    ...groundLooks(has),
    'query incident.map|held by the water bureau': onMap('incident.map', (_, t) => t.incident),
  };
}

/** What everybody may ask of the territory and of what stands on it. */
export const groundAsked = (area: string): Readonly<Record<string, readonly object[]>> => ({
  'territory.tree': [{}],
  'territory.coverage': [{}],
  'household.map': [{ area }],
  'case.map': [{ area }],
  'incident.map': [{ area }],
  'gully.list': [{ village: area }],
  'aerial.of': [{ village: area }],
  'division.list': [{ village: area }],
  'division.page': [{ division: '00000000-0000-7000-8000-000000000000' }],
});
