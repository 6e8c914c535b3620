// What is done with a public list: make it, release it, take it back, settle it.
import * as z from 'zod/mini';
import { type Actor, isUnder, sitsIn } from '#kit/actor.ts';
import { type Deciding, defineVerb, type Need } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { Office } from '#modules/people/model.ts';
import type { Area } from '#modules/territory/model.ts';
import { mostRows, windowDays } from './kinds/windows.ts';
import {
  type FaultCode,
  inTheHead,
  type Publicity,
  type PublicityFault,
  type RosterMatch,
  results,
  rowFields,
} from './model.ts';
import { checkList, faultIn } from './rules-check.ts';
import { endOf, namesMinor, rosterAsked, rosterCheck } from './rules.ts';

const who = ['village-officer', 'township-officer'];
const text = (most: number) => z.string().check(z.maxLength(most));
/** Nothing beside these four: what is more is refused, not dropped. */
const row = z.strictObject({ name: text(60), group: text(60), item: text(200), amount: text(100) });

/** The office speaks for itself. */
function mustSit(actor: Actor, office: string): void {
  const own = actor.posts.some((post) => post.office === office && who.includes(post.role));
  if (!own || actor.person === null) throw new Problem('refused', 'not-yours');
}

/** PUBLICITY-4: the first fault by its place, and how many there are. */
export function mustBeClean(faults: readonly PublicityFault[]): void {
  const [first] = faults;
  if (first)
    throw new Problem('invalid', 'publicity-faults', {
      row: first.row,
      field: first.field,
      why: first.code,
      n: faults.length,
    });
}

/** PUBLICITY-19 */
const minorsInHead = (
  said: { readonly title: string; readonly basis: string },
  roster: readonly RosterMatch[],
  now: number,
): PublicityFault[] =>
  (['title', 'basis'] as const).flatMap((field) =>
    namesMinor(said[field], roster, now) ? [{ row: 0, field, code: 'minor' }] : [],
  );

export const makeList = defineVerb({
  name: 'publicity.make',
  input: z.object({
    publicity: z.uuid(),
    office: z.uuid(),
    /** The ground it is about; without it the office's own. */
    area: z._default(z.nullable(z.uuid()), null),
    title: text(200),
    basis: text(1000),
    days: z._default(z.int().check(z.gte(windowDays.least), z.lte(windowDays.most)), windowDays.usual),
    rows: z.array(row).check(z.maxLength(mostRows)),
  }),
  who,
  offline: false,
  needs: (input) => [
    { kind: 'office', id: input.office },
    { kind: 'roster-named', id: rosterAsked(input.rows, input.title, input.basis) },
    ...(input.area === null ? [] : [{ kind: 'area', id: input.area }]),
  ],
  decide({ publicity, office: id, area, rows, ...said }, { actor, loaded, now }) {
    const office = loaded.get<Office>('office', id);
    mustSit(actor, office.id);
    const ground = area === null ? office.ground : loaded.get<Area>('area', area).ground;
    // PUBLICITY-1
    if (!isUnder(ground, office.ground)) throw new Problem('refused', 'not-yours');
    const roster = loaded.list<RosterMatch>('roster-named').filter((one) => isUnder(one.ground, ground));
    mustBeClean([...checkList({ ...said, rows }), ...minorsInHead(said, roster, now)]);
    // A name of two signs may be a word: a person looks.
    const inHead = namesMinor(`${said.title}\n${said.basis}`, roster, now, 2);
    const minors = [...(inHead ? [inTheHead] : []), ...rosterCheck(rows, roster, now).minors];
    const record = {
      ...said,
      rows: rows.map((one) => Object.fromEntries(rowFields.map((field) => [field, one[field].trim()]))),
      ground,
      office: office.id,
      madeBy: actor.person,
      madeAt: now,
      fromAt: now,
      toAt: endOf(now, said.days),
      rowCount: rows.length,
      minors,
      // PUBLICITY-6
      state: minors.length > 0 ? 'waiting' : 'shown',
    };
    return [{ name: 'publicity.made', kind: 'publicity', id: publicity, data: { at: now, by: office.id, record } }];
  },
});

const listId = { publicity: z.uuid() };
const listNeed = (id: string): Need[] => [{ kind: 'publicity', id }];
/** A list, and the roster where words about it name somebody. */
const saidNeed = (id: string, ...texts: readonly string[]): Need[] => [
  ...listNeed(id),
  { kind: 'roster-named', id: rosterAsked([], ...texts) },
];

/** PUBLICITY-12, PUBLICITY-19: what is wrong with words that are said of a list. */
function faultInSaid(
  text: string,
  { loaded, now }: Deciding,
  field: 'basis' | 'amount' = 'basis',
): FaultCode | undefined {
  const young = namesMinor(text, loaded.list<RosterMatch>('roster-named'), now, 2);
  return faultIn(text, field) ?? (young ? 'minor' : undefined);
}

export const releaseList = defineVerb({
  name: 'publicity.release',
  input: z.object(listId),
  who,
  offline: false,
  needs: (input) => listNeed(input.publicity),
  decide({ publicity }, { actor, loaded, now }) {
    const list = loaded.get<Publicity>('publicity', publicity);
    const post = actor.posts.find((one) => who.includes(one.role) && isUnder(list.ground, one.ground));
    if (!post || actor.person === null) throw new Problem('refused', 'not-yours');
    if (list.state !== 'waiting') throw new Problem('conflict', 'publicity-not-waiting');
    // PUBLICITY-6
    if (actor.person === list.madeBy) throw new Problem('refused', 'publicity-second-person');
    const data = { at: now, by: post.office, person: actor.person };
    return [{ name: 'publicity.released', kind: 'publicity', id: list.id, data }];
  },
});

export const withdrawList = defineVerb({
  name: 'publicity.withdraw',
  input: z.object({ ...listId, said: text(300) }),
  who,
  offline: false,
  needs: (input) => saidNeed(input.publicity, input.said),
  decide({ publicity, said }, context) {
    const { actor, loaded, now } = context;
    const list = loaded.get<Publicity>('publicity', publicity);
    if (!sitsIn(actor, list.office)) throw new Problem('refused', 'not-yours');
    if (list.state === 'closed' || list.state === 'withdrawn') throw new Problem('conflict', 'publicity-settled');
    // PUBLICITY-13
    const why = faultInSaid(said, context);
    if (why) throw new Problem('invalid', 'publicity-said', { why });
    const data = { at: now, by: list.office, said: said.trim() };
    return [{ name: 'publicity.withdrawn', kind: 'publicity', id: list.id, data }];
  },
});

const change = z.object({ row: z.int().check(z.gte(0)), amount: z.nullable(text(100)), why: text(300) });

export const settleList = defineVerb({
  name: 'publicity.settle',
  input: z.object({
    ...listId,
    result: z.enum(results),
    said: z._default(text(300), ''),
    changes: z._default(z.array(change).check(z.maxLength(mostRows)), []),
  }),
  who,
  offline: false,
  needs: (input) =>
    saidNeed(input.publicity, input.said, ...input.changes.flatMap((one) => [one.why, one.amount ?? ''])),
  decide({ publicity, result, said, changes }, context) {
    const { actor, loaded, now } = context;
    const list = loaded.get<Publicity>('publicity', publicity);
    if (!sitsIn(actor, list.office)) throw new Problem('refused', 'not-yours');
    if (list.state !== 'shown') throw new Problem('conflict', 'publicity-settled');
    // PUBLICITY-12
    if (now < list.toAt) throw new Problem('conflict', 'publicity-still-open');
    if ((result === 'changed') !== changes.length > 0) throw new Problem('invalid', 'publicity-changes');
    if (changes.some((one) => one.row >= list.rowCount)) throw new Problem('invalid', 'publicity-changes');
    if (new Set(changes.map((one) => one.row)).size < changes.length) throw new Problem('invalid', 'publicity-changes');
    const silent = said.trim() === '' && list.objections.length === 0 && result === 'confirmed';
    const why = silent ? undefined : faultInSaid(said, context);
    if (why) throw new Problem('invalid', 'publicity-said', { why });
    for (const one of changes) {
      const { why: because, amount } = one;
      const wrong =
        faultInSaid(because, context) ?? (amount === null ? undefined : faultInSaid(amount, context, 'amount'));
      if (wrong)
        throw new Problem('invalid', 'publicity-faults', { row: one.row + 1, field: 'amount', why: wrong, n: 1 });
    }
    const data = { at: now, by: list.office, result, said: said.trim(), changes };
    return [{ name: 'publicity.settled', kind: 'publicity', id: list.id, data }];
  },
});

export const publicityVerbs = [makeList, releaseList, withdrawList, settleList];
