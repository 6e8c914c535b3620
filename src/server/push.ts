// POST /push: opens what a phone sealed, lets each command decide for itself, and answers item by item.
import type { Actor } from '#kit/actor.ts';
import type { Envelope } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import { idEnding, type PushAnswer, type PushRequest, type SealedCommand } from '#kit/wire.ts';
import { emptyScope, inScope, type Scope } from '#data/scope.ts';
import { findCategory } from '#modules/case/kinds/categories.ts';
import type { County } from './county.ts';
import { execute } from './execute.ts';
import { cleaned } from './http.ts';
import { openSealedNow } from './open-sealed.ts';
import { type Guess, isWrongGuess } from './phone-rights.ts';
import type { ServerKeys } from './server-keys.ts';

const jobsScope: Scope = { ...emptyScope, standing: 'service', service: 'jobs' };

/** Undefined when it is no push at all. */
const pushIn = (body: unknown): PushRequest | undefined => {
  const request = body as PushRequest | null | undefined;
  return typeof request === 'object' && request?.v === 1 && Array.isArray(request.commands) ? request : undefined;
};

/** The phone holds what stood here before a restore: what its commands build on may be missing still. */
const isOfAnother = ({ facts }: County, { generation }: PushRequest): boolean =>
  generation !== undefined && generation !== facts.generation.slice(-idEnding);

function readRequest(county: County, body: unknown): readonly SealedCommand[] {
  const request = pushIn(body);
  if (!request) throw new Problem('invalid', 'input-invalid', { field: 'commands', reason: 'shape' });
  if (isOfAnother(county, request)) throw new Problem('conflict', 'generation-moved');
  const { commands } = request;
  if (commands.length > 100) throw new Problem('invalid', 'push-too-many', { most: 100 });
  return commands;
}

function openOne(sealed: SealedCommand, keys: ServerKeys): Envelope | Problem | 'reseal' {
  const key = keys.find(sealed?.key);
  if (!key) return 'reseal';
  try {
    return cleaned(openSealedNow(key.opener, sealed), 0) as Envelope;
  } catch (error) {
    if (error instanceof Problem && error.code !== 'sealed-unreadable') return error;
    // It cannot be opened with this key: the phone still has the plain copy and seals it anew; nothing is dropped.
    return 'reseal';
  }
}

/** What somebody who carries a command for its phone may be told of it: nothing when it does not open. */
export type Found = 'closed' | { readonly name: string; readonly forFew: boolean };

export function look(sealed: SealedCommand, keys: ServerKeys): Found {
  const envelope = openOne(sealed, keys);
  if (envelope === 'reseal' || envelope instanceof Problem) return 'closed';
  return { name: envelope.name, forFew: isForFew((envelope.input ?? {}) as Said) };
}

const uuids = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** Every record a command speaks of, by the ids it names. */
const recordsOf = (envelope: Envelope): string[] => [...new Set(JSON.stringify(envelope.input).match(uuids) ?? [])];

/**
 * A single command of a phone met lately goes without a look-up of its own; undefined when it needs one after all: then nothing
 * was decided, and the caller looks the token up and begins anew. In twenties one look-up serves them all.
 */
export async function pushAsGuessed(
  county: County,
  guess: Guess,
  body: unknown,
  keys: ServerKeys,
): Promise<PushAnswer[] | undefined> {
  const request = pushIn(body);
  if (!request || isOfAnother(county, request)) return undefined;
  const [sealed, ...more] = request.commands;
  const envelope = sealed && more.length === 0 ? openOne(sealed, keys) : 'reseal';
  if (envelope === 'reseal' || envelope instanceof Problem) return undefined;
  if (envelope.author !== guess.actor.person) return undefined;
  try {
    return [await decide(county, guess, envelope)];
  } catch (error) {
    // What was thrown before any transaction asked is no answer yet to somebody who may be nobody by now.
    if (isWrongGuess(error) || (error instanceof Problem && error.kind !== 'broken')) return undefined;
    return unanswered(county, envelope, error);
  }
}

/** Commands that share a record keep their order; the others go side by side, so that one fsync serves several. */
export async function push(county: County, actor: Actor, body: unknown, keys: ServerKeys): Promise<PushAnswer[]> {
  const commands = readRequest(county, body);
  await keys.meet(commands.map((sealed) => sealed?.key));
  const opened = commands.map((sealed) => openOne(sealed, keys));
  const last = new Map<string, Promise<PushAnswer[]>>();
  const lanes = Array.from({ length: 4 }, () => Promise.resolve() as Promise<unknown>);
  const answers = opened.map((envelope, i): Promise<PushAnswer[]> => {
    if (envelope === 'reseal') return Promise.resolve([{ id: commands[i]?.id ?? '', status: 'reseal' }]);
    // What holds unreadable text is refused by itself and holds nothing else up.
    if (envelope instanceof Problem) return Promise.resolve([refusal(commands[i]?.id ?? '', envelope)]);
    const records = opened.length > 1 ? recordsOf(envelope) : [];
    const earlier = records.map((id) => last.get(id)).filter((one) => one !== undefined);
    const answer = Promise.all([lanes[i % lanes.length], Promise.all(earlier)]).then(([, before]) =>
      // What an earlier one on the same record could not yet get decided, a later one must not overtake: the phone asks again.
      before.some((one) => one.length === 0) ? [] : decideOne(county, actor, envelope),
    );
    for (const id of records) last.set(id, answer);
    lanes[i % lanes.length] = answer;
    return answer;
  });
  return (await Promise.all(answers)).flat();
}

const refusal = (id: string, { kind, code, facts }: Problem): PushAnswer => ({
  id,
  status: 'refused',
  kind,
  code,
  facts,
});

async function decideOne(county: County, actor: Actor, envelope: Envelope): Promise<PushAnswer[]> {
  try {
    // A phone sends only what its own person wrote: the author inside the seal is the owner of the credential.
    if (envelope.author !== actor.person) throw new Problem('refused', 'author-differs');
    return [await decide(county, { actor }, envelope)];
  } catch (error) {
    if (error instanceof Problem && error.kind !== 'broken') return [refusal(envelope.id, error)];
    return unanswered(county, envelope, error);
  }
}

async function decide(
  county: County,
  { actor, onlyIf }: Pick<Guess, 'actor'> & Partial<Guess>,
  envelope: Envelope,
): Promise<PushAnswer> {
  const answer = await execute(county, actor, { ...envelope, device: actor.device }, onlyIf);
  // Whoever holds no post any more is about to lose his phone: whatever he still brings is kept for those who come after him.
  const leaves = actor.posts.length === 0;
  if (answer.status === 'refused' && (answer.kind === 'refused' || leaves))
    await keepForHandOver(county, envelope, answer.code);
  return answer;
}

/** No answer is not done: the phone keeps it and comes again. */
function unanswered(county: County, envelope: Envelope, error: unknown): PushAnswer[] {
  county.log('push-failed', { verb: envelope.name, reason: error instanceof Problem ? error.code : 'broken' });
  return [];
}

interface Said {
  readonly household?: unknown;
  readonly case?: unknown;
  readonly visit?: unknown;
  readonly promise?: unknown;
  readonly category?: unknown;
  readonly mustReport?: unknown;
  readonly confidential?: unknown;
}

/** What only one office may read does not wait in a box that the whole ground opens: it stays with its author alone. */
function isForFew({ category, mustReport, confidential }: Said): boolean {
  const first = typeof category === 'string' ? findCategory(category)?.first : undefined;
  return mustReport === true || confidential === true || first === 'restricted' || first === 'bypass';
}

const idOf = (value: unknown): string | null =>
  typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value) ? value : null;

const boxText = `insert into hand_over_box (id, ground, author, envelope, code)
  select $1, case when $7 then null else place.ground end, $2, $3::jsonb, $4
  from (select ground from household where id = $5
    union all select ground from matter where id = $6 and not restricted and complained_of = '{}'
    union all select case when confidential then null else ground end from visit where id = $8
    union all select case when visit.confidential then null else promise.ground end from promise join visit on visit.id = promise.visit
      where promise.id = $9
    -- About something that itself never arrived: it lies where that lies.
    union all select ground from hand_over_box where author = $2 and (envelope->'input'->>'visit' = $8::text
      or envelope->'input'->>'case' = $6::text or envelope->'input'->'promises' @> jsonb_build_array(jsonb_build_object('promise', $9::text)))
    limit 1) as place
  on conflict do nothing`;

/** What was written in good faith by somebody whose post ended waits for the new worker or the grid head. */
async function keepForHandOver(county: County, envelope: Envelope, code: string): Promise<void> {
  const said = (envelope.input ?? {}) as Said;
  const values = [envelope.id, envelope.author, JSON.stringify(envelope), code];
  await inScope(county.database, jobsScope, (tx) =>
    tx.exec(boxText, [
      ...values,
      idOf(said.household),
      idOf(said.case),
      isForFew(said),
      idOf(said.visit),
      idOf(said.promise),
    ]),
  );
}
