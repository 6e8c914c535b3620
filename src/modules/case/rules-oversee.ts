// Who looks after a matter that another office holds: offices called to it, supervision from above, and whom the call-back falls to.
import { type Actor, type ActorPost, isUnder, servesGround, sitsIn } from '#kit/actor.ts';
import type { OfficeKind, StaffedOffice } from '#modules/people/model.ts';
import { nearestOffice } from '#modules/people/rules.ts';
import type { Case } from './model.ts';
import { isAbout } from './rules-bypass.ts';
import { isWorkedOn } from './rules.ts';

/** CASE-26: whom the township may call. */
export const callable: readonly OfficeKind[] = ['department', 'field-office', 'outside-body'];
/** CASE-26: the township of this ground calls while a matter is being worked on, and says who came until it is closed. */
export const mayCall = (matter: Case, actor: Actor): boolean =>
  servesGround(actor, matter.ground, ['township-officer']);
export const notCome = (matter: Case): string[] => matter.called.filter((office) => !matter.came.includes(office));

/** Late by any of its clocks; while a clock stands still nothing is late. */
export function isOverdue(matter: Case, now: number): boolean {
  if (!isWorkedOn(matter) || matter.side === 'suspended') return false;
  const clocks = [matter.resolveBy, matter.holderBy, matter.respondedAt === null ? matter.respondBy : null];
  return clocks.some((by) => by !== null && by < now);
}

/** The household's last word stands until the next answer, wherever the matter goes meanwhile. */
const saidUnsolved = ({ outcome }: Case): boolean => outcome === 'not-solved' || outcome === 'partly';

/** CASE-28: what calls for supervision: it was refused, is late, or the household said that it is not solved. CASE-12: not what follows an incident. */
export const needsSupervision = (matter: Case, now: number): boolean =>
  isWorkedOn(matter) &&
  matter.side !== 'merged' &&
  (matter.returns > 0 || matter.disputedAt !== null || isOverdue(matter, now) || saidUnsolved(matter));

/** What a township answers for on its own ground. */
const below: readonly OfficeKind[] = ['level-2', 'level-1', 'liaison', 'village', 'village-specialist', 'field-office'];

/** CASE-28: the post by which the actor oversees it: of the county centre, or of the township over its own; never of the office that holds it. */
export const overseer = (matter: Case, actor: Actor, holderKind: OfficeKind | undefined): ActorPost | undefined =>
  sitsIn(actor, matter.holder)
    ? undefined
    : actor.posts.find(
        ({ role, ground }) =>
          isUnder(matter.ground, ground) &&
          (role === 'county-officer' || (role === 'township-officer' && below.includes(holderKind ?? 'department'))),
      );

/** CASE-28: lifted by the office that set it, or by the county centre. */
export const mayLift = (matter: Case, actor: Actor): boolean =>
  matter.supervisedBy !== null &&
  (sitsIn(actor, matter.supervisedBy) || servesGround(actor, matter.ground, ['county-officer']));

const callers: readonly OfficeKind[] = ['village', 'township', 'county-centre'];

/** CASE-27: who asks a silent household: the nearest office with somebody in it who neither handled the matter, nor told, nor is complained of. */
export function callerFor(matter: Case, chain: readonly StaffedOffice[]): StaffedOffice | undefined {
  const involved = [matter.holder, matter.answeredBy, matter.toldBy];
  const busy = chain.flatMap((one) => (involved.includes(one.id) ? one.sitting : []));
  return callers
    .map((kind) => nearestOffice(chain, kind))
    .find(
      (office): office is StaffedOffice =>
        office?.staffed === true &&
        !involved.includes(office.id) &&
        !isAbout(matter, office) &&
        office.sitting.some((person) => !busy.includes(person)),
    );
}
