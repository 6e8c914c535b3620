// How an incident grows, gets its cause and is resolved (INC rules).
import type { RecordKind } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { Incident } from './model.ts';

/** INC-8 */
export const comesAgain = 7 * 86_400_000;

export const incidentKind: RecordKind<Incident> = {
  kind: 'incident',
  apply(incident, fact) {
    if (fact.name === 'incident.opened') {
      return {
        cause: '',
        causeNode: null,
        answer: '',
        resolvedAt: null,
        matters: [],
        again: [],
        ...fact.data,
        id: fact.id,
        version: 1,
      };
    }
    if (!incident) throw new Problem('broken', 'fact-without-record', { fact: fact.name });
    const version = incident.version + 1;
    if (fact.name === 'incident.grown')
      return { ...incident, version, matters: [...incident.matters, ...fact.data.matters] };
    if (fact.name === 'incident.shrunk')
      return { ...incident, version, matters: incident.matters.filter((id) => id !== fact.data.matter) };
    if (fact.name === 'incident.cause-found')
      return { ...incident, version, cause: fact.data.cause, causeNode: fact.data.causeNode };
    if (fact.name === 'incident.passed') return { ...incident, version, holder: fact.data.to };
    if (fact.name === 'incident.resolved')
      return { ...incident, version, answer: fact.data.text, resolvedAt: fact.data.at, again: [] };
    // INC-8
    if (fact.name === 'incident.reopened')
      return { ...incident, version, resolvedAt: null, again: [...incident.again, fact.data.matter] };
    throw new Problem('broken', 'fact-unknown', { fact: fact.name });
  },
};
