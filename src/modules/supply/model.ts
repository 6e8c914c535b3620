// Supply networks: from the source over mains and valves to the taps that homes hang on.
import type { RecordBase } from '#kit/command.ts';

export const nodeKinds = ['source', 'tank', 'main', 'valve', 'branch', 'tap'] as const;

export interface SupplyNode extends RecordBase {
  /** Category family, W for water. */
  readonly network: string;
  readonly code: string;
  readonly name: string;
  readonly kind: (typeof nodeKinds)[number];
  /** Code of the node it is fed from. */
  readonly parent: string | null;
  readonly lat: number | null;
  readonly lon: number | null;
}
