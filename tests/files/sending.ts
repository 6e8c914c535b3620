// Sends files as a phone does, by hand, so that a test can cut, lie and repeat where it likes.
import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { newId } from '#kit/id.ts';
import { makeFileKey, type SealedKey, sealFile, sealFileKey } from '#kit/seal-file.ts';
import type { Named } from '#modules/attachment/model.ts';
import type { NamedPaper } from '#modules/attachment/model-papers.ts';
import { inScope } from '#data/scope.ts';
import type { Cast } from '#tests/cast.ts';
import type { Caller, Running } from '#tests/running.ts';

export const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** How a command names this picture. */
export const namedPicture = (bytes: Buffer, more: Partial<Named> = {}): Named => ({
  attachment: newId(),
  kind: 'picture',
  mime: 'image/jpeg',
  sha256: hashOf(bytes),
  bytes: bytes.length,
  width: 640,
  height: 480,
  ...(more as object),
});
export const namedAudio = (bytes: Buffer, duration = 1000): Named => ({
  attachment: newId(),
  kind: 'audio',
  mime: 'audio/webm',
  sha256: hashOf(bytes),
  bytes: bytes.length,
  duration,
});

export const namedPaper = (bytes: Buffer): NamedPaper => ({
  attachment: newId(),
  kind: 'paper',
  mime: 'application/pdf',
  sha256: hashOf(bytes),
  bytes: bytes.length,
});

export interface Sealed {
  readonly id: string;
  readonly bytes: Buffer;
  readonly key: SealedKey;
}

/** Sealed once, its key sealed to the county's. */
export async function sealFor(cast: Cast, id: string, bytes: Buffer): Promise<Sealed> {
  const [server] = await inScope(
    cast.county.database,
    { person: null, standing: 'service', service: 'push', grounds: [], homes: [], offices: [], roles: [] },
    (tx) => tx.query<{ id: string; jwk: JsonWebKey }>('select id, public_jwk as jwk from server_key'),
  );
  if (!server) throw new Error('the county has no key');
  const key = makeFileKey();
  const sealed = await sealFile(key, id, new Uint8Array(bytes));
  return { id, bytes: Buffer.from(sealed), key: await sealFileKey(server, id, key) };
}

export interface Told {
  readonly status: number;
  readonly headers: Headers;
  readonly code: string | undefined;
}

const here = '/attachments/upload';

/** One step of the protocol. */
async function step(server: Running, caller: Caller, path: string, init: RequestInit): Promise<Told> {
  const headers: Record<string, string> = { 'tus-resumable': '1.0.0', ...(init.headers as Record<string, string>) };
  if (caller.bearer) headers.authorization = `Bearer ${caller.bearer}`;
  if (caller.cookie) headers.cookie = `__Host-zd=${caller.cookie}`;
  if (caller.csrf) headers['x-zd-csrf'] = caller.csrf;
  const reply = await fetch(`http://127.0.0.1:${server.port}${path}`, { ...init, headers });
  const text = await reply.text();
  const code = text.startsWith('{') ? (JSON.parse(text) as { code?: string }).code : undefined;
  return { status: reply.status, headers: reply.headers, code };
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');

export function announce(
  server: Running,
  caller: Caller,
  of: Omit<Sealed, 'key'> & { key?: SealedKey },
): Promise<Told> {
  const key = of.key ? `,key ${base64(JSON.stringify(of.key))}` : '';
  const metadata = `attachment ${base64(of.id)}${key}`;
  return step(server, caller, here, {
    method: 'POST',
    headers: { 'upload-length': String(of.bytes.length), 'upload-metadata': metadata },
  });
}

export const howFar = (server: Running, caller: Caller, id: string): Promise<Told> =>
  step(server, caller, `${here}/${id}`, { method: 'HEAD' });

export const goOn = (
  server: Running,
  caller: Caller,
  of: { readonly id: string; readonly bytes: Buffer },
  [from, upto = of.bytes.length]: readonly [from: number, upto?: number],
): Promise<Told> =>
  step(server, caller, `${here}/${of.id}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/offset+octet-stream', 'upload-offset': String(from) },
    body: new Uint8Array(of.bytes.subarray(from, upto)),
  });

/** Says it will send all that is left, sends `count` bytes and pulls the plug. */
export function cut(
  server: Running,
  caller: Caller,
  of: Sealed,
  [from, count]: readonly [from: number, count: number],
): Promise<void> {
  return new Promise((resolve) => {
    const going = request({
      port: server.port,
      host: '127.0.0.1',
      method: 'PATCH',
      path: `${here}/${of.id}`,
      headers: {
        'tus-resumable': '1.0.0',
        authorization: `Bearer ${caller.bearer}`,
        'content-type': 'application/offset+octet-stream',
        'upload-offset': String(from),
        'content-length': String(of.bytes.length - from),
      },
    });
    going.on('error', () => undefined);
    going.on('close', () => resolve());
    going.write(of.bytes.subarray(from, from + count), () => setTimeout(() => going.destroy(), 8));
  });
}

export const offsetOf = (told: Told): number => Number(told.headers.get('upload-offset'));

/** Announced and sent in one go. */
export async function sendWhole(server: Running, caller: Caller, of: Sealed): Promise<Told> {
  const told = await announce(server, caller, of);
  if (told.status !== 201) return told;
  return goOn(server, caller, of, [offsetOf(told)]);
}
