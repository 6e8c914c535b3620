// How a mediation moves (DISPUTE rules): one pure step from a fact to the next state, and the days that follow from it.
import { type Actor, sitsIn } from '#kit/actor.ts';
import { dayOf, isWorkingDay, type WorkingCalendar } from '#kit/calendar.ts';
import type { Fact, RecordKind } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import { calendar } from '#modules/case/kinds/holidays.ts';
import { type Agreement, type Dispute, type FollowUp, followUpDays, type Mediator, type Next } from './model.ts';

const oneDay = 86_400_000;
const noon = (day: string): number => Date.parse(`${day}T12:00:00+08:00`);
/** The day that many days after a day. */
export const dayAfter = (day: string, days: number): string => dayOf(noon(day) + days * oneDay);

/** DISPUTE-18: what the household is told; what was agreed stays with the parties. */
export const agreedAnswer = '双方已经达成调解协议，各执一份。';

/** DISPUTE-9: mediation is given thirty days. */
export const mediateFor = 30;

/** DISPUTE-12: thirty days from the day after; is the last one a day off, the next working day counts. */
export function lastDayToConfirm(on: string, days: WorkingCalendar = calendar): string {
  let day = dayAfter(on, 30);
  while (!isWorkingDay(noon(day), days)) day = dayAfter(day, 1);
  return day;
}

/** DISPUTE-12: only a written agreement has such a day. */
export const confirmByOf = (
  { form, on }: Pick<Agreement, 'form' | 'on'>,
  days: WorkingCalendar = calendar,
): string | null => (form === 'written' ? lastDayToConfirm(on, days) : null);

/** DISPUTE-11 */
const followUpsOf = (on: string): FollowUp[] =>
  followUpDays.map((after) => ({ after, due: dayAfter(on, after), outcome: null, text: '', at: null }));

const blank = {
  state: 'open',
  ending: null,
  endedBy: null,
  endText: '',
  endedAt: null,
  agreement: null,
  followUps: [],
  confirmBy: null,
  court: null,
  courtOn: null,
} as const;

/** The offices that read it: those of mediators whom nobody refused. */
export const officesOf = (mediators: readonly Mediator[]): string[] => [
  ...new Set(mediators.filter((one) => one.refusedBy === null).map((one) => one.office)),
];

const openedFrom = (now: number): Partial<Dispute> => ({
  ...blank,
  mediateBy: noon(dayAfter(dayOf(now), mediateFor)) + 6 * 3_600_000,
});

type Step = (dispute: Dispute, data: Fact['data']) => Partial<Dispute>;

/** The table of steps. Whether one may happen is decided in the verbs. */
const steps: Readonly<Record<string, Step>> = {
  'dispute.party-added': (dispute, { parties }) => ({
    parties: [...dispute.parties, ...parties],
    homes: homesOf([...dispute.parties, ...parties]),
  }),
  'dispute.mediators-set': (_, { mediators }) => ({ mediators, offices: officesOf(mediators) }),
  'dispute.session-held': (dispute, { session }) => ({
    sessions: [...dispute.sessions, session].sort((a, b) => a.at - b.at),
  }),
  // A fact of an older program did not say the day.
  'dispute.agreed': (_, { agreement, confirmBy }: { agreement: Agreement; confirmBy?: string | null }) => ({
    ...blank,
    state: 'agreed',
    agreement,
    followUps: followUpsOf(agreement.on),
    confirmBy: confirmBy === undefined ? confirmByOf(agreement) : confirmBy,
  }),
  'dispute.ended': (_, { ending, endedBy, endText, at }) => ({ state: 'ended', ending, endedBy, endText, endedAt: at }),
  'dispute.begun-again': (_, { at }) => openedFrom(at),
  'dispute.followed-up': (dispute, { after, outcome, text, at }) => ({
    followUps: dispute.followUps.map((one) => (one.after === after ? { ...one, outcome, text, at } : one)),
    ...(after === followUpDays.at(-1) ? { state: 'ended', ending: outcome, endedAt: at } : {}),
  }),
  'dispute.court': (_, { court, courtOn }) => ({ court, courtOn }),
  // DISPUTE-17
  'dispute.erased': (dispute) => ({
    title: '',
    household: null,
    homes: [],
    parties: [],
    mediators: [],
    sessions: [],
    agreement: null,
    endedBy: null,
    endText: '',
    followUps: dispute.followUps.map((one) => ({ ...one, text: '' })),
  }),
  'dispute.moved': (_, { ground, holder, number }) => ({ ground, holder, number }),
};

export const homesOf = (parties: Dispute['parties']): string[] => [
  ...new Set(parties.map((one) => one.household).filter((one) => one !== null)),
];

export const disputeKind: RecordKind<Dispute> = {
  kind: 'dispute',
  apply(dispute, fact) {
    const { at } = fact.data;
    if (fact.name === 'dispute.opened') {
      const { record } = fact.data;
      return { ...openedFrom(at), ...record, sessions: [], id: fact.id, version: 1, openedAt: at, changedAt: at };
    }
    if (!dispute) throw new Problem('broken', 'fact-without-record', { fact: fact.name });
    const step = steps[fact.name];
    if (!step) throw new Problem('broken', 'fact-unknown', { fact: fact.name });
    return { ...dispute, ...step(dispute, fact.data), version: dispute.version + 1, changedAt: at };
  },
};

/** DISPUTE-13: those who mediate, and the office that holds the matter. */
export const mayMediate = (dispute: Dispute, actor: Actor): boolean =>
  sitsIn(actor, dispute.holder) || dispute.offices.some((office) => sitsIn(actor, office));

/** DISPUTE-11: the one that is asked next; what was passed over is not asked for any more. */
export function nextFollowUp({ followUps }: Pick<Dispute, 'followUps'>): FollowUp | undefined {
  const last = followUps.reduce((most, one) => (one.outcome === null ? most : Math.max(most, one.after)), 0);
  return followUps.find((one) => one.after > last);
}
/** From this day on it may be asked. */
export const followUpFrom = ({ due }: FollowUp): string => dayAfter(due, -3);

/** DISPUTE-12: may a court still be asked on this day? */
export const mayConfirm = (dispute: Dispute, day: string): boolean =>
  dispute.state === 'agreed' && dispute.court === null && dispute.confirmBy !== null && day <= dispute.confirmBy;

/** What comes next, the nearest day first; null when it is over. */
export function nextOf(dispute: Dispute, day: string): Next | null {
  if (dispute.state === 'ended') return null;
  if (dispute.state === 'open') return { what: 'mediate', day: dayOf(dispute.mediateBy), after: null };
  const follow = nextFollowUp(dispute);
  const all: Next[] = follow ? [{ what: 'follow-up', day: follow.due, after: follow.after }] : [];
  if (mayConfirm(dispute, day)) all.push({ what: 'confirm', day: dispute.confirmBy ?? day, after: null });
  return all.sort((a, b) => (a.day < b.day ? -1 : 1))[0] ?? null;
}

/** The verbs that this mediation lets happen now, for whoever may use any. */
export function actsOn(dispute: Dispute, day: string): string[] {
  const { state, agreement, court } = dispute;
  if (state === 'open')
    return ['dispute.session', 'dispute.agree', 'dispute.add-parties', 'dispute.mediator', 'dispute.end'];
  if (state === 'ended' && agreement === null) return ['dispute.again'];
  const acts: string[] = [];
  const next = state === 'agreed' ? nextFollowUp(dispute) : undefined;
  if (next && day >= followUpFrom(next)) acts.push('dispute.follow-up');
  if (mayConfirm(dispute, day) || court === 'asked') acts.push('dispute.court');
  if (state === 'agreed' && court !== 'confirmed') acts.push('dispute.agree');
  return acts;
}
