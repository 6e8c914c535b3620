// Who else has the same record open at this moment, as far as the server told; nothing of it is kept anywhere.
import { signal } from '@preact/signals';

export type Beside = { readonly name: string; readonly office: string };

/** The record open on this screen; the app tells the server. */
export const openRecord = signal<string | undefined>(undefined);
/** The others at that record. */
export const beside = signal<{ readonly key: string; readonly people: readonly Beside[] }>({ key: '', people: [] });

export const besideAt = (key: string): readonly Beside[] => (beside.value.key === key ? beside.value.people : []);
