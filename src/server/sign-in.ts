// Staff sign-in: phone number and password, a second factor where the role asks for one, and a lock after wrong tries.
import { hash, verify } from '@node-rs/argon2';
import * as OTPAuth from 'otpauth';
import { Problem } from '#kit/problem.ts';
import type { Tx } from '#data/database.ts';
import { inScope } from '#data/scope.ts';
import type { County } from './county.ts';
import { sessionScope, startSession, useInvitation } from './session.ts';

// ASVS V11: argon2id with 19 MiB and 2 passes is the floor of the OWASP recommendation.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const maxFailures = 5;
/** Something to compare with when the number is unknown, so that both answers take equally long. */
let blankHash: Promise<string> | undefined;

/** Length, not character classes (ASVS V6.2): 12 to 128 characters, and not one of the plain ones. */
export function checkPassword(password: string, about: readonly string[]): void {
  const length = [...password].length;
  if (length < 12) throw new Problem('invalid', 'password-short', { least: 12 });
  if (length > 128) throw new Problem('invalid', 'password-long', { most: 128 });
  const plain = password.toLowerCase();
  const repeated =
    /^(.{1,4})\1+$/u.test(plain) ||
    '0123456789012345678901234567890'.includes(plain) ||
    'qwertyuiopasdfghjklzxcvbnm'.includes(plain);
  if (repeated || about.some((word) => word.length > 3 && plain.includes(word.toLowerCase())))
    throw new Problem('invalid', 'password-plain');
}

interface Credential {
  person: string;
  password_hash: string | null;
  totp_secret: string | null;
  totp_last: number | null;
  failed: number;
  locked_until: Date | null;
  blocked: boolean;
}

const findText = `select person.id as person, password_hash, totp_secret, totp_last, failed, locked_until, blocked_at is not null as blocked
  from person join credential on credential.person = person.id where person.phone = $1 and person.staff`;

/**
 * Answers a session's token. Every failure reads the same (`sign-in-failed`) and takes as long; after five a lock of
 * 1, 2, 4 … minutes (at most an hour) follows, which also reads the same.
 */
export async function signIn(
  county: County,
  given: { phone: string; password: string; totp: string | null },
): Promise<{ token: string; csrf: string }> {
  const found = await inScope(county.database, sessionScope, (tx) =>
    tx.query<Credential>(findText, [given.phone.toLowerCase()]),
  );
  const credential = found.length === 1 ? found[0] : undefined;
  blankHash ??= hash('nobody has this password', cost);
  const right = await verify(credential?.password_hash ?? (await blankHash), given.password).catch(() => false);
  const locked = credential?.locked_until ? credential.locked_until.getTime() > county.now() : false;
  if (!credential || credential.blocked || locked || !credential.password_hash || !right) {
    if (credential && !locked) await countFailure(county, credential.person);
    throw new Problem('refused', 'sign-in-failed');
  }
  if (credential.totp_secret) await checkTotp(county, credential, given.totp);
  await inScope(county.database, sessionScope, (tx) =>
    tx.exec('update credential set failed = 0, locked_until = null where person = $1', [credential.person]),
  );
  return startSession(county.database, { person: credential.person, kind: 'staff' });
}

function countFailure(county: County, person: string): Promise<number> {
  return inScope(county.database, sessionScope, (tx) =>
    tx.exec(
      `update credential set failed = failed + 1, locked_until = case when failed + 1 >= $2
         then now() + make_interval(mins => least(60, power(2, failed + 1 - $2)::int)) end where person = $1`,
      [person, maxFailures],
    ),
  );
}

async function checkTotp(county: County, credential: Credential, typed: string | null): Promise<void> {
  if (!typed) throw new Problem('refused', 'totp-needed');
  const totp = new OTPAuth.TOTP({
    secret: OTPAuth.Secret.fromBase32(credential.totp_secret ?? ''),
    digits: 6,
    period: 30,
  });
  const delta = totp.validate({ token: typed.replace(/\s/g, ''), window: 1, timestamp: county.now() });
  const step = delta === null ? null : Math.floor(county.now() / 30_000) + delta;
  // A code is good once: whoever saw it over a shoulder is too late.
  if (step === null || step <= (credential.totp_last ?? 0)) {
    await countFailure(county, credential.person);
    throw new Problem('refused', 'sign-in-failed');
  }
  await inScope(county.database, sessionScope, (tx) =>
    tx.exec('update credential set totp_last = $2 where person = $1', [credential.person, step]),
  );
}

export async function setPassword(tx: Tx, person: string, password: string): Promise<void> {
  const [self] = await tx.query<{ name: string; phone: string }>('select name, phone from person where id = $1', [
    person,
  ]);
  checkPassword(password, [self?.name ?? '', self?.phone ?? '']);
  await tx.exec(
    `insert into credential (person, password_hash) values ($1, $2)
     on conflict (person) do update set password_hash = excluded.password_hash, failed = 0, locked_until = null, changed_at = now()`,
    [person, await hash(password, cost)],
  );
}

/** Accepts a staff invitation: sets the password, uses the code up and signs in. A bad password does not use the code. */
export async function acceptInvitation(
  county: County,
  code: string,
  password: string,
): Promise<{ token: string; csrf: string }> {
  const person = await inScope(county.database, sessionScope, async (tx) => {
    const invitation = await useInvitation(tx, code, 'staff');
    await setPassword(tx, invitation.person, password);
    return invitation.person;
  });
  return startSession(county.database, { person, kind: 'staff' });
}

/** A new TOTP secret as an otpauth:// address for the authenticator; it counts once a code from it was typed. */
export function newTotp(county: County, name: string): { secret: string; address: string } {
  const secret = new OTPAuth.Secret({ size: 20 });
  const totp = new OTPAuth.TOTP({ issuer: county.facts.name, label: name, secret, digits: 6, period: 30 });
  return { secret: secret.base32, address: totp.toString() };
}

export async function turnOnTotp(county: County, person: string, secret: string, typed: string): Promise<void> {
  const totp = new OTPAuth.TOTP({ secret: OTPAuth.Secret.fromBase32(secret), digits: 6, period: 30 });
  if (totp.validate({ token: typed.replace(/\s/g, ''), window: 1, timestamp: county.now() }) === null)
    throw new Problem('invalid', 'totp-wrong');
  await inScope(county.database, sessionScope, (tx) =>
    tx.exec('update credential set totp_secret = $2 where person = $1', [person, secret]),
  );
}
