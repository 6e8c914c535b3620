// What can be done with an incident: open it over cases, join more, name the cause, take one out, resolve it once for all.
import * as z from 'zod/mini';
import { type Actor, sitsIn } from '#kit/actor.ts';
import { type Deciding, defineVerb, type Fact, type Need } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import { mustBeMovable } from '#modules/case/commands-parts.ts';
import type { Case } from '#modules/case/model.ts';
import { rulesOf } from '#modules/case/rules-county.ts';
import { holderDeadline, mustBeOpen, mustNotBeRestricted } from '#modules/case/rules.ts';
import type { StaffedOffice } from '#modules/people/model.ts';
import { receivingOffice } from '#modules/people/rules.ts';
import { reopenIncident } from './commands-again.ts';
import { handOnIncident } from './commands-hand.ts';
import type { Incident } from './model.ts';

const who = ['village-officer', 'township-officer', 'field-officer', 'department-officer', 'county-officer'];
const caseIds = z.array(z.uuid()).check(z.minLength(1), z.maxLength(500));
const title = z.string().check(z.minLength(1), z.maxLength(80));

const needCases = (ids: readonly string[]): Need[] => ids.map((id) => ({ kind: 'case', id }));

function mustHoldIncident(incident: Incident, actor: Actor): void {
  if (!sitsIn(actor, incident.holder)) throw new Problem('refused', 'not-holder');
}

/** The fact by which one case follows an incident. INC-1: each case must be the actor's to move, open, unrestricted and in no other incident. */
function joining(matter: Case, incident: { id: string; holder: string }, context: Deciding): Fact {
  mustNotBeRestricted(matter);
  if (!sitsIn(context.actor, matter.holder)) throw new Problem('refused', 'not-holder');
  return joined(matter, incident, context);
}

/** The same where it was decided elsewhere that it is the actor's to take. */
function joined(matter: Case, incident: { id: string; holder: string }, context: Deciding): Fact {
  mustNotBeRestricted(matter);
  mustBeOpen(matter);
  mustBeMovable(matter);
  // INC-2: a case that follows an incident has the incident's holder.
  const data = {
    at: context.now,
    by: matter.holder,
    person: context.actor.person,
    to: incident.holder,
    holderBy: null,
    incident: incident.id,
    text: '',
  };
  return { name: 'case.joined', kind: 'case', id: matter.id, data };
}

const matters = (ids: readonly string[], { loaded }: Deciding): Case[] => ids.map((id) => loaded.get<Case>('case', id));

/** The ground that holds all of them: the common beginning of their paths. */
function commonGround(grounds: readonly string[]): string {
  const [first = '', ...rest] = grounds;
  const labels = first.split('.');
  let n = labels.length;
  for (const ground of rest) {
    const other = ground.split('.');
    while (n > 0 && labels.slice(0, n).some((label, i) => label !== other[i])) n -= 1;
  }
  return labels.slice(0, n).join('.');
}

export const openIncident = defineVerb({
  name: 'incident.open',
  input: z.object({
    incident: z.uuid(),
    title,
    cases: caseIds,
    cause: z._default(z.string().check(z.maxLength(500)), ''),
    causeNode: z._default(z.nullable(z.string().check(z.maxLength(30))), null),
  }),
  who,
  offline: false,
  needs: (input) => needCases(input.cases),
  decide(input, context) {
    const all = matters(input.cases, context);
    const [first] = all;
    if (!first) throw new Problem('invalid', 'incident-empty');
    const { holder } = first;
    return [
      openedOver(all, { ...input, holder }, context),
      ...all.map((matter) => joining(matter, { id: input.incident, holder }, context)),
    ];
  },
});

interface Opening {
  readonly incident: string;
  readonly title: string;
  readonly cause: string;
  readonly causeNode: string | null;
  readonly holder: string;
}

function openedOver(all: readonly Case[], input: Opening, context: Deciding): Fact {
  const { title, cause, causeNode, holder } = input;
  const data = {
    title,
    cause,
    causeNode,
    holder,
    ground: commonGround(all.map((matter) => matter.ground)),
    category: all[0]?.category ?? '',
    openedAt: context.now,
    matters: all.map((matter) => matter.id),
  };
  return { name: 'incident.opened', kind: 'incident', id: input.incident, data };
}

/** An incident over matters that are the holder's to take, wherever they lie (FIND-7). */
export const takenTogether = (all: readonly Case[], input: Opening, context: Deciding): Fact[] => [
  openedOver(all, input, context),
  ...all.map((matter) => joined(matter, { id: input.incident, holder: input.holder }, context)),
];

export const joinIncident = defineVerb({
  name: 'incident.join',
  input: z.object({ incident: z.uuid(), cases: caseIds }),
  who,
  offline: false,
  needs: (input) => [{ kind: 'incident', id: input.incident }, ...needCases(input.cases)],
  decide(input, context) {
    const incident = context.loaded.get<Incident>('incident', input.incident);
    if (incident.resolvedAt !== null) throw new Problem('conflict', 'incident-resolved');
    return [
      { name: 'incident.grown', kind: 'incident', id: incident.id, data: { matters: input.cases } },
      ...matters(input.cases, context).map((matter) => joining(matter, incident, context)),
    ];
  },
});

export const leaveIncident = defineVerb({
  name: 'incident.leave',
  input: z.object({ incident: z.uuid(), case: z.uuid() }),
  who,
  offline: false,
  needs: (input) => [
    { kind: 'incident', id: input.incident },
    { kind: 'case', id: input.case },
    { kind: 'holder-office', id: input.case },
  ],
  decide(input, context) {
    const incident = context.loaded.get<Incident>('incident', input.incident);
    mustHoldIncident(incident, context.actor);
    const matter = context.loaded.get<Case>('case', input.case);
    if (matter.incident !== incident.id || matter.side !== 'merged') throw new Problem('conflict', 'case-moved-on');
    // CASE-4: on its own again it has a stay of its own again.
    const office = context.loaded.list<StaffedOffice>('office').find((one) => one.id === matter.holder);
    const holderBy = office ? holderDeadline(office, matter.severity, context.now, rulesOf(context)) : null;
    const data = { at: context.now, by: incident.holder, person: context.actor.person, holderBy, text: '' };
    return [
      { name: 'incident.shrunk', kind: 'incident', id: incident.id, data: { matter: matter.id } },
      { name: 'case.left-incident', kind: 'case', id: matter.id, data },
    ];
  },
});

export const findCause = defineVerb({
  name: 'incident.cause',
  input: z.object({
    incident: z.uuid(),
    cause: z.string().check(z.minLength(1), z.maxLength(500)),
    causeNode: z._default(z.nullable(z.string().check(z.maxLength(30))), null),
  }),
  who,
  offline: false,
  needs: (input) => [{ kind: 'incident', id: input.incident }],
  decide(input, context) {
    const incident = context.loaded.get<Incident>('incident', input.incident);
    mustHoldIncident(incident, context.actor);
    const { cause, causeNode } = input;
    return [{ name: 'incident.cause-found', kind: 'incident', id: incident.id, data: { cause, causeNode } }];
  },
});

export const resolveIncident = defineVerb({
  name: 'incident.resolve',
  input: z.object({ incident: z.uuid(), text: z.string().check(z.minLength(1), z.maxLength(2000)) }),
  who,
  offline: false,
  needs: (input) => [
    { kind: 'incident', id: input.incident },
    { kind: 'cases-of-incident', id: input.incident },
  ],
  decide(input, context) {
    const incident = context.loaded.get<Incident>('incident', input.incident);
    mustHoldIncident(incident, context.actor);
    if (incident.resolvedAt !== null) throw new Problem('conflict', 'incident-resolved');
    // INC-3: one fix resolves the incident; every home gets the answer and says for itself whether it is solved.
    const data = { at: context.now, by: incident.holder, person: context.actor.person, text: input.text };
    const following = context.loaded
      .list<Case>('case')
      .filter((matter) => matter.incident === incident.id && matter.side === 'merged');
    return [
      { name: 'incident.resolved', kind: 'incident', id: incident.id, data },
      ...following.map((matter): Fact => ({ name: 'case.answered', kind: 'case', id: matter.id, data })),
    ];
  },
});

export const passIncident = defineVerb({
  name: 'incident.pass',
  input: z.object({ incident: z.uuid(), case: z.uuid() }),
  who: ['service:jobs'],
  offline: false,
  needs: (input) => [
    { kind: 'incident', id: input.incident },
    { kind: 'cases-of-incident', id: input.incident },
    { kind: 'chain', of: { kind: 'case', id: input.case } },
  ],
  decide(input, context) {
    const incident = context.loaded.get<Incident>('incident', input.incident);
    if (context.actor.service !== 'jobs') throw new Problem('refused', 'not-yours');
    const chain = context.loaded.list<StaffedOffice>('office');
    const office = chain.find((one) => one.id === incident.holder);
    if (!office || office.staffed || incident.resolvedAt !== null) return [];
    const to = receivingOffice(office, chain);
    if (to.id === office.id) return [];
    // INC-5: an incident whose holder has nobody in post passes on with everything that follows it.
    const data = { at: context.now, by: incident.holder, person: null, to: to.id, holderBy: null, text: '' };
    const following = context.loaded
      .list<Case>('case')
      .filter((matter) => matter.incident === incident.id && matter.side === 'merged');
    return [
      { name: 'incident.passed', kind: 'incident', id: incident.id, data },
      ...following.map((matter): Fact => ({ name: 'case.passed', kind: 'case', id: matter.id, data })),
    ];
  },
});

export const incidentVerbs = [
  openIncident,
  joinIncident,
  leaveIncident,
  findCause,
  resolveIncident,
  handOnIncident,
  passIncident,
  reopenIncident,
];
