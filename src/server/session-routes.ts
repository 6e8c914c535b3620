// Signing in and out, accepting an invitation, the second factor, and giving out one-time codes.
import { type Context, Hono } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { hasRole, isUnder } from '#kit/actor.ts';
import { Problem } from '#kit/problem.ts';
import { inScope } from '#data/scope.ts';
import { roles as allRoles } from '#modules/people/model.ts';
import { ask } from './ask.ts';
import type { County } from './county.ts';
import {
  actorOf,
  addressOf,
  cookieName,
  type Env,
  identify,
  mustBeOurPage,
  mustBeSignedIn,
  readJson,
  sameSite,
} from './http.ts';
import { limiter } from './limits.ts';
import { mostRoster } from './phone-holds.ts';
import { endAllSessions, endSession, invite, sessionScope } from './session.ts';
import { acceptInvitation, newTotp, signIn, turnOnTotp } from './sign-in.ts';

export function giveCookie(c: Context, token: string, days: number): void {
  setCookie(c, cookieName, token, {
    path: '/',
    secure: true,
    httpOnly: true,
    sameSite: 'Strict',
    maxAge: days * 86_400,
  });
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
/** An id or nothing; what is neither is refused before it reaches a query. */
function idIn(value: unknown, field: string): string {
  const id = text(value);
  if (id !== '' && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id))
    throw new Problem('invalid', 'input-invalid', { field, reason: 'uuid' });
  return id;
}

export function sessionRoutes(county: County): Hono<Env> {
  const app = new Hono<Env>();
  const tries = limiter(20, 10);
  app.use('/session/*', identify(county));
  app.use('/session', identify(county));

  app.get('/session', mustBeSignedIn, async (c) => {
    const signedIn = c.get('signedIn');
    const me = (await ask(county, actorOf(c), 'people.me', {})) as object;
    return c.json({ ...me, csrf: signedIn?.csrf ?? '', totpNeeded: signedIn?.totpNeeded ?? false });
  });
  app.post('/session/sign-in', async (c) => {
    if (!sameSite(c)) throw new Problem('refused', 'csrf');
    tries.take(addressOf(c, county));
    const { phone, password, totp } = (await readJson(c)) as Record<string, unknown>;
    const { token, csrf } = await signIn(county, {
      phone: text(phone),
      password: text(password),
      totp: text(totp) || null,
    });
    giveCookie(c, token, 1);
    return c.json({ csrf });
  });
  app.post('/session/invitation', async (c) => {
    if (!sameSite(c)) throw new Problem('refused', 'csrf');
    tries.take(addressOf(c, county));
    const { code, password } = (await readJson(c)) as Record<string, unknown>;
    const { token, csrf } = await acceptInvitation(county, text(code), text(password));
    giveCookie(c, token, 1);
    return c.json({ csrf });
  });
  app.post('/session/sign-out', mustBeSignedIn, mustBeOurPage, async (c) => {
    await endSession(county.database, getCookie(c, cookieName) ?? '');
    deleteCookie(c, cookieName, { path: '/', secure: true });
    return c.json({});
  });
  app.route('/', secondFactorRoutes(county));
  app.post('/session/invite', mustBeSignedIn, mustBeOurPage, async (c) => {
    const { person, purpose, member } = (await readJson(c)) as Record<string, unknown>;
    return c.json(
      await giveInvitation(county, c, {
        person: idIn(person, 'person'),
        purpose: text(purpose),
        member: idIn(member, 'member') || null,
      }),
    );
  });
  app.get('/session/access', mustBeSignedIn, async (c) => {
    if (!hasRole(actorOf(c), ['security-admin'])) throw new Problem('refused', 'not-yours');
    return c.json(await accessNow(county));
  });
  app.route('/', lostPhoneRoutes(county));
  return app;
}

/** Phones and persons whose doors the security administrator closes, and how much one phone may hold. */
function lostPhoneRoutes(county: County): Hono<Env> {
  const app = new Hono<Env>();
  app.post('/session/phone-homes', mustBeSignedIn, mustBeOurPage, async (c) => {
    if (!hasRole(actorOf(c), ['security-admin'])) throw new Problem('refused', 'not-yours');
    const { device, most } = (await readJson(c)) as Record<string, unknown>;
    await allowHomes(county, idIn(device, 'device'), most ?? null);
    return c.json({});
  });
  app.post('/session/revoke', mustBeSignedIn, mustBeOurPage, async (c) => {
    if (!hasRole(actorOf(c), ['security-admin'])) throw new Problem('refused', 'not-yours');
    const { device, person } = (await readJson(c)) as Record<string, unknown>;
    await revoke(county, idIn(device, 'device'), idIn(person, 'person'));
    return c.json({});
  });
  return app;
}

/** The second factor: a person sets up his own; the security administrator says which roles must have one. */
function secondFactorRoutes(county: County): Hono<Env> {
  const app = new Hono<Env>();
  app.post('/session/totp', mustBeSignedIn, mustBeOurPage, async (c) => {
    const { secret, code } = (await readJson(c)) as Record<string, unknown>;
    if (actorOf(c).standing !== 'staff') throw new Problem('refused', 'not-yours');
    const person = actorOf(c).person ?? '';
    if (!secret) return c.json(newTotp(county, c.get('signedIn')?.name ?? ''));
    await turnOnTotp(county, person, text(secret), text(code));
    return c.json({});
  });
  app.post('/session/totp-roles', mustBeSignedIn, mustBeOurPage, async (c) => {
    if (!hasRole(actorOf(c), ['security-admin'])) throw new Problem('refused', 'not-yours');
    const { roles: wanted } = (await readJson(c)) as { roles?: unknown };
    const chosen = Array.isArray(wanted) ? allRoles.filter((role) => wanted.includes(role)) : [];
    await inScope(county.database, sessionScope, (tx) => tx.exec('update county set totp_roles = $1', [chosen]));
    return c.json({ roles: chosen });
  });
  return app;
}

/** Codes handed out and not used yet (never the code itself), and which roles must have a second factor. */
const accessNow = (county: County): Promise<{ invitations: object[]; totpRoles: readonly string[] }> =>
  inScope(
    county.database,
    sessionScope,
    async (tx) => ({
      invitations: await tx.query<object>(
        `select person.name, invitation.purpose, giver.name as by, invitation.expires_at as "expiresAt" from invitation
         join person on person.id = invitation.person and person.staff left join person as giver on giver.id = invitation.issued_by
         where used_at is null and expires_at > now() order by expires_at limit 200`,
      ),
      totpRoles: (await tx.one<{ roles: string[] }>('select totp_roles as roles from county')).roles,
    }),
    { readOnly: true },
  );

/** HOME-8 One phone may hold more homes than the usual, or again the usual. */
async function allowHomes(county: County, device: string, most: unknown): Promise<void> {
  if (most !== null && !(Number.isInteger(most) && Number(most) >= 1 && Number(most) <= mostRoster))
    throw new Problem('invalid', 'input-invalid', { field: 'most', reason: 'range' });
  await inScope(county.database, sessionScope, (tx) =>
    tx.exec('update device set most_homes = $2 where id = $1', [device, most]),
  );
}

/** A lost phone, or a person's every phone and session: it takes effect at the next request. */
const revoke = (county: County, device: string, person: string): Promise<void> =>
  inScope(county.database, sessionScope, async (tx) => {
    if (device) await tx.exec('update device set revoked_at = now() where id = $1 and revoked_at is null', [device]);
    if (!person) return;
    await endAllSessions(tx, person);
    await tx.exec('update device set revoked_at = now() where person = $1 and revoked_at is null', [person]);
  });

/**
 * Whom one may invite: the security administrator everybody on the staff; a village or township office those serving strictly
 * below it (an invitation sets a password: nobody opens the desk of an equal, least of all of those who supervise him); the village desk its adults.
 */
async function giveInvitation(
  county: County,
  c: Context<Env>,
  of: { person: string; purpose: string; member: string | null },
): Promise<{ code: string; expiresAt: number }> {
  const actor = actorOf(c);
  const admin = actor.posts.some((post) => post.role === 'security-admin');
  const adult = of.purpose === 'adult';
  const desks = actor.posts
    .filter((post) => post.role === 'village-officer' || (post.role === 'township-officer' && !adult))
    .map((post) => post.ground);
  if (!['staff', 'phone', 'adult'].includes(of.purpose) || of.person === '')
    throw new Problem('invalid', 'input-invalid', { field: 'purpose', reason: 'enum' });
  return inScope(county.database, sessionScope, async (tx) => {
    const grounds = adult
      ? await tx.query<{ ground: string }>(
          'select ground::text as ground from member where id = $1 and person = $2 and verified_at is not null and left_at is null',
          [of.member, of.person],
        )
      : await tx.query<{ ground: string }>(
          'select ground::text as ground from post where person = $1 and ended_at is null and to_at > now()',
          [of.person],
        );
    const ok =
      (admin && !adult && grounds.length > 0) ||
      (grounds.length > 0 &&
        grounds.every(({ ground }) => desks.some((desk) => isUnder(ground, desk) && ground !== desk)));
    if (!ok) throw new Problem('refused', 'not-yours');
    return invite(tx, { person: of.person, purpose: of.purpose as 'staff', member: of.member, by: actor.person });
  });
}
