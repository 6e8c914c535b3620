// The focus, from the demo village's own network: one report and two others make a hint, answers at doors a proposal that names the section, and a person judges it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Actor, nobody } from '#kit/actor.ts';
import { newId } from '#kit/id.ts';
import { joinWords } from '#look/words.ts';
import { inScope } from '#data/scope.ts';
import type { Ask, Finding, FindingPage, FindingRow } from '#modules/finding/model.ts';
import { words } from '#modules/finding/desk-words.zh.ts';
import { affectedIn, saidOf } from '#modules/finding/ui/desk-said.ts';
import type { IncidentPage } from '#modules/incident/model.ts';
import { askTable, findingTable } from '#modules/finding/store.ts';
import { ask } from '#server/ask.ts';
import { jobs } from '#server/execute-as.ts';
import type { County } from '#server/county.ts';
import { type Demo, prepareDemo } from '#server/demo.ts';
import { weighing } from '#server/focus/follow.ts';
import { loadVillage } from '#server/focus/village.ts';
import { countyOf, findCounty } from '#server/provision.ts';
import { runReaction } from '#server/reactions.ts';
import { sealOnce } from '#server/sealer.ts';
import { say } from '#tests/cast.ts';
import { type FreshDatabase, freshDatabase } from '#tests/postgres.ts';

const oneDay = 86_400_000;
let fresh: FreshDatabase;
let dataDir: string;
let demo: Demo;
let county: County;
let now = Date.now();
const people: Record<string, Actor> = {};
const homes = new Map<string, string>();

/** All homes below V3, as the network's table says. */
const below = ['3-05', '3-07', '3-08', '3-09', '3-10', '3-11', '3-12', '3-14', '3-15', '3-16', '3-17'];

async function actorBy(room: string): Promise<Actor> {
  const person = demo.rooms.find((one) => one.id === room)?.person ?? null;
  const [row] = await inScope(fresh.database, jobs, (tx) =>
    tx.query<{ posts: Actor['posts'] }>('select zd_posts($1) as posts', [person]),
  );
  return { ...nobody, person, standing: 'staff', posts: row?.posts ?? [] };
}

beforeAll(async () => {
  fresh = await freshDatabase();
  dataDir = mkdtempSync(path.join(tmpdir(), 'zd-finding-'));
  const directory = path.join(import.meta.dirname, '../../demo/village');
  demo = await prepareDemo(fresh.database, { dataDir, source: { directory, history: () => [] }, say: () => {} });
  const facts = await findCounty(fresh.database);
  if (!facts) throw new Error('no county');
  county = countyOf(fresh.database, facts, () => now);
  for (const room of ['worker', 'head', 'village', 'township', 'water']) people[room] = await actorBy(room);
  const rows = await inScope(fresh.database, jobs, (tx) =>
    tx.query<{ id: string; door: string }>('select id, door from household'),
  );
  for (const { id, door } of rows) homes.set(door, id);
}, 90_000);
afterAll(async () => {
  rmSync(dataDir, { recursive: true, force: true });
  await fresh.close();
});

const by = (room: string): Actor => people[room] ?? nobody;

/** Whoever serves the home: the worker his own grid, for all others here the village. */
const atDoor = (door: string): Actor => by(below.includes(door) ? 'worker' : 'village');

async function reports(door: string, category = 'W1', who = atDoor(door)): Promise<string> {
  const matter = newId();
  const input = { case: matter, household: homes.get(door), category, title: '水浑' };
  await say(county, who, 'case.report', input);
  return matter;
}

/** What the county does by itself after something was said. */
async function after(): Promise<void> {
  while ((await sealOnce(fresh.database)).rows > 0);
  while ((await runReaction(county, weighing)) === 100);
}

const rowsOf = <R>(text: string): Promise<R[]> => inScope(fresh.database, jobs, (tx) => tx.query<R>(text));
joinWords({ zh: words, en: () => Promise.resolve({ words }) });

const asked = async (): Promise<(Ask & { door: string })[]> => {
  const doors = new Map([...homes].map(([door, home]) => [home, door]));
  const rows = await rowsOf<Record<string, unknown>>(`select ${askTable.select} from ask`);
  return rows.map(askTable.read).map((one) => ({ ...one, door: doors.get(one.household) ?? '' }));
};
const found = async (): Promise<Finding[]> =>
  (await rowsOf<Record<string, unknown>>(`select ${findingTable.select} from finding order by raised_at`)).map(
    findingTable.read,
  );

test('FIND-13 one report alone asks nobody; with two others a few homes of the same branch are worth asking', async () => {
  await reports('3-08');
  await after();
  expect(await asked()).toEqual([]);
  now += oneDay;
  await reports('3-11');
  now += oneDay;
  await reports('3-15');
  await after();
  expect((await found()).map((one) => one.tier)).toEqual(['hint']);
  expect(await ask(county, by('village'), 'finding.list', {})).toEqual([]);
  const doors = (await asked()).map((one) => one.door);
  expect(doors.length).toBeGreaterThan(0);
  expect(doors.length).toBeLessThanOrEqual(6);
  for (const door of doors) expect(['3-08', '3-11', '3-15']).not.toContain(door);
  // Whether it is the valve, one branch below it or the main above: homes there tell, those on other mains tell nothing.
  for (const door of doors) expect(door).toMatch(/^3-/);
});

test('FIND-3 answers at the doors make a proposal that names the section', async () => {
  now += oneDay / 8;
  for (const one of await asked()) {
    if (one.endedAt !== null) continue;
    const yes = below.includes(one.door);
    const matter = yes ? await reports(one.door) : null;
    await say(county, atDoor(one.door), 'ask.answer', { ask: one.id, reply: yes ? 'yes' : 'no', matter });
  }
  await after();
  const proposals = (await found()).filter((one) => one.tier === 'proposal');
  expect(proposals).toHaveLength(1);
  expect(proposals[0]).toMatchObject({ state: 'open', topic: 'W', category: 'W1' });
  expect(proposals[0]?.causes[0]?.places).toContain('V3');
  const list = (await ask(county, by('village'), 'finding.list', {})) as FindingRow[];
  expect(list.map((row) => [row.place, row.state])).toEqual([['柳湾村', 'open']]);
});

const pageOf = async (room: string): Promise<FindingPage> => {
  const [row] = (await ask(county, by(room), 'finding.list', {})) as FindingRow[];
  return (await ask(county, by(room), 'finding.page', { finding: row?.id })) as FindingPage;
};

test('FIND-11 the numbers of the sentence are those of the journal', async () => {
  const { finding, names } = await pageOf('village');
  const journal = await rowsOf<{
    name: string;
    record: string;
    payload: { record?: { household: string; category: string }; reply?: string };
  }>(`select name, record, payload from journal where name in ('case.reported', 'ask.made', 'ask.answered')`);
  const told = new Map(
    journal
      .filter((row) => row.name === 'case.reported' && row.payload.record?.category.startsWith('W'))
      .map((row) => [row.record, row.payload.record?.household]),
  );
  const askedAt = new Map(
    journal.filter((row) => row.name === 'ask.made').map((row) => [row.record, row.payload.record?.household]),
  );
  const replies = new Map(
    journal.filter((row) => row.name === 'ask.answered').map((row) => [row.record, row.payload.reply]),
  );
  const inside = new Set(below.map((door) => homes.get(door)));
  const hit = new Set([...told.values()].filter((home) => inside.has(home)));
  const hitOutside = new Set([...told.values()].filter((home) => !inside.has(home)));
  const clear = [...replies].filter(([id, reply]) => reply === 'no' && inside.has(askedAt.get(id)));
  expect(finding.inside.homes).toBe(below.length);
  expect(finding.outside.homes).toBe(homes.size - below.length);
  expect(affectedIn(finding.inside)).toBe(hit.size);
  expect(affectedIn(finding.outside)).toBe(hitOutside.size);
  expect(finding.inside.no).toHaveLength(clear.length);
  for (const id of finding.inside.matters) expect(inside.has(told.get(id)), id).toBe(true);
  for (const id of finding.inside.yes) expect(replies.get(id), id).toBe('yes');
  const text = saidOf(finding, names);
  expect(text).toContain(`${below.length} 户`);
  expect(text).toContain(`有 ${hit.size} 户`);
});

test('FIND-6 what a grid says the bureau does not read; nothing was sent anywhere', async () => {
  await expect(ask(county, by('water'), 'finding.list', {})).rejects.toMatchObject({ code: 'not-yours' });
  expect(await rowsOf(`select from matter where holder in (select id from office where kind = 'department')`)).toEqual(
    [],
  );
  expect(await rowsOf('select from incident')).toEqual([]);
});

test('FIND-8 after a no the same matters never stand out again, new ones do', async () => {
  const [first] = await found();
  await say(county, by('village'), 'finding.decline', { finding: first?.id, because: '水厂在冲洗管道' });
  const last = await found();
  expect((await asked()).filter((one) => one.endedAt === null)).toEqual([]);
  now += oneDay / 8;
  await weighing.reactAll(county, [{ record: first?.inside.matters[0] ?? '' } as never]);
  expect(await found()).toEqual(last);
  for (const door of ['3-05', '3-09', '3-12', '3-16']) await reports(door, 'W2', by('village'));
  await after();
  const open = (await found()).filter((one) => one.state === 'open');
  expect(open).toHaveLength(1);
  expect(open[0]?.id).not.toBe(first?.id);
});

test('FIND-7 accepted it is one matter for all, which is handed on as a whole to whom the catalogue names', async () => {
  const page = await pageOf('village');
  expect(page.finding.state).toBe('open');
  expect(page.here.length).toBeGreaterThanOrEqual(4);
  const incident = newId();
  const causeNode = page.finding.causes[0]?.places[0];
  const input = { finding: page.finding.id, incident, title: 'V3 以下没水', cases: page.here, causeNode };
  await say(county, by('village'), 'finding.accept', input);
  const hand = async (from: string): Promise<void> => {
    const shown = (await ask(county, by(from), 'incident.page', { incident })) as IncidentPage;
    await say(county, by(from), 'incident.hand-on', { incident, case: page.here[0], office: shown.handTo[0]?.id });
  };
  await hand('village');
  await hand('township');
  const there = (await ask(county, by('water'), 'incident.page', { incident })) as IncidentPage;
  expect(there).toMatchObject({ mine: true, holderName: '云溪县水务局', incident: { causeNode } });
  expect(there.cases).toHaveLength(page.here.length);
  // FIND-1: what follows an incident is explained and stands out no more.
  await after();
  expect((await found()).filter((one) => one.state === 'open')).toEqual([]);
});

test('FIND-10 where a fault was found one is likelier from then on', async () => {
  const [incident] = await rowsOf<{ id: string; cause_node: string }>('select id, cause_node from incident');
  const [place] = await rowsOf<{ id: string; ground: string }>(
    `select id, ground::text as ground from area where kind = 'village' and name = '柳湾村'`,
  );
  if (!incident || !place) throw new Error('nothing was made one');
  const load = () => inScope(fresh.database, jobs, (tx) => loadVillage(tx, place, 'W', now));
  expect((await load()).world.networks[0]?.prior).toBeUndefined();
  await say(county, by('water'), 'incident.resolve', { incident: incident.id, text: '换了管子' });
  const { points, world } = await load();
  const [network] = world.networks;
  const at = points[0]?.indexOf(incident.cause_node) ?? -1;
  expect(network?.prior?.[at]).toBe(3);
  expect(network?.prior?.filter((weight) => weight !== 1)).toHaveLength(1);
});

test('INC-8 told again below the repaired place, the incident is open again; elsewhere and later it is not', async () => {
  const [incident] = await rowsOf<{ id: string }>('select id from incident');
  const page = (): Promise<unknown> => ask(county, by('water'), 'incident.page', { incident: incident?.id });
  const fresh = below.find((door) => !['3-05', '3-08', '3-09', '3-11', '3-12', '3-15', '3-16'].includes(door)) ?? '';
  now += 2 * oneDay;
  await reports('1-02', 'W1', by('village'));
  await reports(fresh, 'P1');
  await after();
  expect(await page()).toMatchObject({ incident: { again: [] }, again: [] });
  const matter = await reports(fresh, 'W2');
  await after();
  // The bureau learns that it came again; the matter itself is still with the worker and is read once it is handed up.
  expect(await page()).toMatchObject({ mine: true, incident: { resolvedAt: null, again: [matter] }, again: [] });
  expect(await ask(county, by('village'), 'incident.page', { incident: incident?.id })).toMatchObject({
    again: [{ id: matter, door: fresh, mine: false }],
  });
  const list = (await ask(county, by('water'), 'incident.list', {})) as { id: string; again: number }[];
  expect(list.find((one) => one.id === incident?.id)?.again).toBe(1);
  now += oneDay;
  await say(county, by('water'), 'incident.resolve', { incident: incident?.id, text: '又换了一节' });
  now += 8 * oneDay;
  await reports(fresh, 'W1');
  await after();
  expect(await page()).toMatchObject({ incident: { again: [] } });
});
