// What the verbs of a matter share: naming the case, the office one acts for, and the fact that follows.
import * as z from 'zod/mini';
import { sitsIn } from '#kit/actor.ts';
import type { Deciding, Fact, Loaded, Need } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { Named } from '#modules/attachment/model.ts';
import { attach } from '#modules/attachment/rules.ts';
import type { StaffedOffice } from '#modules/people/model.ts';
import type { Case } from './model.ts';
import { receiverFor } from './rules-bypass.ts';
import { rulesOf } from './rules-county.ts';
import { holderDeadline, isWorkedOn, mustBeOpen, mustHold, mustNotBeRestricted } from './rules.ts';

export const caseId = { case: z.uuid() };
export const fieldStaff = ['level-2-worker', 'level-1-head', 'liaison-officer'];
export const alone = (input: { case: string }): Need[] => [{ kind: 'case', id: input.case }];

/** The office in whose name the actor acts on this matter: the holder's if he sits there, else his post nearest to the home. */
function actingOffice(matter: Case, { actor }: Deciding): string | null {
  if (sitsIn(actor, matter.holder)) return matter.holder;
  const posts = [...actor.posts].sort((a, b) => b.ground.length - a.ground.length);
  return (posts.find((post) => matter.ground.startsWith(post.ground)) ?? posts[0])?.office ?? null;
}

export function fact(name: string, matter: Case, context: Deciding, data: Record<string, unknown> = {}): Fact {
  const common = { at: context.now, by: actingOffice(matter, context), person: context.actor.person };
  return { name, kind: 'case', id: matter.id, data: { ...common, ...data } };
}

/** Moves a matter to the office that really sits there now, and says so. */
export function move(
  name: string,
  matter: Case,
  context: Deciding,
  to: { office: StaffedOffice; chain: readonly StaffedOffice[]; text: string },
): Fact {
  const receiver = receiverFor(matter, to.office, to.chain);
  const holderBy = holderDeadline(receiver, matter.severity, context.now, rulesOf(context));
  return fact(name, matter, context, { to: receiver.id, holderBy, text: to.text });
}

/** What travels to no phone leaves none either. A phone holds no matter about anybody, and not the field either. */
export const isHidden = (matter: Pick<Case, 'restricted'> & Partial<Pick<Case, 'complainedOf'>>): boolean =>
  matter.restricted || (matter.complainedOf ?? []).length > 0;

/** A fact on a matter with the files named beside it; `forHome` when it is said to the household. */
export function withFiles(
  said: Fact,
  matter: Case,
  files: { readonly named: readonly Named[]; readonly forHome: boolean },
  context: Deciding,
): Fact[] {
  const { id, ground, household } = matter;
  const to = { ground, household, matter: id, visit: null, step: matter.version + 1, hidden: isHidden(matter) };
  return [said, ...attach(files.named, { ...to, forHome: files.forHome, office: said.data.by }, context)];
}

export const getOpen = (input: { case: string }, { loaded }: Deciding): Case => {
  const matter = loaded.get<Case>('case', input.case);
  mustNotBeRestricted(matter);
  mustBeOpen(matter);
  return matter;
};

export const getHeld = (input: { case: string }, context: Deciding): Case => {
  const matter = getOpen(input, context);
  mustHold(matter, context.actor);
  return matter;
};

/**
 * CASE-48: only what is being worked on moves. CASE-12: what follows an incident moves with it. CASE-45: what is suspended
 * goes on before it moves anywhere.
 */
export function mustBeMovable(matter: Case): void {
  if (matter.side === 'merged') throw new Problem('conflict', 'case-in-incident');
  if (!isWorkedOn(matter)) throw new Problem('conflict', 'case-moved-on');
  if (matter.side === 'suspended') throw new Problem('conflict', 'case-suspended');
}

/** The matter with all offices above its home. */
export const withChain = (input: { case: string }): Need[] => [
  ...alone(input),
  { kind: 'chain', of: { kind: 'case', id: input.case } },
];

export function officeIn(loaded: Loaded, id: string | null): StaffedOffice {
  const office = loaded.list<StaffedOffice>('office').find((one) => one.id === id);
  if (!office) throw new Problem('invalid', 'office-not-here');
  return office;
}
