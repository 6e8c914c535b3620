// Findings of the village and questions they ask, for the access matrix: weighed by the county's own service, as in a running county.
import { serviceActor } from '#kit/actor.ts';
import { newId } from '#kit/id.ts';
import { emptyScope, inScope } from '#data/scope.ts';
import type { Ask } from '#modules/finding/model.ts';
import { askTable } from '#modules/finding/store.ts';
import { weighDaily } from '#server/focus/follow.ts';
import { type Cast, say } from '#tests/cast.ts';
import type { Matrix } from './county.ts';
import type { Make } from './verb-inputs.ts';

const oneDay = 86_400_000;
const jobs = serviceActor('jobs');
const scope = { ...emptyScope, standing: 'service' as const, service: 'jobs' };

const groundOf = (cast: Cast, household: string): Promise<string> =>
  inScope(cast.county.database, scope, async (tx) => {
    const row = await tx.one<{ ground: string }>('select ground::text as ground from household where id = $1', [
      household,
    ]);
    return row.ground;
  });

export interface FindingSaid {
  readonly finding: string;
  readonly ask: string;
  /** Lies with the village office. */
  readonly matter: string;
}

/** A proposal over one matter that lies with the village, asking that home. */
export async function findingOf(cast: Cast, home: 'one' | 'three' = 'one'): Promise<FindingSaid> {
  const { county, homes, village } = cast;
  const [finding, ask, matter] = [newId(), newId(), newId()];
  await say(county, village, 'case.report', { case: matter, household: homes[home], category: 'W1', title: '水浑' });
  await weighDaily(county);
  await say(county, jobs, 'finding.weigh', weighInput(cast, { finding, matter }));
  // Straight into its table: more are made here than one grid may be asked in a week.
  const row: Ask = {
    id: ask,
    ground: await groundOf(cast, homes[home]),
    version: 1,
    household: homes[home],
    finding,
    category: 'W1',
    sameAs: matter,
    askedAt: county.now(),
    reply: null,
    repliedAt: null,
    author: null,
    office: null,
    matter: null,
    endedAt: null,
  };
  await inScope(county.database, scope, (tx) => askTable.insert(tx, row));
  return { finding, ask, matter };
}

const weighInput = (
  { county, areas }: Cast,
  said: Pick<FindingSaid, 'finding' | 'matter'>,
): Record<string, unknown> => {
  const now = county.now();
  return {
    finding: said.finding,
    village: areas.village,
    // None that the running county weighs by itself: there this one would fade.
    topic: 'X',
    weight: {
      tier: 'proposal',
      category: 'W1',
      since: now - 3 * oneDay,
      until: now,
      score: 6,
      canTell: true,
      causes: [{ kind: 'node', places: ['T1-01'], homes: 3, probability: 0.8 }],
      inside: { homes: 3, matters: [said.matter], yes: [], no: [] },
      outside: { homes: 3, matters: [], yes: [], no: [] },
    },
    ask: [],
  };
};

/** An incident that the village opened over a matter of its own, handed up. */
async function handUp({ cast }: Matrix): Promise<Record<string, unknown>> {
  const [matter, incident] = [newId(), newId()];
  const report = { case: matter, household: cast.homes.one, category: 'W1', title: '水浑' };
  await say(cast.county, cast.village, 'case.report', report);
  await say(cast.county, cast.village, 'incident.open', { incident, title: '水浑', cases: [matter] });
  return { incident, case: matter, office: cast.offices.township };
}

export const findings: Readonly<Record<string, Make>> = {
  'finding.weigh|the village': (m) => Promise.resolve(weighInput(m.cast, { finding: newId(), matter: newId() })),
  'finding.fade|of the village': async (m) => ({ finding: (await findingOf(m.cast)).finding, gone: true }),
  'finding.accept|of matters with the village': async (m) => {
    const { finding, matter } = await findingOf(m.cast);
    return { finding, incident: newId(), title: '水浑', cases: [matter] };
  },
  'finding.put-off|of the village': async (m) => ({ finding: (await findingOf(m.cast)).finding, days: 3 }),
  'finding.decline|of the village': async (m) => ({
    finding: (await findingOf(m.cast)).finding,
    because: '各修各的表',
  }),
  'ask.answer|asked at home three': async (m) => ({ ask: (await findingOf(m.cast, 'three')).ask, reply: 'no' }),
  'incident.hand-on|held by the village': handUp,
  'ask.follow|home three': (m) => Promise.resolve({ household: m.cast.homes.three }),
};
