// What the matrix tries to erase: nobody may, whatever it is; only the machine itself does.
import { newId } from '#kit/id.ts';
import { say } from '#tests/cast.ts';
import { asked } from './kinds.ts';
import { mediationBy } from './mediation-inputs.ts';
import { heldBy, report, visitBy } from './targets.ts';
import type { Make } from './verb-inputs.ts';

const lawful = { reason: '本人依法要求', decision: '云溪县处7号' };

export const erasures: Readonly<Record<string, Make>> = {
  'household.erase|home three': async (m) => ({ household: m.cast.homes.three, ...lawful }),
  'member.erase|home three': async (m) => {
    const member = newId();
    await say(m.cast.county, m.cast.village, 'member.add', { member, household: m.cast.homes.three, name: '新成员' });
    return { member, ...lawful };
  },
  'visit.erase|written by the worker': async (m) => ({ visit: (await visitBy(m, 'three')).visit, ...lawful }),
  'question.erase|answered by the worker': async (m) => {
    const question = asked(m, 'three');
    await say(m.cast.county, m.cast.worker, 'question.answer', question);
    return { question: question['question'], ...lawful };
  },
  'dispute.erase|mediated by the water keeper': async (m) => ({ dispute: (await mediationBy(m)).dispute, ...lawful }),
  'case.erase|held by the level-1 head': async (m) => ({ case: await heldBy(m, 'head'), ...lawful }),
  'case.erase|restricted': async (m) => ({ case: await report(m, 'two', { category: 'D6' }), ...lawful }),
};
