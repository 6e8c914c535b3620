// For the rows of the table about the village's surroundings: a refuse point in grid 1.
import { newId } from '#kit/id.ts';
import { say } from '#tests/cast.ts';
import type { Matrix } from './county.ts';
import type { Make } from './verb-inputs.ts';

const input = (m: Matrix): Record<string, string> => ({
  spot: newId(),
  area: m.cast.areas.grid,
  kind: 'refuse',
  name: '一社垃圾点',
});

const answers = (well: boolean): object[] => ['taken', 'around', 'fire'].map((point) => ({ point, well }));

/** A place in grid 1; `wrong` with what is to be put right. */
export async function spotBy(m: Matrix, wrong = false): Promise<string> {
  const said = input(m);
  await say(m.cast.county, m.cast.worker, 'spot.open', said);
  const { spot = '' } = said;
  if (wrong)
    await say(m.cast.county, m.cast.worker, 'spot.look', {
      spot,
      look: newId(),
      answers: answers(false),
      case: newId(),
    });
  return spot;
}

export const spots: Readonly<Record<string, Make>> = {
  'spot.open|in grid 1': async (m) => input(m),
  'spot.look|in grid 1': async (m) => ({ spot: await spotBy(m), look: newId(), answers: answers(true) }),
  'spot.look|in grid 1, not well': async (m) => ({
    spot: await spotBy(m),
    look: newId(),
    answers: answers(false),
    case: newId(),
  }),
  'spot.close|in grid 1': async (m) => ({ spot: await spotBy(m) }),
};
