// What screens may ask about elections: the list of one's ground, one with the names that are public in it, its roll, dates, and what a verified adult sees.
import * as z from 'zod/mini';
import { Problem } from '#kit/problem.ts';
import type { Tx } from '#data/database.ts';
import { type Asked, defineQuery } from '#data/query.ts';
import { rowOf, attachmentTable } from '#modules/attachment/store.ts';
import type { Election, ElectionPage, ElectionRow, MyElection, Named, RollRow, Round } from './model.ts';
import { runnerOf, runners } from './commands.ts';
import { electedIn, figureOf, isOn, objectUntil, roundOf, startOf } from './rules-roll.ts';
import { nextAct } from './rules.ts';
import { electionTable } from './store.ts';

const lookers = [...runners, 'supervision-member', 'level-1-head', 'liaison-officer', 'level-2-worker'];
const watchers = [...runners, 'supervision-member'];
const listText = `select ${electionTable.select} from election
  order by state in ('over', 'void'), changed_at desc limit 200`;

const load = async (tx: Tx, id: string): Promise<Election> => {
  const [election] = await electionTable.load(tx, [id]);
  if (!election) throw new Problem('refused', 'not-yours');
  return election;
};

const areaNames = async (tx: Tx, ids: readonly string[]): Promise<Named> =>
  Object.fromEntries(
    (
      await tx.query<{ id: string; name: string }>('select id, name from area where id = any($1::uuid[])', [
        [...new Set(ids)],
      ])
    ).map((row) => [row.id, row.name]),
  );

export const list = defineQuery({
  name: 'election.list',
  input: z.object({}),
  who: lookers,
  touches: 'none',
  async answer(tx, _, { now }): Promise<ElectionRow[]> {
    const all = (await tx.query<Record<string, unknown>>(listText)).map(electionTable.read);
    const places = await areaNames(
      tx,
      all.map((one) => one.area),
    );
    return all.map((one) => ({
      id: one.id,
      kind: one.kind,
      state: one.state,
      contests: one.contests,
      recall: one.recall,
      changedAt: one.changedAt,
      day: roundOf(one).day,
      place: places[one.area] ?? '',
      next: nextAct(one, now),
    }));
  },
});

/** Members whose names are public in it: those that run it, stand, or got votes. */
const publicIn = (election: Election): string[] => [
  ...new Set([
    ...election.committee,
    ...election.objections.map((one) => one.member),
    ...election.proxies.flatMap((one) => [one.voter, one.proxy]),
    ...standingIn(election),
  ]),
];
const standingIn = (election: Election): string[] =>
  election.rounds
    .flatMap((round) => [
      ...Object.values(round.candidates).flat(),
      ...round.results.flatMap((one) => one.tally.map(({ member }) => member)),
      ...round.entries.flatMap((one) => one.figures.contests.flatMap(({ votes }) => Object.keys(votes))),
    ])
    .filter((one) => one.length === 36);

interface MemberName {
  readonly id: string;
  readonly name: string;
  readonly door: string;
}
const memberText = `select member.id, member.name, household.door from member join household on household.id = member.household
  where member.id = any($1::uuid[])`;

/** ELECT-9: what another typed is not seen before one's own entry. */
function blinded(round: Round, person: string | null, entries: number): Round {
  const shown = (place: number): boolean => {
    const own = round.entries.filter((one) => one.place === place);
    return own.some((one) => one.person === person) || own.length >= Math.max(2, entries);
  };
  const none = { came: 0, homes: 0, proxied: 0, issued: 0, cast: 0, contests: [] };
  return { ...round, entries: round.entries.map((one) => (shown(one.place) ? one : { ...one, figures: none })) };
}

const postText = `select post.id, post.office, person.name, extract(epoch from post.to_at) * 1000 as "toAt" from post join person on person.id = post.person
  where post.office = any($1::uuid[]) and post.from_at <= now() and post.to_at > now() and post.ended_at is null order by post.from_at, post.id`;

export const page = defineQuery({
  name: 'election.page',
  input: z.object({ election: z.uuid() }),
  who: watchers,
  touches: 'none',
  async answer(tx, input, { actor }): Promise<ElectionPage> {
    const election = await load(tx, input.election);
    const runs = runnerOf(actor, election.ground) !== undefined;
    const offices = [...new Set(election.contests.map((one) => one.office))];
    const typed = election.rounds.flatMap((round) => round.entries.map((one) => one.person));
    const [members, officeRows, persons, posts, pictures, places] = await Promise.all([
      tx.query<MemberName>(memberText, [publicIn(election)]),
      tx.query<MemberName>('select id, name from office where id = any($1::uuid[])', [offices]),
      tx.query<MemberName>('select id, name from person where id = any($1::uuid[])', [typed]),
      tx.query<ElectionPage['posts'][number]>(postText, [offices]),
      tx.query<Record<string, unknown>>(
        `select ${attachmentTable.select} from attachment where election = $1 order by named_at, id`,
        [election.id],
      ),
      areaNames(tx, [election.area]),
    ]);
    const entries = figureOf(election, 'entries');
    const rounds = election.rounds.map((round) =>
      round.results.length > 0 ? round : blinded(round, actor.person, entries),
    );
    const named = (rows: readonly MemberName[]): Named => Object.fromEntries(rows.map((row) => [row.id, row.name]));
    return {
      // The roll has a question of its own, which leaves a reading.
      election: { ...election, rounds, roll: runs ? election.roll : [] },
      place: places[election.area] ?? '',
      names: named(members),
      doors: Object.fromEntries(members.map((row) => [row.id, row.door])),
      offices: named(officeRows),
      persons: named(persons),
      pictures: pictures.map((row) => rowOf(attachmentTable.read(row))),
      posts: posts.map((row) => ({ ...row, toAt: Number(row.toAt) })),
      me: actor.person,
    };
  },
});

const rollText = `select member.id as member, member.household as home, member.name, household.door, member.sex from member
  join household on household.id = member.household
  where (member.ground <@ $1::ltree and member.left_at is null or member.id = any($2::uuid[])) and ($3 = '' or member.name like $3 || '%' or household.door = $3)
  order by household.door, member.id limit 3000`;

type Rolled = Pick<Election, 'ground' | 'roll' | 'unsure'>;
export async function rollOf(tx: Tx, election: Rolled, text: string): Promise<RollRow[]> {
  const on = new Set(election.roll.map((one) => one.member));
  const unsure = new Set(election.unsure);
  const rows = await tx.query<Omit<RollRow, 'on' | 'unsure'>>(rollText, [
    election.ground,
    [...on],
    text.replaceAll(/[%_\\]/g, ''),
  ]);
  return rows.map((row) => ({ ...row, on: on.has(row.member), unsure: unsure.has(row.member) }));
}

export const roll = defineQuery({
  name: 'election.roll',
  /** Of an election, or of a place where one is about to be called. */
  input: z.object({
    election: z.optional(z.uuid()),
    area: z.optional(z.uuid()),
    text: z._default(z.string().check(z.maxLength(30)), ''),
  }),
  who: runners,
  touches: 'household',
  async answer(tx, input, asked): Promise<RollRow[]> {
    const election: Rolled | undefined = input.election
      ? await load(tx, input.election)
      : await tx.maybe<Rolled>(
          `select ground::text as ground, '[]'::jsonb as roll, '{}'::text[] as unsure from area where id = $1`,
          [input.area ?? null],
        );
    if (!election || !runnerOf(asked.actor, election.ground)) throw new Problem('refused', 'not-yours');
    const rows = await rollOf(tx, election, input.text);
    asked.reads(...rows.map((row) => row.home));
    return rows;
  },
});

function mineOf(election: Election, { actor }: Asked, name: (member: string) => string): Omit<MyElection, 'place'> {
  const until = objectUntil(election);
  const said = election.objections.filter((one) => one.member === actor.member).at(-1);
  const counted = election.state === 'signed' || election.state === 'over';
  return {
    id: election.id,
    kind: election.kind,
    state: election.state,
    recall: election.recall !== null,
    day: roundOf(election).day,
    places: election.places,
    // ELECT-19
    on: election.state === 'called' || actor.member === null ? null : isOn(election, actor.member),
    objectUntil: until === null ? null : startOf(until) + 86_399_000,
    objected: said ? { what: said.what, agreed: said.answer?.agreed ?? null } : null,
    standing: counted
      ? []
      : roundOf(election).open.map(({ contest }) => ({
          title: election.contests.find((one) => one.id === contest)?.title ?? 'worker',
          names: (roundOf(election).candidates[contest] ?? []).map(name),
        })),
    results: counted
      ? election.contests.map((one) => ({
          title: one.title,
          elected: electedIn(election, one.id).map(name),
          tally: (
            election.rounds.flatMap((round) => round.results).findLast((result) => result.contest === one.id)?.tally ??
            []
          ).map(({ member, votes }) => ({ name: name(member), votes })),
        }))
      : [],
  };
}

export const mine = defineQuery({
  name: 'election.mine',
  input: z.object({}),
  who: ['adult'],
  touches: 'none',
  async answer(tx, _, asked): Promise<MyElection[]> {
    const all = (await tx.query<Record<string, unknown>>(`${listText.replace('limit 200', 'limit 5')}`)).map(
      electionTable.read,
    );
    const shown = all.filter((one) => one.state !== 'void');
    const rows = await tx.query<MemberName>('select id, name from zd_standing($1::uuid[])', [
      shown.map((one) => one.id),
    ]);
    const names = new Map(rows.map((row) => [row.id, row.name]));
    const places = await areaNames(
      tx,
      shown.map((one) => one.area),
    );
    return shown.map((one) => ({
      ...mineOf(one, asked, (member) => names.get(member) ?? ''),
      place: places[one.area] ?? '',
    }));
  },
});

export const electionQueries = [list, page, roll, mine];
