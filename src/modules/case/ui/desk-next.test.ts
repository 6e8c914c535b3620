// The one next step of the desk: accept, dispatch by the catalogue, answer, tell, ask; and nothing where nothing is open.
import { describe, expect, it } from 'vitest';
import { joinWords } from '#look/words.ts';
import type { CasePage } from '../model.ts';
import { words as deskZh } from '../desk-words.zh.ts';
import { words as zh } from '../words.zh.ts';
import { nextOf, otherActs } from './desk-next.ts';

joinWords({ zh, en: () => import('../words.en.ts') }, { zh: deskZh, en: () => import('../desk-words.en.ts') });
const now = Date.parse('2026-11-24T09:00:00+08:00');
const hour = 3_600_000;
const bureau = { id: 'bureau', name: '水务局', kind: 'department' };
const township = { id: 'township', name: '乡政府' };

const base = {
  case: {
    id: 'c',
    category: 'W1',
    state: 'reported',
    side: null,
    outcome: null,
    respondBy: now + hour,
    resolveBy: now + 9 * hour,
    holderBy: null,
    closedAt: null,
  },
  steps: [],
  holderName: '村委会',
  dispatchTo: [],
  handUpTo: null,
  returnTo: null,
  acts: [],
  incident: null,
  called: [],
};
const page = (part: Record<string, unknown>, matter: Record<string, unknown> = {}): CasePage =>
  ({ ...base, ...part, case: { ...base.case, ...matter } }) as unknown as CasePage;

describe('the next step', () => {
  it('is to accept what was just reported, even where it could be handed on', () => {
    expect(nextOf(page({ acts: ['case.accept', 'case.dispatch'], dispatchTo: [bureau] }), now).act).toBe('accept');
  });

  it('names the office of the catalogue', () => {
    const next = nextOf(
      page({ acts: ['case.dispatch', 'case.answer'], dispatchTo: [bureau] }, { state: 'accepted' }),
      now,
    );
    expect(next).toMatchObject({ act: 'dispatch', title: '转给水务局', office: bureau });
    expect(next.rule).toContain('今天 18:00 前要办好');
  });

  it('does not offer an office again that had it before: it goes up, and answering stays beside it', () => {
    const been = {
      steps: [{ toOffice: 'bureau' }],
      dispatchTo: [bureau],
      acts: ['case.dispatch', 'case.hand-up', 'case.answer'],
      handUpTo: township,
    };
    const next = nextOf(page(been, { state: 'accepted' }), now);
    expect(next).toMatchObject({ act: 'handUp', title: '上报乡政府' });
    expect(otherActs(page(been, { state: 'accepted' }), next)).toEqual(['dispatch', 'answer']);
  });

  it('is to answer where the catalogue gives it to the village itself', () => {
    const acts = ['case.hand-up', 'case.answer'];
    expect(nextOf(page({ acts, handUpTo: township }, { state: 'accepted', category: 'E1' }), now).act).toBe('answer');
  });

  it('promises no deadline that has passed', () => {
    const next = nextOf(page({ acts: ['case.answer'] }, { state: 'in-progress', resolveBy: now - hour }), now);
    expect(next.rule).toBe('写给住户看，说清办了什么。');
  });

  it('leads to the focus a matter follows, until it is answered', () => {
    const incident = { id: 'i', title: '下庄水浑', cause: '', cases: 4 };
    const merged = { state: 'in-progress', side: 'merged' };
    expect(nextOf(page({ incident, acts: ['case.note'] }, merged), now)).toMatchObject({ href: '#/focus/i' });
    const answered = nextOf(
      page({ incident, acts: ['case.tell', 'case.note'] }, { ...merged, state: 'answered' }),
      now,
    );
    expect(answered.act).toBe('tell');
  });

  it('is nothing to do for the office that answered: the home has the word', () => {
    const next = nextOf(page({ acts: ['case.note'] }, { state: 'household-check' }), now);
    expect(next.act).toBeUndefined();
    expect(next.title).toBe('等住户一句话');
  });

  it('is to come for an office that is called, with what for; once it came it only waits', () => {
    const one = { id: 'bureau', name: '水务局', kind: 'department', came: false, mine: true };
    const steps = [{ name: 'case.office-called', text: '周三到三社看水压', toOffice: 'bureau' }];
    const next = nextOf(page({ called: [one], steps, acts: ['case.note'] }, { state: 'in-progress' }), now);
    expect(next).toMatchObject({ title: '请您到场', rule: '周三到三社看水压', act: 'note' });
    const came = nextOf(
      page({ called: [{ ...one, came: true }], steps, acts: ['case.note'] }, { state: 'accepted' }),
      now,
    );
    expect(came.act).toBeUndefined();
  });

  it('of a restricted matter is closing it, whatever else stands open', () => {
    expect(nextOf(page({ acts: ['case.close-restricted', 'case.answer'] }), now).act).toBe('close-restricted');
  });
});
