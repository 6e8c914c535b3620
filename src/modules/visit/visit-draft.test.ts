// One entry, many outputs: what is ticked becomes the parts of one visit.
import { describe, expect, it } from 'vitest';
import { joinWords } from '#look/words.ts';
import { words as attachmentZh } from '#modules/attachment/words.zh.ts';
import { recordVisit } from './commands.ts';
import { emptyVisit, faultsOf, type VisitDraft, type VisitInput, visitDraftOf, visitInput } from './ui/visit-draft.ts';

const about = {
  household: '0192f3c4-0000-7000-8000-000000000001',
  visit: '0192f3c4-0000-7000-8000-000000000002',
  promise: '0192f3c4-0000-7000-8000-000000000003',
  now: Date.parse('2026-11-23T17:00:00Z'),
};

joinWords({ zh: attachmentZh, en: () => Promise.resolve({ words: attachmentZh }) });

const spoken = {
  attachment: '0192f3c4-0000-7000-8000-000000000007',
  kind: 'audio',
  mime: 'audio/webm',
  sha256: 'a'.repeat(64),
  bytes: 900,
  duration: 900,
} as const;

describe('a visit being written', () => {
  it('takes what is spoken for what would be written (VISIT-3)', () => {
    const draft: VisitDraft = { ...emptyVisit, tiles: ['opinion', 'help'], attachments: [spoken] };
    expect(faultsOf({ ...emptyVisit, attachments: [spoken] })).toEqual([]);
    expect(faultsOf(draft)).toEqual([]);
    const parsed = recordVisit.input.parse(visitInput(draft, about)) as VisitInput;
    expect(parsed).toMatchObject({ note: '', parts: [{ text: '见录音' }, { text: '见录音' }], attachments: [spoken] });
  });

  it('asks for at least one thing said, and for nothing more (VISIT-3)', () => {
    expect(faultsOf(emptyVisit).map((fault) => fault.field)).toEqual(['tiles']);
    expect(faultsOf({ ...emptyVisit, tiles: ['well'] })).toEqual([]);
    expect(faultsOf({ ...emptyVisit, note: '都好' })).toEqual([]);
  });

  it('takes a card that a campaign asks for as one tap, and the form has it again (CAMPAIGN-4)', () => {
    const card = { topic: '0192f3c4-0000-7000-8000-000000000009', title: '医保参保' };
    const draft: VisitDraft = { ...emptyVisit, told: [card] };
    expect(faultsOf(draft)).toEqual([]);
    const parsed = recordVisit.input.parse(visitInput(draft, about)) as VisitInput;
    expect(parsed.parts).toEqual([{ kind: 'policy', ...card }]);
    expect(visitDraftOf(parsed, about.now)).toMatchObject({ tiles: [], told: [card] });
  });

  it('asks for the words where a part is nothing without them', () => {
    expect(faultsOf({ ...emptyVisit, tiles: ['opinion', 'policy', 'promise'] }).map((fault) => fault.field)).toEqual([
      'topics',
      'promise',
      'note',
    ]);
    expect(faultsOf({ ...emptyVisit, tiles: ['harvest'] })).toEqual([]);
  });

  it('becomes one entry that the verb accepts, with the promise due by the day in China', () => {
    const draft = {
      ...emptyVisit,
      tiles: ['harvest', 'policy', 'help', 'promise'] as const,
      amount: 'poor' as const,
      topics: ['pension'],
      note: ' 修了门 ',
      promise: '带表来',
      due: 'tomorrow' as const,
    };
    const parsed = recordVisit.input.parse(visitInput(draft, about)) as VisitInput;
    expect(parsed.parts.map((part) => part.kind)).toEqual(['fact', 'policy', 'help', 'promise']);
    expect(parsed.note).toBe('修了门');
    // 17:00 UTC is already the next day in China.
    expect(parsed.promises).toEqual([{ promise: about.promise, text: '带表来', due: '2026-11-25' }]);
  });

  it('comes back into the form with everything that was ticked and written', () => {
    const problem = '0192f3c4-0000-7000-8000-000000000005';
    const draft: VisitDraft = {
      tiles: ['well', 'harvest', 'opinion', 'policy', 'help', 'event', 'promise', 'more'],
      amount: 'failed',
      topics: ['pension', 'medical'],
      event: 'funeral',
      eventDay: '2026-11-20',
      others: ['hail', 'comment'],
      note: '老人家走了，地里也遭了。',
      named: true,
      staff: true,
      promise: '带表来',
      due: 'month',
      confidential: true,
      subject: '0192f3c4-0000-7000-8000-000000000006',
      attachments: [spoken],
      problem,
      mends: '',
    };
    const input = visitInput(draft, about);
    expect(visitDraftOf(input, about.now)).toEqual(draft);
    expect(visitInput(visitDraftOf(input, about.now), about)).toEqual(input);
    expect(visitDraftOf(visitInput(emptyVisit, about), about.now)).toEqual(emptyVisit);
  });

  it('carries the matter that was heard at the same door', () => {
    const problem = '0192f3c4-0000-7000-8000-000000000004';
    expect(visitInput(emptyVisit, { ...about, problem }).parts).toEqual([{ kind: 'problem', case: problem }]);
  });
});
