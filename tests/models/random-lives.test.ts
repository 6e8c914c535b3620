// Ten thousand random lives of matters, by the verbs themselves, against a slow and simple second opinion on their clocks.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Actor, nobody, serviceActor } from '#kit/actor.ts';
import type { Fact, Verb } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import { endUnanswered, extendCase, referCase, resumeCase, suspendCase } from '#modules/case/commands-clock.ts';
import { dispatchCase, passCase, returnCase } from '#modules/case/commands-desk.ts';
import { askRuling, ruleCase } from '#modules/case/commands-duty.ts';
import { stepUpCase } from '#modules/case/commands-home.ts';
import { callOffices, dueCallBack, superviseCase } from '#modules/case/commands-oversee.ts';
import { sayCase, tellCase } from '#modules/case/commands-word.ts';
import { acceptCase, answerCase, handUpCase } from '#modules/case/commands.ts';
import { calendar } from '#modules/case/kinds/holidays.ts';
import type { Case } from '#modules/case/model.ts';
import { extensionOf } from '#modules/case/rules-clocks.ts';
import { caseKind, deadlines, holderDeadline } from '#modules/case/rules.ts';
import { joinIncident, leaveIncident, openIncident, resolveIncident } from '#modules/incident/commands.ts';
import type { Incident } from '#modules/incident/model.ts';
import { incidentKind } from '#modules/incident/rules.ts';
import type { OfficeKind, StaffedOffice } from '#modules/people/model.ts';
import { actorOf, applied, caseOf, chain, decide, idOf, type Loose } from '#tests/loaded.ts';
import { type Life, livedThrough } from './clock-model.ts';

const hour = 3_600_000;
const day = 24 * hour;
const days = { off: [...calendar.holidays], worked: [...calendar.workdays] };
const at = (text: string): number => Date.parse(`${text}+08:00`);
const names = ['level2', 'level1', 'village', 'keeper', 'township', 'water', 'centre'] as const;
// Ten thousand lives ask for these again and again.
const everybody = new Map(names.map((name) => [idOf(`office ${name}`), actorOf(name)]));
const offices = chain();
const kindOf = new Map(offices.map(([, one]) => [one.id, (one as StaffedOffice).kind]));
const office = (name: (typeof names)[number]): string => idOf(`office ${name}`);

/** A matter and the incident it may follow. */
interface World {
  readonly matter: Case;
  readonly incident: Incident | undefined;
}
interface Act {
  readonly verb: Verb<never>;
  readonly actor: Actor;
  readonly input: object;
  /** The holder's office is found empty. */
  readonly empty?: boolean;
}
const act = (verb: unknown, actor: Actor, input: object = {}): Act => ({ verb: verb as Verb<never>, actor, input });
const holderOf = ({ matter }: World): Actor => everybody.get(matter.holder) ?? actorOf('level1');

const emptied = (holder: string): Loose[] =>
  offices.map(([kind, one]) => (one.id === holder ? [kind, { ...one, staffed: false } as StaffedOffice] : [kind, one]));

function after({ matter, incident }: World, { verb, actor, input, empty }: Act, now: number): World {
  const records: Loose[] = [
    ['case', matter],
    ...(incident ? [['incident', incident] as const] : []),
    ...(empty ? emptied(matter.holder) : offices),
  ];
  const facts: readonly Fact[] = decide(verb, { case: matter.id, ...input }, { actor, now, records });
  const other = facts.find((fact) => fact.kind === 'incident');
  return {
    matter: applied(caseKind, matter, facts),
    incident: other ? incidentKind.apply(other.id === incident?.id ? incident : undefined, other) : incident,
  };
}

const text = { text: '缘由' };
const [worker, township, centre] = [actorOf('level2'), actorOf('township'), actorOf('centre')];
const jobs = serviceActor('jobs');
const home: Actor = { ...nobody, standing: 'secret', caseId: idOf('case') };
const opened = { incident: idOf('incident'), title: '水浑', cases: [idOf('case')] };

/** How the clocks are concerned by an act, once it was done; null when they are not. */
type Effect = (now: Case) => Omit<Life, 'at'> | null;
const none: Effect = () => null;
const to =
  (what: 'moved' | 'up' | 'passed' | 'left' | 'resumed' | 'unhappy'): Effect =>
  (matter) =>
    ({ what, kind: kindOf.get(matter.holder) ?? '' }) as Omit<Life, 'at'>;
const plain =
  (what: 'answered' | 'suspended' | 'contact' | 'joined'): Effect =>
  () => ({ what });

/** What a desk, the household or the calendar may try, with how it stands in the model. */
const moves: Readonly<Record<string, (world: World, n: number, now: number) => readonly [Act, Effect]>> = {
  accept: (w) => [act(acceptCase, holderOf(w)), plain('contact')],
  handUp: (w) => [act(handUpCase, holderOf(w)), to('moved')],
  dispatch: () => [act(dispatchCase, township, { office: office('water') }), to('moved')],
  toKeeper: () => [act(dispatchCase, actorOf('village'), { office: office('keeper') }), to('moved')],
  back: (w) => [act(returnCase, holderOf(w), text), to('moved')],
  dispute: (w) => [act(askRuling, holderOf(w), text), to('moved')],
  rule: (_, n) => [act(ruleCase, centre, { ...text, office: office(n % 2 ? 'water' : 'township') }), to('moved')],
  answer: (w) => [act(answerCase, holderOf(w), text), plain('answered')],
  refer: (w) => [act(referCase, holderOf(w), { ...text, route: 'court' }), plain('answered')],
  tell: () => [act(tellCase, worker), none],
  unhappy: () => [act(sayCase, worker, { outcome: 'not-solved', by: 'visit' }), to('unhappy')],
  partly: () => [act(sayCase, home, { outcome: 'partly' }), to('unhappy')],
  solved: () => [act(sayCase, worker, { outcome: 'solved', by: 'visit' }), none],
  silence: () => [act(endUnanswered, jobs), none],
  callBack: () => [act(dueCallBack, jobs), none],
  call: () => [act(callOffices, township, { ...text, offices: [idOf('office police')] }), none],
  supervise: () => [act(superviseCase, centre, text), none],
  suspend: (w, n, now) => [
    act(suspendCase, holderOf(w), { ...text, reviewAt: now + (1 + (n % 30)) * day }),
    plain('suspended'),
  ],
  resume: (w) => [act(resumeCase, holderOf(w)), to('resumed')],
  review: () => [act(resumeCase, jobs), to('resumed')],
  up: () => [act(stepUpCase, home, text), to('up')],
  pass: () => [{ ...act(passCase, jobs), empty: true }, to('passed')],
  merge: (w) =>
    w.incident && w.incident.resolvedAt === null
      ? [act(joinIncident, holderOf(w), { incident: w.incident.id, cases: opened.cases }), plain('joined')]
      : [act(openIncident, holderOf(w), opened), plain('joined')],
  leave: (w) => [act(leaveIncident, holderOf(w), { incident: opened.incident }), to('left')],
  resolve: (w) => [act(resolveIncident, holderOf(w), { ...text, incident: opened.incident }), plain('answered')],
  extend: ({ matter }, n) => {
    const { unit, most } = extensionOf(matter.severity) ?? { unit: 'hours', most: 1 };
    const by = 1 + (n % most);
    const added = unit === 'hours' ? by * 60 : by;
    return [
      act(extendCase, holderOf({ matter, incident: undefined }), { ...text, by }),
      () => ({ what: 'extended', by: added }) as Omit<Life, 'at'>,
    ];
  },
};
const kinds = Object.keys(moves);

function perhaps(world: World, what: Act, now: number): World | undefined {
  try {
    const next = after(world, what, now);
    return next.matter.version === world.matter.version ? undefined : next;
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}

function received(severity: string, now: number): Case {
  const holderBy = holderDeadline({ kind: 'level-1' satisfies OfficeKind }, severity, now);
  const times = { reportedAt: now, holderSince: now, changedAt: now, holderBy, ...deadlines(severity, now) };
  return caseOf({ severity, ...times });
}

/** Days that calendars get wrong: make-up workdays, long holidays, new years, a 29th of February. */
const hardDays = [
  '2026-01-04',
  '2026-02-14',
  '2026-02-28',
  '2026-09-20',
  '2026-10-10',
  '2026-12-31',
  '2027-01-01',
  '2028-02-29',
];
/** Three years, every third life within five days of such a day. */
const starts = fc.oneof(
  { weight: 2, arbitrary: fc.integer({ min: at('2026-01-01T00:00:00'), max: at('2028-12-31T00:00:00') }) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...hardDays), fc.integer({ min: -5 * 24 * 60, max: 2 * 24 * 60 }))
      .map(([hard, minutes]) => at(`${hard}T00:00:00`) + minutes * 60_000),
  },
);

const oneMove = fc.record({
  // The way to a ruling is long: its steps are wished for more often.
  name: fc.constantFrom(
    ...kinds,
    'dispatch',
    'back',
    'back',
    'dispute',
    'dispute',
    'rule',
    'rule',
    'suspend',
    'review',
    'review',
  ),
  n: fc.nat(1000),
  // Often soon, sometimes weeks later, sometimes exactly at the end of a day.
  wait: fc.oneof(fc.integer({ min: 1, max: 36 * 60 }), fc.integer({ min: 1, max: 40 * 24 * 60 })),
  toTheHour: fc.boolean(),
});
type Move = { name: string; n: number; wait: number; toTheHour: boolean };

/** Lives a plan; counts which moves were really made. */
function lived(severity: string, start: number, plan: readonly Move[], made: Map<string, number>): [Case, Life[]] {
  let world: World = { matter: received(severity, start), incident: undefined };
  let now = start;
  const life: Life[] = [];
  for (const { name, n, wait, toTheHour } of plan) {
    now += wait * 60_000;
    if (toTheHour) now = Math.ceil(now / hour) * hour;
    // The wished move, else the first of the next four that may be made.
    for (let i = 0; i < 5; i++) {
      const wished = kinds[(kinds.indexOf(name) + i) % kinds.length] ?? '';
      const [what, effect] = moves[wished]?.(world, n, now) ?? [];
      const next = what && perhaps(world, what, now);
      if (!next) continue;
      const entry = effect?.(next.matter);
      if (entry) life.push({ at: now, ...entry } as Life);
      world = next;
      made.set(wished, (made.get(wished) ?? 0) + 1);
      break;
    }
  }
  return [world.matter, life];
}

const runs = Number(process.env['ZD_LIVES'] ?? 10_000);

test('CASE-4 CASE-40 CASE-41 CASE-42 CASE-43 CASE-44 CASE-46 ten thousand random lives end with the clocks of the slow model', () => {
  const made = new Map<string, number>();
  const through = new Map<string, number>();
  fc.assert(
    fc.property(
      fc.constantFrom('1', '2', '3', '4', 'C', 'D', 'X'),
      starts,
      fc.array(oneMove, { maxLength: 14 }),
      (severity, start, plan) => {
        const [matter, life] = lived(severity, start, plan, made);
        const end = Math.max(start, ...life.map((one) => one.at), matter.resolveBy ?? start);
        for (const hard of hardDays)
          if (start < at(`${hard}T18:00:00`) && end > at(`${hard}T00:00:00`))
            through.set(hard, (through.get(hard) ?? 0) + 1);
        const { stopped, ...told } = livedThrough(severity, ['level-1', start], life, days);
        const { respondBy, respondedAt, holderBy, resolveBy } = matter;
        expect({ respondBy, respondedAt, holderBy, resolveBy, originalBy: matter.originalBy ?? resolveBy }).toEqual(
          told,
        );
        if (matter.state !== 'closed') expect(matter.stoppedAt !== null).toBe(stopped);
      },
    ),
    { numRuns: runs },
  );
  // Every kind of move was made often enough to mean something.
  expect(hardDays.filter((hard) => (through.get(hard) ?? 0) < runs / 100)).toEqual([]);
  expect(kinds.filter((kind) => (made.get(kind) ?? 0) < runs / 1000)).toEqual([]);
}, 240_000);
