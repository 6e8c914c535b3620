// How far an import says it is, and that whatever stops it leaves the county as it was.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '#kit/id.ts';
import { connectDirect } from '#data/database.ts';
import { emptyScope, inScope } from '#data/scope.ts';
import { phoneHeld } from '#modules/people/queries.ts';
import type { County } from '#server/county.ts';
import { countyOf, provision } from '#server/provision.ts';
import { type FreshDatabase, freshDatabase } from '#tests/postgres.ts';
import { wholeDatabase } from '#tests/whole-database.ts';
import { alone } from './alone.ts';
import { takeBackBroken } from './broken-off.ts';
import { importFile, type ImportReport } from './import-file.ts';
import { type Progress, running } from './progress.ts';
import { importScope } from './run.ts';
import { runById } from './runs.ts';
import { undoRun } from './undo.ts';

const village = path.join(import.meta.dirname, '../../../demo/village');
const ground = '629901.101.203';
/** More than one piece. */
const homes = 620;
let fresh: FreshDatabase;
let county: County;

const roster = Buffer.from(
  [
    '门牌号,社,网格,户主,与户主关系,姓名,联系电话',
    ...Array.from(
      { length: homes },
      (_, n) =>
        `K${n},一社,1网格,康${String.fromCodePoint(0x4e00 + n)},户主,康${String.fromCodePoint(0x4e00 + n)},1990001${String(n).padStart(4, '0')}`,
    ),
  ].join('\n'),
);
const runOf = (id: string) => ({ id, person: null, office: null, ground, file: 'k.csv' });
const bring = (id: string, preview = false): Promise<ImportReport> =>
  importFile(county, { kind: 'roster', bytes: roster, within: ground, preview, run: runOf(id) });
const count = async (): Promise<number> =>
  (
    await inScope(fresh.database, importScope, (tx) =>
      tx.one<{ n: number }>('select count(*)::int as n from household'),
    )
  ).n;

/** Every look at the bar until `work` is over; `look` may stop it. */
async function watched<R>(
  id: string,
  work: Promise<R>,
  look: (now: Progress) => void = () => {},
): Promise<{ readonly answer: R; readonly seen: readonly Progress[] }> {
  const seen: Progress[] = [];
  const clock = setInterval(() => {
    const now = running.get(id);
    if (!now) return;
    seen.push({ ...now });
    look(now);
  });
  try {
    return { answer: await work, seen };
  } finally {
    clearInterval(clock);
  }
}

beforeAll(async () => {
  fresh = await freshDatabase();
  const wanted = { name: '', code: '', filingNumber: '', complaintPhone: '', demo: false };
  county = countyOf(fresh.database, { ...(await provision(fresh.database, wanted)).facts });
  await importFile(county, { kind: 'places', bytes: readFileSync(path.join(village, '区划.csv')) });
}, 60_000);
afterAll(() => fresh.close());

it('BRING-9 the bar counts rows that are done, goes only forwards in each stage, and never says more than is there', async () => {
  const id = newId();
  const there: [Progress, Promise<number>][] = [];
  const { answer, seen } = await watched(id, bring(id), (now) => {
    if (now.stage === 'bringing' && there.length < 40) there.push([{ ...now }, count()]);
  });
  expect(answer.counts['household']?.made).toBe(homes);
  expect(new Set(seen.map(({ stage }) => stage))).toEqual(new Set(['reading', 'bringing']));
  for (const stage of ['reading', 'bringing'])
    for (const [at, one] of seen.filter((now) => now.stage === stage).entries())
      expect(one.done).toBeGreaterThanOrEqual(seen.filter((now) => now.stage === stage)[at - 1]?.done ?? 0);
  for (const { stage, of } of seen) expect(of).toBe(stage === 'reading' ? 0 : homes);
  // A row is done when its home and its person are: the homes there are never fewer than the rows that the bar says.
  for (const [now, found] of there) expect(await found).toBeGreaterThanOrEqual(now.done);
  await undoRun(county, id);
}, 60_000);

it.each(['reading', 'checking', 'bringing'] as const)(
  'BRING-7 BRING-9 stopped while it is %s, the county is as it was',
  async (stage) => {
    const before = await wholeDatabase(fresh, true);
    const id = newId();
    const { answer, seen } = await watched(id, bring(id, stage === 'checking'), (now) => {
      if (now.stage === stage && (stage !== 'bringing' || now.done > 100)) now.stop = true;
    });
    expect(answer.stopped?.kept).toEqual([]);
    expect(seen.some((now) => now.stage === stage)).toBe(true);
    expect(answer.stopped?.counts['household'] ?? 0).toBeGreaterThanOrEqual(stage === 'bringing' ? 50 : 0);
    if (stage === 'bringing') expect(new Set(seen.map((now) => now.stage))).toContain('undoing');
    expect(await wholeDatabase(fresh, true)).toEqual(before);
    expect(running.size).toBe(0);
  },
  60_000,
);

it('BRING-8 what fails on the way is taken back at once, and what cannot be is taken back by the next look', async () => {
  const before = await wholeDatabase(fresh, true);
  const id = newId();
  let isGone = false;
  const broken: County = {
    ...county,
    database: {
      ...county.database,
      transaction: (fn, how) =>
        isGone ? Promise.reject(new Error('the line is cut')) : county.database.transaction(fn, how),
    },
  };
  const work = importFile(broken, { kind: 'roster', bytes: roster, within: ground, run: runOf(id) });
  const cut = watched(
    id,
    work.catch((error: unknown) => error),
    (now) => (isGone ||= now.done > 100),
  );
  expect(String((await cut).answer)).toContain('the line is cut');
  expect(await count()).toBeGreaterThan(50);
  expect(await runById(county, id)).toMatchObject({ state: 'running', stage: null, brokenAt: null });
  // Nobody else's import is taken for a broken one while it runs.
  await alone(county, () => expect(takeBackBroken(county)).rejects.toMatchObject({ code: 'import-busy' }));
  expect(await takeBackBroken(county)).toBe(1);
  expect(await runById(county, id)).toMatchObject({ state: 'undone', stage: null, made: 0, changed: 0 });
  expect((await runById(county, id))?.brokenAt).toBeGreaterThan(0);
  expect(await wholeDatabase(fresh, true)).toEqual(before);
  expect(await takeBackBroken(county)).toBe(0);
}, 60_000);

it('BRING-8 a taking back that was broken off goes on where it was', async () => {
  const before = await wholeDatabase(fresh, true);
  const id = newId();
  await bring(id);
  let isGone = false;
  const broken: County = {
    ...county,
    database: {
      ...county.database,
      transaction: (fn, how) =>
        isGone ? Promise.reject(new Error('the line is cut')) : county.database.transaction(fn, how),
    },
  };
  const cut = watched(
    id,
    undoRun(broken, id).catch((error: unknown) => error),
    (now) => (isGone ||= now.done > 100),
  );
  expect(String((await cut).answer)).toContain('the line is cut');
  expect(await count()).toBeLessThan(homes);
  // One home went, and the line was cut before that could be written down.
  await inScope(fresh.database, importScope, (tx) =>
    tx.exec(
      `update import_step set undone = false where run = $1 and undone and n > (select max(n) - 20 from import_step where run = $1)`,
      [id],
    ),
  );
  expect(await takeBackBroken(county)).toBe(1);
  expect(await runById(county, id)).toMatchObject({ state: 'undone', stays: 0 });
  expect(await wholeDatabase(fresh, true)).toEqual(before);
}, 60_000);

it('PEOPLE-9 a home that a lost phone held stays on its list when the import is taken back', async () => {
  const id = newId();
  await bring(id);
  const [device, person] = [newId(), newId()];
  const admin = await connectDirect(fresh.adminUrl.replace(/\/[^/?]*(?=\?|$)/, new URL(fresh.ownerUrl).pathname));
  await admin.query(`insert into person (id, name, phone, staff, version) values ($1, '杨', '19900002222', true, 1)`, [
    person,
  ]);
  await admin.query(`insert into device (id, person, token_hash) values ($1, $2, 'lost')`, [device, person]);
  await admin.query(
    `insert into holding (device, person, household, kinds, since) select $1, $2, id, '{household}', now() from household where door in ('K7', 'K9')`,
    [device, person],
  );
  const held = () =>
    inScope(fresh.database, { ...emptyScope, standing: 'staff', roles: ['security-admin'] }, (tx) =>
      phoneHeld.answer(tx, { device }, undefined as never),
    );
  const named = { place: '一社', kinds: ['household'], goneAt: null };
  expect(await held()).toMatchObject(['K7', 'K9'].map((door) => ({ ...named, door, takenBack: false })));
  await undoRun(county, id);
  expect(await count()).toBe(0);
  expect(await held()).toMatchObject(['K7', 'K9'].map((door) => ({ ...named, door, takenBack: true })));
  expect(await held()).toMatchObject([{ grid: '一社1网格' }, { grid: '一社1网格' }]);
  const nobody = { ...emptyScope, standing: 'staff', roles: ['village-officer'] };
  const others = await inScope(fresh.database, nobody, (tx) => phoneHeld.answer(tx, { device }, undefined as never));
  expect(others).toEqual([]);
  await admin.end();
}, 60_000);
