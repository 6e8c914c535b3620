// Opening a mediation, its parties and its mediators.
import * as z from 'zod/mini';
import { type Actor, isUnder, servesGround, sitsIn } from '#kit/actor.ts';
import { defineVerb, type Loaded, type Need } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import { isHidden } from '#modules/case/commands-parts.ts';
import { findCategory } from '#modules/case/kinds/categories.ts';
import type { Case } from '#modules/case/model.ts';
import { mustBeOpen, mustNotBeRestricted } from '#modules/case/rules.ts';
import type { Household, Member } from '#modules/household/model.ts';
import type { OfficeKind, StaffedOffice } from '#modules/people/model.ts';
import { alone, disputeId, fact, getOpen, mustBeParties, nullableId, text, who, words } from './commands-parts.ts';
import type { Dispute, Mediator, Party } from './model.ts';
import { homesOf, officesOf } from './rules.ts';

/** DISPUTE-3: where mediators sit. */
export const mediating: readonly OfficeKind[] = [
  'level-2',
  'level-1',
  'liaison',
  'village',
  'village-specialist',
  'township',
  'field-office',
];

const party = z.object({
  id: z.uuid(),
  household: nullableId,
  member: nullableId,
  name: text(40),
  phone: words(30),
  address: words(60),
});
const mediator = z.object({ office: z.uuid(), name: text(40), chosenBy: nullableId });

/** DISPUTE-3: a member is named as his home names him. */
function readParties(said: readonly z.infer<typeof party>[], before: readonly Party[], loaded: Loaded): Party[] {
  const all = [...before, ...said];
  if (new Set(all.map((one) => one.id)).size < all.length) throw new Problem('conflict', 'id-taken');
  return said.map((one): Party => {
    if (one.household === null) return { ...one, member: null, sex: '', born: '', ground: null };
    const home = loaded.get<Household>('household', one.household);
    const member = one.member === null ? undefined : loaded.get<Member>('member', one.member);
    if (member && member.household !== home.id) throw new Problem('invalid', 'party-unknown');
    const { name = one.name, sex = '', born = '', phone = '' } = member ?? {};
    return { ...one, name, sex, born, phone: one.phone || phone, address: home.door, ground: home.ground };
  });
}

const needsOf = (parties: readonly z.infer<typeof party>[]): Need[] =>
  parties.flatMap(({ household, member }) => [
    ...(household === null ? [] : [{ kind: 'household', id: household }]),
    ...(member === null ? [] : [{ kind: 'member', id: member }]),
  ]);

/** DISPUTE-3: on the way from the home up to the township, with somebody there. */
function mustMediate(office: string, ground: string, loaded: Loaded): void {
  const found = loaded.list<StaffedOffice>('office').find((one) => one.id === office);
  if (!found || !isUnder(ground, found.ground)) throw new Problem('invalid', 'office-not-here');
  if (!mediating.includes(found.kind) || !found.staffed) throw new Problem('invalid', 'no-mediator-there');
}

function mustServe(matter: Case, actor: Actor): void {
  const serves = servesGround(actor, matter.ground, who.slice(0, 4)) || sitsIn(actor, matter.holder);
  if (actor.standing !== 'staff' || !serves) throw new Problem('refused', 'not-yours');
}

export const openDispute = defineVerb({
  name: 'dispute.open',
  input: z.object({
    ...disputeId,
    case: z.uuid(),
    parties: z.array(party).check(z.minLength(1), z.maxLength(12)),
    mediators: z.array(mediator).check(z.minLength(1), z.maxLength(6)),
  }),
  who,
  offline: true,
  needs: (input) => [
    { kind: 'case', id: input.case },
    { kind: 'dispute-of', id: input.case },
    { kind: 'chain', of: { kind: 'case', id: input.case }, category: 'of-case' },
    ...needsOf(input.parties),
  ],
  decide(input, context) {
    const { loaded, actor, now } = context;
    const matter = loaded.get<Case>('case', input.case);
    mustNotBeRestricted(matter);
    // DISPUTE-2
    mustServe(matter, actor);
    mustBeOpen(matter);
    // DISPUTE-1
    if (isHidden(matter) || !isDispute(matter.category)) throw new Problem('invalid', 'dispute-none');
    if (loaded.list<Dispute>('dispute').some((one) => one.matter === matter.id))
      throw new Problem('conflict', 'dispute-there');
    const parties = readParties(input.parties, [], loaded);
    for (const one of input.mediators) mustMediate(one.office, matter.ground, loaded);
    mustBeParties(
      input.mediators.flatMap((one) => one.chosenBy ?? []),
      { parties },
    );
    const mediators = input.mediators.map(({ office, name, chosenBy }): Mediator => {
      return { office, name, chosenBy: chosenBy === null ? [] : [chosenBy], refusedBy: null };
    });
    const { title, category, number, household, holder, ground } = matter;
    const of = { matter: matter.id, title, category, number, household, holder, ground };
    const record = { ...of, parties, mediators, homes: homesOf(parties), offices: officesOf(mediators) };
    const by = [holder, ...record.offices].find((office) => sitsIn(actor, office)) ?? actor.posts[0]?.office ?? null;
    const data = { at: now, by, person: actor.person, record };
    return [{ name: 'dispute.opened', kind: 'dispute', id: input.dispute, data }];
  },
});

/** Restricted ones among the disputes never come this far. */
export const isDispute = (category: string): boolean =>
  category.startsWith('D') && findCategory(category) !== undefined && findCategory(category)?.first !== 'restricted';

export const addParties = defineVerb({
  name: 'dispute.add-parties',
  input: z.object({ ...disputeId, parties: z.array(party).check(z.minLength(1), z.maxLength(6)) }),
  who,
  offline: true,
  needs: (input) => [...alone(input), ...needsOf(input.parties)],
  decide(input, context) {
    const dispute = getOpen(input, context);
    if (dispute.parties.length + input.parties.length > 12) throw new Problem('invalid', 'parties-too-many');
    const parties = readParties(input.parties, dispute.parties, context.loaded);
    return [fact('dispute.party-added', dispute, context, { parties })];
  },
});

export const mediatorWords = ['named', 'chosen', 'refused', 'leaves'] as const;
type MediatorWord = (typeof mediatorWords)[number];

/** DISPUTE-4: what a word about a mediator makes of the list. */
function mediatorsAfter(
  dispute: Dispute,
  {
    mediator: said,
    say,
    party: by,
  }: { mediator: { office: string; name: string }; say: MediatorWord; party: string | null },
): Mediator[] {
  const isHe = (one: Mediator): boolean => one.office === said.office && one.name === said.name;
  const known = dispute.mediators.find(isHe);
  const rest = dispute.mediators.filter((one) => !isHe(one));
  if (say === 'leaves') return rest;
  if (say === 'refused') return [...rest, { ...said, chosenBy: [], refusedBy: by }];
  if (known?.refusedBy && (say === 'named' || known.refusedBy !== by)) throw new Problem('refused', 'mediator-refused');
  const chosenBy = [...(known?.chosenBy ?? []), ...(say === 'chosen' && by !== null ? [by] : [])];
  return [...rest, { ...said, chosenBy: [...new Set(chosenBy)], refusedBy: null }];
}

export const setMediator = defineVerb({
  name: 'dispute.mediator',
  input: z.object({
    ...disputeId,
    mediator: z.object({ office: z.uuid(), name: text(40) }),
    say: z.enum(mediatorWords),
    /** The party that chose or refused him. */
    party: nullableId,
  }),
  who,
  offline: true,
  needs: (input) => [...alone(input), { kind: 'chain', of: { kind: 'dispute', id: input.dispute } }],
  decide(input, context) {
    const dispute = getOpen(input, context);
    const { say } = input;
    if (input.party !== null) mustBeParties([input.party], dispute);
    else if (say === 'chosen' || say === 'refused') throw new Problem('invalid', 'party-unknown');
    if (say === 'named' || say === 'chosen') mustMediate(input.mediator.office, dispute.ground, context.loaded);
    const mediators = mediatorsAfter(dispute, input);
    if (mediators.length > 12) throw new Problem('invalid', 'mediators-too-many');
    return [fact('dispute.mediators-set', dispute, context, { mediators, say, party: input.party })];
  },
});

export const openVerbs = [openDispute, addParties, setMediator];
