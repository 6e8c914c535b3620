// What is being written about a visit, and how it becomes the one entry with its parts.
import { t } from '#look/words.ts';
import type { Named } from '#modules/attachment/model.ts';
import type { recordVisit } from '../commands.ts';
import type { amounts, HouseholdFact } from '../model.ts';

export const tiles = ['well', 'harvest', 'opinion', 'policy', 'help', 'event', 'promise', 'more'] as const;
export type Tile = (typeof tiles)[number];
export const events = ['wedding', 'funeral', 'birth'] as const;
export const others = ['hail', 'flood', 'drought', 'illness', 'away', 'returned', 'comment'] as const;
export const dues = ['tomorrow', 'week', 'month', 'none'] as const;

/** A card that a campaign asks to speak of. */
export interface ToldCard {
  readonly topic: string;
  readonly title: string;
}

export interface VisitDraft {
  readonly tiles: readonly Tile[];
  readonly amount: (typeof amounts)[number] | null;
  readonly topics: readonly string[];
  /** Absent in a draft from before there were campaigns. */
  readonly told?: readonly ToldCard[];
  readonly event: (typeof events)[number] | null;
  readonly eventDay: string;
  readonly others: readonly (typeof others)[number][];
  readonly note: string;
  readonly named: boolean;
  /** What was said is about staff. */
  readonly staff: boolean;
  readonly promise: string;
  readonly due: (typeof dues)[number];
  readonly confidential: boolean;
  readonly subject: string;
  readonly attachments: readonly Named[];
  /** A matter heard at the same door that the entry speaks of already. */
  readonly problem: string;
  /** The refused command that this one mends. */
  readonly mends: string;
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
  staff: false,
  promise: '',
  due: 'week',
  confidential: false,
  subject: '',
  attachments: [],
  problem: '',
  mends: '',
};

export type VisitInput = Parameters<typeof recordVisit.decide>[0];
export interface Fault {
  readonly field: 'tiles' | 'note' | 'topics' | 'event' | 'others' | 'promise';
  readonly word: string;
}

export const hasAudio = (named: readonly Named[]): boolean => named.some((one) => one.kind === 'audio');

/** What is still missing, in the order of the form; each with the key of its words. */
export function faultsOf(draft: VisitDraft): Fault[] {
  const has = (tile: Tile): boolean => draft.tiles.includes(tile);
  // What was spoken stands in the place of what would be written.
  const note = draft.note.trim() !== '' || hasAudio(draft.attachments);
  const wantsNote = has('opinion') || has('help') || (has('more') && draft.others.includes('comment'));
  const faults: Fault[] = [];
  if (draft.tiles.length === 0 && !draft.told?.length && !note)
    faults.push({ field: 'tiles', word: 'visit.need.tiles' });
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
  const note = draft.note.trim();
  const text = note === '' && hasAudio(draft.attachments) ? t('attachment.spoken') : note;
  const fact = (
    name: HouseholdFact,
    more: { amount?: (typeof amounts)[number] | null; on?: string | null } = {},
  ): VisitInput['parts'][number] => ({ kind: 'fact', fact: name, amount: more.amount ?? null, on: more.on ?? null });
  const parts: VisitInput['parts'][number][] = [];
  if (has('well')) parts.push({ kind: 'well' });
  if (has('harvest')) parts.push(fact('harvest', { amount: draft.amount }));
  if (has('opinion'))
    parts.push({ kind: 'opinion', text, named: draft.named, ...(draft.staff ? { staff: true } : {}) });
  if (has('policy')) parts.push(...draft.topics.map((topic) => ({ kind: 'policy' as const, topic })));
  parts.push(...(draft.told ?? []).map((card) => ({ kind: 'policy' as const, ...card })));
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
  const problem = about.problem ?? draft.problem;
  if (problem !== '') parts.push({ kind: 'problem', case: problem });
  const { confidential, subject } = draft;
  return {
    visit: about.visit,
    household: about.household,
    note,
    confidential,
    subject: subject || null,
    parts: parts.slice(0, 12),
    promises,
    attachments: [...draft.attachments],
  };
}

const isEvent = (fact: HouseholdFact): fact is (typeof events)[number] => (events as readonly string[]).includes(fact);
const isOther = (fact: HouseholdFact): fact is Exclude<(typeof others)[number], 'comment'> =>
  (others as readonly string[]).includes(fact);

/** How long was said when it was written: the nearest of the answers that covers it. */
function dueOf(due: string | null, written: number): VisitDraft['due'] {
  if (due === null) return 'none';
  const days = (Date.parse(due) - Date.parse(dayOf(written))) / oneDay;
  return days <= 1 ? 'tomorrow' : days <= 7 ? 'week' : 'month';
}

/** What each part had ticked and filled in. */
function fromPart(draft: VisitDraft, part: VisitInput['parts'][number]): VisitDraft {
  const tick = (tile: Tile): readonly Tile[] => tiles.filter((one) => one === tile || draft.tiles.includes(one));
  if (part.kind === 'problem') return { ...draft, problem: part.case };
  if (part.kind === 'policy' && part.title !== undefined)
    return { ...draft, told: [...(draft.told ?? []), { topic: part.topic, title: part.title }] };
  if (part.kind === 'policy') return { ...draft, tiles: tick('policy'), topics: [...draft.topics, part.topic] };
  if (part.kind === 'opinion')
    return { ...draft, tiles: tick('opinion'), named: part.named, staff: part.staff === true };
  if (part.kind === 'comment') return { ...draft, tiles: tick('more'), others: [...draft.others, 'comment'] };
  if (part.kind !== 'fact') return { ...draft, tiles: tick(part.kind) };
  if (part.fact === 'harvest') return { ...draft, tiles: tick('harvest'), amount: part.amount };
  if (isEvent(part.fact)) return { ...draft, tiles: tick('event'), event: part.fact, eventDay: part.on ?? '' };
  return isOther(part.fact) ? { ...draft, tiles: tick('more'), others: [...draft.others, part.fact] } : draft;
}

/** The form as it was when this was written: the way back from `visitInput`, so that mending loses nothing. */
export function visitDraftOf(input: VisitInput, written: number): VisitDraft {
  const [promise] = input.promises;
  const start: VisitDraft = {
    ...emptyVisit,
    note: input.note,
    confidential: input.confidential,
    subject: input.subject ?? '',
    attachments: input.attachments,
    ...(promise ? { promise: promise.text, due: dueOf(promise.due, written) } : {}),
  };
  return input.parts.reduce(fromPart, start);
}
