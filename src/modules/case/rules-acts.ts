// Which acts stand open to a reader on a matter, so that screens offer only what the verbs will accept.
import { type Actor, servesGround, sitsIn } from '#kit/actor.ts';
import type { OfficeKind } from '#modules/people/model.ts';
import type { Case } from './model.ts';
import { mayCall, mayLift, needsSupervision, notCome, overseer } from './rules-oversee.ts';
import { isOpen, isRuledFor, isWorkedOn, mayBringWord } from './rules.ts';

/** CASE-9: who may send a matter where: the township by the catalogue and down to its villages, the village to its own specialists only. */
export const sendsTo: Readonly<Record<string, readonly OfficeKind[]>> = {
  village: ['village-specialist'],
  township: ['department', 'field-office', 'outside-body', 'village-specialist', 'village'],
  'county-centre': ['department', 'outside-body', 'township'],
};

/** CASE-11: whom the county centre may name. A village answers for its own list and is never named. */
export const nameable: readonly OfficeKind[] = ['township', 'department', 'field-office', 'outside-body'];

/** CASE-24: whose results the township rates. */
export const rated: readonly OfficeKind[] = ['department', 'field-office', 'outside-body'];
/** An answer stands: it is with the household, or that has spoken. */
export const isRateable = (matter: Case): boolean =>
  ['answered', 'household-check'].includes(matter.state) || (matter.state === 'closed' && matter.side !== 'withdrawn');

const climbs: readonly OfficeKind[] = ['level-2', 'level-1', 'liaison', 'village', 'village-specialist'];
const returns: readonly OfficeKind[] = ['village-specialist', 'field-office', 'department', 'outside-body'];
const ground = ['level-2-worker', 'level-1-head', 'liaison-officer', 'village-officer', 'township-officer'];

const handling: readonly string[] = [
  ...ground,
  'village-specialist',
  'field-officer',
  'department-officer',
  'county-officer',
];

/** CASE-29: offices that may say that a matter belongs to a legal route. */
const referring: readonly OfficeKind[] = [
  'village',
  'township',
  'field-office',
  'department',
  'outside-body',
  'county-centre',
];

/** CASE-26, CASE-28: what may be done from above with a matter that another office holds. */
function overActs(matter: Case, actor: Actor, kind: OfficeKind | undefined, now: number): string[] {
  const acts: string[] = [];
  if (!isOpen(matter)) return acts;
  if (isWorkedOn(matter) && mayCall(matter, actor)) acts.push('case.call-offices');
  if (notCome(matter).length > 0 && mayCall(matter, actor)) acts.push('case.came');
  if (matter.supervisedAt === null) {
    if (overseer(matter, actor, kind) && needsSupervision(matter, now)) acts.push('case.supervise');
  } else if (mayLift(matter, actor)) acts.push('case.lift-supervision');
  return acts;
}

function clockActs(matter: Case, now: number): string[] {
  const mayExtend = matter.extendedAt === null && matter.resolveBy !== null && matter.resolveBy >= now;
  return mayExtend ? ['case.extend', 'case.suspend'] : ['case.suspend'];
}

/** CASE-10, CASE-11: sent on, returned once, or asked and ruled; what was ruled stays where it is. */
function dutyActs(matter: Case, kind: OfficeKind | undefined): string[] {
  if (kind === undefined) return [];
  if (matter.disputedAt !== null && kind === 'county-centre') return ['case.rule'];
  const acts = kind in sendsTo ? ['case.dispatch'] : [];
  if (isRuledFor(matter)) return acts;
  if (returns.includes(kind) && matter.returns === 0 && matter.previousHolder !== null) acts.push('case.return');
  if (nameable.includes(kind) && matter.returns > 0) acts.push('case.ask-ruling');
  return acts;
}

function holderActs(matter: Case, kind: OfficeKind | undefined, now: number): string[] {
  const acts: string[] = [];
  if (matter.state === 'reported') acts.push('case.accept');
  if (!isWorkedOn(matter) || matter.side === 'merged') return acts;
  acts.push('case.answer');
  const refers = kind !== undefined && referring.includes(kind) ? ['case.refer'] : [];
  if (matter.side === 'suspended') return kind === 'level-2' ? acts : [...acts, ...refers, 'case.resume'];
  // CASE-43, CASE-45: whoever answers for the deadline may ask for time, once, or let it wait for a day.
  if (kind !== 'level-2') acts.push(...clockActs(matter, now));
  acts.push(...refers);
  if (kind && climbs.includes(kind)) acts.push('case.hand-up');
  acts.push(...dutyActs(matter, kind));
  if (kind && !climbs.slice(0, 3).includes(kind)) acts.push('incident.open', 'incident.join');
  return acts;
}

/** The verbs the actor may use on this matter as it stands. */
export function actsOn(
  matter: Case,
  actor: Actor,
  { holderKind, now }: { holderKind: OfficeKind | undefined; now: number },
): string[] {
  // Those who supervise or look after the system handle nothing.
  if (!actor.posts.some((post) => handling.includes(post.role))) return [];
  if (matter.restricted)
    return isOpen(matter) && matter.namedOffice !== null && sitsIn(actor, matter.namedOffice)
      ? ['case.close-restricted']
      : [];
  const acts = isOpen(matter) && sitsIn(actor, matter.holder) ? holderActs(matter, holderKind, now) : [];
  const onGround = servesGround(actor, matter.ground, ground);
  const first = matter.firstReceiver !== null && sitsIn(actor, matter.firstReceiver);
  if (matter.state === 'answered' && (onGround || first)) acts.push('case.tell');
  if (['answered', 'household-check'].includes(matter.state) && mayBringWord(matter, actor)) acts.push('case.say');
  if (isOpen(matter) && servesGround(actor, matter.ground, ['level-2-worker'])) acts.push('case.ask-help');
  if (
    isOpen(matter) &&
    matter.help === 'asked' &&
    servesGround(actor, matter.ground, ['level-1-head', 'liaison-officer', 'village-officer'])
  )
    acts.push('case.give-help');
  const byOther = matter.answeredBy === matter.holder && holderKind !== undefined && rated.includes(holderKind);
  if (
    isRateable(matter) &&
    byOther &&
    matter.rating === null &&
    servesGround(actor, matter.ground, ['township-officer'])
  )
    acts.push('case.rate');
  acts.push(...overActs(matter, actor, holderKind, now));
  acts.push('case.note');
  return acts;
}
