// Handing an incident on as a whole: with it goes everything that follows it.
import * as z from 'zod/mini';
import { sitsIn } from '#kit/actor.ts';
import { dayOf } from '#kit/calendar.ts';
import { defineVerb, type Fact } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { Setting } from '#modules/case/model-county.ts';
import type { Case } from '#modules/case/model.ts';
import { dutyListsAt } from '#modules/case/rules-county-lists.ts';
import type { StaffedOffice } from '#modules/people/model.ts';
import { receivingOffice } from '#modules/people/rules.ts';
import type { Incident } from './model.ts';
import { handsTo } from './rules-hand.ts';

export const handOnIncident = defineVerb({
  name: 'incident.hand-on',
  /** `case` is one of those that follow it: by it the offices above are found. */
  input: z.object({
    incident: z.uuid(),
    case: z.uuid(),
    office: z.uuid(),
    text: z._default(z.string().check(z.maxLength(2000)), ''),
  }),
  who: ['village-officer', 'township-officer', 'county-officer'],
  offline: false,
  needs: (input) => [
    { kind: 'incident', id: input.incident },
    { kind: 'cases-of-incident', id: input.incident },
    { kind: 'chain', of: { kind: 'case', id: input.case }, category: 'of-case' },
  ],
  decide(input, { actor, loaded, now }) {
    const incident = loaded.get<Incident>('incident', input.incident);
    if (!sitsIn(actor, incident.holder)) throw new Problem('refused', 'not-holder');
    if (incident.resolvedAt !== null) throw new Problem('conflict', 'incident-resolved');
    const following = loaded
      .list<Case>('case')
      .filter((matter) => matter.incident === incident.id && matter.side === 'merged');
    const first = following.find((matter) => matter.id === input.case);
    if (!first) throw new Problem('conflict', 'case-moved-on');
    const chain = loaded.list<StaffedOffice>('office');
    const lists = dutyListsAt(loaded.list<Setting>('setting'), dayOf(now));
    const office = handsTo(incident, first, { chain, lists }).find((one) => one.id === input.office);
    // INC-7
    if (!office) throw new Problem('refused', 'dispatch-not-allowed');
    const to = receivingOffice(office, chain).id;
    const data = { at: now, by: incident.holder, person: actor.person, to, holderBy: null, text: input.text };
    const join = { ...data, incident: incident.id };
    return [
      { name: 'incident.passed', kind: 'incident', id: incident.id, data },
      ...following.map((matter): Fact => ({ name: 'case.joined', kind: 'case', id: matter.id, data: join })),
    ];
  },
});
