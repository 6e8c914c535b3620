// What goes wrong in the desks that exist, by name; each passes here. Those of sending and reminding stand with telling people.
import { expect, test } from 'vitest';
import { type Actor, nobody, serviceActor } from '#kit/actor.ts';
import type { Verb } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import { endUnanswered, extendCase, resumeCase, suspendCase } from '#modules/case/commands-clock.ts';
import { caseVerbs, passCase } from '#modules/case/commands-desk.ts';
import { dueCallBack, superviseCase } from '#modules/case/commands-oversee.ts';
import { sayCase, tellCase } from '#modules/case/commands-word.ts';
import { answerCase } from '#modules/case/commands.ts';
import type { Case } from '#modules/case/model.ts';
import { caseKind, deadlines } from '#modules/case/rules.ts';
import { openIncident, resolveIncident } from '#modules/incident/commands.ts';
import { incidentKind } from '#modules/incident/rules.ts';
import { actorOf, applied, caseOf, chain, decide, homeOf, idOf, type Loose, monday } from '#tests/loaded.ts';

const day = 86_400_000;
const at = (text: string): number => Date.parse(`${text}+08:00`);
const office = (name: string): string => idOf(`office ${name}`);
const jobs = serviceActor('jobs');
const bureau = caseOf({ severity: '3', holder: office('water'), state: 'in-progress', ...deadlines('3', monday) });

interface More {
  readonly now?: number;
  readonly input?: object;
  readonly changes?: Parameters<typeof chain>[0];
}
function doing(verb: unknown, actor: Actor, matter: Case, { now = monday, input, changes }: More = {}): Case {
  const records: Loose[] = [['household', homeOf()], ['case', matter], ...chain(changes)];
  return applied(
    caseKind,
    matter,
    decide(verb as Verb, { case: matter.id, text: '缘由', ...input }, { actor, now, records }),
  );
}
const [water, worker, township, centre] = [actorOf('water'), actorOf('level2'), actorOf('township'), actorOf('centre')];
const unhappy = { outcome: 'not-solved', by: 'visit' };

test('pending time is forgotten after a change of deadline: here every stop is given back on top of the extension (CASE-41 CASE-43)', () => {
  // Five working days from Monday the 23rd end on Monday the 30th.
  const longer = doing(extendCase, water, bureau, { input: { by: 3 } });
  expect([bureau.resolveBy, longer.resolveBy]).toEqual([at('2026-11-30T18:00:00'), at('2026-12-03T18:00:00')]);
  // The home has the word from Tuesday to Thursday: two ends of working days.
  const answered = doing(answerCase, water, longer, { now: monday + day });
  const again = doing(sayCase, worker, answered, { now: monday + 3 * day, input: unhappy });
  expect(again.resolveBy).toBe(at('2026-12-07T18:00:00'));
  // And three more while it waits for the frost to go.
  const friday = monday + 4 * day;
  const waits = doing(suspendCase, water, again, { now: friday, input: { reviewAt: friday + 20 * day } });
  const goes = doing(resumeCase, water, waits, { now: friday + 5 * day });
  expect(goes.resolveBy).toBe(at('2026-12-10T18:00:00'));
  expect(goes.originalBy).toBe(at('2026-11-30T18:00:00'));
});

test('an extension after a stop starts from the old deadline: here it starts from where the stop moved it (CASE-41 CASE-43)', () => {
  const waits = doing(suspendCase, water, bureau, { input: { reviewAt: monday + 20 * day } });
  const goes = doing(resumeCase, water, waits, { now: monday + 7 * day });
  const longer = doing(extendCase, water, goes, { now: monday + 7 * day, input: { by: 1 } });
  expect([goes.resolveBy, longer.resolveBy]).toEqual([at('2026-12-07T18:00:00'), at('2026-12-08T18:00:00')]);
});

/** Two matters that follow one incident of the water bureau. */
function merged(): { first: Case; records: Loose[] } {
  const second = { ...bureau, id: idOf('second case') };
  const input = { incident: idOf('incident'), title: '水浑', cases: [bureau.id, second.id] };
  const facts = decide(openIncident, input, {
    actor: water,
    records: [
      ['case', bureau],
      ['case', second],
    ],
  });
  const first = applied(caseKind, bureau, facts);
  const incident = incidentKind.apply(undefined, facts.find((fact) => fact.kind === 'incident') as never);
  return {
    first,
    records: [['case', first], ['case', applied(caseKind, second, facts)], ['incident', incident], ...chain()],
  };
}

test('a merged case goes on escalating by itself: here only its incident moves, and it moves every case once (CASE-12 CASE-14 CASE-28 INC-3)', () => {
  const { first, records } = merged();
  expect(first).toMatchObject({ side: 'merged', holderBy: null });
  const long = monday + 60 * day;
  expect(doing(passCase, jobs, first, { now: long, changes: { water: { staffed: false } } })).toEqual(first);
  expect(() => doing(dueCallBack, jobs, first, { now: long })).toThrow('case-moved-on');
  expect(() => doing(endUnanswered, jobs, first, { now: long })).toThrow('case-moved-on');
  expect(() => doing(superviseCase, centre, first, { now: long })).toThrow('nothing-to-supervise');
  const resolved = decide(resolveIncident, { incident: idOf('incident'), text: '换了阀' }, { actor: water, records });
  expect(resolved.filter((fact) => fact.name === 'case.answered').map((fact) => fact.id)).toEqual([
    bureau.id,
    idOf('second case'),
  ]);
});

test('the second level of an escalation never runs: here the call-back comes on day 3 and the end on day 7, also when both are late (CASE-27 CASE-47)', () => {
  const told = doing(tellCase, worker, doing(answerCase, water, bureau));
  const asked = doing(dueCallBack, jobs, told, { now: monday + 3 * day });
  expect(doing(endUnanswered, jobs, asked, { now: monday + 7 * day }).outcome).toBe('no-answer');
  // The county's machine stood still for two weeks.
  const late = doing(dueCallBack, jobs, told, { now: monday + 14 * day });
  expect(doing(endUnanswered, jobs, late, { now: monday + 14 * day }).outcome).toBe('no-answer');
  // And a second answer has both levels again.
  const back = doing(sayCase, worker, asked, { now: monday + 5 * day, input: unhappy });
  const second = doing(tellCase, worker, doing(answerCase, water, back, { now: monday + 6 * day }), {
    now: monday + 6 * day,
  });
  expect(() => doing(endUnanswered, jobs, second, { now: monday + 8 * day })).toThrow('case-moved-on');
  expect(doing(dueCallBack, jobs, second, { now: monday + 9 * day }).callBackAt).toBe(monday + 9 * day);
});

test('the second level of an escalation never runs: here what an empty office passes on passes on again when that is empty too (CASE-14)', () => {
  const first = caseOf({ holder: office('level1') });
  const one = doing(passCase, jobs, first, { changes: { level1: { staffed: false } } });
  expect(one.holder).toBe(office('village'));
  const two = doing(passCase, jobs, one, { changes: { level1: { staffed: false }, village: { staffed: false } } });
  expect(two.holder).toBe(office('township'));
  // Both at once: one step.
  const both = doing(passCase, jobs, first, { changes: { level1: { staffed: false }, village: { staffed: false } } });
  expect(both).toMatchObject({ holder: office('township'), previousHolder: office('level1') });
});

test('a case is closed without the word of whoever reported it: here no act of an office makes it solved (CASE-20)', () => {
  const everything = {
    by: 'call',
    office: office('water'),
    offices: [office('police')],
    route: 'court',
    rating: 'good',
  };
  const states: Partial<Case>[] = [
    { state: 'reported' },
    { state: 'accepted', side: 'returned', returns: 1 },
    { state: 'in-progress' },
    { state: 'in-progress', side: 'suspended', stoppedAt: monday, reviewAt: monday + day },
    { state: 'answered', answeredBy: office('water') },
    { state: 'answered', side: 'referred', answeredBy: office('water') },
    { state: 'household-check', answeredBy: office('water'), toldAt: monday - 30 * day },
  ];
  const closed: string[] = [];
  for (const state of states)
    for (const verb of caseVerbs.filter(({ name }) => name !== 'case.report'))
      for (const actor of [worker, township, water, centre, actorOf('village'), jobs]) {
        const input = { ...everything, outcome: 'solved', reviewAt: monday + day, household: idOf('home') };
        try {
          const after = doing(
            verb,
            actor,
            { ...bureau, ...state },
            { input: verb.name === 'case.extend' ? { by: 1 } : input },
          );
          if (after.state === 'closed') closed.push(`${verb.name} ${after.outcome} ${after.proof}`);
        } catch (error) {
          if (!(error instanceof Problem) && (error as Error).name !== '$ZodError') throw error;
        }
      }
  // Told by somebody who neither handled it nor sits there; or silent for a week; or sent a legal way: neither of these is "solved".
  expect([...new Set(closed)].toSorted()).toEqual([
    'case.end-unanswered no-answer null',
    'case.say solved call',
    'case.tell null null',
  ]);
  const handler = { ...bureau, state: 'answered', answeredBy: office('water') } as const;
  expect(() => doing(sayCase, water, handler, { input: { outcome: 'solved', by: 'call' } })).toThrow();
  expect(
    doing(sayCase, { ...nobody, standing: 'secret', caseId: bureau.id }, handler, { input: { outcome: 'solved' } })
      .proof,
  ).toBe('secret');
});
