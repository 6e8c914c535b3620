// What homes say about the offices that serve them: once each, without their name, shown from five on, and linked to no home even by whoever holds the whole database.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Actor, nobody, serviceActor } from '#kit/actor.ts';
import { newId } from '#kit/id.ts';
import { connectDirect } from '#data/database.ts';
import { inScope } from '#data/scope.ts';
import type { CommentRow } from '#modules/opinion/model.ts';
import { commentRows } from '#modules/opinion/rules-comments.ts';
import { ask } from '#server/ask.ts';
import { mayCommentOn, sayComment } from '#server/comments.ts';
import { scopeOf } from '#server/scope-of.ts';
import { giveServerKey } from '#tests/running.ts';
import { type Cast, makeCast, say } from '#tests/cast.ts';

const importer = serviceActor('import');
let cast: Cast;
let now = Date.parse('2026-03-10T02:00:00Z');
const day = 86_400_000;
const adults: Actor[] = [];

async function adultOf(household: string, ground: string): Promise<Actor> {
  const [person, member] = [newId(), newId()];
  await say(cast.county, importer, 'member.add', { member, household, name: '户主', born: '1970-05' });
  await say(cast.county, importer, 'person.register', { person, name: '户主', staff: false, member });
  await say(cast.county, cast.village, 'member.verify', { member, person });
  return { ...nobody, person, standing: 'adult', household, member, ground };
}

beforeAll(async () => {
  cast = await makeCast({ now: () => now });
  await giveServerKey(cast);
  for (let i = 0; i < 40; i++) {
    const household = newId();
    await say(cast.county, importer, 'household.register', {
      household,
      grid: cast.areas.grid,
      door: `5-${i + 10}`,
      head: '户',
    });
    adults.push(await adultOf(household, cast.grounds.grid));
  }
}, 90_000);
afterAll(() => cast?.close());

const list = (who: Actor): Promise<CommentRow[]> => ask(cast.county, who, 'comment.list', {}) as Promise<CommentRow[]>;
const yearly = (adult: Actor | undefined, level: string, words = ''): Promise<void> =>
  sayComment(cast.county, adult ?? nobody, { about: 'year', level, words });

/** Everything in a table as whoever owns the database reads it, with what PostgreSQL itself keeps of each row. */
async function asOwner<T extends object>(text: string): Promise<T[]> {
  const owner = await connectDirect(cast.ownerUrl);
  try {
    await owner.query('begin');
    for (const table of ['comment', 'comment_spent', 'command_log', 'journal'])
      await owner.query(`alter table ${table} no force row level security`);
    const { rows } = await owner.query<T>(text);
    await owner.query('rollback');
    return rows;
  } finally {
    await owner.end();
  }
}

test('OPINION-7 a home speaks once a year about those who serve its grid, in three levels, and once after each closed matter', async () => {
  const [adult] = adults;
  expect((await mayCommentOn(cast.county, adult ?? nobody)).map(({ about, name }) => ({ about, name }))).toEqual([
    { about: 'year', name: 'level2办' },
  ]);
  await expect(yearly(adult, 'excellent')).rejects.toThrow('input-invalid');
  await yearly(adult, 'well', '随叫随到');
  await expect(yearly(adult, 'poor')).rejects.toThrow('not-yours');
  expect(await mayCommentOn(cast.county, adult ?? nobody)).toEqual([]);
  const matter = newId();
  await say(cast.county, cast.worker, 'case.report', {
    case: matter,
    household: adult?.household,
    category: 'V1',
    title: '路灯',
  });
  await say(cast.county, cast.head, 'case.answer', { case: matter, text: '装好了' });
  await say(cast.county, cast.worker, 'case.tell', { case: matter });
  expect(await mayCommentOn(cast.county, adult ?? nobody)).toEqual([]);
  await say(cast.county, adult ?? nobody, 'case.say', { case: matter, outcome: 'solved' });
  expect(await mayCommentOn(cast.county, adult ?? nobody)).toMatchObject([
    { about: matter, name: 'level1办', title: '路灯' },
  ]);
  await sayComment(cast.county, adult ?? nobody, { about: matter, level: 'fair', words: '慢了点' });
  await expect(sayComment(cast.county, adult ?? nobody, { about: matter, level: 'fair', words: '' })).rejects.toThrow(
    'not-yours',
  );
  // Another home has no say in it, nor a member of staff in anything.
  await expect(
    sayComment(cast.county, adults[1] ?? nobody, { about: matter, level: 'poor', words: '' }),
  ).rejects.toThrow('not-yours');
  for (const who of [cast.worker, cast.village, nobody]) await expect(yearly(who, 'well')).rejects.toThrow('not-yours');
});

test('OPINION-9 fewer than five are shown to nobody, and five not before their month is over', async () => {
  for (const adult of adults.slice(1, 4)) await yearly(adult, 'well');
  now = Date.parse('2026-04-02T02:00:00Z');
  expect(await list(cast.village)).toEqual([]);
  await yearly(adults[4], 'poor', '来得少');
  expect(await list(cast.village)).toEqual([]);
  now = Date.parse('2026-05-02T02:00:00Z');
  expect(await list(cast.village)).toEqual([
    { office: cast.offices.level2, name: 'level2办', year: '2026', said: { well: 4, fair: 0, poor: 1 }, words: [] },
  ]);
  expect(await list(cast.supervision)).toEqual(await list(cast.village));
  for (const who of [
    cast.worker,
    cast.head,
    cast.liaison,
    cast.township,
    cast.department,
    cast.centre,
    cast.auditAdmin,
  ])
    await expect(list(who)).rejects.toThrow('not-yours');
});

test('OPINION-9 the sixth waits until it is among five, and words wait for five of their own', async () => {
  await yearly(adults[5], 'poor', '没见过');
  now = Date.parse('2026-06-02T02:00:00Z');
  const shown = await list(cast.village);
  expect(shown[0]?.said).toEqual({ well: 4, fair: 0, poor: 1 });
  for (const [i, adult] of adults.slice(6, 10).entries()) await yearly(adult, 'fair', `话${i}`);
  now = Date.parse('2026-07-02T02:00:00Z');
  const [row] = await list(cast.village);
  expect(row?.said).toEqual({ well: 4, fair: 4, poor: 2 });
  // Seven homes wrote something by now; they come in the order of their letters, not of their days.
  expect(row?.words).toEqual(['没见过', '来得少', '话0', '话1', '话2', '话3', '随叫随到'].sort());
});

test('OPINION-9 over every way to fill months a batch that comes out holds five at least', () => {
  for (let seed = 1; seed <= 300; seed++) {
    let state = seed;
    const next = (): number => (state = (state * 48_271) % 2_147_483_647);
    const months = Array.from({ length: 8 }, (_, i) => ({ month: `2026-0${i + 1}`, n: next() % 8 }));
    let before = 0;
    for (let upto = 1; upto <= months.length; upto++) {
      const all = months
        .slice(0, upto)
        .flatMap(({ month, n }) =>
          Array.from({ length: n }, () => ({ office: 'o', name: 'o', month, level: 'well', words: '' }) as const),
        );
      const shown = commentRows(all)[0]?.said.well ?? 0;
      expect(shown - before === 0 || shown - before >= 5).toBe(true);
      before = shown;
    }
  }
});

test('OPINION-8 no row, journal line or answer of a command holds a comment beside a home or a time', async () => {
  const kept = await asOwner<{ all: string }>(`select to_jsonb(comment)::text as all from comment`);
  expect(kept.length).toBeGreaterThan(9);
  const ids = adults.flatMap(({ household, person, member }) => [household, person, member]);
  for (const { all } of kept) {
    expect(ids.filter((id) => id !== null && all.includes(id))).toEqual([]);
    expect(all).not.toMatch(/\d\d:\d\d/);
    expect(JSON.parse(all).month).toMatch(/-01$/);
  }
  const elsewhere = await asOwner<{ n: number }>(
    `select (select count(*)::int from journal where payload::text like '%随叫随到%') + (select count(*)::int from command_log where answer::text like '%随叫随到%') as n`,
  );
  expect(elsewhere).toEqual([{ n: 0 }]);
  // No scope of a person reads or writes the tables themselves.
  for (const who of [cast.village, cast.supervision, adults[0] ?? nobody])
    expect(await inScope(cast.county.database, scopeOf(who), (tx) => tx.query('select 1 from comment'))).toEqual([]);
});

test('OPINION-8 whoever holds the whole database finds the last comment no better than by chance', async () => {
  // He knows who spoke last and looks for the row by id, place, transaction and order of age; each guess is one of all rows.
  const guesses: Record<string, number> = { id: 0, place: 0, transaction: 0 };
  let chance = 0;
  const rounds = adults.slice(10);
  for (const [round, adult] of rounds.entries()) {
    now += round === 0 ? 0 : day / 4;
    const words = `独话${round}`;
    await yearly(adult, 'well', words);
    const rows = await asOwner<{ id: string; words: string; place: string; xid: string }>(
      `select id::text as id, words, ctid::text as place, xmin::text as xid from comment`,
    );
    chance += 1 / rows.length;
    const [byPlace, byId] = [rows.at(-1), rows.toSorted((a, b) => a.id.localeCompare(b.id)).at(-1)];
    if (byPlace?.words === words) guesses.place = (guesses.place ?? 0) + 1;
    if (byId?.words === words) guesses.id = (guesses.id ?? 0) + 1;
    // All rows of the village carry the same transaction, so that it points at none.
    const last = new Set(rows.map((row) => row.xid));
    if (last.size > 1) guesses.transaction = (guesses.transaction ?? 0) + 1;
  }
  expect(guesses.transaction).toBe(0);
  // Far above what chance gives in so many rounds (about one hit) would be a way to find it.
  for (const found of [guesses.id ?? 0, guesses.place ?? 0]) expect(found).toBeLessThanOrEqual(chance + 5);
  expect(rounds.length).toBe(30);
}, 60_000);

test('OPINION-7 two words of one home at once are one word', async () => {
  now = Date.parse('2027-01-05T02:00:00Z');
  const twice = await Promise.allSettled(['well', 'poor', 'fair'].map((level) => yearly(adults[0], level)));
  expect(twice.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});
