// A database run by somebody else (DATABASE_URL): is it new enough, and which role does the program sign in with?
import { createHash, createHmac } from 'node:crypto';
import type pg from 'pg';
import { Problem } from '#kit/problem.ts';
import { connectDirect } from './database.ts';
import { databaseProblem } from './database-problem.ts';
import { grantSettings } from './supervisor-setup.ts';

export interface External {
  readonly ownerUrl: string;
  readonly appUrl: string;
  /** `16.2` */
  readonly version: string;
}

export interface ExternalOptions {
  /** Signs in as the owner of the database: migrations, LISTEN. */
  readonly databaseUrl: string;
  /** Signs in as a role without rights of its own, a member of zd_app; made by us when absent. */
  readonly appDatabaseUrl?: string | undefined;
}

/**
 * Every server of a county computes the same app password from the owner's, so nothing is kept on disk and a second server
 * needs no copy. Grants go to the group role `zd_app`; each database has its own sign-in `zd_app_<fingerprint>`, so that
 * counties on one cluster cannot enter each other's. Throws `database-unreachable`, `-too-old`, `-encoding`, `-role-missing`, `-role-too-strong`.
 */
export async function ensureExternal({ databaseUrl, appDatabaseUrl }: ExternalOptions): Promise<External> {
  const owner = await connectDirect(databaseUrl);
  try {
    const version = await checkServer(owner);
    const appUrl = appDatabaseUrl ?? (await ensureSignIn(owner, databaseUrl));
    await checkApp(appUrl);
    return { ownerUrl: databaseUrl, appUrl, version };
  } catch (error) {
    throw databaseProblem(error);
  } finally {
    await owner.end().catch(() => {});
  }
}

async function checkServer(owner: pg.Client): Promise<string> {
  const { rows } = await owner.query<{ version: string; number: number; encoding: string; role: string }>(
    `select current_setting('server_version') as version, current_setting('server_version_num')::int as number,
            current_setting('server_encoding') as encoding, quote_ident(current_user) as role`,
  );
  const row = rows[0];
  const version = row?.version.split(' ')[0] ?? '?';
  if (!row || row.number < 150_000) throw new Problem('broken', 'database-too-old', { version });
  if (row.encoding !== 'UTF8') throw new Problem('broken', 'database-encoding', { encoding: row.encoding });
  // Functions of ours carry a setting in their definition, which PostgreSQL allows an ordinary owner only by this grant.
  const allowed = await owner.query<{ yes: boolean }>(
    `select has_parameter_privilege('zd.standing', 'SET') and has_parameter_privilege('zd.service', 'SET') as yes`,
  );
  if (!allowed.rows[0]?.yes) throw new Problem('broken', 'database-grant-missing', { grant: grantSettings(row.role) });
  return version;
}

/** Makes or renews the sign-in, under a lock: several servers may start at once. */
async function ensureSignIn(owner: pg.Client, databaseUrl: string): Promise<string> {
  const url = new URL(databaseUrl);
  const name = owner.database ?? '';
  if (url.password === '')
    throw new Problem('broken', 'database-role-missing', { reason: 'no password in DATABASE_URL' });
  const password = createHmac('sha256', decodeURIComponent(url.password)).update(`zd_app ${name}`).digest('base64url');
  const role = `zd_app_${createHash('sha256').update(name).digest('hex').slice(0, 8)}`;
  try {
    await owner.query('begin; select pg_advisory_xact_lock(5119074)');
    const known = new Set(
      (
        await owner.query<{ rolname: string }>('select rolname from pg_roles where rolname = any($1)', [
          ['zd_app', role],
        ])
      ).rows.map((row) => row.rolname),
    );
    if (!known.has('zd_app')) await owner.query('create role zd_app nologin');
    if (!known.has(role)) await owner.query(`create role ${role} login in role zd_app`);
    await owner.query(`alter role ${role} login inherit password ${owner.escapeLiteral(password)}`);
    const database = owner.escapeIdentifier(name);
    await owner.query(
      `revoke all on database ${database} from public; grant connect on database ${database} to ${role}`,
    );
    await owner.query('commit');
  } catch (error) {
    await owner.query('rollback').catch(() => {});
    const known = databaseProblem(error);
    if (known instanceof Problem) throw known;
    const reason = error instanceof Error ? error.message : '';
    throw Object.assign(new Problem('broken', 'database-role-missing', { reason }), { cause: error });
  }
  url.username = role;
  url.password = password;
  return url.href;
}

/** The program's role must be one that row-level security holds. */
async function checkApp(appUrl: string): Promise<void> {
  const app = await connectDirect(appUrl);
  try {
    const { rows } = await app.query<{ strong: boolean; member: boolean; role: string }>(
      `select r.rolname as role,
              r.rolsuper or r.rolbypassrls or pg_has_role(d.datdba, 'member') as strong,
              exists (select from pg_roles where rolname = 'zd_app') and pg_has_role('zd_app', 'usage') as member
         from pg_roles r, pg_database d
        where r.rolname = current_user and d.datname = current_database()`,
    );
    const row = rows[0];
    if (!row || row.strong) throw new Problem('broken', 'database-role-too-strong', { role: row?.role ?? '' });
    if (!row.member)
      throw new Problem('broken', 'database-role-missing', { reason: `${row.role} is no member of zd_app` });
  } finally {
    await app.end().catch(() => {});
  }
}
