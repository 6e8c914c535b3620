// Makes an empty database a county: its name and generation, the three administrators with their first codes, and the key phones seal to.
import { randomUUID } from 'node:crypto';
import { serviceActor } from '#kit/actor.ts';
import { newId } from '#kit/id.ts';
import { Problem } from '#kit/problem.ts';
import { makeSealPair } from '#kit/seal.ts';
import type { Database } from '#data/database.ts';
import { emptyScope, inScope } from '#data/scope.ts';
import { adminRoles, type Role } from '#modules/people/model.ts';
import type { County, CountyFacts } from './county.ts';
import { executeAs } from './execute-as.ts';
import { derivedId } from './import/row-ids.ts';
import { invite, sessionScope } from './session.ts';

export interface NewCounty {
  readonly name: string;
  /** Six digits of the county's division code; '' when not known yet. */
  readonly code: string;
  readonly filingNumber: string;
  readonly complaintPhone: string;
  readonly demo: boolean;
}

export interface AdminInvitation {
  readonly role: Role;
  readonly name: string;
  readonly code: string;
  readonly expiresAt: number;
}

const importer = serviceActor('import');
/** The area of an administration whose county's own code is not known yet. */
const noCode = '000000';
const adminNames: Readonly<Record<string, string>> = {
  'system-admin': '系统管理员',
  'security-admin': '安全管理员',
  'audit-admin': '审计管理员',
};
/** What an administrator types where others type their telephone number. */
export const signInName = (role: Role): string => role.replace('-admin', '');

/** The county of this database, or undefined when it is still empty. */
export const findCounty = (database: Database): Promise<CountyFacts | undefined> =>
  inScope(database, emptyScope, (tx) =>
    tx.maybe<CountyFacts>(
      `select name, filing_number as "filingNumber", complaint_phone as "complaintPhone", demo, generation from county`,
    ),
  );

/** Writes the county's own row unless it is there; answers what is there. A second server that starts beside us finds the first one's. */
export async function ensureCounty(database: Database, wanted: NewCounty): Promise<CountyFacts> {
  await inScope(database, emptyScope, (tx) =>
    tx.exec(
      `insert into county (generation, name, filing_number, complaint_phone, demo) values ($1, $2, $3, $4, $5) on conflict do nothing`,
      [randomUUID(), wanted.name, wanted.filingNumber, wanted.complaintPhone, wanted.demo],
    ),
  );
  const county = await findCounty(database);
  if (!county) throw new Problem('broken', 'row-count', { count: 0 });
  return county;
}

/** A county to work in before the doors are open. */
export const countyOf = (database: Database, facts: CountyFacts, now: () => number = () => Date.now()): County => ({
  database,
  facts,
  publicUrl: null,
  trustProxy: false,
  now,
  log: () => {},
});

async function say(county: County, name: string, input: Record<string, unknown>): Promise<void> {
  const id = derivedId(county.facts.generation, 'provision', name, JSON.stringify(input));
  const answer = await executeAs(county, importer, { id, name, input });
  if (answer.status === 'refused') throw new Problem('broken', 'provision-refused', { verb: name, code: answer.code });
}

/** The area the administration hangs on: the county's, else one of its own until the county brings its list of areas. */
async function rootArea(county: County, wanted: Pick<NewCounty, 'code' | 'name'>): Promise<string> {
  const known = await inScope(county.database, emptyScope, (tx) =>
    tx.query<{ id: string }>(`select id from area where kind = 'county' order by code desc limit 1`),
  );
  if (known[0]) return known[0].id;
  const code = wanted.code === '' ? noCode : wanted.code;
  const area = derivedId(county.facts.generation, 'area', code);
  await say(county, 'area.open', {
    area,
    kind: 'county',
    code,
    name: wanted.name || '系统管理',
    parent: null,
    validFrom: '2000-01-01',
  });
  return area;
}

/**
 * The administration with its three persons (system, security, audit), who are three and hold nothing else. Made once; every
 * step can be repeated, so a start that was cut short goes on where it stopped.
 */
export async function ensureAdministration(county: County, wanted: Pick<NewCounty, 'code' | 'name'>): Promise<void> {
  const { generation } = county.facts;
  const office = derivedId(generation, 'administration');
  const there = await inScope(county.database, { ...emptyScope, standing: 'service', service: 'import' }, (tx) =>
    tx.query<{ id: string }>(
      `select post.id from post join office on office.id = post.office where office.kind = 'administration'`,
    ),
  );
  if (there.length >= adminRoles.length) return;
  const area = await rootArea(county, wanted);
  // Fixed moments, so that repeating a step is the same step.
  const [fromAt, toAt] = [Date.parse('2020-01-01T00:00:00+08:00'), Date.parse('2099-12-31T00:00:00+08:00')];
  await say(county, 'office.open', { office, kind: 'administration', name: '系统管理', area });
  for (const role of adminRoles) {
    const person = derivedId(generation, 'administrator', role);
    await say(county, 'person.register', {
      person,
      name: adminNames[role] ?? role,
      phone: signInName(role),
      staff: true,
    });
    await say(county, 'post.assign', {
      post: derivedId(generation, 'administrator-post', role),
      person,
      office,
      role,
      fromAt,
      toAt,
      chosen: 'appointment',
    });
  }
}

/**
 * Codes for administrators who have never signed in and were never given one: at the first start, also when that was cut
 * short, and once when several servers start together. Later ones are asked for by `zd invite`.
 */
async function inviteAdministrators(database: Database): Promise<AdminInvitation[]> {
  return inScope(database, sessionScope, async (tx) => {
    await tx.query('select pg_advisory_xact_lock(7340023)');
    const waiting = await tx.query<{ person: string; name: string; role: Role }>(
      `select post.person, person.name, post.role from post join person on person.id = post.person
       where post.role like '%-admin' and post.ended_at is null
         and not exists (select from credential where credential.person = post.person)
         and not exists (select from invitation where invitation.person = post.person)
       order by array_position($1, post.role)`,
      [adminRoles],
    );
    const made: AdminInvitation[] = [];
    for (const { person, name, role } of waiting)
      made.push({ role, name, ...(await invite(tx, { person, purpose: 'staff', by: null })) });
    return made;
  });
}

/** The pair phones seal their commands to: P-256, made once and kept; several servers of a county agree on one. */
export async function ensureServerKey(database: Database): Promise<void> {
  const pair = await makeSealPair();
  await inScope(database, sessionScope, async (tx) => {
    await tx.query(`select pg_advisory_xact_lock(7340022)`);
    const known = await tx.query<{ id: string }>('select id from server_key where retired_at is null');
    if (known.length > 0) return;
    await tx.exec('insert into server_key (id, public_jwk, private_jwk) values ($1, $2::jsonb, $3::jsonb)', [
      newId(),
      JSON.stringify(pair.publicJwk),
      JSON.stringify(pair.privateJwk),
    ]);
  });
}

/** A county with its administration and key, and nobody invited yet. */
export async function makeCounty(database: Database, wanted: NewCounty): Promise<CountyFacts> {
  const facts = await ensureCounty(database, wanted);
  await ensureAdministration(countyOf(database, facts), wanted);
  await ensureServerKey(database);
  return facts;
}

/** Everything a server needs before its doors open; answers the codes to hand out when nobody was invited yet. */
export async function provision(
  database: Database,
  wanted: NewCounty,
): Promise<{ facts: CountyFacts; invitations: AdminInvitation[] }> {
  const facts = await makeCounty(database, wanted);
  return { facts, invitations: await inviteAdministrators(database) };
}
