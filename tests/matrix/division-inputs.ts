// For the rows of the table about dividing a village into grids: a division that was made, and things to divide.
import { newId } from '#kit/id.ts';
import { say } from '#tests/cast.ts';
import type { Matrix } from './county.ts';
import type { Make } from './verb-inputs.ts';

let drawn = 0;
/** Another outline each time: one that is there already would be nothing to do. */
function ring(): number[][][] {
  drawn += 1;
  const east = 104.1 + drawn / 1000;
  return [
    [
      [104, 35],
      [east, 35],
      [east, 35.1],
      [104, 35],
    ],
  ];
}

export async function divisionBy(m: Matrix): Promise<string> {
  const division = newId();
  const draw = [{ area: m.cast.areas.grid, shape: ring() }];
  await say(m.cast.county, m.cast.village, 'grids.divide', { division, village: m.cast.areas.village, draw });
  return division;
}

export const divisions: Readonly<Record<string, Make>> = {
  'grids.divide|in the village': async (m) => ({
    division: newId(),
    village: m.cast.areas.village,
    draw: [{ area: m.cast.areas.grid, shape: ring() }],
  }),
  'grids.restore|in the village': async (m) => ({ division: await divisionBy(m), village: m.cast.areas.village }),
};
