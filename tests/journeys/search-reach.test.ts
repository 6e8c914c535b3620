// What an office finds by words, whichever way is taken to it, is what the plain slow question finds: same matters, same order; while matters move, words change and rows go.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type pg from 'pg';
import { type Random, seeded } from '#demo/random.ts';
import { type Actor, nobody } from '#kit/actor.ts';
import { connectDirect, type Tx } from '#data/database.ts';
import { emptyScope, inScope } from '#data/scope.ts';
import type { Inbox } from '#modules/case/model.ts';
import { askedWords } from '#modules/case/store-search.ts';
import { keepWords } from '#modules/case/store-words.ts';
import { ask } from '#server/ask.ts';
import type { County } from '#server/county.ts';
import { readCountyFacts } from '#server/main.ts';
import { countyOf } from '#server/provision.ts';
import { scopeOf } from '#server/scope-of.ts';
import { pause } from '#tests/postgres-places.ts';
import { type FreshDatabase, freshDatabase } from '#tests/postgres.ts';
import { type RandomCounty, randomCounty } from '#tests/random-county.ts';

const jobs = { ...emptyScope, standing: 'service', service: 'jobs' };
const random: Random = seeded(62);
let fresh: FreshDatabase;
let made: RandomCounty;
let county: County;
let owner: pg.Client;
let matters: string[] = [];

/** So many have 水 that it is looked for at the office, not in the county; the others are rare. */
const wordOf = (): string => (random.chance(0.8) ? '水' : random.pick(['停电', '塌方', '噪音']));
const titleOf = (): string => `${wordOf()}${random.pick(['管裂了', '很浑', '没来', '太吵'])}`;

/** The owner's own hand on the tables, as an import has it; the triggers are the real ones. */
async function unforced(work: () => Promise<void>): Promise<void> {
  await owner.query('alter table matter no force row level security');
  await work();
  await owner.query('alter table matter force row level security');
}

/** Every matter of the random county a dozen times over. */
async function multiply(): Promise<void> {
  const { rows } = await owner.query<{ columns: string }>(
    `select string_agg(attname, ', ') as columns from pg_attribute where attrelid = 'matter'::regclass and attnum > 0
       and not attisdropped and attgenerated = '' and attname not in ('id', 'number', 'secret_hash', 'incident', 'copied')`,
  );
  const columns = rows[0]?.columns ?? '';
  await owner.query(
    `insert into matter (id, number, ${columns}) select gen_random_uuid(), row_number() over () + 9000000, ${columns}
       from matter, generate_series(1, 2600 / (select count(*)::int from matter))`,
  );
  // A copy is found by who got it where the county is asked, and stands in no view of his.
  await owner.query(`update matter set copied = '{}'`);
  matters = (await owner.query<{ id: string }>('select id from matter order by id')).rows.map(({ id }) => id);
  for (const id of matters) await owner.query('update matter set title = $2 where id = $1', [id, titleOf()]);
}

const patient = { timeoutMs: 20_000 };
const keep = (ids: readonly string[]): Promise<void> =>
  inScope(county.database, jobs, (tx) => keepWords(tx, ids), patient);
const anOffice = (): string => random.pick(Object.values(made.seats)).office;

/** Something that happens to one matter: it moves, is said anew, is hidden, or is taken back. */
async function happen(): Promise<void> {
  const id = random.pick(matters);
  const moved = `update matter set holder = $2, first_receiver = $3, changed_at = changed_at + $4 * interval '1 minute' where id = $1`;
  const receiver = random.chance(0.2) ? null : anOffice();
  if (random.chance(0.7)) await owner.query(moved, [id, anOffice(), receiver, random.whole(-5000, 5000)]);
  if (random.chance(0.2)) await owner.query('update matter set title = $2 where id = $1', [id, titleOf()]);
  if (random.chance(0.5)) await keep([id]);
  if (random.chance(0.03)) await owner.query('update matter set restricted = not restricted where id = $1', [id]);
  if (random.chance(0.03))
    await owner.query('update matter set complained_of = $2 where id = $1', [id, [made.seats['water']?.actor.person]]);
  if (random.chance(0.02))
    await owner.query('delete from matter where id = $1 and incident is null', [id]).catch(() => {});
}

beforeAll(async () => {
  fresh = await freshDatabase();
  made = await randomCounty(fresh.database, 800, 62);
  county = countyOf(fresh.database, await readCountyFacts(fresh.database));
  owner = await connectDirect(fresh.ownerUrl);
  await unforced(async () => {
    await multiply();
    const worded = matters.filter(() => random.chance(0.95));
    for (let from = 0; from < worded.length; from += 200) await keep(worded.slice(from, from + 200));
    for (let n = 0; n < 800; n += 1) await happen();
  });
  await owner.query('analyze');
}, 180_000);
afterAll(async () => {
  await owner?.end();
  await fresh?.close();
});

const staleText = `select count(*)::int as n from matter_reach join matter_words using (matter)
  where marks <> zd_marks(tsvector_to_array(words))`;
const differText = `
  (select matter, office from matter_reach except select id, office from matter, unnest(array[holder, first_receiver]) as office)
  union all
  (select id, office from matter, unnest(array[holder, first_receiver]) as office where office is not null except select matter, office from matter_reach)`;

test('every matter is within reach of who holds it and who received it first, and of nobody else; no mark is of older words', async () => {
  await unforced(async () => {
    expect((await owner.query(differText)).rows).toEqual([]);
    expect((await owner.query(staleText)).rows).toEqual([{ n: 0 }]);
    const marked = await owner.query(
      'select count(*) filter (where marks is null)::int as none, count(*)::int as n from matter_reach',
    );
    const { none, n } = marked.rows[0] as { none: number; n: number };
    expect(none / n).toBeLessThan(0.2);
  });
});

/** Everything in the reader's scope is gone through, and each row looked at. */
const slowText = `select id, open from (
    select m.id, m.changed_at, case zd_matter_has(m.id, $3::tsquery) when 'own' then true when 'home' then
        case when exists (select from household where household.id = m.household) then m.holder = any($1::uuid[]) and m.state <> 'closed' end
      end as open
    from matter as m where m.holder = any($1::uuid[]) or m.first_receiver = any($1::uuid[]) or m.ground <@ any($2::ltree[])
  ) as looked where open is not null order by changed_at desc, id`;

/** `all`: by its home's words whatever home he sees; `least`: by those only what his office holds open. */
async function slowly(actor: Actor, text: string): Promise<{ all: string[]; least: string[] }> {
  const { offices, grounds } = scopeOf(actor);
  const rows = await inScope(
    county.database,
    scopeOf(actor),
    (tx) => tx.query<{ id: string; open: boolean }>(slowText, [offices, grounds, askedWords(text)]),
    patient,
  );
  return { all: rows.map(({ id }) => id), least: rows.filter(({ open }) => open).map(({ id }) => id) };
}
/** All pages, as somebody would turn them. */
async function asked(actor: Actor, text: string): Promise<string[]> {
  const ids: string[] = [];
  for (let after: string | null = null; ; ) {
    const page = (await ask(county, actor, 'case.inbox', { view: 'all', text, limit: 200, after })) as unknown as Inbox;
    ids.push(...page.rows.map(({ id }) => id));
    if (page.next === null) return ids;
    after = page.next;
  }
}

const common = ['水', '水 管', 'shui', 's'];
const others = ['水很浑', '噪', '塌方 没来', '水 1村', 'tdtc', '某人', '1-1 水', '没有的字', 'zzz'];

test('CASE-72 whichever way is taken, an office finds what the plain slow question finds, in its order', async () => {
  const found = new Map<string, number>();
  for (const { actor } of Object.values(made.seats))
    for (const text of [...common, ...others]) {
      const { all, least } = await slowly(actor, text);
      const ids = await asked(actor, text);
      found.set(text, (found.get(text) ?? 0) + ids.length);
      // Where the county is asked, who sees no ground's homes finds a home's words only with what he holds open; everybody else finds all.
      const exact = common.includes(text) || scopeOf(actor).homes.length > 0;
      if (exact) expect([text, ids]).toEqual([text, all]);
      expect([text, ids]).toEqual([text, all.filter((id) => ids.includes(id))]);
      expect([text, least.filter((id) => !ids.includes(id))]).toEqual([text, []]);
    }
  expect([...common, ...others].filter((text) => found.get(text) === 0).sort()).toEqual(['zzz', '没有的字']);
}, 300_000);

test('an office without a ground looks among its own where the county has too many', async () => {
  const water = made.seats['water']?.actor ?? nobody;
  const { offices } = scopeOf(water);
  const both = await inScope(county.database, scopeOf(water), async (tx) => {
    const query = askedWords('水');
    const county = await tx.query('select from zd_matters_held_with($1::tsquery, $2, 1501)', [query, offices]);
    const own = await tx.query<{ matter: string }>(
      `select matter from zd_matters_reached_with($1::tsquery, '{}', $2, 4001)`,
      [query, offices],
    );
    return { county: county.length, own: own.length };
  });
  expect(both.county).toBe(1501);
  expect(both.own).toBeGreaterThan(50);
  expect(both.own).toBeLessThan(1500);
});

/** One transaction stands still in the middle while the other begins. */
async function meet(first: (tx: Tx) => Promise<unknown>, second: () => Promise<unknown>): Promise<void> {
  let other: Promise<unknown> | undefined;
  await inScope(county.database, jobs, async (tx) => {
    await first(tx);
    other = second();
    await pause(150);
  });
  await other;
}
const moveText = 'update matter set holder = $2, first_receiver = $3 where id = $1';

test('a matter that moves while its words are written anew keeps no mark of the old words, whoever comes first', async () => {
  const { rows } = await owner.query<{ id: string }>('select matter as id from matter_words order by 1 limit 40');
  await owner.query(`select set_config('zd.standing', 'service', false), set_config('zd.service', 'jobs', false)`);
  for (const [n, { id }] of rows.entries()) {
    await owner.query('update matter set title = $2 where id = $1', [id, `第${n}回改过`]);
    const move = [id, anOffice(), anOffice()];
    if (n % 2 === 0)
      await meet(
        (tx) => tx.exec(moveText, move),
        () => keep([id]),
      );
    else
      await meet(
        (tx) => keepWords(tx, [id]),
        () => owner.query(moveText, move),
      );
  }
  expect((await owner.query(staleText)).rows).toEqual([{ n: 0 }]);
}, 60_000);

test('what is within reach of an office is read by nobody', async () => {
  const water = scopeOf(made.seats['water']?.actor ?? nobody);
  for (const text of ['select 1 from matter_reach limit 1', `select zd_marks('{a}')`])
    await expect(inScope(county.database, water, (tx) => tx.query(text))).rejects.toThrow();
});
