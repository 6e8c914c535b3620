// The rules of errands: through whose hands one goes, how it ends, how it is offered and where it goes with its home.
import { expect, test } from 'vitest';
import type { Verb } from '#kit/command.ts';
import type { StaffedOffice } from '#modules/people/model.ts';
import { among, asking, does, jobs, policy, said, steps, to } from '#tests/errands.ts';
import { actorOf, applied, chain, decide, grounds, homeOf, idOf, type Loose } from '#tests/loaded.ts';
import { followErrands, offerErrands } from './commands-ask.ts';
import { endErrand, handOn, notePapers, noteStep, receiveErrand, tellErrand } from './commands.ts';
import type { Errand } from './model.ts';
import { actsOn, errandKind, isClosed, isThrough, nextOffices } from './rules.ts';

test('ERRAND-9 handed on to who is in post, and his only once he confirmed every lent paper', () => {
  const errand = asking({ papers: [policy] });
  const offices = chain().map(([, one]) => one) as StaffedOffice[];
  const handed = does(handOn as Verb, errand, to('village'));
  expect(handed).toMatchObject({ holder: idOf('office level2'), handedTo: idOf('office village') });
  expect(steps(handed, 'report').step).toBe(1);
  const take = { papers: [policy.id] };
  expect(() => does(receiveErrand as Verb, handed, {}, actorOf('village'))).toThrow('errand-papers-differ');
  expect(() => does(receiveErrand as Verb, handed, { papers: [idOf('x')] }, actorOf('village'))).toThrow(
    'errand-papers-differ',
  );
  expect(() => does(receiveErrand as Verb, handed, take, actorOf('township'))).toThrow('not-yours');
  const received = does(receiveErrand as Verb, handed, take, actorOf('village'));
  expect(received).toMatchObject({ holder: idOf('office village'), handedTo: null });
  expect(received.story.map((one) => one.what)).toEqual(['asked', 'handed-on', 'received']);
  expect(() => does(handOn as Verb, received, to('township'))).toThrow('not-yours');
  expect(nextOffices(errand, offices).map((one) => one.kind)).toEqual(['level-1', 'liaison', 'village', 'township']);
  for (const who of ['water', 'centre', 'keeper', 'level2'] as const)
    expect(() => does(handOn as Verb, errand, to(who))).toThrow('errand-next');
  expect(() => among(chain({ village: { staffed: false } }))(handOn as Verb, errand, to('village'))).toThrow(
    'errand-next',
  );
});

test('ERRAND-10 what lies where nobody sits is taken over by another that serves the home', () => {
  const errand = asking({ papers: [policy] });
  const take = { papers: [policy.id] };
  expect(() => does(receiveErrand as Verb, errand, take, actorOf('level1'))).toThrow('not-yours');
  const empty = chain({ level2: { staffed: false } });
  expect(actsOn(errand, actorOf('level1'), empty.map(([, one]) => one) as never)).toContain('receive');
  expect(among(empty)(receiveErrand as Verb, errand, take, actorOf('level1')).holder).toBe(idOf('office level1'));
  const moved = { ...errand, ground: `${grounds.group}.02` };
  expect(does(receiveErrand as Verb, moved, take, actorOf('level1')).holder).toBe(idOf('office level1'));
});

test('ERRAND-11 done when its steps are, refused with a reason, taken back at any time and without one', () => {
  const errand = asking();
  const end = (outcome: string, one = errand, text = '', who = actorOf('level2')): Errand =>
    does(endErrand as Verb, one, { outcome, text }, who);
  expect(() => end('done')).toThrow('errand-steps');
  const through = steps(errand, 'report', 'survey', 'sign', 'window', 'paid');
  expect(isThrough(through)).toBe(true);
  expect(end('done', through)).toMatchObject({ state: 'over', outcome: 'done', toldAt: null });
  expect(() => end('done', through, '', actorOf('village'))).toThrow('not-yours');
  expect(() => end('refused')).toThrow('errand-reason');
  expect(end('refused', errand, '保险没买上').reason).toBe('保险没买上');
  const handed = does(handOn as Verb, errand, to('village'));
  for (const who of ['level2', 'level1', 'village', 'township'] as const) {
    const back = end('withdrawn', handed, '', actorOf(who));
    expect(back).toMatchObject({ outcome: 'withdrawn', reason: '' });
    expect(back.toldAt).not.toBe(null);
  }
  expect(() => end('withdrawn', errand, '', actorOf('water'))).toThrow('not-yours');
  expect(() => end('withdrawn', end('withdrawn'))).toThrow('errand-over');
  expect(() => end('not-wanted')).toThrow('errand-to-ask');
});

test('ERRAND-12 closed when the home was told and every lent paper is back', () => {
  const errand = asking({ papers: [policy] });
  const over = does(endErrand as Verb, errand, { outcome: 'refused', text: '过了期限' });
  expect(isClosed(over)).toBe(false);
  const told = does(tellErrand as Verb, over, {}, actorOf('village'));
  expect(isClosed(told)).toBe(false);
  expect(() => does(tellErrand as Verb, told, {})).toThrow('errand-told');
  expect(() => does(tellErrand as Verb, errand, {})).toThrow('errand-told');
  expect(() => does(notePapers as Verb, told, { papers: [{ id: idOf('late'), code: 'id-copy' }] })).toThrow(
    'errand-over',
  );
  // What is still lent may go on to whoever brings it to the door.
  expect(does(handOn as Verb, told, to('level1')).handedTo).toBe(idOf('office level1'));
  const closed = does(notePapers as Verb, told, { back: [policy.id] });
  expect(isClosed(closed)).toBe(true);
  expect(() => does(handOn as Verb, closed, to('level1'))).toThrow('errand-over');
});

const offering = (known: readonly Errand[] = [], actor = actorOf('village'), home = homeOf()): Errand =>
  applied(
    errandKind,
    undefined,
    decide(
      offerErrands,
      { round: idOf('round'), kind: 'insurance-claim', homes: [{ household: home.id, errand: said.errand }] },
      { actor, records: [['household', home], ...known.map((one) => ['errand', one] as const), ...chain()] as Loose[] },
    ),
  );

test('ERRAND-13 a round is asked at each door; a no ends it, and who has such an errand is left out', () => {
  const offered = offering();
  expect(offered).toMatchObject({
    state: 'to-ask',
    holder: idOf('office level2'),
    offeredBy: idOf('office village'),
    round: idOf('round'),
  });
  expect(actsOn(offered, actorOf('level2'), [])).toEqual(['ask', 'not-wanted']);
  expect(actsOn(offered, actorOf('township'), [])).toEqual([]);
  const asked = asking({ kind: 'other', papers: [policy] }, { known: offered });
  expect(asked).toMatchObject({ state: 'carried', kind: 'insurance-claim', round: idOf('round'), version: 2 });
  const no = does(endErrand as Verb, offered, { outcome: 'not-wanted' });
  expect(no).toMatchObject({ state: 'over', outcome: 'not-wanted', reason: '' });
  expect(isClosed(no)).toBe(true);
  for (const outcome of ['done', 'withdrawn'])
    expect(() => does(endErrand as Verb, offered, { outcome })).toThrow('errand-to-ask');
  expect(() => does(noteStep as Verb, offered, { step: 'report' })).toThrow('errand-to-ask');
  for (const known of [offered, asked]) expect(() => offering([known])).toThrow('errand-offered');
  expect(offering([no]).state).toBe('to-ask');
  for (const who of ['level2', 'level1', 'township', 'water'] as const)
    expect(() => offering([], actorOf(who))).toThrow('not-yours');
});

test('ERRAND-14 it goes with its home, and what was to be asked there is asked by those who serve it then', () => {
  const home = homeOf({ ground: `${grounds.group}.02` });
  const follow = (errand: Errand): Errand =>
    applied(
      errandKind,
      errand,
      decide(
        followErrands,
        { household: home.id },
        { actor: jobs, records: [['household', home], ['errand', errand], ...chain()] },
      ),
    );
  expect(follow(asking())).toMatchObject({ ground: home.ground, holder: idOf('office level2'), handedTo: null });
  expect(follow(offering()).holder).toBe(idOf('office level1'));
  expect(() =>
    decide(
      followErrands,
      { household: home.id },
      { actor: actorOf('level2'), records: [['household', home], ...chain()] },
    ),
  ).toThrow('not-yours');
});
