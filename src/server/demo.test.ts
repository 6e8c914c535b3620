// The demo: filled from its files and its past, started again without change, with a door to every room.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { generateHistory } from '#demo/history.ts';
import { demoSeed, makeVillage } from '#demo/make.ts';
import { inScope } from '#data/scope.ts';
import { verifyJournal } from '#data/verify.ts';
import { type FreshDatabase, freshDatabase } from '#tests/postgres.ts';
import { demoFiles } from './demo-fill.ts';
import { type Demo, type DemoOptions, prepareDemo } from './demo.ts';
import { importFile } from './import/import-file.ts';
import { countyOf, ensureCounty, findCounty } from './provision.ts';
import { sealOnce } from './sealer.ts';
import { enrolPhone, hashOf, sessionScope } from './session.ts';
import { signIn } from './sign-in.ts';

let fresh: FreshDatabase;
let demo: Demo;
let options: DemoOptions;

const count = async (text: string): Promise<number> => {
  const owner = await fresh.database.direct();
  await owner.query(`set zd.standing = 'service'; set zd.service = 'import'`);
  const { rows } = await owner.query<{ n: number }>(`select count(*)::int as n from ${text}`);
  await owner.end();
  return rows[0]?.n ?? -1;
};

beforeAll(async () => {
  fresh = await freshDatabase();
  options = {
    dataDir: mkdtempSync(path.join(tmpdir(), 'zd-demo-')),
    source: {
      directory: path.join(import.meta.dirname, '../../demo/village'),
      history: (until) =>
        generateHistory(makeVillage(demoSeed), { seed: demoSeed, from: until - 730 * 86_400_000, until }),
    },
    say: () => {},
  };
  demo = await prepareDemo(fresh.database, options);
}, 90_000);
afterAll(async () => {
  rmSync(options.dataDir, { recursive: true, force: true });
  await fresh.close();
});

it('holds the village and its recent past', async () => {
  expect(await count('household where plate_hash is not null')).toBe(263);
  expect(await count('visit')).toBeGreaterThan(2000);
  expect(await count('matter')).toBeGreaterThan(300);
  expect(await count(`matter where state <> 'closed'`)).toBeGreaterThan(10);
});

it('has a sound journal', async () => {
  while ((await sealOnce(fresh.database)).rows > 0);
  expect((await verifyJournal(fresh.database)).findings).toEqual([]);
});

it('a second start changes nothing but the password and the key of other systems', async () => {
  const before = [await count('visit'), await count('matter'), await count('post')];
  const again = await prepareDemo(fresh.database, options);
  expect([await count('visit'), await count('matter'), await count('post')]).toEqual(before);
  expect(again.password).not.toBe(demo.password);
  expect(again.apiKey).toMatch(/^[\w-]{43}$/);
  expect(again.apiKey).not.toBe(demo.apiKey);
  demo = again;
});

it('opens every room', async () => {
  expect(demo.rooms.map((room) => room.id)).toEqual([
    'worker',
    'head',
    'liaison',
    'village',
    'township',
    'water',
    'county',
    'household',
  ]);
  const facts = await findCounty(fresh.database);
  if (!facts) throw new Error('no county');
  const county = countyOf(fresh.database, facts);
  const field = await demo.enter('worker');
  const [, code = '', pin] = /^\/field\/#demo=([^&]+)&pin=(\d{6})$/.exec(field.location) ?? [];
  expect(pin).toBeDefined();
  expect((await enrolPhone(county, code, 'test')).person.name).toBe('郭万福');
  const desk = await demo.enter('water');
  expect(desk).toMatchObject({ location: '/desk/', signIn: demo.rooms.find((room) => room.id === 'water')?.person });
  const centre = demo.rooms.find((room) => room.id === 'county');
  expect(await demo.enter('county')).toEqual({ location: '/desk/', signIn: centre?.person });
  const roles = await inScope(fresh.database, { ...sessionScope, standing: 'service', service: 'import' }, (tx) =>
    tx.query<{ role: string }>('select role from post where person = $1 and ended_at is null', [centre?.person]),
  );
  expect(roles).toEqual([{ role: 'county-officer' }]);
  const home = await demo.enter('household');
  const hash = hashOf(home.location.slice('/h/'.length));
  const [plate] = await inScope(fresh.database, { ...sessionScope, standing: 'plate' }, (tx) =>
    tx.query<{ household: string }>('select household from zd_plate($1)', [hash]),
  );
  expect(plate?.household).toBeTruthy();
  await expect(demo.enter('mayor')).rejects.toMatchObject({ code: 'demo-room-unknown' });
});

it('its desks sign in with the password of this start', async () => {
  const facts = await findCounty(fresh.database);
  const person = demo.rooms.find((room) => room.id === 'village')?.person;
  if (!facts || !person) throw new Error('no county');
  const [row] = await inScope(fresh.database, sessionScope, (tx) =>
    tx.query<{ phone: string }>('select phone from person where id = $1', [person]),
  );
  const given = { phone: row?.phone ?? '', password: demo.password, totp: null };
  expect((await signIn(countyOf(fresh.database, facts), given)).token).toHaveLength(43);
});

it('brought again from the same files changes nothing: they came in as the import brings them', async () => {
  const facts = await findCounty(fresh.database);
  if (!facts) throw new Error('no county');
  for (const [kind, file] of demoFiles) {
    const bytes = readFileSync(path.join(options.source.directory, file));
    const report = await importFile(countyOf(fresh.database, facts), { kind, bytes });
    expect(report.wrong).toBe(0);
    for (const one of Object.values(report.counts)) expect(one).toMatchObject({ made: 0, changed: 0 });
  }
});

it('never fills a real county', async () => {
  const real = await freshDatabase();
  try {
    await ensureCounty(real.database, { name: '明河县', code: '', filingNumber: '', complaintPhone: '', demo: false });
    await expect(prepareDemo(real.database, options)).rejects.toMatchObject({ code: 'demo-not-here' });
  } finally {
    await real.close();
  }
});
