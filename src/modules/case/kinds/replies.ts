// Sentences that are written again and again, as data: to which act they belong, for which kind of matter, and in which state. The words stand in the words files.
import type { SideState } from '../model.ts';

export interface Reply {
  /** `case.reply.<name>` is what the button says, `case.reply.<name>.text` what is written; of a county's own reply the name itself. */
  readonly name: string;
  /** What a county's own reply writes. */
  readonly text?: string;
  readonly act: string;
  /** First letters of the categories it fits; absent = all. */
  readonly groups?: string;
  /** Only while this stands beside the state; absent = whenever nothing fits better. */
  readonly side?: SideState;
}

export const replies: readonly Reply[] = [
  { name: 'again', act: 'answer', side: 'reopened' },
  { name: 'repaired', act: 'answer', groups: 'WPRHE' },
  { name: 'explained', act: 'answer' },
  { name: 'planned', act: 'answer' },
  { name: 'notOurs', act: 'return' },
  { name: 'parts', act: 'extend', groups: 'WPRHE' },
  { name: 'weather', act: 'extend' },
  { name: 'frozen', act: 'suspend', groups: 'WRAE' },
  { name: 'absent', act: 'suspend' },
  { name: 'seen', act: 'handUp' },
  { name: 'lookFirst', act: 'dispatch' },
  { name: 'came', act: 'tell' },
];

/** What fits an act on this matter as it stands. */
export const repliesFor = (
  act: string,
  { category, side }: { readonly category: string; readonly side: SideState | null },
  all: readonly Reply[] = replies,
): readonly Reply[] =>
  all.filter(
    (reply) =>
      reply.act === act &&
      (reply.groups === undefined || reply.groups.includes(category.slice(0, 1))) &&
      (reply.side === undefined || reply.side === side),
  );
