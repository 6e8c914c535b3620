// Every query, route, pull and protected table, for every role of the hand-written table: what the running server shows, and what raw SQL under each scope finds.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nobody } from '#kit/actor.ts';
import { inScope } from '#data/scope.ts';
import { queries } from '#server/queries.ts';
import { scopeOf } from '#server/scope-of.ts';
import { makeMatrix, type Matrix, phoneHolders } from './county.ts';
import { differences, everybody, readExpected, type Row } from './expected.ts';
import { keptList } from './desk-looks.ts';
import { leaveBoxes } from './boxes.ts';
import { figuresKept } from './figures.ts';
import { type Look, looks, rowsOf } from './looks.ts';
import { routeProbes } from './route-probes.ts';
import { takeList } from './record-looks.ts';
import { makeTargets, type Targets } from './targets.ts';

const rows = readExpected();
const of = (kind: string): Row[] => rows.filter((row) => row.kind === kind);
let m: Matrix;
let stranger: Matrix;
let t: Targets;
beforeAll(async () => {
  [m, stranger] = await Promise.all([makeMatrix(), makeMatrix('629902')]);
  t = await makeTargets(m);
  await leaveBoxes(m);
  await keptList(m);
  await takeList(m);
  await figuresKept(m, t);
  const worker = stranger.people.worker;
  if (worker) (m.people as Record<string, typeof worker>).stranger = worker;
}, 60_000);
afterAll(() => Promise.all([m?.stop(), stranger?.stop()]));

const keyOf = (row: Row): string => `${row.kind} ${row.name}|${row.relation}`;

/** Asks for everybody at once; answers who was let in. */
async function letIn(row: Row, names: readonly string[], look: (who: string) => Promise<boolean>): Promise<string[]> {
  const seen = new Set<string>();
  await Promise.all(names.map(async (who) => ((await look(who)) ? seen.add(who) : seen)));
  return differences(row, seen, names);
}

async function allFaults(
  kind: string,
  look: (row: Row) => Look | undefined,
  names: readonly string[],
): Promise<string[]> {
  const faults: string[] = [];
  for (const row of of(kind)) {
    const one = look(row);
    if (!one) faults.push(`nothing to look at for ${keyOf(row)}`);
    else faults.push(...(await letIn(row, names, (who) => one(m, t, who))));
  }
  return faults;
}

test('every query stands in the table, and the table knows no other', () => {
  expect([...new Set(of('query').map((row) => row.name))].sort()).toEqual([...queries.keys()].sort());
});

test('who sees what by query: 0 differences', async () => {
  expect(await allFaults('query', (row) => looks[keyOf(row)], everybody)).toEqual([]);
}, 60_000);

test('what a phone holds: 0 differences', async () => {
  const phones = [...phoneHolders, 'system'];
  const held = new Map<string, string>();
  for (const who of phones) {
    const actor = m.cast[who === 'system' ? 'systemAdmin' : (who as 'worker')];
    const phone = await m.server.phone(actor);
    held.set(who, (await m.server.call(phone, 'GET', '/pull?limit=2000')).text);
  }
  expect(held.get('department')).toContain('"wipe":true');
  const ids: Record<string, string> = {
    'home one': `"kind":"household","id":"${m.cast.homes.one}"`,
    "the level-1 head's matter": t.head,
    'the mediation of the water keeper': t.mediation.dispute,
    'the place in grid 1': t.spot,
    'a question of home one': t.question,
    'an errand of home one': t.errand,
    'a question to home one': t.found.ask,
    'the matter about the worker': t.aboutWorker,
    'the restricted matter': t.restricted,
    "the worker's confidence": t.confidence.visit,
    "a picture of the level-1 head's matter": t.files.head,
    'a picture of the matter about the worker': t.files.aboutWorker,
    'a picture of the restricted matter': t.files.restricted,
    "a picture of the worker's confidence": t.files.confidence,
  };
  const faults: string[] = [];
  for (const row of of('pull'))
    faults.push(
      ...(await letIn(row, phones, async (who) => (held.get(who) ?? '').includes(ids[row.name] ?? 'nothing'))),
    );
  expect(faults).toEqual([]);
});

test('every route stands in the table, and the table knows no other', () => {
  const real = m.server.app.routes
    .filter((route) => route.method !== 'ALL')
    .map((route) => `${route.method} ${route.path}`);
  // The two apps are there once they are built.
  const served = (name: string): boolean => real.includes(name) || !/^GET \/(field|desk)/.test(name);
  const written = [...new Set(of('route').map((row) => row.name))].filter(served);
  expect(written.sort()).toEqual([...new Set(real)].sort());
});

test('who may use which route: 0 differences', async () => {
  const asked = everybody.filter((who) => who !== 'plate' && who !== 'secret');
  const few = ['worker', 'adult', 'revoked', 'anonymous', 'stranger'];
  const faults: string[] = [];
  for (const row of of('route').filter((one) => !one.relation.startsWith('see the '))) {
    const probe = routeProbes[`${row.name}|${row.relation}`];
    if (!probe) faults.push(`nothing to try ${keyOf(row)} with`);
    // What is open to everybody asks nobody who he is: a few stand for all.
    else faults.push(...(await letIn(row, row.may.size < everybody.length ? asked : few, (who) => probe(m, t, who))));
  }
  expect(faults).toEqual([]);
}, 60_000);

test('raw SQL under everybody’s scope: 0 differences, and without a scope nothing', async () => {
  const asked = everybody.filter((who) => !['revoked', 'stranger'].includes(who));
  const faults = await allFaults('sql', rowsOf, asked);
  expect(faults).toEqual([]);
  const protectedTables = [...new Set(of('sql').map((row) => row.name)), 'post'];
  for (const table of protectedTables) {
    const found = await inScope(m.cast.county.database, scopeOf(nobody), (tx) =>
      tx.query(`select 1 from ${table} limit 1`),
    );
    expect(found, table).toEqual([]);
  }
}, 60_000);

test('a plate alone finds nothing of anybody in any table that holds people or matters', async () => {
  const plate = m.people.plate;
  if (!plate) throw new Error('no plate');
  for (const table of [
    'household',
    'member',
    'visit',
    'promise',
    'attachment',
    'matter',
    'step',
    'incident',
    'journal',
    'reading',
    'credential',
    'session',
    'device',
    'holding',
    'invitation',
    'command_log',
    'hand_over_box',
    'server_key',
    'county_secret',
  ])
    expect(
      await inScope(m.cast.county.database, scopeOf(plate.actor), (tx) =>
        // The papers of policy cards are of nobody.
        tx.query(`select 1 from ${table}${table === 'attachment' ? ' where policy is null' : ''} limit 1`),
      ),
      table,
    ).toEqual([]);
  const villagers = await inScope(m.cast.county.database, scopeOf(plate.actor), (tx) =>
    tx.query('select 1 from person where not staff'),
  );
  expect(villagers).toEqual([]);
});

test('nobody changes by raw SQL what he only sees', async () => {
  for (const who of ['worker', 'adult', 'township', 'system']) {
    const actor = m.people[who]?.actor;
    if (!actor) throw new Error(who);
    for (const table of ['post', 'person'])
      expect(
        await inScope(m.cast.county.database, scopeOf(actor), (tx) => tx.exec(`update ${table} set version = version`)),
        `${who} ${table}`,
      ).toBe(0);
  }
});
