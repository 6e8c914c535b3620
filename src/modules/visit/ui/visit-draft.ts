// What is being written about a visit, and how it becomes the one entry with its parts.
import type { recordVisit } from '../commands.ts';
import type { amounts, HouseholdFact } from '../model.ts';

export const tiles = ['well', 'harvest', 'opinion', 'policy', 'help', 'event', 'promise', 'more'] as const;
export type Tile = (typeof tiles)[number];
export const events = ['wedding', 'funeral', 'birth'] as const;
export const others = ['hail', 'flood', 'drought', 'illness', 'away', 'returned', 'comment'] as const;
export const dues = ['tomorrow', 'week', 'month', 'none'] as const;

export interface VisitDraft {
  readonly tiles: readonly Tile[];
  readonly amount: (typeof amounts)[number] | null;
  readonly topics: readonly string[];
  readonly event: (typeof events)[number] | null;
  readonly eventDay: string;
  readonly others: readonly (typeof others)[number][];
  readonly note: string;
  readonly named: boolean;
  readonly promise: string;
  readonly due: (typeof dues)[number];
  readonly confidential: boolean;
  readonly subject: string;
}

export const emptyVisit: VisitDraft = {
  tiles: [],
  amount: null,
  topics: [],
  event: null,
  eventDay: '',
  others: [],
  note: '',
  named: false,
  promise: '',
  due: 'week',
  confidential: false,
  subject: '',
};

export type VisitInput = Parameters<typeof recordVisit.decide>[0];
export interface Fault {
  readonly field: 'tiles' | 'note' | 'topics' | 'event' | 'others' | 'promise';
  readonly word: string;
}

/** What is still missing, in the order of the form; each with the key of its words. */
export function faultsOf(draft: VisitDraft): Fault[] {
  const has = (tile: Tile): boolean => draft.tiles.includes(tile);
  const note = draft.note.trim() !== '';
  const wantsNote = has('opinion') || has('help') || (has('more') && draft.others.includes('comment'));
  const faults: Fault[] = [];
  if (draft.tiles.length === 0 && !note) faults.push({ field: 'tiles', word: 'visit.need.tiles' });
  if (has('policy') && draft.topics.length === 0) faults.push({ field: 'topics', word: 'visit.need.topics' });
  if (has('event') && draft.event === null) faults.push({ field: 'event', word: 'visit.need.event' });
  if (has('more') && draft.others.length === 0) faults.push({ field: 'others', word: 'visit.need.others' });
  if (has('promise') && draft.promise.trim() === '') faults.push({ field: 'promise', word: 'visit.need.promise' });
  if (wantsNote && !note) faults.push({ field: 'note', word: 'visit.need.note' });
  return faults;
}

const oneDay = 86_400_000;
const dueDays = { tomorrow: 1, week: 7, month: 30 } as const;

/** The day by which a promise is due, in China. */
const dayOf = (ms: number): string => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 10);

/** The command's input. `ids`: of the visit and of the promise; `problem`: a matter heard at this door. */
export function visitInput(
  draft: VisitDraft,
  about: { household: string; visit: string; promise: string; problem?: string; now: number },
): VisitInput {
  const has = (tile: Tile): boolean => draft.tiles.includes(tile);
  const text = draft.note.trim();
  const fact = (
    name: HouseholdFact,
    more: { amount?: (typeof amounts)[number] | null; on?: string | null } = {},
  ): VisitInput['parts'][number] => ({ kind: 'fact', fact: name, amount: more.amount ?? null, on: more.on ?? null });
  const parts: VisitInput['parts'][number][] = [];
  if (has('well')) parts.push({ kind: 'well' });
  if (has('harvest')) parts.push(fact('harvest', { amount: draft.amount }));
  if (has('opinion')) parts.push({ kind: 'opinion', text, named: draft.named });
  if (has('policy')) parts.push(...draft.topics.map((topic) => ({ kind: 'policy' as const, topic })));
  if (has('help')) parts.push({ kind: 'help', text });
  if (has('event') && draft.event) parts.push(fact(draft.event, { on: draft.eventDay || null }));
  if (has('more')) {
    for (const other of draft.others) parts.push(other === 'comment' ? { kind: 'comment', text } : fact(other));
  }
  const promises: VisitInput['promises'][number][] = [];
  if (has('promise') && draft.promise.trim() !== '') {
    parts.push({ kind: 'promise', promise: about.promise });
    promises.push({
      promise: about.promise,
      text: draft.promise.trim(),
      due: draft.due === 'none' ? null : dayOf(about.now + dueDays[draft.due] * oneDay),
    });
  }
  if (about.problem) parts.push({ kind: 'problem', case: about.problem });
  const { confidential, subject } = draft;
  return {
    visit: about.visit,
    household: about.household,
    note: text,
    confidential,
    subject: subject || null,
    parts: parts.slice(0, 12),
    promises,
    attachments: [],
  };
}
