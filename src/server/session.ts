// Who is asking: from a session cookie, a phone's token, a plate or a case's secret to an Actor, and the life of sessions and phones.
import { hash, randomBytes } from 'node:crypto';
import { type Actor, type ActorPost, nobody } from '#kit/actor.ts';
import { newId, randomCode, readCode } from '#kit/id.ts';
import { Problem } from '#kit/problem.ts';
import type { Database, Tx } from '#data/database.ts';
import { emptyScope, inScope, type Scope } from '#data/scope.ts';
import type { County } from './county.ts';

/** Sessions, phones and credentials are read and written by this service alone. */
export const sessionScope: Scope = { ...emptyScope, standing: 'service', service: 'session' };

export const hashOf = (text: string): string => hash('sha256', text, 'hex');
const newToken = (): string => randomBytes(32).toString('base64url');

export interface SignedIn {
  readonly actor: Actor;
  readonly name: string;
  readonly csrf: string;
  /** The phone was revoked: it erases itself. */
  readonly revoked: boolean;
  /** The role asks for a second factor that is not set up yet: until then there are no rights. */
  readonly totpNeeded: boolean;
  /** A phone's rights stand while the database counts the same, and until then; undefined for other sessions. */
  readonly rights: { readonly count: number; readonly until: string } | undefined;
}

interface ActorRow {
  person: string;
  name: string;
  kind: 'staff' | 'adult' | 'phone';
  household: string | null;
  csrf: string;
  device: string | null;
  revoked: boolean;
  member: string | null;
  /** The session's last sign of life is over a minute old. */
  stale: boolean;
  totpNeeded: boolean;
  posts: ActorPost[];
  rights?: number;
  until?: string;
}

const seenText = `update session set seen_at = now() where token_hash = $1`;

/** The person behind a token with the posts held at this moment; undefined for a token nobody has. */
export async function signedInBy(database: Database, token: string): Promise<SignedIn | undefined> {
  if (!/^[A-Za-z0-9_-]{43}$/.test(token)) return undefined;
  const hashed = hashOf(token);
  // The function brings its own scope and asks everything in one go.
  const [said] = await database.single<{ row: ActorRow | null }>('select zd_actor($1) as row', [hashed]);
  const row = said?.row;
  if (!row) return undefined;
  if (row.stale) await inScope(database, sessionScope, (tx) => tx.exec(seenText, [hashed]));
  const standing = row.kind === 'adult' ? 'adult' : 'staff';
  const actor: Actor = {
    ...nobody,
    person: row.person,
    posts: row.kind === 'adult' || row.totpNeeded ? [] : row.posts,
    household: row.household,
    member: row.kind === 'adult' ? row.member : null,
    standing,
    device: row.device,
  };
  const { name, csrf, revoked, totpNeeded, rights: count, until } = row;
  return {
    actor,
    name,
    csrf,
    revoked,
    totpNeeded,
    rights: count === undefined || !until ? undefined : { count, until },
  };
}

/** Starts a session and answers its token, which is nowhere kept in the clear. */
export async function startSession(
  database: Database,
  of: { readonly person: string; readonly kind: 'staff' | 'adult'; readonly household?: string | null },
): Promise<{ token: string; csrf: string }> {
  const token = newToken();
  const csrf = newToken();
  const hours = of.kind === 'staff' ? 12 : 24 * 30;
  await inScope(database, sessionScope, (tx) =>
    tx.exec(
      `insert into session (token_hash, person, kind, household, csrf, expires_at) values ($1, $2, $3, $4, $5, now() + make_interval(hours => $6))`,
      [hashOf(token), of.person, of.kind, of.household ?? null, csrf, hours],
    ),
  );
  return { token, csrf };
}

export const endSession = (database: Database, token: string): Promise<number> =>
  inScope(database, sessionScope, (tx) => tx.exec('delete from session where token_hash = $1', [hashOf(token)]));

/** Ends every session and phone of a person at once (blocked, password changed, phone lost). */
export const endAllSessions = (tx: Tx, person: string): Promise<number> =>
  tx.exec('delete from session where person = $1', [person]);

export type InvitationPurpose = 'staff' | 'phone' | 'adult';

/** Makes a one-time code; only its hash is kept. Staff codes live 7 days, codes for phones and adults 2 days. */
export async function invite(
  tx: Tx,
  of: {
    readonly person: string;
    readonly purpose: InvitationPurpose;
    readonly member?: string | null;
    readonly by: string | null;
  },
): Promise<{ code: string; expiresAt: number }> {
  const code = randomCode(10);
  const days = of.purpose === 'staff' ? 7 : 2;
  const expiresAt = Date.now() + days * 86_400_000;
  await tx.exec(
    `insert into invitation (code_hash, person, purpose, member, issued_by, expires_at) values ($1, $2, $3, $4, $5, $6)`,
    [hashOf(code), of.person, of.purpose, of.member ?? null, of.by, new Date(expiresAt)],
  );
  return { code: `${code.slice(0, 5)}-${code.slice(5)}`, expiresAt };
}

/** A code that waits to be used, as the slip tells of it. */
export interface GivenCode {
  readonly name: string;
  readonly purpose: InvitationPurpose;
  readonly expiresAt: Date;
  readonly household: string | null;
}

/** What a code opens, for whoever gave it out himself; undefined for everybody else, and once it was used or is over. */
export const givenCode = (tx: Tx, typed: string, by: string | null): Promise<GivenCode | undefined> =>
  tx.maybe<GivenCode>(
    `select person.name, invitation.purpose, invitation.expires_at as "expiresAt",
       (select household from member where member.id = invitation.member) as household
     from invitation join person on person.id = invitation.person
     where code_hash = $1 and issued_by = $2 and used_at is null and expires_at > now()`,
    [hashOf(readCode(typed)), by],
  );

/** Uses a code up. Every wrong code reads the same: unknown, used, expired or for something else. */
export async function useInvitation(
  tx: Tx,
  typed: string,
  purpose: InvitationPurpose,
): Promise<{ person: string; member: string | null; household: string | null }> {
  const [row] = await tx.query<{ person: string; member: string | null }>(
    `update invitation set used_at = now() where code_hash = $1 and purpose = $2 and used_at is null and expires_at > now() returning person, member`,
    [hashOf(readCode(typed)), purpose],
  );
  if (!row) throw new Problem('refused', 'code-not-valid');
  const [home] = row.member
    ? await tx.query<{ household: string }>('select household from member where id = $1', [row.member])
    : [];
  return { ...row, household: home?.household ?? null };
}

/** A phone's own credential for its person: the code is used up and the token handed out in the same transaction. */
export const enrolPhone = (
  county: County,
  code: string,
  name: string,
): Promise<{ token: string; device: string; person: { id: string; name: string } }> =>
  inScope(county.database, sessionScope, async (tx) => {
    const { person } = await useInvitation(tx, code, 'phone');
    const token = newToken();
    const device = newId();
    await tx.exec('insert into device (id, token_hash, person, name) values ($1, $2, $3, $4)', [
      device,
      hashOf(token),
      person,
      name.slice(0, 60),
    ]);
    const who = await tx.one<{ id: string; name: string }>(
      'select id, name from person where id = $1 and blocked_at is null',
      [person],
    );
    return { token, device, person: who };
  });

/** The visitor of a plate: he may report for that household and sees nothing of it. */
export const plateActor = (household: string, ground: string): Actor => ({
  ...nobody,
  standing: 'plate',
  household,
  ground,
});

/** Whoever holds a case's own secret. */
export const secretActor = (caseId: string): Actor => ({ ...nobody, standing: 'secret', caseId });
