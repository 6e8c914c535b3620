// F12: what a phone of each landed version had on its disk is opened with its PIN and delivered by this version; nothing is dropped.
import '#tests/chaos/bare-browser.ts';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serviceActor } from '#kit/actor.ts';
import { newId } from '#kit/id.ts';
import { emptyScope, inScope } from '#data/scope.ts';
import { hashOf, sessionScope } from '#server/session.ts';
import type { Around } from '#sync/around.ts';
import { erasePerson, listIdentities } from '#sync/phone-database.ts';
import { startRounds } from '#sync/rounds.ts';
import { findDraft } from '#sync/drafts.ts';
import { unlock } from '#sync/store.ts';
import { type Cast, makeCast, say } from '#tests/cast.ts';
import { setOrigin } from '#tests/chaos/bare-browser.ts';
import { type Running, run } from '#tests/running.ts';
import { book } from '../../src/apps/field/book.ts';
import { pin, putBack, readRecording, type Recording, recordOutbox, writeRecording } from './recording.ts';

const folder = path.join(import.meta.dirname, 'fixtures');
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .sort();
const read = (name: string): Recording => readRecording(readFileSync(path.join(folder, name), 'utf8'));
/** `ZD_RECORD=2026-11-25-name` writes this version's recording beside the others. */
const asked = process.env['ZD_RECORD'];

let recordedOn: Cast;
let recording: Recording;
beforeAll(async () => {
  recordedOn = await makeCast({ own: true });
  const server = await run(recordedOn);
  recording = await recordOutbox(recordedOn, server, asked ?? 'now');
  await server.stop();
  await erasePerson(recording.identity.person);
  if (asked !== undefined) writeFileSync(path.join(folder, `${asked}.json`), writeRecording(recording));
}, 120_000);
afterAll(() => recordedOn?.close());

const importer = serviceActor('import');

/** A county that knows who and what the recording speaks of. */
async function countyOf({ county, identity }: Recording): Promise<{ cast: Cast; server: Running }> {
  const cast = await makeCast({ own: true });
  await say(cast.county, importer, 'person.register', {
    person: county.person,
    name: '旧手机',
    phone: '19955550000',
    staff: true,
  });
  const held = { post: newId(), person: county.person, office: cast.offices.level2, role: 'level-2-worker' };
  await say(cast.county, importer, 'post.assign', {
    ...held,
    fromAt: 0,
    toAt: Date.now() + 9e9,
    chosen: 'appointment',
  });
  for (const [i, household] of county.homes.entries())
    await say(cast.county, importer, 'household.register', {
      household,
      grid: cast.areas.grid,
      door: `9-0${i + 1}`,
      head: '旧户',
    });
  await inScope(cast.county.database, sessionScope, async (tx) => {
    const { id, publicJwk, privateJwk } = county.serverKey;
    await tx.exec('insert into server_key (id, public_jwk, private_jwk) values ($1, $2::jsonb, $3::jsonb)', [
      id,
      JSON.stringify(publicJwk),
      JSON.stringify(privateJwk),
    ]);
    await tx.exec('insert into device (id, token_hash, person, name) values ($1, $2, $3, $4)', [
      identity.device,
      hashOf(identity.token),
      county.person,
      'recorded',
    ]);
  });
  return { cast, server: await run(cast) };
}

const jobs = { ...emptyScope, standing: 'service', service: 'jobs' };

async function deliver(one: Recording): Promise<void> {
  const { cast, server } = await countyOf(one);
  setOrigin(server.url.replace('localhost', '127.0.0.1'));
  await putBack(one);
  const identity = (await listIdentities()).find(({ person }) => person === one.identity.person);
  if (!identity) throw new Error('the recording holds nobody');
  const phone = await unlock(identity, pin, book, Date.now());
  expect(phone.items.value.filter((item) => item.state === 'waiting').map((item) => item.id)).toEqual(
    one.waiting.map(({ id }) => id),
  );
  expect(await findDraft(phone, one.draft.key)).toEqual(one.draft.value);
  const around: Around = { fetch, now: () => Date.now(), wait: () => 50, listen: () => () => {} };
  const rounds = startRounds(phone, { wiped: () => undefined }, around);
  try {
    const pending = (): number => phone.items.value.filter((item) => item.state === 'waiting').length;
    await expect.poll(() => rounds.all().then(pending), { timeout: 15_000 }).toBe(0);
    // The one that was refused before stays with its author, in words; none joins it.
    expect(phone.items.value.filter((item) => item.state === 'refused').map((item) => item.code)).toEqual([
      'not-yours',
    ]);
    const rows = await inScope(cast.county.database, jobs, (tx) =>
      tx.query<{ command: string }>('select distinct command from journal where command = any($1::uuid[])', [
        one.waiting.map(({ id }) => id),
      ]),
    );
    expect(rows.map((row) => row.command).sort()).toEqual(one.waiting.map(({ id }) => id).sort());
  } finally {
    rounds.stop();
    await erasePerson(one.identity.person);
    await server.stop();
    await cast.close();
  }
}

/** Which properties each kind of row has: a recording of another shape says nothing about phones of today. */
const shapeOf = ({ rows }: Recording): Record<string, string[]> =>
  Object.fromEntries(
    Object.entries(rows).map(([name, list]) => [name, [...new Set(list.flatMap((row) => Object.keys(row)))].sort()]),
  );

describe('F12 recorded outboxes', () => {
  it('F12 the newest recording looks as this version writes; else record it: ZD_RECORD=<day>-<name>', () => {
    expect(names.length).toBeGreaterThanOrEqual(2);
    expect(shapeOf(recording)).toEqual(shapeOf(read(names.at(-1) ?? '')));
  });

  it('F12 this version’s own queue is delivered', () => deliver(recording), 60_000);

  it.each(names)('F12 %s is opened with its PIN and delivered', (name) => deliver(read(name)), 60_000);
});
