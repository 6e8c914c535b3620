// What others than the holder have to do with a matter: called offices, call-back, supervision, the legal route, and the way past who is complained of.
import { expect, test } from 'vitest';
import { type Actor, nobody, serviceActor } from '#kit/actor.ts';
import type { Verb } from '#kit/command.ts';
import type { StaffedOffice } from '#modules/people/model.ts';
import { actorOf, applied, caseOf, chain, decide, homeOf, idOf, type Loose, monday, officeOf } from '#tests/loaded.ts';
import { answerCase, handUpCase, noteCase } from './commands.ts';
import { dispatchCase, passCase } from './commands-desk.ts';
import { endUnanswered, referCase } from './commands-clock.ts';
import { stepUpCase } from './commands-home.ts';
import { callOffices, dueCallBack, liftSupervision, saysWhoCame, superviseCase } from './commands-oversee.ts';
import { reportCase } from './commands-report.ts';
import { sayCase, tellCase } from './commands-word.ts';
import type { Case } from './model.ts';
import { caseKind } from './rules.ts';

const day = 86_400_000;
type Name = Parameters<typeof officeOf>[0];
type Changes = Parameters<typeof chain>[0];
const office = (name: string): string => idOf(`office ${name}`);
const jobs = serviceActor('jobs');
const farm: Loose = ['office', officeOf('police', { id: office('farm'), name: '农业局', duties: [] })];

interface More {
  readonly input?: object;
  readonly now?: number;
  readonly changes?: Changes;
}
function doing(verb: unknown, actor: Actor | Name, matter: Case, { input, now, changes }: More = {}): Case {
  const records: Loose[] = [['household', homeOf()], ['case', matter], ...chain(changes), farm];
  const who = typeof actor === 'string' ? actorOf(actor) : actor;
  const facts = decide(verb as Verb, { case: matter.id, text: '缘由', ...input }, { actor: who, now, records });
  return applied(caseKind, matter, facts);
}

const atBureau = caseOf({ holder: office('water'), state: 'in-progress', previousHolder: office('township') });
const call = (matter: Case, names: readonly string[], who: Name = 'township'): Case =>
  doing(callOffices, who, matter, { input: { offices: names.map(office) } });

test('CASE-26 called departments see the matter and are shown as come or not; the one holder stays and answers', () => {
  const called = call(atBureau, ['police', 'farm']);
  expect(called).toMatchObject({ holder: office('water'), called: ['police', 'farm'].map(office), came: [] });
  expect(called.copied).toEqual(['police', 'farm'].map(office));
  expect(called.version).toBe(atBureau.version + 2);
  expect(doing(noteCase, 'police', called).version).toBe(called.version + 1);
  expect(() => doing(answerCase, 'police', called)).toThrow('not-holder');
  const came = doing(saysWhoCame, 'township', called, { input: { office: office('police') } });
  expect(came.came).toEqual([office('police')]);
  expect(() => doing(saysWhoCame, 'township', came, { input: { office: office('police') } })).toThrow('not-called');
  expect(() => doing(saysWhoCame, 'police', called, { input: { office: office('police') } })).toThrow('not-yours');
});

test('CASE-26 only the township of the ground calls, only who can come, and nobody twice', () => {
  for (const who of ['village', 'water', 'centre'] as const)
    expect(() => call(atBureau, ['police'], who), who).toThrow('not-yours');
  expect(() => call(atBureau, ['water'])).toThrow('called-is-holder');
  expect(() => call(call(atBureau, ['police']), ['police'])).toThrow('called-before');
  for (const wrong of ['village', 'level1', 'centre', 'nowhere'])
    expect(() => call(atBureau, [wrong]), wrong).toThrow('office-not-here');
  for (const state of ['answered', 'household-check'] as const)
    expect(() => call({ ...atBureau, state }, ['police']), state).toThrow('case-moved-on');
  const about = { ...atBureau, complainedOf: [idOf('person police')] };
  expect(() => call(about, ['police'])).toThrow('office-complained-of');
});

const toldAt = monday - 4 * day;
const silent = caseOf({
  holder: office('water'),
  answeredBy: office('water'),
  state: 'household-check',
  toldAt,
  toldBy: office('level2'),
});

test('CASE-27 on the third day a silent household is called by somebody who neither handled the matter nor told', () => {
  const due = doing(dueCallBack, jobs, silent);
  expect(due).toMatchObject({ callBack: office('village'), callBackAt: monday, state: 'household-check' });
  expect(() => doing(dueCallBack, jobs, due)).toThrow('case-moved-on');
  expect(() => doing(dueCallBack, jobs, silent, { now: toldAt + 3 * day - 1 })).toThrow('case-moved-on');
  expect(() => doing(dueCallBack, 'village', silent)).toThrow('not-yours');
  const asked = (matter: Partial<Case>, changes?: Changes): string | null =>
    doing(dueCallBack, jobs, { ...silent, ...matter }, { changes }).callBack;
  const village = office('village');
  expect(asked({ holder: village, answeredBy: village })).toBe(office('township'));
  expect(asked({ toldBy: village })).toBe(office('township'));
  expect(asked({}, { village: { staffed: false } })).toBe(office('township'));
  // The village's one clerk also sits at the bureau that answered: he would ask about his own work.
  expect(asked({}, { village: { sitting: [idOf('person water')] } })).toBe(office('township'));
  expect(asked({ complainedOf: [idOf('person village')], answeredBy: office('township') })).toBe(office('centre'));
});

test('CASE-27 CASE-47 a new telling asks anew, and on the seventh day the silence still ends', () => {
  const due = doing(dueCallBack, jobs, silent);
  expect(doing(endUnanswered, jobs, due, { now: toldAt + 7 * day })).toMatchObject({ outcome: 'no-answer' });
  const unhappy = doing(sayCase, 'level2', due, { input: { outcome: 'not-solved', by: 'visit' } });
  const again = doing(tellCase, 'level2', doing(answerCase, 'water', unhappy));
  expect(again).toMatchObject({ callBack: null, callBackAt: null, toldBy: office('level2') });
});

test('CASE-28 what was refused, is late or was found unsolved is put under supervision, and nothing else', () => {
  const refusal = (matter: Partial<Case>): string => {
    try {
      return doing(superviseCase, 'centre', { ...atBureau, ...matter }).supervisedBy ?? '';
    } catch (error) {
      return (error as { code: string }).code;
    }
  };
  expect(refusal({})).toBe('nothing-to-supervise');
  for (const grounds of [
    { returns: 1 },
    { disputedAt: monday },
    { resolveBy: monday - 1 },
    { holderBy: monday - 1 },
    { respondBy: monday - 1 },
    { side: 'reopened', outcome: 'not-solved' },
    { outcome: 'partly' },
  ] as const)
    expect(refusal(grounds), JSON.stringify(grounds)).toBe(office('centre'));
  expect(refusal({ respondBy: monday - 1, respondedAt: monday - 2 })).toBe('nothing-to-supervise');
  // While its clock stands it is not late, and with the household nobody else is waited for.
  expect(refusal({ resolveBy: monday - 1, side: 'suspended' })).toBe('nothing-to-supervise');
  expect(refusal({ returns: 1, state: 'answered' })).toBe('nothing-to-supervise');
  expect(refusal({ returns: 1, supervisedAt: monday, supervisedBy: office('centre') })).toBe('supervised-before');
  expect(() => doing(superviseCase, 'centre', { ...atBureau, returns: 1 }, { input: { text: '' } })).toThrow();
});

test('CASE-28 the township supervises its own, and whoever set it or the county centre lifts it', () => {
  const late = { ...atBureau, returns: 1 };
  expect(() => doing(superviseCase, 'township', late)).toThrow('not-yours');
  expect(() => doing(superviseCase, 'township', { ...late, holder: office('township') })).toThrow('not-yours');
  const village = doing(superviseCase, 'township', { ...late, holder: office('village') });
  expect(village).toMatchObject({ supervisedBy: office('township'), supervisedAt: monday });
  for (const who of ['township', 'centre'] as const)
    expect(doing(liftSupervision, who, village)).toMatchObject({ supervisedBy: null, supervisedAt: null });
  const county = doing(superviseCase, 'centre', late);
  expect(() => doing(liftSupervision, 'township', county)).toThrow('not-yours');
  expect(() => doing(liftSupervision, 'centre', late)).toThrow('not-supervised');
  // An answer does not end it, the household's "solved" does.
  const answered = doing(answerCase, 'water', county);
  expect(answered.supervisedBy).toBe(office('centre'));
  const home: Actor = { ...nobody, standing: 'secret', caseId: county.id };
  expect(doing(sayCase, home, answered, { input: { outcome: 'solved' } }).supervisedAt).toBeNull();
});

test('CASE-29 a referral names its route, ends the clock, and closes once the household was told, never as solved', () => {
  const late = monday + 3 * day;
  const refer = (matter: Case, who: Name = 'water'): Case =>
    doing(referCase, who, matter, { input: { route: 'arbitration' } });
  const sent = refer({ ...atBureau, resolveBy: late, holderBy: late });
  expect(sent).toMatchObject({ state: 'answered', side: 'referred', route: 'arbitration', holderBy: null });
  expect(sent.stoppedAt).toBe(monday);
  const home: Actor = { ...nobody, standing: 'secret', caseId: sent.id };
  expect(() => doing(sayCase, home, sent, { input: { outcome: 'solved' } })).toThrow('case-not-answered-yet');
  const told = doing(tellCase, 'level2', sent);
  expect(told).toMatchObject({ state: 'closed', outcome: null, side: 'referred', closedAt: monday });
  // Whoever disagrees opens it again, and the office goes on with its clock.
  const again = doing(sayCase, home, told, { input: { outcome: 'not-solved' }, now: monday + day });
  expect(again).toMatchObject({ state: 'in-progress', side: 'reopened', route: null, holder: office('water') });
  expect(() => refer({ ...atBureau, side: 'merged' })).toThrow('case-in-incident');
  expect(() => refer(sent)).toThrow('case-moved-on');
  expect(() => refer(atBureau, 'village')).toThrow('not-holder');
  expect(() => doing(referCase, 'water', atBureau, { input: { route: 'elsewhere' } })).toThrow();
});

const plate: Actor = { ...nobody, standing: 'plate', household: idOf('home'), ground: homeOf().ground };
function complain(about: Name | null, changes: Changes = {}): Case {
  const number: Loose = ['case-number', { id: idOf('case'), ground: '', version: 0, number: 1 } as never];
  const input = { case: idOf('case'), household: idOf('home'), category: 'V4', title: '态度不好' };
  const records: Loose[] = [['household', homeOf()], number, ...chain(changes)];
  const said = { ...input, aboutOffice: about && office(about) };
  return applied(caseKind, undefined, decide(reportCase, said, { actor: plate, records }));
}

test('CASE-17 it passes over every office in which somebody complained of sits: other posts, deputies, heads', () => {
  const [head, clerk] = [idOf('person level1'), idOf('person of the township')];
  expect(complain('level1').holder).toBe(office('township'));
  // The head is also one of the township's clerks.
  expect(complain('level1', { township: { sitting: [clerk, head] } }).holder).toBe(office('centre'));
  // A township clerk stands in for the head: both are complained of.
  const stands = complain('level1', { level1: { sitting: [head, clerk] }, township: { sitting: [clerk] } });
  expect(stands).toMatchObject({ holder: office('centre'), complainedOf: [head, clerk] });
  // Nobody is at the township, and its deputy office is the one complained of.
  const empty = { township: { staffed: false, sitting: [], deputy: office('village') } };
  expect(complain('village', empty).holder).not.toBe(office('village'));
  // Where none is named everybody near the door is, wherever else he sits.
  expect(complain(null, { township: { sitting: [idOf('person liaison')] } }).holder).toBe(office('centre'));
  const all = { township: { sitting: [head] }, centre: { sitting: [head] } };
  expect(() => complain('level1', all)).toThrow('no-office-to-receive');
});

test('CASE-17 CASE-14 later it is neither handed up, passed, sent nor taken up to whom it complains of', () => {
  const of = (holder: string, person: string): Case =>
    caseOf({ holder: office(holder), state: 'in-progress', complainedOf: [idOf(`person ${person}`)] });
  expect(doing(handUpCase, 'level1', of('level1', 'village')).holder).toBe(office('township'));
  const empty = { level1: { staffed: false } };
  expect(doing(passCase, jobs, of('level1', 'village'), { changes: empty }).holder).toBe(office('township'));
  const sent = { input: { office: office('water') } };
  expect(() => doing(dispatchCase, 'township', of('township', 'water'), sent)).toThrow('office-complained-of');
  const home: Actor = { ...nobody, standing: 'secret', caseId: idOf('case') };
  expect(doing(stepUpCase, home, of('level1', 'village')).holder).toBe(office('township'));
  expect(() => doing(stepUpCase, home, of('township', 'centre'))).toThrow('case-top-level');
  const sits: Changes = { township: { sitting: [idOf('person village')] } satisfies Partial<StaffedOffice> };
  expect(doing(stepUpCase, home, of('level1', 'village'), { changes: sits }).holder).toBe(office('centre'));
});

test('CASE-14 an unhappy word goes past an office in which nobody is any more', () => {
  const answered = { ...silent, answeredBy: office('village'), holder: office('village') };
  const input = { outcome: 'not-solved', by: 'visit' };
  const again = doing(sayCase, 'level2', answered, { input, changes: { village: { staffed: false } } });
  expect(again).toMatchObject({ holder: office('township'), side: 'reopened' });
});
