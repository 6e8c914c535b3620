// Where this county's data and doors are: from flags first, then from the environment.
import path from 'node:path';
import { Problem } from '#kit/problem.ts';
import type { Ways } from '#server/telling/send.ts';
import { wholeNumber } from './arguments.ts';
import { readWays } from './ways.ts';

/** Folder of the program; the default data directory stands in it. */
export const programRoot = path.join(import.meta.dirname, '../..');
export const defaultDataDir = path.join(programRoot, 'data');

export interface Settings {
  readonly dataDir: string;
  /** Owner's address of a PostgreSQL run by somebody else; undefined = our own. */
  readonly databaseUrl: string | undefined;
  readonly appDatabaseUrl: string | undefined;
  /** Of a role at somebody else's PostgreSQL that row-level security does not hold, for writing the county out. */
  readonly exportUrl: string | undefined;
  readonly publicUrl: string | null;
  readonly trustProxy: boolean;
  /** Where the server puts a backup every day; none are made by itself when undefined. */
  readonly backups: string | undefined;
  /** How often the log of changes is copied away, seconds. */
  readonly logSeconds: number;
  /** How texts and webhooks leave the county; read when it is served, since a fault in it keeps no other command from running. */
  readonly ways: () => Ways;
}

const given = (name: string): string | undefined => (process.env[name]?.trim() ? process.env[name]?.trim() : undefined);

function readPublicUrl(text: string | undefined): string | null {
  if (text === undefined) return null;
  try {
    const url = new URL(text);
    if (['http:', 'https:'].includes(url.protocol) && ['', '/'].includes(url.pathname)) return url.origin;
  } catch {
    // Said below.
  }
  throw new Problem('invalid', 'public-url', { value: text });
}

/** ZD_DATA, ZD_BACKUPS, ZD_LOG_SECONDS, DATABASE_URL, DIRECT_URL (past a pooler), APP_DATABASE_URL, EXPORT_DATABASE_URL, PUBLIC_URL, ZD_TRUST_PROXY; for texts and webhooks see ways.ts. */
export function readSettings(dataFlag: string | undefined): Settings {
  const backups = given('ZD_BACKUPS');
  const dataDir = path.resolve(dataFlag ?? given('ZD_DATA') ?? defaultDataDir);
  return {
    dataDir,
    databaseUrl: given('DIRECT_URL') ?? given('DATABASE_URL'),
    appDatabaseUrl: given('APP_DATABASE_URL'),
    exportUrl: given('EXPORT_DATABASE_URL'),
    publicUrl: readPublicUrl(given('PUBLIC_URL')),
    trustProxy: ['1', 'true', 'yes'].includes(given('ZD_TRUST_PROXY') ?? ''),
    backups: backups === undefined ? undefined : path.resolve(backups),
    logSeconds: wholeNumber('ZD_LOG_SECONDS', given('ZD_LOG_SECONDS'), 60, [1, 300]),
    ways: () => readWays(given, dataDir),
  };
}

export const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || /^127\./.test(host);
