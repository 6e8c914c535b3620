// Writing anew what was refused or has not gone yet: it keeps its own numbers, which other entries may speak of already.
import { useEffect } from 'preact/hooks';
import { newId } from '#kit/id.ts';
import { Problem } from '#kit/problem.ts';
import { dropUndo } from '#look/undo.ts';
import { emptyProblem, type ProblemDraft } from '#modules/case/ui/phone-problem.tsx';
import type { VisitPart } from '#modules/visit/model.ts';
import { visitWords } from '#modules/visit/ui/phone-entries.tsx';
import { emptyVisit, type VisitDraft, visitDraftOf, type VisitInput } from '#modules/visit/ui/visit-draft.ts';
import { holdBack } from '#sync/outbox.ts';
import type { Item, Phone } from '#sync/store.ts';
import type { Step } from './acts.ts';
import { findVisit } from './queries.ts';
import { insteadOf, queuedItem } from './queued.ts';

/** The form as it was when this was written. */
export const visitOf = (item: Item | undefined): VisitDraft =>
  item ? { ...visitDraftOf(item.envelope.input as VisitInput, item.at), mends: item.id } : emptyVisit;

export function problemOf(item: Item | undefined): ProblemDraft {
  if (!item) return emptyProblem;
  const input = item.envelope.input as Partial<ProblemDraft>;
  return {
    category: input.category ?? null,
    title: input.title ?? '',
    text: input.text ?? '',
    subject: input.subject ?? '',
    aboutOffice: input.aboutOffice ?? '',
    mustReport: input.mustReport === true,
    attachments: input.attachments ?? [],
    mends: item.id,
  };
}

interface Mended {
  readonly ids: { readonly visit: string; readonly promise: string };
  /** When it was first written; ms. */
  readonly at: number;
  readonly more: Pick<Step, 'mends' | 'replaces'>;
}

/** For an entry being written; `mends` is the command that is written anew, or empty. */
export function mending(phone: Phone, mends: string): Mended {
  const item = queuedItem(phone, mends);
  const before = item?.envelope.input as VisitInput | undefined;
  return {
    ids: { visit: before?.visit ?? newId(), promise: before?.promises[0]?.promise ?? newId() },
    at: item?.state === 'waiting' ? item.at : Date.now(),
    more: item ? insteadOf(item) : {},
  };
}

/** As long as its form is open, what is written anew does not go. */
export function useHeldBack(phone: Phone, mends: string): void {
  useEffect(() => {
    if (mends === '') return;
    // What was said of it when it was kept is over: it is being changed now.
    dropUndo();
    const hold = (): void => void holdBack(phone, mends, Date.now());
    hold();
    const timer = setInterval(hold, 5000);
    return () => clearInterval(timer);
  }, [mends]);
}

/** Did the county take it while its form was open? Then this is the record it made. Asked of the disk: another page may have sent it. */
async function takenRecord({ db }: Phone, mends: string): Promise<string | undefined> {
  const row = mends === '' ? undefined : await db.outbox.where('id').equals(mends).first();
  return row && row.state !== 'taken' ? undefined : (await db.acks.get(mends))?.record;
}

/** Throws `conflict item-sent` when the county has taken it meanwhile. */
export async function mustNotBeSent(phone: Phone, mends: string): Promise<void> {
  if ((await takenRecord(phone, mends)) !== undefined) throw new Problem('conflict', 'item-sent');
}

/** Promises apart: their numbers are new each time. */
function sameParts(some: readonly VisitPart[], others: readonly VisitPart[]): boolean {
  const said = (parts: readonly VisitPart[]): string => JSON.stringify(parts.filter((part) => part.kind !== 'promise'));
  return said(some) === said(others);
}

/** The county has it already: the words become a correction; what was ticked or promised stands as it was sent. */
export async function correctionOf(phone: Phone, written: VisitInput, mends: string): Promise<Step | undefined> {
  const id = await takenRecord(phone, mends);
  if (id === undefined) return undefined;
  const visit = findVisit(phone, id);
  if (!visit || !sameParts(visit.parts, written.parts)) throw new Problem('conflict', 'item-sent');
  return { name: 'visit.correct', input: { visit: id, note: written.note, was: visit.note } };
}

/** The words of an entry of which the county holds an older version, as a correction of that one. */
export function correctionFor(phone: Phone, { envelope }: Item): Step | undefined {
  if (envelope.name !== 'visit.record') return undefined;
  const { visit: id, note, parts } = envelope.input as VisitInput;
  const visit = findVisit(phone, id);
  if (!visit) return undefined;
  const ticked = sameParts(visit.parts, parts) ? '' : visitWords({ parts });
  return {
    name: 'visit.correct',
    input: { visit: id, note: [ticked, note].filter(Boolean).join('\n'), was: visit.note },
  };
}
