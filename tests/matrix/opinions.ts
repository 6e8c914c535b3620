// Digests of what homes of the village think, for the access matrix: one that waits for the village, one that was passed up.
import { newId } from '#kit/id.ts';
import { emptyScope, inScope } from '#data/scope.ts';
import type { Digest } from '#modules/opinion/model.ts';
import { digestTable } from '#modules/opinion/store.ts';
import type { Matrix } from './county.ts';
import type { Make } from './verb-inputs.ts';

const oneDay = 86_400_000;

async function digestOf(m: Matrix, up = false): Promise<string> {
  const now = m.cast.county.now();
  const digest: Digest = {
    id: newId(),
    ground: m.cast.grounds.village,
    version: 1,
    office: m.cast.offices.village,
    fromAt: now - 8 * oneDay,
    toAt: now - oneDay,
    visits: [],
    upAt: up ? now : null,
    answer: '',
    answeredAt: null,
    answeredBy: null,
    notice: null,
  };
  const jobs = { ...emptyScope, standing: 'service', service: 'jobs' };
  await inScope(m.cast.county.database, jobs, (tx) => digestTable.insert(tx, digest));
  return digest.id;
}

/** Made once: it is only looked at. */
const looked = new WeakMap<Matrix, Promise<string>>();
export function digestSeen(m: Matrix): Promise<string> {
  const made = looked.get(m) ?? digestOf(m);
  looked.set(m, made);
  return made;
}

const answer = async (m: Matrix, up: boolean): Promise<Record<string, unknown>> => ({
  digest: await digestOf(m, up),
  notice: newId(),
  title: '大家的意见：答复',
  text: '路灯下月装',
});

export const opinions: Readonly<Record<string, Make>> = {
  'digest.make|the village': async (m) => ({
    digest: newId(),
    village: m.cast.areas.village,
    toAt: m.cast.county.now(),
  }),
  'digest.answer|of the village': (m) => answer(m, false),
  'digest.answer|passed up': (m) => answer(m, true),
  'digest.pass-up|of the village': async (m) => ({ digest: await digestOf(m) }),
};
