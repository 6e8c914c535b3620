// A question (咨询) asked at a door and answered at once: what was asked, what was said, and the notice it rests on.
import type { RecordBase } from '#kit/command.ts';

export interface Question extends RecordBase {
  readonly household: string;
  readonly author: string;
  readonly office: string;
  readonly claimedAt: number;
  readonly receivedAt: number;
  /** Category of the catalogue. */
  readonly topic: string;
  readonly text: string;
  readonly answer: string;
  readonly notice: string | null;
}

/** One row of `question.of`. */
export type QuestionRow = Pick<Question, 'id' | 'claimedAt' | 'topic' | 'text' | 'answer'> & {
  readonly officeName: string;
  readonly noticeTitle: string | null;
};
