// From the keys of a sheet to the parts of an entry (VISIT-18): two keys an answer, in any order, with or without a space between.
import { type Circled, type SheetAnswer, sheetFields } from './kinds/sheet.ts';
import type { VisitPart } from './model.ts';

/** `codes`: what was typed that is none. `words`: something was circled that is about words, and none were written. */
export interface SheetFault {
  readonly what: 'codes' | 'words' | 'empty';
  readonly code: string;
}

/** The pairs of keys in what was typed; a last single key waits for its second. */
export function pairsOf(typed: string): string[] {
  const keys = typed.replaceAll(/[^0-9]/g, '');
  return Array.from({ length: Math.ceil(keys.length / 2) }, (_, at) => keys.slice(2 * at, 2 * at + 2));
}

export const answerOf = (pair: string): SheetAnswer | undefined =>
  sheetFields.find(({ key }) => key === pair[0])?.answers.find(({ key }) => key === pair[1]);

function withWords(part: Circled, text: string): VisitPart {
  if (part.kind !== 'words') return part;
  return part.as === 'opinion' ? { kind: part.as, text, named: part.named } : { kind: part.as, text };
}

export interface Typed {
  readonly parts: readonly VisitPart[];
  readonly faults: readonly SheetFault[];
}

/** What a line of the sheet says. The same circled twice is said once; words without a circle are a note. */
export function typedOf(typed: string, note: string): Typed {
  const pairs = [...new Set(pairsOf(typed))];
  const found = pairs.map((code) => ({ code, answer: answerOf(code) }));
  const faults = found.flatMap(({ code, answer }): SheetFault[] => {
    if (!answer) return [{ what: 'codes', code }];
    return answer.part.kind === 'words' && note.trim() === '' ? [{ what: 'words', code }] : [];
  });
  if (pairs.length === 0 && note.trim() === '') faults.push({ what: 'empty', code: '' });
  return { parts: found.flatMap(({ answer }) => (answer ? [withWords(answer.part, note.trim())] : [])), faults };
}
