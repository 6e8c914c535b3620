// How to see whether somebody sees a place, a question or an errand.
import type { Matrix } from './county.ts';
import type { Look } from './looks.ts';
import type { Targets } from './targets.ts';

type Input = (m: Matrix, t: Targets) => object;
type Has = (query: string, input: Input, wanted: (m: Matrix, t: Targets) => string) => Look;
type Answers = (query: string, input?: Input) => Look;

export const kindLooks = (has: Has, answers: Answers): Readonly<Record<string, Look>> => ({
  'query spot.list|in grid 1': has(
    'spot.list',
    () => ({}),
    (_, t) => t.spot,
  ),
  'query spot.page|in grid 1': answers('spot.page', (_, t) => ({ spot: t.spot })),
  'query supply.page|the village': answers('supply.page', (m) => ({ village: m.cast.areas.village })),
  'query question.of|home one': answers('question.of', (m) => ({ household: m.cast.homes.one })),
  'query errand.of|home one': answers('errand.of', (m) => ({ household: m.cast.homes.one })),
  'query errand.list|handed by the worker to the village': has(
    'errand.list',
    () => ({}),
    (_, t) => t.errand,
  ),
  'query burden.list|said by the worker': has(
    'burden.list',
    () => ({}),
    (_, t) => t.burden,
  ),
  'query finding.list|of the village': has(
    'finding.list',
    () => ({}),
    (_, t) => t.found.finding,
  ),
  'query finding.page|of the village': answers('finding.page', (_, t) => ({ finding: t.found.finding })),
  "query errand.waits|one's own desk": answers('errand.waits'),
  'query errand.page|of home one': answers('errand.page', (_, t) => ({ errand: t.errand })),
});
