// Whether the record a command is about is still the one its screen showed: if not, somebody else was faster and the answer is 409.
import type { Envelope, Fact, Loaded, Need } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';

/** The record that a command is about was already another when it was decided on a screen. */
export function isBehind({ basedOn }: Envelope, [first]: readonly Need[], loaded: Loaded): boolean {
  if (basedOn === undefined || first === undefined || 'of' in first) return false;
  const record = loaded.find(first.kind, first.id);
  return record !== undefined && record.version !== basedOn;
}

/** Whatever a rule says against it, the reason is that somebody else was faster: that is what its sender must hear. */
export function decideOr(decide: () => readonly Fact[], behind: boolean): readonly Fact[] {
  try {
    return decide();
  } catch (error) {
    throw behind && error instanceof Problem ? new Problem('conflict', 'version-moved') : error;
  }
}

/** A screen that showed an older state does not overwrite a newer one silently. */
export function checkBasis(envelope: Envelope, facts: readonly Fact[], loaded: Loaded): void {
  if (envelope.basedOn === undefined) return;
  const [first] = facts;
  const record = first && loaded.find(first.kind, first.id);
  if (record && record.version !== envelope.basedOn) throw new Problem('conflict', 'version-moved');
}
