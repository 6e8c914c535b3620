// How a matter moves (CASE rules): one pure step from a fact to the next state, and the questions the verbs ask of it.
import { type Actor, isUnder, sitsIn } from '#kit/actor.ts';
import { addTerm } from '#kit/calendar.ts';
import type { Fact, RecordKind } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { StaffedOffice } from '#modules/people/model.ts';
import type { Case } from './model.ts';
import { type CountyRules, programRules } from './rules-county.ts';
import { withoutWords } from './rules-erase.ts';

type Step = (matter: Case, data: Fact['data']) => Partial<Case>;

const moveTo: Step = (matter, data) => ({
  holder: data.to,
  holderSince: data.at,
  holderBy: data.holderBy,
  previousHolder: matter.holder,
});

/** CASE-11: a ruling binds the office it named, and nobody who holds the matter after it. */
export const isRuledFor = (matter: Case): boolean => matter.ruledFor !== null && matter.ruledFor === matter.holder;

/** CASE-44: the first deadline is never lost, whatever the present one is moved to. A fact of an older program moves none. */
const deadlineTo = (matter: Case, resolveBy: number | null = matter.resolveBy): Partial<Case> =>
  resolveBy === matter.resolveBy ? {} : { resolveBy, originalBy: matter.originalBy ?? matter.resolveBy };

/** What an office gives the household: from here on the clock stands, and a new result is rated and answered anew. */
const resultOf: Step = (matter, data) => ({
  state: 'answered',
  stoppedAt: matter.stoppedAt ?? data.at,
  reviewAt: null,
  answer: data.text,
  answeredAt: data.at,
  answeredBy: data.by,
  rating: null,
  satisfied: null,
  outcome: null,
  proof: null,
  holderBy: null,
});

const unsupervised = { supervisedAt: null, supervisedBy: null } as const;

/** The table of steps: for each fact, what it changes. Whether it may happen is decided in the verbs. */
const steps: Readonly<Record<string, Step>> = {
  'case.accepted': (matter) => ({
    state: 'accepted',
    side: matter.side === 'returned' ? null : matter.side,
  }),
  'case.handed-up': (matter, data) => ({
    ...moveTo(matter, data),
    state: 'accepted',
    side: null,
  }),
  'case.dispatched': (matter, data) => ({ ...moveTo(matter, data), state: 'in-progress', side: null }),
  'case.returned': (matter, data) => ({
    ...moveTo(matter, data),
    state: 'accepted',
    side: 'returned',
    returns: matter.returns + 1,
  }),
  'case.ruling-asked': (matter, data) => ({
    ...moveTo(matter, data),
    state: 'in-progress',
    side: null,
    disputedAt: data.at,
  }),
  'case.ruled': (matter, data) => ({
    ...moveTo(matter, data),
    state: 'in-progress',
    disputedAt: null,
    ruledAt: data.at,
    ruledFor: data.to,
  }),
  'case.stepped-up': (matter, data) => ({
    ...moveTo(matter, data),
    ...deadlineTo(matter, data.resolveBy),
    state: matter.respondedAt === null ? 'reported' : 'accepted',
    side: null,
    stoppedAt: null,
    reviewAt: null,
    disputedAt: null,
  }),
  'case.passed': (matter, data) => ({
    ...moveTo(matter, data),
    // While its clock stands nothing presses whoever has it.
    ...(matter.stoppedAt === null ? {} : { holderBy: null }),
    ...(isRuledFor(matter) ? { ruledFor: data.to } : {}),
  }),
  'case.moved': (_, data) => ({ ground: data.ground }),
  'case.noted': () => ({}),
  'case.rated': (_, data) => ({ rating: data.rating }),
  // CASE-77
  'case.satisfied': (_, data) => ({ satisfied: data.satisfied }),
  'case.help-asked': () => ({ help: 'asked' }),
  'case.help-given': () => ({ help: 'given' }),
  'case.copied': (matter, data) => ({ copied: [...matter.copied, data.to] }),
  'case.office-called': (matter, data) => ({
    called: [...matter.called, data.to],
    // Whoever is called sees the matter and may note on it, as whoever is copied.
    copied: [...new Set([...matter.copied, data.to])],
  }),
  'case.office-came': (matter, data) => ({ came: [...matter.came, data.to] }),
  'case.supervised': (_, data) => ({ supervisedAt: data.at, supervisedBy: data.by }),
  'case.supervision-lifted': () => unsupervised,
  'case.call-back-due': (_, data) => ({ callBackAt: data.at, callBack: data.to }),
  'case.joined': (matter, data) => ({
    ...moveTo(matter, data),
    state: 'in-progress',
    side: 'merged',
    incident: data.incident,
  }),
  'case.left-incident': (matter, data) => ({
    side: null,
    incident: null,
    holderBy: matter.stoppedAt === null ? (data.holderBy ?? null) : null,
  }),
  'case.answered': (matter, data) => ({
    ...resultOf(matter, data),
    side: matter.side === 'suspended' ? null : matter.side,
  }),
  'case.referred': (matter, data) => ({ ...resultOf(matter, data), side: 'referred', route: data.route }),
  // CASE-29: a referral ends here once the household was told; an answer waits for its word.
  'case.told': (matter, data) => ({
    state: matter.side === 'referred' ? 'closed' : 'household-check',
    closedAt: matter.side === 'referred' ? data.at : null,
    toldAt: data.at,
    toldBy: data.by,
    callBackAt: null,
    callBack: null,
  }),
  'case.solved': (_, data) => ({
    ...unsupervised,
    state: 'closed',
    outcome: 'solved',
    proof: data.proof,
    closedAt: data.at,
  }),
  'case.not-solved': (matter, data) => ({
    state: 'in-progress',
    side: 'reopened',
    satisfied: null,
    route: null,
    outcome: data.outcome,
    proof: data.proof,
    closedAt: null,
    holder: data.to,
    holderSince: data.at,
    holderBy: data.holderBy,
    previousHolder: matter.previousHolder,
    ...deadlineTo(matter, data.resolveBy),
    stoppedAt: null,
  }),
  'case.extended': (matter, data) => ({ ...deadlineTo(matter, data.resolveBy), extendedAt: data.at }),
  'case.suspended': (_, data) => ({
    state: 'in-progress',
    side: 'suspended',
    stoppedAt: data.at,
    reviewAt: data.reviewAt,
    holderBy: null,
  }),
  'case.resumed': (matter, data) => ({
    side: null,
    stoppedAt: null,
    reviewAt: null,
    holderBy: data.holderBy,
    ...deadlineTo(matter, data.resolveBy),
  }),
  'case.no-answer': (_, data) => ({ state: 'closed', outcome: 'no-answer', closedAt: data.at }),
  'case.withdrawn': (_, data) => ({ ...unsupervised, state: 'closed', side: 'withdrawn', closedAt: data.at }),
  // CASE-76
  'case.erased': () => withoutWords,
  'case.restricted-closed': (_, data) => ({ state: 'closed', closedAt: data.at, answer: data.text }),
};

const firstContact: ReadonlySet<string> = new Set([
  'case.accepted',
  'case.handed-up',
  'case.dispatched',
  'case.returned',
  'case.ruling-asked',
  'case.ruled',
  'case.answered',
  'case.referred',
  'case.extended',
  'case.suspended',
  'case.joined',
]);

/** A matter as it is reported: everything that can come later is still open. */
export const blank = {
  number: null,
  side: null,
  previousHolder: null,
  returns: 0,
  disputedAt: null,
  ruledAt: null,
  ruledFor: null,
  called: [],
  came: [],
  supervisedAt: null,
  supervisedBy: null,
  incident: null,
  originalBy: null,
  extendedAt: null,
  stoppedAt: null,
  reviewAt: null,
  respondedAt: null,
  answeredAt: null,
  answeredBy: null,
  answer: '',
  rating: null,
  satisfied: null,
  route: null,
  toldAt: null,
  toldBy: null,
  callBackAt: null,
  callBack: null,
  outcome: null,
  proof: null,
  closedAt: null,
  help: null,
} as const;

export const caseKind: RecordKind<Case> = {
  kind: 'case',
  apply(matter, fact) {
    if (fact.name === 'case.reported') {
      return { ...blank, ...fact.data.record, id: fact.id, version: 1, state: 'reported', changedAt: fact.data.at };
    }
    // CASE-88
    if (fact.name === 'case.brought') {
      return { ...blank, ...fact.data.record, id: fact.id, version: 1, state: 'closed', changedAt: fact.data.at };
    }
    if (!matter) throw new Problem('broken', 'fact-without-record', { fact: fact.name });
    const step = steps[fact.name];
    if (!step) throw new Problem('broken', 'fact-unknown', { fact: fact.name });
    // CASE-40: whatever a person does first with a matter is the first contact.
    const respondedAt = matter.respondedAt ?? (firstContact.has(fact.name) ? fact.data.at : null);
    return { ...matter, respondedAt, ...step(matter, fact.data), version: matter.version + 1, changedAt: fact.data.at };
  },
};

/** CASE-3: clocks run from receipt at the server. */
export function deadlines(
  severity: string,
  received: number,
  { clocks, calendar }: CountyRules = programRules,
): { respondBy: number | null; resolveBy: number | null } {
  const clock = clocks[severity];
  if (!clock) return { respondBy: null, resolveBy: null };
  return {
    respondBy: addTerm(received, clock.respond, calendar),
    resolveBy: clock.resolve ? addTerm(received, clock.resolve, calendar) : null,
  };
}

/** CASE-4: each stay with a holder has its own clock. */
export function holderDeadline(
  office: Pick<StaffedOffice, 'kind'>,
  severity: string,
  since: number,
  { dwell, calendar }: CountyRules = programRules,
): number | null {
  const term = dwell[office.kind]?.[severity];
  return term ? addTerm(since, term, calendar) : null;
}

const working: readonly string[] = ['reported', 'accepted', 'in-progress'];
export const isWorkedOn = (matter: Case): boolean => working.includes(matter.state);
export const isOpen = (matter: Case): boolean => matter.state !== 'closed';

/** CASE-5: only the office that holds a matter moves it on. */
export function mustHold(matter: Case, actor: Actor): void {
  if (!sitsIn(actor, matter.holder)) throw new Problem('refused', 'not-holder');
}

export function mustBeOpen(matter: Case): void {
  if (matter.state === 'closed') throw new Problem('conflict', 'case-closed');
}

export function mustNotBeRestricted(matter: Case): void {
  // CASE-30: a restricted matter knows no other step than the named office's own.
  if (matter.restricted) throw new Problem('refused', 'not-yours');
}

/** CASE-21: the one who tells the household's word by call or visit is neither the handler nor of the holding office. */
export const mayBringWord = (matter: Case, actor: Actor): boolean =>
  !sitsIn(actor, matter.holder) &&
  !(matter.answeredBy !== null && sitsIn(actor, matter.answeredBy)) &&
  actor.posts.some((post) => isUnder(matter.ground, post.ground));

/** CASE-16: an unhappy answer goes back to the office that gave it, else to the first receiver. */
export const reopenTo = (matter: Case): string => matter.answeredBy ?? matter.firstReceiver ?? matter.holder;
