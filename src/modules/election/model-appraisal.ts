// The yearly appraisal of those in posts of a place: one counted sheet of a meeting.
import type { RecordBase } from '#kit/command.ts';

export interface Appraised {
  readonly post: string;
  readonly person: string;
  readonly good: number;
  readonly fit: number;
  readonly unfit: number;
  readonly none: number;
}

export interface Appraisal extends RecordBase {
  readonly area: string;
  readonly year: number;
  readonly day: string;
  readonly office: string;
  /** Who could come, and who came. */
  readonly entitled: number;
  readonly came: number;
  /** In the order of offices. */
  readonly rows: readonly Appraised[];
  readonly saidAt: number;
}

/** Answer row of `appraisal.list`. */
export interface AppraisalRow extends Pick<Appraisal, 'id' | 'year' | 'day' | 'entitled' | 'came'> {
  readonly place: string;
  readonly rows: readonly (Appraised & {
    readonly name: string;
    readonly office: string;
    /** Of the village committee, whose posts end by law; of others the county decides. */
    readonly ofCommittee: boolean;
    readonly unfitTwice: boolean;
  })[];
}
