// Kinds of matters with their own content, for the access matrix: a mediation, a place with something to be put right, and their papers.
import type { Matrix } from './county.ts';
import type { Look } from './looks.ts';
import { agreed, type Mediation, mediationBy, mediations } from './mediation-inputs.ts';
import { spotBy, spots } from './spot-inputs.ts';

export const kindInputs = { ...mediations, ...spots };

export async function makeKinds(m: Matrix): Promise<{ mediation: Mediation; spot: string }> {
  const mediation = await mediationBy(m);
  await agreed(m, mediation);
  return { mediation, spot: await spotBy(m, true) };
}

const paper =
  (path: (t: Awaited<ReturnType<typeof makeKinds>>) => string): Look =>
  async (m, t, who) =>
    (await m.server.call(m.people[who]?.caller ?? {}, 'GET', path(t))).status === 200;

export const kindProbes: Readonly<Record<string, Look>> = {
  'GET /disputes/:id/agreement.pdf|mediated by the water keeper': paper(
    (t) => `/disputes/${t.mediation.dispute}/agreement.pdf`,
  ),
  'GET /spots/:id/notice.pdf|in grid 1': paper((t) => `/spots/${t.spot}/notice.pdf`),
};
