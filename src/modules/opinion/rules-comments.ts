// What of the comments on an office is shown: from five on, in fives of finished months, and never so that the last one could be told from the others.
import { type Comment, commentLevels, type CommentRow } from './model.ts';

/** OPINION-9: fewer are nobody's to read. */
export const fewest = 5;

/** Months in their order, each with those before it that were too few: only whole batches come out, so that no month shows one home's word. */
function inBatches(all: readonly Comment[]): Comment[] {
  const shown: Comment[] = [];
  let waiting: Comment[] = [];
  for (const month of [...new Set(all.map((one) => one.month))].sort()) {
    waiting = [...waiting, ...all.filter((one) => one.month === month)];
    if (waiting.length < fewest) continue;
    shown.push(...waiting);
    waiting = [];
  }
  return shown;
}

const yearOf = ({ month }: Comment): string => month.slice(0, 4);

/** Each office and year by name; no office stands before another for what was said of it. */
export function commentRows(all: readonly Comment[]): CommentRow[] {
  const keys = [...new Set(all.map((one) => `${one.name} ${one.office} ${yearOf(one)}`))].sort();
  return keys.flatMap((key) => {
    const own = all.filter((one) => `${one.name} ${one.office} ${yearOf(one)}` === key);
    const shown = inBatches(own);
    const [first] = shown;
    if (first === undefined) return [];
    const words = inBatches(own.filter((one) => one.words !== '')).map((one) => one.words);
    const said = Object.fromEntries(
      commentLevels.map((level) => [level, shown.filter((one) => one.level === level).length]),
    ) as CommentRow['said'];
    return [{ office: first.office, name: first.name, year: yearOf(first), said, words: words.sort() }];
  });
}
