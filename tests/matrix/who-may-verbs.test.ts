// Every verb, for every role and relation of the hand-written table, tried on the running server: nobody may more, nobody less.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#kit/id.ts';
import { inScope } from '#data/scope.ts';
import { execute } from '#server/execute.ts';
import { verbs } from '#server/registry.ts';
import { secretActor, sessionScope } from '#server/session.ts';
import { giveBack, makeMatrix, type Matrix } from './county.ts';
import { differences, everybody, readExpected, type Row } from './expected.ts';
import { viewInputs } from './desk-looks.ts';
import { verbInputs as others } from './verb-inputs.ts';

const rows = readExpected().filter((row) => row.kind === 'verb');
const verbInputs = { ...others, ...viewInputs } as typeof others;
let m: Matrix;
beforeAll(async () => {
  m = await makeMatrix();
}, 60_000);
afterAll(() => m?.stop());

type Tried = 'let in' | 'kept out' | string;

/** Plate and secret have no session: they come through the door as their pages do. */
async function tryAs(who: string, name: string, input: Record<string, unknown>): Promise<Tried> {
  const said =
    who === 'secret' || who === 'adult' || who === 'adult2' || who === 'neighbour'
      ? { ...input, by: undefined }
      : input;
  if (who === 'plate' || who === 'secret') {
    const actor =
      who === 'secret'
        ? secretActor(typeof input.case === 'string' ? input.case : m.secretCase)
        : m.people.plate?.actor;
    if (!actor) throw new Error('nobody at the plate');
    const answer = await execute(m.cast.county, actor, {
      v: 1,
      id: newId(),
      name,
      input: said,
      at: 1,
      device: null,
      author: null,
    });
    if (answer.status === 'accepted') return 'let in';
    return answer.kind === 'refused' ? 'kept out' : `${answer.kind} ${answer.code}`;
  }
  const { status, body } = await m.server.do(m.people[who]?.caller ?? {}, name, said);
  if (status === 200) return 'let in';
  return status === 401 || status === 403 ? 'kept out' : `${status} ${body?.code} ${JSON.stringify(body?.facts)}`;
}

async function rowFaults(row: Row): Promise<string[]> {
  const make = verbInputs[`${row.name}|${row.relation}`];
  if (!make) return [`nothing to try ${row.name} (${row.relation}) on`];
  const faults: string[] = [];
  const letIn = new Set<string>();
  const odd = (who: string, tried: Tried): void => {
    if (tried === 'let in') letIn.add(who);
    else if (tried !== 'kept out') faults.push(`${row.name} (${row.relation}): ${who} got ${tried}`);
  };
  const asked = everybody.filter((who) => who !== 'stranger');
  // Whoever is kept out changes nothing, so one thing serves all of them; whoever is let in gets a fresh one.
  const shared = await make(m);
  await Promise.all(
    asked.filter((one) => !row.may.has(one)).map(async (who) => odd(who, await tryAs(who, row.name, shared))),
  );
  for (const who of asked.filter((one) => row.may.has(one))) {
    odd(who, await tryAs(who, row.name, await make(m)));
    if (row.name === 'household.move') await giveBack(m);
  }
  return [...faults, ...differences(row, letIn, asked)];
}

test('every verb stands in the table, and the table knows no other', () => {
  expect([...new Set(rows.map((row) => row.name))].sort()).toEqual([...verbs.keys()].sort());
  expect(Object.keys(verbInputs).sort()).toEqual(rows.map((row) => `${row.name}|${row.relation}`).sort());
});

test('who may what: 0 differences between the table and the running server', async () => {
  const before = await inScope(m.cast.county.database, { ...sessionScope, service: 'verify' }, (tx) =>
    tx.one<{ n: number }>('select count(*)::int as n from journal'),
  );
  const faults: string[] = [];
  for (const row of rows) faults.push(...(await rowFaults(row)));
  expect(faults).toEqual([]);
  expect(rows.length * everybody.length).toBeGreaterThan(1500);
  expect(before.n).toBeGreaterThan(10);
}, 120_000);
