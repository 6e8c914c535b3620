// What is done with a matter that another office holds: departments are called to it, it is put under supervision, a silent household is called back.
import * as z from 'zod/mini';
import { isUnder } from '#kit/actor.ts';
import { defineVerb, type Need } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { StaffedOffice } from '#modules/people/model.ts';
import { alone, caseId, fact, getOpen, officeIn, withChain } from './commands-parts.ts';
import type { Case } from './model.ts';
import { isAbout } from './rules-bypass.ts';
import { callable, callerFor, mayCall, mayLift, needsSupervision, notCome, overseer } from './rules-oversee.ts';
import { isWorkedOn, mustNotBeRestricted } from './rules.ts';

const oneDay = 86_400_000;
const reason = z.string().check(z.minLength(1), z.maxLength(2000));
const note = z._default(z.string().check(z.maxLength(2000)), '');
const withHolder = (input: { case: string }): Need[] => [...alone(input), { kind: 'holder-office', id: input.case }];

function mustBeCallable(matter: Case, office: StaffedOffice): void {
  if (!callable.includes(office.kind) || !isUnder(matter.ground, office.ground) || office.closedAt !== null)
    throw new Problem('invalid', 'office-not-here');
  if (office.id === matter.holder) throw new Problem('conflict', 'called-is-holder', { office: office.name });
  if (matter.called.includes(office.id)) throw new Problem('conflict', 'called-before', { office: office.name });
  if (isAbout(matter, office)) throw new Problem('refused', 'office-complained-of', { office: office.name });
}

export const callOffices = defineVerb({
  name: 'case.call-offices',
  input: z.object({ ...caseId, offices: z.array(z.uuid()).check(z.minLength(1), z.maxLength(10)), text: reason }),
  who: ['township-officer'],
  offline: false,
  needs: (input) => [...alone(input), ...input.offices.map((id) => ({ kind: 'office-named', id }))],
  decide(input, context) {
    const matter = getOpen(input, context);
    // CASE-26: the township calls named departments to a matter of its ground; whoever holds it stays its one holder.
    if (!mayCall(matter, context.actor)) throw new Problem('refused', 'not-yours');
    if (!isWorkedOn(matter)) throw new Problem('conflict', 'case-moved-on');
    const offices = [...new Set(input.offices)].map((id) => officeIn(context.loaded, id));
    for (const office of offices) mustBeCallable(matter, office);
    const township = context.actor.posts.find(
      ({ role, ground }) => role === 'township-officer' && isUnder(matter.ground, ground),
    );
    return offices.map(({ id: to }, place) =>
      fact('case.office-called', matter, context, {
        by: township?.office ?? null,
        to,
        text: place === 0 ? input.text : '',
      }),
    );
  },
});

export const saysWhoCame = defineVerb({
  name: 'case.came',
  input: z.object({ ...caseId, office: z.uuid(), text: note }),
  who: ['township-officer'],
  offline: false,
  needs: (input) => alone(input),
  decide(input, context) {
    const matter = getOpen(input, context);
    if (!mayCall(matter, context.actor)) throw new Problem('refused', 'not-yours');
    // CASE-26: who called says who came, and nobody of himself.
    if (!notCome(matter).includes(input.office)) throw new Problem('conflict', 'not-called');
    return [fact('case.office-came', matter, context, { to: input.office, text: input.text })];
  },
});

export const superviseCase = defineVerb({
  name: 'case.supervise',
  input: z.object({ ...caseId, text: reason }),
  who: ['township-officer', 'county-officer'],
  offline: false,
  needs: (input) => withHolder(input),
  decide(input, context) {
    const matter = getOpen(input, context);
    const holder = officeIn(context.loaded, matter.holder);
    const post = overseer(matter, context.actor, holder.kind);
    if (!post) throw new Problem('refused', 'not-yours');
    if (matter.supervisedAt !== null) throw new Problem('conflict', 'supervised-before');
    if (!needsSupervision(matter, context.now)) throw new Problem('conflict', 'nothing-to-supervise');
    return [fact('case.supervised', matter, context, { by: post.office, text: input.text })];
  },
});

export const liftSupervision = defineVerb({
  name: 'case.lift-supervision',
  input: z.object({ ...caseId, text: note }),
  who: ['township-officer', 'county-officer'],
  offline: false,
  needs: (input) => alone(input),
  decide(input, context) {
    const matter = getOpen(input, context);
    if (matter.supervisedAt !== null && !mayLift(matter, context.actor)) throw new Problem('refused', 'not-yours');
    if (matter.supervisedAt === null) throw new Problem('conflict', 'not-supervised');
    return [fact('case.supervision-lifted', matter, context, { text: input.text })];
  },
});

/** How long after it was told a silent household is called back (ms). */
export const callBackAfter = 3 * oneDay;

export const dueCallBack = defineVerb({
  name: 'case.call-back',
  input: z.object(caseId),
  who: ['service:jobs'],
  offline: false,
  needs: (input) => [...withChain(input), { kind: 'holder-office', id: input.case }],
  decide(input, context) {
    const matter = context.loaded.get<Case>('case', input.case);
    if (context.actor.service !== 'jobs') throw new Problem('refused', 'not-yours');
    mustNotBeRestricted(matter);
    const told = matter.state === 'household-check' ? matter.toldAt : null;
    // CASE-27: on the third day, once for each answer.
    if (told === null || matter.callBackAt !== null || context.now - told < callBackAfter)
      throw new Problem('conflict', 'case-moved-on');
    const office = callerFor(matter, context.loaded.list<StaffedOffice>('office'));
    return [fact('case.call-back-due', matter, context, { to: office?.id ?? null, internal: true })];
  },
});

export const overseeVerbs = [callOffices, saysWhoCame, superviseCase, liftSupervision, dueCallBack];
