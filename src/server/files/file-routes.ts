// Hands out a picture, an audio note or a paper to whoever may see what it belongs to, and writes the reading its household sees.
import { type Context, Hono } from 'hono';
import { type Actor, isUnder } from '#kit/actor.ts';
import { Problem } from '#kit/problem.ts';
import { writeReadings } from '#data/readings.ts';
import type { Tx } from '#data/database.ts';
import { inScope } from '#data/scope.ts';
import { aerialReaders } from '#modules/aerial/model.ts';
import { aerialTable } from '#modules/aerial/store.ts';
import type { Attachment } from '#modules/attachment/model.ts';
import { attachmentTable } from '#modules/attachment/store.ts';
import type { County } from '../county.ts';
import { actorOf, type Env, identify, mustBeSignedIn } from '../http.ts';
import { maySeePaper } from '../policy-cards.ts';
import { scopeOf } from '../scope-of.ts';
import type { FileStore } from './file-store.ts';
import { isId } from './upload-routes.ts';

export type Size = 'whole' | 'small';

const endings: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'audio/webm': 'webm',
  'application/pdf': 'pdf',
};

/** AERIAL-2: at a desk, by a post that sees homes of that ground on the map; AERIAL-6: not once it was taken away. */
async function maySeeAerial(tx: Tx, actor: Actor, found: Attachment): Promise<boolean> {
  const [aerial] = await aerialTable.load(tx, found.aerial === null ? [] : [found.aerial]);
  if (!aerial || aerial.removedAt !== null || actor.device !== null) return false;
  const { ground } = aerial;
  return actor.posts.some(
    (post) => aerialReaders.includes(post.role) && (isUnder(ground, post.ground) || isUnder(post.ground, ground)),
  );
}

/** Undefined when the reader may not see it, which is the same as not there. Only what was received is there. */
export async function findSeen(county: County, actor: Actor, id: string): Promise<Attachment | undefined> {
  if (!isId(id)) return undefined;
  const now = county.now();
  return inScope(county.database, scopeOf(actor), async (tx) => {
    const [found] = await attachmentTable.load(tx, [id]);
    if (found?.state !== 'received') return undefined;
    if (found.policy !== null) return (await maySeePaper(tx, actor, found, now)) ? found : undefined;
    if (found.aerial !== null) return (await maySeeAerial(tx, actor, found)) ? found : undefined;
    // Staff who look leave a trace; the household looking at its own does not read itself. A hidden matter leaves none.
    if (actor.standing === 'staff' && found.household !== null && !found.hidden)
      await writeReadings(tx, [found.household], {
        reader: actor,
        purpose: found.matter === null ? 'household.file' : 'case.file',
        at: now,
      });
    return found;
  });
}

/** The bytes, as a file and nothing a browser would run. Throws `missing file-unknown`. */
export async function answerFile(
  c: Context,
  store: FileStore,
  found: Attachment | undefined,
  size: Size,
): Promise<Response> {
  const small = size === 'small' && found?.smallHash;
  const hash = small || found?.keptHash;
  const bytes = hash ? await store.get(hash) : undefined;
  if (!found || !bytes) throw new Problem('missing', 'file-unknown');
  const type = small ? 'image/jpeg' : found.mime;
  return c.body(new Uint8Array(bytes), 200, {
    'Content-Type': type,
    'Content-Length': String(bytes.length),
    'Content-Disposition': `attachment; filename="${found.kind}-${found.id.slice(-12)}.${endings[type] ?? 'bin'}"`,
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Cache-Control': 'no-store',
  });
}

export function fileRoutes(county: County, store: FileStore): Hono<Env> {
  const app = new Hono<Env>();
  for (const [address, size] of [
    ['/attachments/:id', 'whole'],
    ['/attachments/:id/small', 'small'],
  ] as const) {
    app.get(address, identify(county), mustBeSignedIn, async (c) =>
      answerFile(c, store, await findSeen(county, actorOf(c), c.req.param('id')), size),
    );
  }
  return app;
}
