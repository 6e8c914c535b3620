// F18: an upgrade is killed at points of its newest migrations (`npm run chaos -- upgrade` does it in every one), its program, its database, or both; the next start finishes and nothing is lost.
import { expect, it } from 'vitest';
import { chanceOf } from '#tests/chaos/chance.ts';
import { interruptUpgrades } from '#tests/chaos/interrupted-upgrade.ts';
import { startProcess } from '#tests/server-process.ts';

/** Older ones stand as they are; what changes from one day to the next are these. */
const newest = 8;

it('F18 an upgrade killed in a migration leaves the old tables or the new ones, and the next start finishes', async () => {
  let served = false;
  const use = async (data: string): Promise<void> => {
    const server = await startProcess({ data });
    served = (await fetch(`${server.url}/health`)).ok;
    await server.stop();
  };
  const { kills, ...found } = await interruptUpgrades({ most: 2, newest, chance: chanceOf(18), use });
  expect(found).toMatchObject({ between: [], missing: [], unfinished: [] });
  expect(kills.program + kills.database + kills.both).toBeGreaterThanOrEqual(2 * newest - 1);
  expect(served).toBe(true);
}, 480_000);
