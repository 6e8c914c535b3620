// POST /push: opens what a phone sealed, lets each command decide for itself, and answers item by item.
import type { Actor } from '#kit/actor.ts';
import type { Envelope } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import { openSealed } from '#kit/seal.ts';
import type { PushAnswer, PushRequest, SealedCommand } from '#kit/wire.ts';
import { emptyScope, inScope, type Scope } from '#data/scope.ts';
import type { County } from './county.ts';
import { execute } from './execute.ts';

const pushScope: Scope = { ...emptyScope, standing: 'service', service: 'push' };
const jobsScope: Scope = { ...emptyScope, standing: 'service', service: 'jobs' };

export interface ServerKey {
  readonly id: string;
  readonly publicJwk: JsonWebKey;
  readonly privateKey: CryptoKey;
}

/** The keys this county still opens, newest first. */
export async function loadServerKeys(county: Pick<County, 'database'>): Promise<ServerKey[]> {
  const rows = await inScope(county.database, pushScope, (tx) =>
    tx.query<{ id: string; public_jwk: JsonWebKey; private_jwk: JsonWebKey }>('select id, public_jwk, private_jwk from server_key order by made_at desc'),
  );
  return Promise.all(
    rows.map(async (row) => ({
      id: row.id,
      publicJwk: row.public_jwk,
      privateKey: await crypto.subtle.importKey('jwk', row.private_jwk, { name: 'ECDH', namedCurve: 'P-256' }, false, ['deriveBits']),
    })),
  );
}

function readRequest(body: unknown): readonly SealedCommand[] {
  const request = body as PushRequest | null;
  if (typeof request !== 'object' || request === null || request.v !== 1 || !Array.isArray(request.commands)) throw new Problem('invalid', 'input-invalid', { field: 'commands', reason: 'shape' });
  if (request.commands.length > 100) throw new Problem('invalid', 'push-too-many', { most: 100 });
  return request.commands;
}

async function openOne(sealed: SealedCommand, keys: readonly ServerKey[]): Promise<Envelope | 'reseal'> {
  const key = keys.find((one) => one.id === sealed.key);
  if (!key) return 'reseal';
  try {
    const envelope = await openSealed(key.privateKey, sealed);
    return envelope.id === sealed.id ? envelope : 'reseal';
  } catch {
    // It cannot be opened with this key: the phone still has the plain copy and seals it anew; nothing is dropped.
    return 'reseal';
  }
}

/** Commands of one push are answered in their order; a broken one gets no answer and stays on the phone. */
export async function push(county: County, actor: Actor, body: unknown, keys: readonly ServerKey[]): Promise<PushAnswer[]> {
  const commands = readRequest(body);
  const opened = await Promise.all(commands.map((sealed) => openOne(sealed, keys)));
  const answers: PushAnswer[] = [];
  for (const [i, envelope] of opened.entries()) {
    const id = commands[i]?.id ?? '';
    if (envelope === 'reseal') answers.push({ id, status: 'reseal' });
    else answers.push(...(await decideOne(county, actor, envelope)));
  }
  return answers;
}

async function decideOne(county: County, actor: Actor, envelope: Envelope): Promise<PushAnswer[]> {
  try {
    // A phone sends only what its own person wrote: the author inside the seal is the owner of the credential.
    if (envelope.author !== actor.person) throw new Problem('refused', 'author-differs');
    const answer = await execute(county, actor, { ...envelope, device: actor.device });
    if (answer.status === 'refused' && answer.kind === 'refused') await keepForHandOver(county, envelope, answer.code);
    return [answer];
  } catch (error) {
    if (error instanceof Problem && error.kind !== 'broken') return [{ id: envelope.id, status: 'refused', kind: error.kind, code: error.code, facts: error.facts }];
    county.log('push-failed', { verb: envelope.name, reason: error instanceof Problem ? error.code : 'broken' });
    return [];
  }
}

/** What was written in good faith by somebody whose post ended waits for the new worker or the grid head. */
async function keepForHandOver(county: County, envelope: Envelope, code: string): Promise<void> {
  const household = (envelope.input as { household?: unknown } | null)?.household;
  if (typeof household !== 'string' || !/^[0-9a-f-]{36}$/.test(household)) return;
  await inScope(county.database, jobsScope, async (tx) => {
    await tx.exec(
      `insert into hand_over_box (command, ground, author, envelope, code) select $1, household.ground, $2, $3::jsonb, $4 from household where id = $5 on conflict do nothing`,
      [envelope.id, envelope.author, JSON.stringify(envelope), code, household],
    );
  });
}
