// The rules of campaigns: for whom they are, until when, and when a home counts as told.
import { expect, test } from 'vitest';
import { actorOf, applied, decide, grounds, homeOf, idOf, type Loose, monday } from '#tests/loaded.ts';
import { askInquiry, tellInquiry } from './commands-door.ts';
import type { Campaign, Inquiry } from './model.ts';
import { inquiryKind, isFor, stateOf, toldAt } from './rules.ts';

const campaign: Campaign = {
  id: idOf('campaign'),
  ground: grounds.village,
  version: 1,
  office: idOf('office water'),
  policy: idOf('policy'),
  title: '医保参保',
  tags: [],
  fromAt: monday,
  until: monday + 1000,
  approvedAt: null,
  endedAt: null,
};

test('CAMPAIGN-1 for every home of its area, or those with one of its tags; nobody is told in an empty house', () => {
  expect(isFor(campaign, homeOf())).toBe(true);
  expect(isFor({ ...campaign, ground: grounds.elsewhere }, homeOf())).toBe(false);
  expect(isFor(campaign, homeOf({ home: 'vacant' }))).toBe(false);
  expect(isFor(campaign, homeOf({ closedAt: monday }))).toBe(false);
  const tagged = { ...campaign, tags: ['受灾户'] };
  expect(isFor(tagged, homeOf())).toBe(false);
  expect(isFor(tagged, homeOf({ care: ['普通户', '受灾户'] }))).toBe(true);
});

test('CAMPAIGN-2, CAMPAIGN-3 waits for its gate, runs, and is over on its day or when it is ended', () => {
  expect(stateOf(campaign, monday)).toBe('waits');
  const open = { ...campaign, approvedAt: monday };
  expect(stateOf(open, monday + 999)).toBe('open');
  expect(stateOf(open, monday + 1000)).toBe('over');
  expect(stateOf({ ...open, endedAt: monday }, monday)).toBe('over');
});

test('CAMPAIGN-4 told since it began, by an entry that speaks of its card', () => {
  const visit = (claimedAt: number, topic: string) => ({ claimedAt, parts: [{ kind: 'policy' as const, topic }] });
  expect(toldAt(campaign, [])).toBeUndefined();
  expect(toldAt(campaign, [visit(monday - 1, campaign.policy), visit(monday, 'pension')])).toBeUndefined();
  expect(toldAt(campaign, [visit(monday + 5, campaign.policy), visit(monday + 2, campaign.policy)])).toBe(monday + 2);
});

test('CAMPAIGN-3, CAMPAIGN-6 a question counts as of when it was heard, by whoever serves the home', () => {
  const approved: Campaign = { ...campaign, approvedAt: monday };
  const records: Loose[] = [
    ['household', homeOf()],
    ['campaign', approved],
  ];
  const input = { inquiry: idOf('inquiry'), campaign: campaign.id, household: idOf('home'), text: '咋交' };
  const asked = (who: Parameters<typeof actorOf>[0], at: number): Inquiry =>
    applied(
      inquiryKind,
      undefined,
      decide(askInquiry, input, { actor: actorOf(who), records, at, now: monday + 5000 }),
    );
  expect(asked('level2', monday + 10)).toMatchObject({ claimedAt: monday + 10, asker: campaign.office });
  expect(() => asked('level2', monday + 1000)).toThrow('inquiry-campaign');
  expect(() => asked('water', monday + 10)).toThrow('not-yours');
  const waits: Loose[] = [['inquiry', asked('level2', monday + 10)]];
  const tell = (found: Loose[]) =>
    decide(tellInquiry, { inquiry: input.inquiry }, { actor: actorOf('level1'), records: found });
  expect(() => tell(waits)).toThrow('inquiry-unanswered');
});
