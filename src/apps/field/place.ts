// Where somebody was writing when the app was killed: kept sealed beside the draft, so that one comes back to the same form, for half a day.
import { findDraft, keepDraft } from '#sync/drafts.ts';
import type { Phone } from '#sync/store.ts';

const key = 'at';
const halfDay = 12 * 3_600_000;

interface Place {
  readonly to: string;
  /** Key of the draft that was being written. */
  readonly draft: string;
  /** ms */
  readonly at: number;
}

export const keepPlace = (phone: Phone, place: Place): Promise<void> => keepDraft(phone, key, place);

export const dropPlace = (phone: Phone): Promise<void> => keepDraft(phone, key, null);

/** The form that was open; undefined when it was left by its writer, long ago, or what was in it is saved. */
export async function findPlace(phone: Phone, now: number): Promise<string | undefined> {
  const place = await findDraft<Place>(phone, key);
  if (!place || Math.abs(now - place.at) > halfDay) return undefined;
  return (await findDraft(phone, place.draft)) ? place.to : undefined;
}
