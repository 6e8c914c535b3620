// Matters for the checks of the desk, and where they are.
import type { Actor } from '#kit/actor.ts';
import { newId } from '#kit/id.ts';
import type { At } from '../ux.ts';
import { type Home, rows, say } from './village.ts';

/** Matters that the township itself wrote down, so that they stay with it. */
export async function atTownship(at: At, officer: Actor, count: number, title: string): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < count; n++) {
    const home = at.seeds.homes[n % at.seeds.homes.length] as Home;
    const id = newId();
    await say(at.village, officer, 'case.report', { case: id, household: home.id, category: 'W5', title });
    ids.push(id);
  }
  return ids;
}

export const holders = async (at: At, ids: readonly string[]): Promise<Map<string, number>> => {
  const found = await rows<{ name: string; n: number }>(
    at.village,
    `select office.name, count(*)::int as n from matter join office on office.id = matter.holder where matter.id = any($1::uuid[]) group by office.name`,
    [ids],
  );
  return new Map(found.map((row) => [row.name, row.n]));
};
export async function heldBy(at: At, ids: readonly string[], office: string, n: number): Promise<boolean> {
  for (let tries = 0; tries < 100; tries++) {
    if ((await holders(at, ids)).get(office) === n) return true;
    await new Promise((done) => setTimeout(done, 100));
  }
  return false;
}
