// For the rows of the table about errands: one that the worker carries for a home of grid 1, handed on, ended, or only offered.
import { newId } from '#kit/id.ts';
import { ask } from '#server/ask.ts';
import { say } from '#tests/cast.ts';
import type { Matrix } from './county.ts';
import type { Make } from './verb-inputs.ts';

type Home = 'one' | 'three';
type Way = 'carried' | 'handed' | 'refused' | 'offered';

const lawful = { reason: '本人依法要求', decision: '云溪县处7号' };
const asked = (m: Matrix, home: Home): Record<string, unknown> => ({
  errand: newId(),
  household: m.cast.homes[home],
  kind: 'pension-certify',
  agreed: true,
});

/** An errand of that home, as far as that way goes. */
export async function errandBy(m: Matrix, home: Home = 'three', way: Way = 'carried'): Promise<string> {
  const { county, worker, village, offices, homes } = m.cast;
  const errand = newId();
  if (way === 'offered') {
    // A home that was offered the same before is left out: each try has another kind of hands to end it.
    await endOffers(m, home);
    const input = { round: newId(), kind: 'insurance-claim', homes: [{ household: homes[home], errand }] };
    await say(county, village, 'errand.offer', input);
    return errand;
  }
  await say(county, worker, 'errand.ask', { ...asked(m, home), errand });
  if (way === 'handed') await say(county, worker, 'errand.hand-on', { errand, to: offices.village });
  if (way === 'refused') await say(county, worker, 'errand.end', { errand, outcome: 'refused', text: '不归这里办' });
  return errand;
}

/** What was offered to this home and not answered is declined, or taken back. */
async function endOffers(m: Matrix, home: Home): Promise<void> {
  const { county, worker, homes } = m.cast;
  const rows = await ofKind(m, homes[home]);
  for (const { id, state } of rows)
    await say(county, worker, 'errand.end', { errand: id, outcome: state === 'to-ask' ? 'not-wanted' : 'withdrawn' });
}

async function ofKind(m: Matrix, household: string): Promise<{ id: string; state: string }[]> {
  const rows = (await ask(m.cast.county, m.cast.worker, 'errand.of', { household })) as Record<string, string>[];
  return rows
    .filter((row) => row.kind === 'insurance-claim' && row.state !== 'over')
    .map(({ id = '', state = '' }) => ({ id, state }));
}

const on =
  (way: Way, more: (m: Matrix) => object = () => ({})): Make =>
  async (m) => ({ errand: await errandBy(m, 'three', way), ...more(m) });

export const errands: Readonly<Record<string, Make>> = {
  'errand.ask|home three': async (m) => asked(m, 'three'),
  'errand.ask|offered to home three': async (m) => ({
    ...asked(m, 'three'),
    errand: await errandBy(m, 'three', 'offered'),
  }),
  'errand.offer|home three': async (m) => {
    await endOffers(m, 'three');
    return { round: newId(), kind: 'insurance-claim', homes: [{ household: m.cast.homes.three, errand: newId() }] };
  },
  'errand.papers|carried by the worker': on('carried', () => ({
    papers: [{ id: newId(), code: 'other', name: '一张表' }],
  })),
  'errand.step|carried by the worker': on('carried', () => ({ step: 'face', self: true })),
  'errand.hand-on|carried by the worker': on('carried', (m) => ({ to: m.cast.offices.village })),
  'errand.receive|handed by the worker to the village': on('handed'),
  'errand.receive|carried by the worker': on('carried'),
  'errand.end|refused, carried by the worker': on('carried', () => ({ outcome: 'refused', text: '不归这里办' })),
  'errand.end|taken back by the home': on('handed', () => ({ outcome: 'withdrawn' })),
  'errand.end|offered to home three, not wanted': on('offered', () => ({ outcome: 'not-wanted' })),
  'errand.take-back|carried by the worker, of home one': async (m) => ({ errand: await errandBy(m, 'one') }),
  'errand.tell|refused, carried by the worker': on('refused'),
  'errand.follow|home three': async (m) => ({ household: m.cast.homes.three }),
  'errand.erase|carried by the worker': async (m) => ({ errand: await errandBy(m), ...lawful }),
};
