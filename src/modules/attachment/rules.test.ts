// The rules of pictures and audio notes that need no file: who names one, what it belongs to, and that what is settled stays.
import { expect, test } from 'vitest';
import { nobody, serviceActor } from '#kit/actor.ts';
import type { Fact } from '#kit/command.ts';
import { answerCase, noteCase } from '#modules/case/commands.ts';
import { reportCase } from '#modules/case/commands-report.ts';
import { recordVisit } from '#modules/visit/commands.ts';
import { actorOf, applied, caseOf, chain, decide, grounds, homeOf, idOf, type Loose, monday } from '#tests/loaded.ts';
import { followHome, receiveAttachment, refuseAttachment } from './commands.ts';
import type { Attachment } from './model.ts';
import { attachmentKind } from './rules.ts';

const hash = 'a'.repeat(64);
const picture = {
  attachment: idOf('picture'),
  kind: 'picture',
  mime: 'image/jpeg',
  sha256: hash,
  bytes: 1000,
  width: 640,
  height: 480,
} as const;
const audio = {
  attachment: idOf('audio'),
  kind: 'audio',
  mime: 'audio/webm',
  sha256: hash,
  bytes: 1000,
  duration: 60_000,
} as const;
const home = homeOf();
const records: Loose[] = [['household', home], ...chain()];
const reported = { case: idOf('case'), household: home.id, category: 'W1', title: '水浑' };
const report = (more: object = {}, actor = actorOf('level2')): readonly Fact[] =>
  decide(reportCase, { ...reported, ...more }, { actor, records });
const named = (facts: readonly Fact[]): Attachment => applied(attachmentKind, undefined, facts);

test('ATTACH-1 a command names its files and is the same without them; none is ever required', () => {
  expect(report()).toHaveLength(1);
  const facts = report({ attachments: [picture, audio] });
  expect(facts.map((fact) => fact.name)).toEqual(['case.reported', 'attachment.named', 'attachment.named']);
  expect(named(facts.slice(0, 2))).toMatchObject({ state: 'expected', sha256: hash, width: 640, duration: null });
  expect(named(facts.slice(2))).toMatchObject({ kind: 'audio', duration: 60_000, width: null });
  // The household's own page sends none.
  const plate = { ...nobody, standing: 'plate', household: home.id, ground: home.ground } as const;
  expect(report({}, plate)).toHaveLength(1);
  expect(() => report({ attachments: [picture] }, plate)).toThrow('not-yours');
});

test('ATTACH-2 it belongs to one matter or one entry, and beside an inner word it is for staff', () => {
  const visit = { visit: idOf('visit'), household: home.id, parts: [{ kind: 'well' }], attachments: [picture] };
  const entry = decide(recordVisit, visit, { actor: actorOf('level2'), records });
  expect(named(entry)).toMatchObject({ visit: idOf('visit'), matter: null, forHome: true, household: home.id });
  expect(named(report({ attachments: [picture] }))).toMatchObject({ matter: reported.case, visit: null, step: 1 });
  const matter = caseOf({ holder: idOf('office level1'), version: 3 });
  const with_ = { case: matter.id, text: '修好了', attachments: [picture] };
  const saying = { actor: actorOf('level1'), records: [['case', matter] as const] };
  expect(named(decide(answerCase, with_, saying))).toMatchObject({ step: 4, forHome: true });
  expect(named(decide(noteCase, with_, saying))).toMatchObject({ step: 4, forHome: false });
  expect(named(decide(noteCase, { ...with_, internal: false }, saying))).toMatchObject({ forHome: false });
  // On a phone, which is not told whom a matter complains of.
  const { complainedOf: _, ...onPhone } = matter;
  expect(named(decide(noteCase, with_, { ...saying, records: [['case', onPhone]] })).hidden).toBe(false);
});

test('ATTACH-6 a command cannot name more than a minute of sound', () => {
  expect(() => report({ attachments: [{ ...audio, duration: 60_001 }] })).toThrow();
  expect(() => report({ attachments: [{ ...audio, bytes: 500_001 }] })).toThrow();
});

test('ATTACH-7 what is received or refused does not change any more', () => {
  const before = named(report({ attachments: [picture] }));
  const jobs = serviceActor('jobs');
  const kept = { mime: 'image/jpeg', bytes: 900, width: 600, height: 400, keptHash: 'b'.repeat(64) };
  const receive = { attachment: before.id, kept };
  const saying = { actor: jobs, records: [['attachment', before] as const], now: monday + 5 };
  const after = applied(attachmentKind, before, decide(receiveAttachment, receive, saying));
  expect(after).toMatchObject({ state: 'received', sha256: hash, keptHash: kept.keptHash, bytes: 900, version: 2 });
  for (const [verb, input] of [
    [receiveAttachment, { attachment: before.id, kept: { ...kept, keptHash: 'c'.repeat(64) } }],
    [refuseAttachment, { attachment: before.id, fault: 'file-broken' }],
  ] as const)
    expect(decide(verb as typeof refuseAttachment, input, { actor: jobs, records: [['attachment', after]] })).toEqual(
      [],
    );
  expect(() => decide(receiveAttachment, receive, { ...saying, actor: actorOf('level2') })).toThrow('not-yours');
});

test('ATTACH-8 it moves with its home, and what travels to no phone leaves none (ATTACH-10)', () => {
  const shown = { ...named(report({ attachments: [picture] })), ground: grounds.elsewhere };
  const hidden = { ...shown, id: idOf('hidden'), hidden: true };
  const there = { ...shown, id: idOf('there'), ground: home.ground };
  const all: Loose[] = [['household', home], ...[shown, hidden, there].map((one) => ['attachment', one] as const)];
  const facts = decide(followHome, { household: home.id }, { actor: serviceActor('jobs'), records: all });
  expect(facts.map((fact) => [fact.id, fact.data.leftGround])).toEqual([
    [shown.id, grounds.elsewhere],
    [hidden.id, null],
  ]);
  expect(applied(attachmentKind, shown, facts).ground).toBe(home.ground);
});

test('ATTACH-10 what is restricted or about staff is hidden with everything beside it', () => {
  expect(named(report({ attachments: [picture] })).hidden).toBe(false);
  expect(named(report({ attachments: [picture], category: 'D6' })).hidden).toBe(true);
  expect(named(report({ attachments: [picture], category: 'V4', aboutOffice: idOf('office level2') })).hidden).toBe(
    true,
  );
});
