// A notice: what an office tells everybody on its ground.
import type { RecordBase } from '#kit/command.ts';

export interface Notice extends RecordBase {
  readonly title: string;
  readonly text: string;
  readonly office: string;
  readonly fromAt: number;
  readonly toAt: number | null;
  readonly withdrawnAt: number | null;
}
