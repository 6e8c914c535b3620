// Files come by tus 1.0 (core, creation, expiration; https://tus.io/protocols/resumable-upload): announced, sent piece by piece, gone on with after every cut.
import { type Context, Hono } from 'hono';
import * as z from 'zod/mini';
import { Problem, problemToWire } from '#kit/problem.ts';
import { sealBytes } from '#kit/seal-file.ts';
import { aerialLimits } from '#modules/aerial/model.ts';
import { type Attachment, limits } from '#modules/attachment/model.ts';
import { actorOf, type Env, identify, mustBeOurPage, mustBeSignedIn } from '../http.ts';
import { type Part, partLife, type Upload } from './parts.ts';
import { findNamed, type Receiver, settle } from './receive.ts';

const version = '1.0.0';
const tus = { 'Tus-Resumable': version, 'Cache-Control': 'no-store' };
/** Bytes of one request: a sender takes small steps, so that a cut costs little. */
const mostAtOnce = 1_000_000;
const here = '/attachments/upload';

const text = z.string().check(z.maxLength(400));
const sealedKey = z.object({ key: text, ephemeral: text, iv: text, box: text });

const answer = (status: 200 | 201 | 204, more: Record<string, string>): Response =>
  new Response(null, { status, headers: { ...tus, ...more } });
/** What tus asks for and our Problems have no status for. */
const refuse = (status: 412 | 413 | 415, problem: Problem): Response =>
  new Response(JSON.stringify({ ...problemToWire(problem), status }), {
    status,
    headers: { ...tus, 'Tus-Version': version, 'Content-Type': 'application/problem+json' },
  });
const tooLarge = (): Response => refuse(413, new Problem('invalid', 'file-too-large'));

function whole(value: string | undefined): number | undefined {
  return value !== undefined && /^\d{1,9}$/.test(value) ? Number(value) : undefined;
}

/** `name base64, name base64`; a value that is no base64 text reads as absent. */
function metadataOf(header: string | undefined): Map<string, string> {
  const pairs = (header ?? '').split(',').map((pair) => pair.trim().split(' '));
  return new Map(pairs.map(([name = '', value = '']) => [name, Buffer.from(value, 'base64').toString('utf8')]));
}

function keyOf(text: string | undefined): Upload['key'] {
  if (text === undefined) return null;
  try {
    return sealedKey.parse(JSON.parse(text));
  } catch {
    throw new Problem('invalid', 'input-invalid', { field: 'key', reason: 'shape' });
  }
}

const expires = (part: Part): Record<string, string> => ({
  'Upload-Expires': new Date(part.lastByte + partLife).toUTCString(),
});

/** The file that is asked for by its own author; everybody else hears that there is none. */
async function mustBeMine(c: Context<Env>, { county }: Receiver, id: string): Promise<Attachment> {
  const { person, standing } = actorOf(c);
  const found = person !== null && standing === 'staff' && isId(id) ? await findNamed(county, person, id) : undefined;
  if (!found) throw new Problem('missing', 'file-unknown');
  return found;
}
export const isId = (id: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id);

async function create(c: Context<Env>, receiver: Receiver): Promise<Response> {
  const length = whole(c.req.header('upload-length'));
  const said = metadataOf(c.req.header('upload-metadata'));
  if (length === undefined) throw new Problem('invalid', 'input-invalid', { field: 'Upload-Length', reason: 'shape' });
  const attachment = await mustBeMine(c, receiver, said.get('attachment') ?? '');
  const key = keyOf(said.get('key'));
  const most = attachment.kind === 'aerial' ? aerialLimits.bytes : limits.paperBytes;
  if (length > most + sealBytes) return tooLarge();
  if (attachment.state === 'refused') throw new Problem('invalid', attachment.fault ?? 'file-broken');
  // What was named is what may come: no byte more is taken from anybody.
  if (length !== attachment.bytes + (key ? sealBytes : 0) && attachment.state === 'expected')
    throw new Problem('conflict', 'file-differs');
  await receiver.keys.meet(key ? [key.key] : []);
  if (key && !receiver.keys.find(key.key)) throw new Problem('conflict', 'file-reseal');
  const upload = { attachment: attachment.id, author: attachment.author, length, key, done: false };
  const part = await receiver.parts.alone(attachment.id, async () => {
    const there = await receiver.parts.find(attachment.id);
    // The answer to the first announcement was lost: the same one goes on where it stands.
    if (there && sameUpload(there.upload, upload)) {
      await judgeWhole(receiver, there, attachment);
      return there;
    }
    if (attachment.state !== 'expected') return { upload, offset: length, lastByte: receiver.county.now() };
    await receiver.parts.begin(upload);
    return { upload, offset: 0, lastByte: receiver.county.now() };
  });
  return answer(201, { Location: `${here}/${attachment.id}`, 'Upload-Offset': String(part.offset), ...expires(part) });
}

const sameUpload = (a: Upload, b: Upload): boolean =>
  a.length === b.length && JSON.stringify(a.key) === JSON.stringify(b.key);

async function head(c: Context<Env>, receiver: Receiver): Promise<Response> {
  const attachment = await mustBeMine(c, receiver, c.req.param('id') ?? '');
  // A connection that died without a word is let go, and what it brought is counted.
  const part = await receiver.parts.alone(attachment.id, async () => {
    const found = await receiver.parts.find(attachment.id);
    if (found) await judgeWhole(receiver, found, attachment);
    return found;
  });
  if (!part) throw new Problem('missing', 'file-unknown');
  const { offset, upload } = part;
  return answer(200, { 'Upload-Offset': String(offset), 'Upload-Length': String(upload.length), ...expires(part) });
}

/** Killed, or a disk failed, between the last byte and the judgement: it is judged now, before its sender hears that all is here. */
async function judgeWhole(receiver: Receiver, part: Part, attachment: Attachment): Promise<void> {
  if (!part.upload.done && part.offset === part.upload.length) await settleNow(receiver, part, attachment);
}

async function settleNow(receiver: Receiver, part: Part, attachment: Attachment): Promise<void> {
  if (attachment.state === 'refused') throw new Problem('invalid', attachment.fault ?? 'file-broken');
  if (attachment.state === 'received') await receiver.parts.finish(part.upload);
  else await settle(receiver, part, attachment);
}

async function patch(c: Context<Env>, receiver: Receiver): Promise<Response> {
  if (c.req.header('content-type') !== 'application/offset+octet-stream')
    return refuse(415, new Problem('invalid', 'request-malformed'));
  const offset = whole(c.req.header('upload-offset'));
  const attachment = await mustBeMine(c, receiver, c.req.param('id') ?? '');
  const { body } = c.req.raw;
  return receiver.parts.alone(attachment.id, async (signal) => {
    const part = await receiver.parts.find(attachment.id);
    if (!part) throw new Problem('missing', 'file-unknown');
    if (offset !== part.offset) throw new Problem('conflict', 'upload-offset', { offset: part.offset });
    const came = body && !part.upload.done ? await receiver.parts.append(part, body, signal) : part.offset;
    if (came === 'too-long') return tooLarge();
    const now = { ...part, offset: came, lastByte: receiver.county.now() };
    if (came === part.upload.length && !part.upload.done) await settleNow(receiver, now, attachment);
    return answer(204, { 'Upload-Offset': String(came), ...expires(now) });
  });
}

export function uploadRoutes(receiver: Receiver): Hono<Env> {
  const app = new Hono<Env>();
  const { county } = receiver;
  app.options(here, () =>
    answer(204, {
      'Tus-Version': version,
      'Tus-Extension': 'creation,expiration',
      'Tus-Max-Size': String(aerialLimits.bytes + sealBytes),
    }),
  );
  for (const under of [here, `${here}/:id`]) {
    app.use(under, identify(county), mustBeSignedIn, mustBeOurPage);
    app.use(under, async (c, next) => {
      if (c.req.header('tus-resumable') !== version) return refuse(412, new Problem('invalid', 'request-malformed'));
      if (Number(c.req.header('content-length') ?? 0) > mostAtOnce) return tooLarge();
      return next();
    });
  }
  app.post(here, (c) => create(c, receiver));
  app.get(`${here}/:id`, (c) => head(c, receiver));
  app.patch(`${here}/:id`, (c) => patch(c, receiver));
  return app;
}
