// How what was left behind is settled (VISIT rules).
import type { RecordKind } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { Left } from './model-left.ts';

export const leftKind: RecordKind<Left> = {
  kind: 'left',
  apply(left, fact) {
    if (!left) throw new Problem('broken', 'fact-without-record', { fact: fact.name });
    const version = left.version + 1;
    const settled = { settledAt: fact.data.at, settledBy: fact.data.person };
    // VISIT-11: what was taken over stands in the notebook; its copy in the box is emptied.
    if (fact.name === 'left.taken') return { ...left, ...settled, version, outcome: 'taken', envelope: {} };
    if (fact.name === 'left.set-aside') return { ...left, ...settled, version, outcome: 'set-aside' };
    if (fact.name === 'left.brought-back') return { ...left, version, outcome: null, settledAt: null, settledBy: null };
    throw new Problem('broken', 'fact-unknown', { fact: fact.name });
  },
};

/** VISIT-12: so long what was set aside can be brought back, in ms. */
export const keptAside = 30 * 86_400_000;
