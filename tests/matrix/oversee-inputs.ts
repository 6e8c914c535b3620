// What the matrix says of matters that others than their holder have to do with: sent down, referred, called to, supervised, called back.
import { say } from '#tests/cast.ts';
import { returnedBefore } from './dispute-inputs.ts';
import type { Matrix } from './county.ts';
import { answeredBy, calledTo, heldBy, report } from './targets.ts';

type Make = (m: Matrix) => Promise<Record<string, unknown>>;
const text = '周三上午到三社阀门井看';

/** The household said that what the village answered did not solve it. */
async function reopenedAtVillage(m: Matrix): Promise<string> {
  const matter = await answeredBy(m, 'village');
  await say(m.cast.county, m.cast.worker, 'case.say', { case: matter, outcome: 'not-solved', by: 'visit' });
  return matter;
}
const supervisedBy =
  (who: 'centre' | 'township', make: (m: Matrix) => Promise<string>): Make =>
  async (m) => {
    const matter = await make(m);
    await say(m.cast.county, m.cast[who], 'case.supervise', { case: matter, text: '退了又派，还没办' });
    return { case: matter };
  };
const restricted =
  (more: object = {}): Make =>
  async (m) => ({ case: await report(m, 'two', { category: 'D6' }), text, ...more });

export const overseen: Readonly<Record<string, Make>> = {
  'case.dispatch|held by the township, to the village, on its list': async (m) => ({
    case: await heldBy(m, 'township', 'three', { category: 'E6' }),
    office: m.cast.offices.village,
  }),
  'case.dispatch|held by the township, to the village, only assisted by it': async (m) => ({
    case: await heldBy(m, 'township'),
    office: m.cast.offices.village,
  }),
  'case.refer|held by the water bureau': async (m) => ({ case: await heldBy(m, 'department'), route: 'court', text }),
  'case.refer|held by the level-1 head': async (m) => ({ case: await heldBy(m, 'head'), route: 'court', text }),
  'case.refer|restricted': restricted({ route: 'court' }),
  'case.call-offices|held by the water bureau': async (m) => ({
    case: await heldBy(m, 'department'),
    offices: [m.cast.offices.farm],
    text,
  }),
  'case.call-offices|restricted': async (m) => ({ ...(await restricted()(m)), offices: [m.cast.offices.farm] }),
  'case.came|called by the township': async (m) => ({ case: await calledTo(m), office: m.cast.offices.farm }),
  'case.came|restricted': async (m) => ({ ...(await restricted()(m)), office: m.cast.offices.farm }),
  'case.note|called by the township': async (m) => ({ case: await calledTo(m), text }),
  'case.answer|called by the township': async (m) => ({ case: await calledTo(m), text }),
  'case.supervise|held by the water bureau, returned before': async (m) => ({ case: await returnedBefore(m), text }),
  'case.supervise|reopened at the village': async (m) => ({ case: await reopenedAtVillage(m), text }),
  'case.supervise|restricted': restricted(),
  'case.lift-supervision|set by the county centre': supervisedBy('centre', reopenedAtVillage),
  'case.lift-supervision|set by the township': supervisedBy('township', reopenedAtVillage),
  'case.lift-supervision|restricted': restricted(),
  'case.call-back|told by the worker': async (m) => {
    const matter = await answeredBy(m, 'department');
    await say(m.cast.county, m.cast.worker, 'case.tell', { case: matter });
    return { case: matter };
  },
};
