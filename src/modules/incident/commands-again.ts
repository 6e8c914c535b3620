// Trouble below the same cause soon after the repair: the county itself opens the incident again at its holder.
import * as z from 'zod/mini';
import { defineVerb } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { Case } from '#modules/case/model.ts';
import type { Incident } from './model.ts';
import { comesAgain } from './rules.ts';

export const reopenIncident = defineVerb({
  name: 'incident.reopen',
  input: z.object({ incident: z.uuid(), case: z.uuid() }),
  who: ['service:jobs'],
  offline: false,
  needs: (input) => [
    { kind: 'incident', id: input.incident },
    { kind: 'case', id: input.case },
  ],
  decide(input, { actor, loaded, now }) {
    const incident = loaded.get<Incident>('incident', input.incident);
    if (actor.service !== 'jobs') throw new Problem('refused', 'not-yours');
    const matter = loaded.get<Case>('case', input.case);
    const known = incident.matters.includes(matter.id) || incident.again.includes(matter.id);
    if (known || matter.restricted || matter.incident !== null) return [];
    // INC-8: what was told before the answer is no sign that the repair did not hold.
    const since = incident.resolvedAt;
    const fresh =
      since === null ? incident.again.length > 0 : matter.reportedAt > since && matter.reportedAt - since <= comesAgain;
    if (!fresh) return [];
    const data = { at: now, by: incident.holder, matter: matter.id };
    return [{ name: 'incident.reopened', kind: 'incident', id: incident.id, data }];
  },
});
