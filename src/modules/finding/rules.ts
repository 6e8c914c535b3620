// How a finding is weighed and judged, and a question asked and answered (FIND rules).
import type { RecordKind } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { Ask, Finding } from './model.ts';

const oneDay = 86_400_000;
/** FIND-2 */
export const mostAsked = 6;
export const gridWeek = 7 * oneDay;
/** FIND-13 */
export const proposalHomes = 4;
/** FIND-5 */
export const askedFor = 14 * oneDay;
/** FIND-9 */
export const longestWait = 14;

export const isSettled = ({ state }: Finding): boolean => state === 'accepted' || state === 'declined';

/** FIND-11: everything a finding counts as affected. */
export const affectedOf = ({ inside, outside }: Pick<Finding, 'inside' | 'outside'>): string[] => [
  ...inside.matters,
  ...inside.yes,
  ...outside.matters,
  ...outside.yes,
];

const unjudged = { judgedAt: null, judgedBy: null, because: '', againAt: null, incident: null };

export const findingKind: RecordKind<Finding> = {
  kind: 'finding',
  apply(finding, fact) {
    const { at, by, weight, topic, ground, because, againAt, incident } = fact.data;
    if (fact.name === 'finding.raised') {
      const first = { ...unjudged, ...weight, topic, ground, raisedAt: at, weighedAt: at, state: 'open' };
      return { ...first, id: fact.id, version: 1 };
    }
    if (!finding) throw new Problem('broken', 'fact-without-record', { fact: fact.name });
    const version = finding.version + 1;
    const judged = { version, judgedAt: at, judgedBy: by };
    switch (fact.name) {
      case 'finding.weighed':
        return {
          ...finding,
          ...weight,
          version,
          weighedAt: at,
          state: finding.state === 'faded' ? 'open' : finding.state,
        };
      case 'finding.reopened':
        return { ...finding, version, state: 'open', againAt: null };
      case 'finding.faded':
        return { ...finding, version, weighedAt: at, state: 'faded' };
      case 'finding.accepted':
        return { ...finding, ...judged, state: 'accepted', incident };
      case 'finding.put-off':
        return { ...finding, ...judged, state: 'waiting', againAt };
      case 'finding.declined':
        return { ...finding, ...judged, state: 'declined', because };
      default:
        throw new Problem('broken', 'fact-unknown', { fact: fact.name });
    }
  },
};

const unanswered = { reply: null, repliedAt: null, author: null, office: null, matter: null, endedAt: null };

export const askKind: RecordKind<Ask> = {
  kind: 'ask',
  apply(ask, fact) {
    const { at, by, person, reply, matter, ground, record } = fact.data;
    if (fact.name === 'ask.made') return { ...unanswered, ...record, askedAt: at, id: fact.id, version: 1 };
    if (!ask) throw new Problem('broken', 'fact-without-record', { fact: fact.name });
    const version = ask.version + 1;
    if (fact.name === 'ask.answered')
      return { ...ask, version, reply, repliedAt: at, office: by, author: person, matter, endedAt: at };
    if (fact.name === 'ask.ended') return { ...ask, version, endedAt: at };
    if (fact.name === 'ask.moved') return { ...ask, version, ground };
    throw new Problem('broken', 'fact-unknown', { fact: fact.name });
  },
};
