// The files of this phone for the screens: the lane that sends them, loaded once the notebook is open, and how one is kept, opened and dropped.
import { signal } from '@preact/signals';
import type { Named } from '#modules/attachment/model.ts';
import type { FilesLane } from '#sync/files-lane.ts';
import type { Phone } from '#sync/store.ts';

/** Absent until its code is there; nothing waits for it. */
export const lane = signal<FilesLane | undefined>();

const parts = () => Promise.all([import('#sync/files.ts'), import('#sync/files-lane.ts')]);
let opened: Phone | undefined;

/** Begins to send what waits. The code of it all is on the phone from the first day, but not in the way of the first screen. */
export async function openFiles(phone: Phone): Promise<void> {
  opened = phone;
  const [, { startFiles }] = await parts();
  // Locked in the meantime.
  if (opened === phone) lane.value = startFiles(phone);
}

export function closeFiles(): void {
  opened = undefined;
  lane.value?.stop();
  lane.value = undefined;
  small = new Map();
}

/** Ids of the files a command names. */
export const filesIn = (input: unknown): string[] =>
  ((input as { readonly attachments?: readonly Named[] } | null)?.attachments ?? []).map((one) => one.attachment);

/** These go with that command from now on; `null` takes them back. Nothing is loaded for a command without files. */
export async function bind(
  phone: Phone,
  ids: readonly string[],
  command: string | null,
  forget = false,
): Promise<void> {
  if (ids.length === 0) return;
  const [{ bindFiles }] = await parts();
  await bindFiles(phone, ids, command, forget);
  await lane.value?.reload();
}

/** What went with commands that were taken back stands in its form again. */
export async function takeBack(phone: Phone, commands: readonly string[]): Promise<void> {
  if (lane.value?.rows.value.some((row) => row.command !== null && commands.includes(row.command)) === false) return;
  const [{ unbindFiles }] = await parts();
  await unbindFiles(phone, commands);
  await lane.value?.reload();
}

export async function keepFile<M extends object>(phone: Phone, bytes: Uint8Array<ArrayBuffer>, about: M) {
  const [{ keepFile: keep }] = await parts();
  const named = await keep(phone, bytes, about, Date.now());
  await lane.value?.reload();
  return named;
}

/** What is left out of a form: gone, unless something that waits here, or was refused, still names it. */
export async function leaveOut(phone: Phone, id: string): Promise<void> {
  if (!phone.items.value.some((item) => filesIn(item.envelope.input).includes(id))) await dropFiles(phone, [id]);
}

/** Gone from this phone. */
export async function dropFiles(phone: Phone, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const [{ dropFile }] = await parts();
  for (const id of ids) await dropFile(phone.identity.person, id);
  await lane.value?.reload();
}

async function fetchFile(phone: Phone, address: string): Promise<Blob | undefined> {
  const headers = { authorization: `Bearer ${phone.identity.token}` };
  const signal = AbortSignal.timeout(60_000);
  const response = await fetch(address, { headers, cache: 'no-store', signal }).catch(() => undefined);
  return response?.ok ? response.blob() : undefined;
}

/** From this phone, else from the county: in memory only, nothing of others' pictures stays here. */
export async function openFile(phone: Phone, id: string): Promise<Blob | undefined> {
  const [{ openKept }] = await parts();
  return (await openKept(phone, id))?.blob ?? fetchFile(phone, `/attachments/${id}`);
}

/** Small pictures seen since the notebook was opened, each fetched once. */
let small = new Map<string, Promise<Blob | undefined>>();

export function openSmall(phone: Phone, id: string): Promise<Blob | undefined> {
  const known = small.get(id);
  if (known) return known;
  const coming = fetchFile(phone, `/attachments/${id}/small`);
  small.set(id, coming);
  // Without signal: asked for again the next time.
  void coming.then((blob) => blob ?? small.delete(id));
  return coming;
}
