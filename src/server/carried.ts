// What a phone could not send comes as a file over a desk: each line is proven by the phone's own credential and then treated exactly as a push.
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import * as z from 'zod/mini';
import type { Actor } from '#kit/actor.ts';
import type { CarriedAnswer, CarriedFile, CarriedItem, CarriedProof } from '#kit/carried.ts';
import { sha256Hex } from '#kit/id.ts';
import { Problem } from '#kit/problem.ts';
import { sealBytes } from '#kit/seal-file.ts';
import type { PushAnswer, SealedCommand } from '#kit/wire.ts';
import { limits } from '#modules/attachment/model.ts';
import { findNamed, type Receiver, settle } from './files/receive.ts';
import { actorOf, type Env, identify, mustBeOurPage, mustBeSignedIn, readJson } from './http.ts';
import { limiter } from './limits.ts';
import { openProofNow } from './open-sealed.ts';
import { type Found, look, push } from './push.ts';
import { type SignedIn, signedInBy } from './session.ts';

/** PEOPLE-13: the desks a grid worker walks to. */
const carriers = ['village-officer', 'township-officer'];

const text = (most: number): z.ZodMiniString => z.string().check(z.maxLength(most));
const sealedKey = z.object({ key: text(100), ephemeral: text(400), iv: text(100), box: text(4000) });
const line = z.object({ id: z.uuid(), proof: sealedKey, content: text(1_000_000) });
const sealed = z.object({ id: z.uuid(), key: text(100), ephemeral: text(400), iv: text(100), box: text(600_000) });
const content = z.union([
  z.object({ commands: z.array(sealed).check(z.maxLength(100)) }),
  z.object({ file: z.object({ id: z.uuid(), key: sealedKey, data: text(900_000) }) }),
]);

function read<T>(shape: z.ZodMiniType<T>, value: unknown): T {
  const found = z.safeParse(shape, value);
  if (!found.success) throw new Problem('invalid', 'carried-damaged');
  return found.data;
}

/**
 * Whose phone sealed this line. The credential lies inside the seal with the hash of the content: nobody who holds the file can
 * read it, put it beside other words, or make one. Throws the Problem that tells the desk why nothing of it counts.
 */
async function writerOf({ county, keys }: Receiver, given: z.infer<typeof line>): Promise<SignedIn & { actor: Actor }> {
  await keys.meet([given.proof.key]);
  const key = keys.find(given.proof.key);
  if (!key) throw new Problem('invalid', 'carried-other-county');
  let proof: CarriedProof;
  try {
    proof = openProofNow(key.opener, given.id, given.proof);
  } catch {
    throw new Problem('invalid', 'carried-damaged');
  }
  if (proof.digest !== (await sha256Hex(given.content))) throw new Problem('invalid', 'carried-damaged');
  const writer = await signedInBy(county.database, String(proof.token));
  if (!writer || writer.actor.device === null) throw new Problem('refused', 'carried-unknown-phone');
  // What a lost phone says after it was revoked may be anybody's word.
  if (writer.revoked) throw new Problem('refused', 'carried-revoked');
  return writer;
}

/** What only one office may know of is not named to whoever carries it. */
const whatOf = (found: Found): string => (found === 'closed' ? 'sealed' : found.forFew ? 'sealed' : found.name);

function itemOf(
  command: SealedCommand,
  found: Found,
  { answer, leaves }: { answer: PushAnswer | undefined; leaves: boolean },
): CarriedItem {
  const { id } = command;
  const what = whatOf(found);
  if (!answer) return { id, what, status: 'unanswered' };
  if (answer.status === 'accepted') return { id, what, status: 'received' };
  if (answer.status === 'reseal') return { id, what, status: 'reseal' };
  const isKept = (answer.kind === 'refused' && answer.code !== 'author-differs') || leaves;
  const status = isKept ? 'left' : 'refused';
  // Why it was not taken would tell what it is about.
  if (what === 'sealed') return { id, what, status: 'refused' };
  return { id, what, status, code: answer.code, facts: plain(answer.facts) };
}

/** Numbers and the name of an office: what the sentence needs, and nothing that could be somebody's words. */
function plain(facts: unknown): Readonly<Record<string, string | number>> {
  const entries = Object.entries((facts ?? {}) as Record<string, unknown>);
  const isPlain = (one: [string, unknown]): one is [string, string | number] =>
    typeof one[1] === 'number' || (one[0] === 'office' && typeof one[1] === 'string');
  return Object.fromEntries(entries.filter(isPlain));
}

async function takeCommands(
  receiver: Receiver,
  actor: Actor,
  commands: readonly SealedCommand[],
): Promise<CarriedItem[]> {
  const { county, keys } = receiver;
  const answers = await push(county, actor, { v: 1, commands }, keys);
  const byId = new Map(answers.map((answer) => [answer.id, answer]));
  const leaves = actor.posts.length === 0;
  return commands.map((one) => itemOf(one, look(one, keys), { answer: byId.get(one.id), leaves }));
}

async function takeFile(receiver: Receiver, actor: Actor, file: CarriedFile): Promise<CarriedItem> {
  const named = await findNamed(receiver.county, actor.person ?? '', file.id);
  const item = { id: file.id, what: 'file' } as const;
  if (!named) return { ...item, status: 'refused', code: 'file-unknown' };
  if (named.state === 'refused') return { ...item, status: 'refused', code: named.fault ?? 'file-broken' };
  if (named.state === 'received') return { ...item, status: 'received' };
  const bytes = Buffer.from(file.data, 'base64url');
  if (bytes.length > limits.audioBytes + sealBytes || bytes.length !== named.bytes + sealBytes)
    return { ...item, status: 'refused', code: 'file-broken' };
  try {
    await keepWhole(receiver, { file, bytes, author: named.author });
    return { ...item, status: 'received' };
  } catch (error) {
    if (!(error instanceof Problem) || error.kind === 'broken') throw error;
    return { ...item, status: error.code === 'file-reseal' ? 'reseal' : 'refused', code: error.code };
  }
}

/** As if the phone had announced it and sent all of it at once. */
async function keepWhole(
  { county, parts, ...receiver }: Receiver,
  { file, bytes, author }: { file: CarriedFile; bytes: Buffer; author: string },
): Promise<void> {
  await parts.alone(file.id, async (signal) => {
    const attachment = await findNamed(county, author, file.id);
    if (attachment?.state !== 'expected') return;
    const upload = { attachment: file.id, author, length: bytes.length, key: file.key, done: false };
    await parts.begin(upload);
    const start = { upload, offset: 0, lastByte: county.now() };
    const body = new Blob([new Uint8Array(bytes)]).stream();
    await parts.append(start, body, signal);
    await settle({ ...receiver, county, parts }, { ...start, offset: bytes.length }, attachment);
  });
}

export function carriedRoutes(receiver: Receiver): Hono<Env> {
  const app = new Hono<Env>();
  const { county } = receiver;
  const often = limiter(600, 600);
  app.use('/api/carried', identify(county), mustBeSignedIn, mustBeOurPage, bodyLimit({ maxSize: 1_000_000 }));
  app.post('/api/carried', async (c: Context<Env>) => {
    const carrier = actorOf(c);
    if (!carrier.posts.some(({ role }) => carriers.includes(role))) throw new Problem('refused', 'not-yours');
    often.take(carrier.person ?? '');
    const given = read(line, await readJson(c));
    const { actor, name } = await writerOf(receiver, given);
    const carried = read(content, parsed(given.content));
    const items =
      'file' in carried
        ? [await takeFile(receiver, actor, carried.file)]
        : await takeCommands(receiver, actor, carried.commands);
    county.log('carried', {
      items: items.length,
      received: items.filter(({ status }) => status === 'received').length,
    });
    return c.json({ writer: name, items } satisfies CarriedAnswer);
  });
  return app;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new Problem('invalid', 'carried-damaged');
  }
}
