// A gully, a wall or a stream that nobody walks across, as its village drew it for the planner.
import type { RecordBase } from '#kit/command.ts';
import type { Barrier } from './model-plan.ts';

/** `ground` is the village's. */
export interface Gully extends RecordBase {
  readonly path: Barrier;
  readonly drawnAt: number;
  readonly removedAt: number | null;
}

/** Answer of `gully.list`. */
export type GullyRow = Pick<Gully, 'id' | 'version' | 'path'>;
