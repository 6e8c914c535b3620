// Keeps what a home says about an office so that nobody, not even with the whole database, reads whose word it was (OPINION-8).
import { createHmac, randomInt, randomUUID } from 'node:crypto';
import type { Actor } from '#kit/actor.ts';
import { dayOf } from '#kit/calendar.ts';
import { Problem } from '#kit/problem.ts';
import type { Tx } from '#data/database.ts';
import { emptyScope, inScope, type Scope } from '#data/scope.ts';
import { type CommentLevel, commentLevels } from '#modules/opinion/model.ts';
import { nearestOffice } from '#modules/people/rules.ts';
import { loadChainOfHome } from '#modules/people/store.ts';
import type { County } from './county.ts';
import { formKey } from './door/form-key.ts';
import { scopeOf } from './scope-of.ts';

const scope: Scope = { ...emptyScope, standing: 'service', service: 'comment' };
const ninetyDays = 90 * 86_400_000;

/** What a home may still speak about: those who serve its grid, once a year; an office that closed a matter of it, once for each. */
export interface Subject {
  /** 'year', or the matter's id. */
  readonly about: string;
  readonly office: string;
  readonly name: string;
  /** The matter's title; '' for the year. */
  readonly title: string;
}

interface Known extends Subject {
  readonly right: string;
}

const closedText = `select matter.id as about, matter.title, office.id as office, office.name from matter
  join office on office.id = coalesce(matter.answered_by, matter.holder)
  where matter.household = $1 and matter.state = 'closed' and matter.closed_at > $2 and matter.outcome is not null order by matter.closed_at desc limit 10`;

/** Read with the adult's own rights. */
async function subjectsOf(tx: Tx, household: string, now: number): Promise<Known[]> {
  const chain = await loadChainOfHome(tx, household, null);
  const grid = nearestOffice(chain, 'level-2') ?? nearestOffice(chain, 'level-1');
  const year = dayOf(now).slice(0, 4);
  const closed = await tx.query<Subject>(closedText, [household, new Date(now - ninetyDays)]);
  return [
    ...(grid ? [{ about: 'year', office: grid.id, name: grid.name, title: '', right: `year|${year}` }] : []),
    ...closed.map((one) => ({ ...one, right: `case|${one.about}` })),
  ];
}

const keyOf = (county: County): Promise<Buffer> => formKey(county, 'zd-comment-v1');

/** That this home has spoken about this, and nothing else: not what it said, not about whom. */
const spentBy = (key: Buffer, household: string, right: string): Buffer =>
  createHmac('sha256', key).update(`${household}|${right}`).digest();

async function openFor(county: County, actor: Actor): Promise<{ ground: string; open: (Known & { spent: Buffer })[] }> {
  const { household, ground } = actor;
  if (actor.standing !== 'adult' || household === null) throw new Problem('refused', 'not-yours');
  const { subjects, at } = await inScope(
    county.database,
    scopeOf(actor),
    async (tx) => {
      const home = await tx.maybe<{ ground: string }>('select ground::text as ground from household where id = $1', [
        household,
      ]);
      return { subjects: home ? await subjectsOf(tx, household, county.now()) : [], at: home?.ground ?? ground ?? '' };
    },
    { readOnly: true },
  );
  const key = await keyOf(county);
  const all = subjects.map((one) => ({ ...one, spent: spentBy(key, household, one.right) }));
  const rows = await inScope(
    county.database,
    scope,
    (tx) =>
      tx.query<{ spent: string }>(
        `select encode(spent, 'hex') as spent from comment_spent where encode(spent, 'hex') = any($1)`,
        [all.map((one) => one.spent.toString('hex'))],
      ),
    { readOnly: true },
  );
  const spent = new Set(rows.map((row) => row.spent));
  return { ground: at, open: all.filter((one) => !spent.has(one.spent.toString('hex'))) };
}

export const mayCommentOn = async (county: County, actor: Actor): Promise<Subject[]> =>
  (await openFor(county, actor)).open.map(({ about, office, name, title }) => ({ about, office, name, title }));

interface Kept {
  readonly office: string;
  readonly month: string;
  readonly level: string;
  readonly words: string;
}

/** In an order that says nothing. */
function shuffled<T>(all: readonly T[]): T[] {
  const mixed = [...all];
  for (let at = mixed.length - 1; at > 0; at--) {
    const other = randomInt(at + 1);
    [mixed[at], mixed[other]] = [mixed[other] as T, mixed[at] as T];
  }
  return mixed;
}

/**
 * All comments of the village are written anew, mixed, under new ids and in one transaction: neither id, place in the
 * table nor transaction tells the new one from the old ones.
 */
async function keepMixed(tx: Tx, village: string, said: Kept): Promise<void> {
  await tx.exec('select pg_advisory_xact_lock(hashtext($1))', [`comment ${village}`]);
  const old = await tx.query<Kept>(
    `delete from comment where village = $1::ltree returning office, to_char(month, 'YYYY-MM-DD') as month, level, words`,
    [village],
  );
  const all = shuffled([...old, said]);
  await tx.exec(
    `insert into comment (id, village, office, month, level, words)
     select id, $1::ltree, office, month, level, words from unnest($2::uuid[], $3::uuid[], $4::date[], $5::text[], $6::text[]) as one(id, office, month, level, words)`,
    [
      village,
      all.map(() => randomUUID()),
      all.map((one) => one.office),
      all.map((one) => one.month),
      all.map((one) => one.level),
      all.map((one) => one.words),
    ],
  );
}

const isLevel = (value: string): value is CommentLevel => (commentLevels as readonly string[]).includes(value);

/** Throws `refused not-yours` when the home has spoken about this already, or may not; `invalid input-invalid`. */
export async function sayComment(
  county: County,
  actor: Actor,
  said: { readonly about: string; readonly level: string; readonly words: string },
): Promise<void> {
  if (!isLevel(said.level)) throw new Problem('invalid', 'input-invalid', { field: 'level', reason: 'unknown' });
  const { ground, open } = await openFor(county, actor);
  const subject = open.find(({ about }) => about === said.about);
  if (!subject) throw new Problem('refused', 'not-yours');
  const month = `${dayOf(county.now()).slice(0, 7)}-01`;
  const village = ground.split('.').slice(0, 3).join('.');
  const words = said.words.slice(0, 200);
  await inScope(county.database, scope, async (tx) => {
    const spent = await tx.exec('insert into comment_spent (spent) values ($1) on conflict do nothing', [
      subject.spent,
    ]);
    if (spent === 0) throw new Problem('refused', 'not-yours');
    await keepMixed(tx, village, { office: subject.office, month, level: said.level, words });
  });
}
