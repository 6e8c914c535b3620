// Pictures on the phones of the fault harness: kept sealed, named by a matter, and sent piece by piece by the phone's own code.
import { filesOf, keepFile } from '#sync/files.ts';
import { sendFiles } from '#sync/files-send.ts';
import type { Round } from '#sync/push.ts';
import { makeJpeg } from '#tests/files/make-files.ts';
import type { ChaosCounty } from './chaos-county.ts';
import type { StormPhone } from './storm-phone.ts';

/** A picture and the matter it belongs to, both on the phone; answers the picture's id. */
export async function takePhoto(phone: StormPhone, size: { width: number; height: number }): Promise<string> {
  const bytes = new Uint8Array(await makeJpeg(size.width, size.height));
  const about = { kind: 'picture', mime: 'image/jpeg', ...size };
  const named = await keepFile(phone.phone, bytes, about, Date.now());
  await phone.report(named);
  return named.attachment;
}

/** One round of the lane of files. */
export const sendPhotos = ({ phone }: StormPhone): Promise<Round> =>
  sendFiles({
    identity: phone.identity,
    db: phone.db,
    files: filesOf(phone.identity.person),
    now: () => Date.now(),
    fetch: (input, init) => fetch(input, init),
    textFirst: async () => undefined,
  });

/** What the phone believes of its pictures. */
export const photosOf = async ({
  phone,
}: StormPhone): Promise<{ id: string; state: string; sent: number; length: number }[]> =>
  (await filesOf(phone.identity.person).files.toArray()).map(({ id, state, sent, length }) => ({
    id,
    state,
    sent,
    length,
  }));

/** Of these pictures, the ones that the county calls received with the very hash that was named. */
export async function receivedPhotos(county: ChaosCounty, ids: readonly string[]): Promise<string[]> {
  const client = await county.admin();
  try {
    const { rows } = await client.query<{ id: string }>(
      `select id from attachment where id = any($1::uuid[]) and state = 'received' and kept_hash is not null`,
      [ids],
    );
    return rows.map((row) => row.id);
  } finally {
    await client.end();
  }
}
