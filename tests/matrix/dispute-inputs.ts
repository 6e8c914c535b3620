// What the matrix says of whose a matter is, and the matters it says it about.
import { say } from '#tests/cast.ts';
import type { Matrix } from './county.ts';
import { answeredBy, bySecret, heldBy, report } from './targets.ts';

/** Returned once and sent to the water bureau again. */
export async function returnedBefore(m: Matrix): Promise<string> {
  const matter = await heldBy(m, 'department');
  await say(m.cast.county, m.cast.department, 'case.return', { case: matter, text: '不归我们' });
  await say(m.cast.county, m.cast.township, 'case.dispatch', { case: matter, office: m.cast.offices.water });
  return matter;
}

export const disputes: Readonly<Record<string, (m: Matrix) => Promise<Record<string, unknown>>>> = {
  'case.ask-ruling|held by the water bureau, returned before': async (m) => ({
    case: await returnedBefore(m),
    text: '水管是镇上的',
  }),
  'case.ask-ruling|restricted': async (m) => ({
    case: await report(m, 'two', { category: 'D6' }),
    text: '不归我们',
  }),
  'case.rule|disputed by the water bureau': async (m) => {
    const matter = await returnedBefore(m);
    await say(m.cast.county, m.cast.department, 'case.ask-ruling', { case: matter, text: '水管是镇上的' });
    return { case: matter, office: m.cast.offices.water, text: '按三定方案' };
  },
  'case.rule|held by the water bureau, returned before': async (m) => ({
    case: await returnedBefore(m),
    office: m.cast.offices.farm,
    text: '按三定方案',
  }),
  'case.step-up|reported behind the plate': async (m) => {
    const { case: matter } = await bySecret(m, 'village');
    await say(m.cast.county, m.cast.worker, 'case.say', { case: matter, outcome: 'not-solved', by: 'visit' });
    return { case: matter };
  },
  'case.satisfy|its word was told': async (m) => {
    const { case: matter } = await bySecret(m, 'village');
    await say(m.cast.county, m.cast.worker, 'case.say', { case: matter, outcome: 'not-solved', by: 'visit' });
    return { case: matter, satisfied: true };
  },
  'case.satisfy|restricted': async (m) => ({ case: await report(m, 'two', { category: 'D6' }), satisfied: true }),
  'case.step-up|restricted': async (m) => ({ case: await report(m, 'two', { category: 'D6' }) }),
  'case.rate|answered by the water bureau': async (m) => ({ case: await answeredBy(m, 'department'), rating: 'good' }),
  'case.rate|answered by the village': async (m) => ({ case: await answeredBy(m, 'village'), rating: 'good' }),
  'case.rate|restricted': async (m) => ({ case: await report(m, 'two', { category: 'D6' }), rating: 'good' }),
};
