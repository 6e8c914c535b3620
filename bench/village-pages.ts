// What is asked of a village's whole ground, and a worker's first pull, in a county of 1,000 homes and in a large one: asked in turns, through HTTP.
import { performance } from 'node:perf_hooks';
import { inScope } from '#data/scope.ts';
import { readCountyFacts } from '#server/main.ts';
import { countyOf } from '#server/provision.ts';
import { enrolPhone, invite, sessionScope } from '#server/session.ts';
import { type Figure, figure, percentile } from './figure.ts';
import { get } from './inbox.ts';
import type { Side, Sides } from './made-county.ts';

const rounds = 60;
const warm = 5;

type Ask = () => Promise<number>;

async function asked(side: Side, query: string, input: object): Promise<{ ms: number; text: string }> {
  const began = performance.now();
  const url = `${side.server.url}/api/ask/${query}?input=${encodeURIComponent(JSON.stringify(input))}`;
  const { status, text } = await get(url, side.cookies.village);
  const ms = performance.now() - began;
  if (status !== 200) throw new Error(`${query}: ${status} ${text.slice(0, 200)}`);
  return { ms, text };
}

const workerText = `select post.person from post join office on office.id = post.office
  where office.kind = 'level-2' and post.ended_at is null and exists (select from household where household.ground = office.ground) order by post.person limit 1`;

/** A phone that knows nothing, again and again. */
async function firstPull({ postgres: { database }, server }: Side): Promise<Ask> {
  const county = countyOf(database, await readCountyFacts(database));
  const { person } = await inScope(database, { ...sessionScope, service: 'import' }, (tx) =>
    tx.one<{ person: string }>(workerText),
  );
  const { code } = await inScope(database, sessionScope, (tx) => invite(tx, { person, purpose: 'phone', by: null }));
  const { token } = await enrolPhone(county, code, 'bench');
  return async () => {
    const began = performance.now();
    const reply = await fetch(`${server.url}/pull?v=2`, { headers: { authorization: `Bearer ${token}` } });
    await reply.arrayBuffer();
    if (!reply.ok) throw new Error(`first pull: ${reply.status}`);
    return performance.now() - began;
  };
}

async function pagesOf(side: Side): Promise<Readonly<Record<string, Ask>>> {
  const { village } = JSON.parse((await asked(side, 'supply.page', {})).text) as { village: string };
  const page =
    (query: string, input: object): Ask =>
    async () =>
      (await asked(side, query, input)).ms;
  return {
    "a worker's first pull": await firstPull(side),
    "homes on the village's map": page('household.map', { area: village }),
    'matters on it': page('case.map', { area: village }),
    'the water supply with its homes': page('supply.page', {}),
    "the liaison officer's page": page('guidance.page', {}),
  };
}

/** `goal` in ms at the large county, where there is one. */
export async function villageFigures({ small, large }: Sides, goal: number | null): Promise<Figure[]> {
  const [here, there] = [await pagesOf(small), await pagesOf(large)];
  const rows: Figure[] = [];
  for (const [name, one] of Object.entries(here)) {
    const other = there[name];
    if (other === undefined) continue;
    const times: [number[], number[]] = [[], []];
    for (let round = 0; round < rounds; round++) {
      const both = [await one(), await other()] as const;
      if (round >= warm) both.forEach((ms, at) => times[at]?.push(ms));
    }
    const [a, b] = [percentile(times[0], 0.95), percentile(times[1], 0.95)];
    rows.push(
      figure(`${name}: p95 at ${large.made.households} homes`, b, 'ms', ['lower', goal]),
      figure(`${name}: p95 ÷ at 1,000 homes`, b / a, '×', ['lower', null]),
    );
  }
  return rows;
}
