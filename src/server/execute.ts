// The one door to write: a command becomes facts, records, journal rows and a stored answer in one transaction.
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod/mini';
import { type Actor, isAmong } from '#kit/actor.ts';
import type { Answer, Envelope, Fact, Loaded, RecordBase, Verb } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import { takesAway } from '#kit/unbrought.ts';
import type { TransactionOptions, Tx } from '#data/database.ts';
import { canonical, writeJournal } from '#data/journal.ts';
import { joinWrites } from '#data/joined-writes.ts';
import { inScope, type Scope } from '#data/scope.ts';
import { type Asking, movedOn } from '#data/table.ts';
import type { Setting } from '#modules/case/model-county.ts';
import { applyFact } from './apply-fact.ts';
import { checkBasis, decideOr, isBehind } from './basis.ts';
import type { County } from './county.ts';
import { forgetSettings, settingsOf, withSettings } from './county-settings.ts';
import { loadNeeds } from './load.ts';
import { refusedVerbs, stores, verbs } from './registry.ts';
import { scopeOf } from './scope-of.ts';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** As many may change one record in the same moment, each round lets one through. */
const mostAttempts = 16;

/** Every query of a command is a lookup by key: planning it anew each time costs more than running it. */
const planned = { genericPlans: true } as const;

/** A unique key was there already: the same command beside us, or an id (or secret) used twice. */
const isTaken = (error: unknown): boolean => (error as { code?: string } | null)?.code === '23505';

/** Another was faster with the same record. */
const isMoved = (error: unknown): boolean => (error as { code?: string } | null)?.code === movedOn;

/** It names a record that is not there, which reads like one that is not the sender's. */
const isUnknown = (error: unknown): boolean => (error as { code?: string } | null)?.code === '23503';

const commandScope = (actor: Actor, envelope: Envelope): Scope => ({ ...scopeOf(actor), command: envelope.id });

interface Command {
  readonly envelope: Envelope;
  readonly verb: Verb;
  readonly input: unknown;
  readonly hash: Buffer;
  /** What the county set; at hand before the transaction begins, which must wait for no second one. */
  readonly settings: readonly Setting[];
  /** Something was in the way at the first try. */
  readonly repeated: boolean;
}

type Precondition = TransactionOptions['onlyIf'];

const howOf = ({ timeoutMs }: Verb, onlyIf: Precondition): TransactionOptions => ({
  ...planned,
  ...(onlyIf ? { onlyIf } : {}),
  ...(timeoutMs === undefined ? {} : { timeoutMs }),
});

/**
 * Decides a command and writes what follows. A repeat of the same command gets the stored answer; the same id with
 * another body throws `conflict command-differs`. A refusal is stored and answered, never thrown; `broken` is thrown.
 * @param onlyIf goes into every transaction of it; what it raises is thrown as it is
 */
export async function execute(
  county: County,
  actor: Actor,
  envelope: Envelope,
  onlyIf?: Precondition,
): Promise<Answer> {
  if (!uuid.test(envelope.id)) throw new Problem('invalid', 'command-id');
  const hash = createHash('sha256')
    .update(canonical([envelope.name, envelope.input]))
    .digest();
  try {
    const command = { ...readCommand(envelope, actor), hash, settings: await settingsOf(county) };
    for (let attempt = 1; ; attempt++) {
      try {
        const answer = await inScope(
          county.database,
          commandScope(actor, envelope),
          (tx) => once(tx, county, actor, { ...command, repeated: attempt > 1 }),
          howOf(command.verb, onlyIf),
        );
        if (envelope.name.startsWith('setting.')) forgetSettings(county.database);
        return answer;
      } catch (error) {
        const again = isMoved(error) || isTaken(error);
        if (isUnknown(error)) throw new Problem('refused', 'not-yours');
        if (!again) throw error;
        if (attempt >= 4 && isTaken(error)) throw new Problem('conflict', 'id-taken');
        // Never a refusal: nothing was decided, so the sender keeps it and sends it again.
        if (attempt === mostAttempts) throw new Problem('broken', 'database-busy');
        if (attempt > 1) await sleep(Math.random() * 10 * attempt);
      }
    }
  } catch (error) {
    if (!(error instanceof Problem) || error.kind === 'broken' || error.code === 'command-differs') throw error;
    return refuse(county, actor, { envelope, hash, onlyIf, problem: error });
  }
}

function readCommand(envelope: Envelope, actor: Actor): Pick<Command, 'envelope' | 'verb' | 'input'> {
  const verb = verbs.get(envelope.name);
  const never = refusedVerbs.get(envelope.name);
  if (never) throw new Problem('refused', never);
  if (!verb) throw new Problem('invalid', 'verb-unknown', { verb: String(envelope.name).slice(0, 60) });
  // The right to act comes before everything else.
  if (!isAmong(actor, verb.who)) throw new Problem('refused', 'not-yours');
  const read = z.safeParse(verb.input, envelope.input);
  if (!read.success) {
    const issue = read.error.issues[0];
    throw new Problem('invalid', 'input-invalid', { field: issue?.path.join('.') ?? '', reason: issue?.code ?? '' });
  }
  return { envelope, verb, input: read.data };
}

async function once(tx: Tx, county: County, actor: Actor, command: Command): Promise<Answer> {
  const { envelope, verb, input, repeated } = command;
  const now = county.now();
  const needs = verb.needs(input, actor);
  const [known, found] = await Promise.all([
    // A repeat is rare and cannot be written twice: it is looked for only when something was in the way.
    repeated ? knownAnswer(tx, envelope.id, actor, command.hash) : undefined,
    loadNeeds(tx, needs, actor),
  ]);
  if (known) return known;
  const loaded = withSettings(found, command.settings);
  const at = Math.min(Math.floor(envelope.at), now + 10 * 60_000);
  const facts = decideOr(
    () => verb.decide(input, { commandId: envelope.id, at, now, actor, loaded }),
    isBehind(envelope, needs, loaded),
  );
  checkBasis(envelope, facts, loaded);
  const changed = applyAll(facts, loaded);
  const answer: Answer = {
    id: envelope.id,
    status: 'accepted',
    facts: facts.map(({ name, kind, id }) => ({ name, kind, id })),
    shown: shownOf(changed),
  };
  await save(tx, { changed, facts, actor, envelope: { ...envelope, at }, now, answer, hash: command.hash });
  return answer;
}

/** What the sender may see at once of what the server gave: the number of a new matter, and whether it leaves the phone. */
export function shownOf(changed: ReadonlyMap<string, Change>): Record<string, unknown> | undefined {
  for (const { after, before } of changed.values()) {
    if (!before && 'number' in after)
      return { number: after.number, gone: (after as { restricted?: boolean }).restricted === true };
  }
  return undefined;
}

/** In whose name a command is remembered. */
export const authorOf = (actor: Actor): string | null => actor.person ?? actor.household ?? actor.caseId;

async function knownAnswer(tx: Tx, id: string, actor: Actor, hash: Buffer): Promise<Answer | undefined> {
  const [row] = await tx.query<{ answer: Answer; body_hash: Buffer }>(
    'select answer, body_hash from command_log where id = $1 and author is not distinct from $2',
    [id, authorOf(actor)],
  );
  if (!row) return undefined;
  if (!row.body_hash.equals(hash)) throw new Problem('conflict', 'command-differs');
  return row.answer;
}

interface Change {
  readonly kind: string;
  readonly before: RecordBase | undefined;
  readonly after: RecordBase;
  /** The record goes: an import that made it is taken back. */
  readonly gone: boolean;
  /** Each fact with the record as it stood after it. */
  readonly facts: readonly { readonly fact: Fact; readonly record: RecordBase }[];
}

export function applyAll(facts: readonly Fact[], loaded: Loaded): Map<string, Change> {
  const changed = new Map<string, Change>();
  for (const fact of facts) {
    const key = `${fact.kind}:${fact.id}`;
    const change = changed.get(key);
    const before = change ? change.before : loaded.find(fact.kind, fact.id);
    const after = applyFact(change?.after ?? before, fact);
    const facts = [...(change?.facts ?? []), { fact, record: after }];
    changed.set(key, { kind: fact.kind, before, after, gone: takesAway(fact), facts });
  }
  return changed;
}

interface Saving {
  readonly changed: ReadonlyMap<string, Change>;
  readonly facts: readonly Fact[];
  readonly actor: Actor;
  readonly envelope: Envelope;
  readonly now: number;
  readonly answer: Answer;
  readonly hash: Buffer;
}

const logText = `insert into command_log (id, author, standing, body_hash, answer) values ($1, $2, $3, $4, $5::jsonb)`;

/**
 * Everything is sent without waiting in between, the commit with it; the order of sending is the order of writing. What must
 * not happen fails inside PostgreSQL: a row that moved on (`isMoved`), a command or an id that is there already (`isTaken`).
 */
async function save(tx: Tx, saving: Saving): Promise<void> {
  const { changed, actor, envelope, now, answer, hash } = saving;
  const updates = [...changed.values()].filter((change) => change.before);
  const sent: Promise<unknown>[] = [];
  // A row may leave the writer's sight by this very change (a hand-over): the decision was made, so it may be written.
  if (updates.length > 0)
    sent.push(
      tx.query(`select set_config('zd.writing', $1, true)`, [
        `{${updates.map((change) => change.after.id).join(',')}}`,
      ]),
    );
  // One fact makes a handful of rows that know nothing of each other: they go as one statement. More keep their order.
  const writes = joinWrites();
  const into = saving.facts.length === 1 ? writes : tx;
  for (const change of changed.values()) sent.push(...saveChange(tx, into, change));
  for (const { kind, after, facts } of changed.values()) {
    for (const { fact } of facts)
      sent.push(writeJournal(into, journalEntry({ fact, kind, after }, { actor, envelope, now })));
  }
  const logged = [envelope.id, authorOf(actor), actor.standing, hash, JSON.stringify(answer)];
  const last = writes.join(logText, logged);
  sent.push(tx.last(last.text, last.values));
  await Promise.all(sent);
}

function saveChange(tx: Tx, into: Asking, change: Change): Promise<unknown>[] {
  const store = stores.get(change.kind);
  if (!store) return [];
  if (change.gone && change.before) return [store.table.remove(tx, change.before.id, change.before.version)];
  const row = change.before
    ? store.table.update(tx, change.after, change.before.version)
    : store.table.insert(into, change.after);
  return [row, ...change.facts.map(({ fact, record }) => store.beside?.(into, fact, record) ?? Promise.resolve())];
}

export function journalEntry(
  { fact, kind, after }: { fact: Fact; kind: string; after: RecordBase },
  { actor, envelope, now }: { actor: Actor; envelope: Envelope; now: number },
): Parameters<typeof writeJournal>[1] {
  // Restricted matters and complaints about staff, and the files with them, travel to no phone: their rows carry no ground.
  const { restricted, complainedOf, hidden } = after as {
    restricted?: boolean;
    complainedOf?: string[];
    hidden?: boolean;
  };
  const isHidden =
    (kind === 'case' && (restricted || (complainedOf?.length ?? 0) > 0)) || (kind === 'attachment' && hidden);
  return {
    command: envelope.id,
    name: fact.name,
    kind,
    record: fact.id,
    ground: isHidden || after.ground === '' ? null : after.ground,
    leftGround: fact.data.leftGround ?? null,
    actor: actor.person,
    office: fact.data.by ?? actor.posts[0]?.office ?? null,
    standing: actor.standing,
    at: now,
    claimedAt: envelope.at,
    payload: fact.data,
  };
}

/** Refused answers are stored too: a repeat gets the same words, mending makes a new id. */
async function refuse(
  county: County,
  actor: Actor,
  refused: Pick<Command, 'envelope' | 'hash'> & { problem: Problem; onlyIf: Precondition },
): Promise<Answer> {
  const { envelope, hash, problem, onlyIf } = refused;
  const answer: Answer = {
    id: envelope.id,
    status: 'refused',
    kind: problem.kind,
    code: problem.code,
    facts: problem.facts,
  };
  if (actor.standing === 'nobody') return answer;
  const store = async (tx: Tx): Promise<Answer> => {
    const known = await knownAnswer(tx, envelope.id, actor, hash);
    if (known) return known;
    await tx.exec(`${logText} on conflict do nothing`, [
      envelope.id,
      authorOf(actor),
      actor.standing,
      hash,
      JSON.stringify(answer),
    ]);
    return answer;
  };
  return inScope(county.database, commandScope(actor, envelope), store, onlyIf ? { onlyIf } : {});
}
