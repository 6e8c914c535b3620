// How an errand begins: asked for at the door, offered to several homes at once, and let go with its home.
import * as z from 'zod/mini';
import { defineVerb, type Fact } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { Household, Member } from '#modules/household/model.ts';
import { isAdult } from '#modules/household/rules.ts';
import type { StaffedOffice } from '#modules/people/model.ts';
import { nearestOffice, receivingOffice } from '#modules/people/rules.ts';
import { isUnder } from '#kit/actor.ts';
import { type ErrandKind, findErrandKind, otherKind } from './kinds/errands.ts';
import type { Errand, Paper } from './model.ts';
import { holdsNumber, isClosed, officeAt, takesErrands } from './rules.ts';

export const mostHomes = 60;

export const papersIn = z._default(
  z.array(
    z.object({
      id: z.uuid(),
      code: z.string().check(z.maxLength(20)),
      name: z._default(z.string().check(z.maxLength(40)), ''),
    }),
  ),
  [],
);

export function mustHoldNoNumber(...words: readonly string[]): void {
  // ERRAND-3
  if (words.some(holdsNumber)) throw new Problem('invalid', 'errand-number');
}

export function mustBeKind(code: string): ErrandKind {
  const kind = findErrandKind(code);
  if (!kind) throw new Problem('invalid', 'errand-kind');
  return kind;
}

/** ERRAND-18 */
function mustSayWhat({ code }: ErrandKind, words: string): void {
  if (code === otherKind && words.trim().length < 2) throw new Problem('invalid', 'errand-words');
}

/** ERRAND-5: as the receipt says it. A paper outside the list is lent: whoever is not sure gives it back. */
export function taken(
  said: readonly { readonly id: string; readonly code: string; readonly name: string }[],
  kind: ErrandKind,
  { at, by }: { readonly at: number; readonly by: string },
): Paper[] {
  return said.map(({ id, code, name }) => {
    const listed = kind.papers.find((one) => one.code === code);
    if (!listed && (code !== 'other' || name.trim() === '')) throw new Problem('invalid', 'errand-paper');
    mustHoldNoNumber(name);
    const lent = listed?.lent ?? true;
    return { id, code, name: listed ? '' : name, lent, takenAt: at, takenBy: by, backAt: null, backBy: null };
  });
}

/** ERRAND-4 */
function mustBeFor(member: Member, home: Household, now: number): void {
  const minor = member.born !== '' && !isAdult(member.born, now);
  if (member.household !== home.id || member.leftAt !== null || minor) throw new Problem('invalid', 'errand-member');
}

export const askErrand = defineVerb({
  name: 'errand.ask',
  input: z.object({
    errand: z.uuid(),
    household: z.uuid(),
    member: z._default(z.nullable(z.uuid()), null),
    kind: z.string().check(z.maxLength(20)),
    words: z._default(z.string().check(z.maxLength(200)), ''),
    papers: papersIn,
    mandate: z._default(z.boolean(), false),
    /** The home asked, and was told that it is free, holds no secrets and can be taken back. */
    agreed: z.boolean(),
  }),
  who: takesErrands,
  offline: true,
  needs: (input) => [
    { kind: 'errand', id: input.errand },
    { kind: 'household', id: input.household },
    ...(input.member === null ? [] : [{ kind: 'member', id: input.member }]),
  ],
  decide(input, { actor, loaded, now, at }) {
    const home = loaded.get<Household>('household', input.household);
    const known = loaded.find<Errand>('errand', input.errand);
    // ERRAND-1
    const by = officeAt(actor, home.ground, takesErrands);
    if (by === undefined || (known && known.household !== home.id)) throw new Problem('refused', 'not-yours');
    if (known && known.state !== 'to-ask') throw new Problem('conflict', 'errand-asked');
    // ERRAND-2
    if (!input.agreed) throw new Problem('invalid', 'errand-not-agreed');
    const kind = mustBeKind(known?.kind ?? input.kind);
    mustHoldNoNumber(input.words);
    mustSayWhat(kind, input.words);
    if (input.member !== null) mustBeFor(loaded.get<Member>('member', input.member), home, now);
    const claimed = Math.min(at, now);
    const said = {
      ground: home.ground,
      household: home.id,
      member: input.member,
      kind: kind.code,
      words: input.words,
      mandate: input.mandate && kind.mandate,
      papers: taken(input.papers, kind, { at: claimed, by }),
      askedAt: claimed,
      author: actor.person,
      holder: by,
    };
    return [{ name: 'errand.asked', kind: 'errand', id: input.errand, data: { at: claimed, now, by, said } }];
  },
});

/** Who is to ask at this door: the nearest who sits there. */
function askerOf(home: Household, chain: readonly StaffedOffice[]): string {
  const here = chain.filter((one) => isUnder(home.ground, one.ground));
  const near = nearestOffice(here, 'level-2') ?? nearestOffice(here, 'level-1') ?? nearestOffice(here, 'village');
  if (!near) throw new Problem('conflict', 'no-office-to-receive');
  return receivingOffice(near, here).id;
}

export const offerErrands = defineVerb({
  name: 'errand.offer',
  input: z.object({
    round: z.uuid(),
    kind: z.string().check(z.maxLength(20)),
    words: z._default(z.string().check(z.maxLength(200)), ''),
    homes: z.array(z.object({ household: z.uuid(), errand: z.uuid() })).check(z.minLength(1), z.maxLength(mostHomes)),
  }),
  who: ['village-officer'],
  offline: false,
  needs: (input) =>
    input.homes.flatMap(({ household }) => [
      { kind: 'household', id: household },
      { kind: 'errands-of', id: household },
      { kind: 'chain' as const, of: { kind: 'household', id: household } },
    ]),
  decide(input, { actor, loaded, now }) {
    const kind = mustBeKind(input.kind);
    mustHoldNoNumber(input.words);
    const chain = loaded.list<StaffedOffice>('office');
    const known = loaded.list<Errand>('errand').filter((one) => one.kind === kind.code && !isClosed(one));
    const facts = input.homes.flatMap(({ household, errand }): Fact[] => {
      const home = loaded.get<Household>('household', household);
      const by = officeAt(actor, home.ground, ['village-officer']);
      if (by === undefined) throw new Problem('refused', 'not-yours');
      // ERRAND-13
      if (home.closedAt !== null || known.some((one) => one.household === household)) return [];
      const { ground, id } = home;
      const { round, words } = input;
      const made = {
        ground,
        household: id,
        kind: kind.code,
        words,
        round,
        offeredBy: by,
        holder: askerOf(home, chain),
      };
      const said = { ...made, state: 'to-ask' };
      return [{ name: 'errand.offered', kind: 'errand', id: errand, data: { at: now, now, by, said } }];
    });
    if (facts.length === 0) throw new Problem('conflict', 'errand-offered');
    return facts;
  },
});

export const followErrands = defineVerb({
  name: 'errand.follow',
  input: z.object({ household: z.uuid() }),
  who: ['service:jobs'],
  offline: false,
  needs: (input) => [
    { kind: 'household', id: input.household },
    { kind: 'errands-of', id: input.household },
    { kind: 'chain', of: { kind: 'household', id: input.household } },
  ],
  decide(input, { actor, loaded, now }) {
    if (actor.service !== 'jobs') throw new Problem('refused', 'not-yours');
    const home = loaded.get<Household>('household', input.household);
    const chain = loaded.list<StaffedOffice>('office');
    return loaded
      .list<Errand>('errand')
      .filter((one) => one.ground !== home.ground)
      .map((one): Fact => {
        // ERRAND-14
        const asker = one.state === 'to-ask' ? { holder: askerOf(home, chain) } : {};
        const data = { at: now, now, ground: home.ground, leftGround: one.ground, ...asker };
        return { name: 'errand.moved', kind: 'errand', id: one.id, data };
      });
  },
});
