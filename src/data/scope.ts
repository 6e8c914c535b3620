// The one way to reach protected rows: a transaction whose settings say who looks, for as long as it lasts.
import { Problem } from '#kit/problem.ts';
import type { Database, TransactionOptions, Tx } from './database.ts';

/** Who looks and from where. Everything empty sees nothing: row-level security reads these and only these. */
export interface Scope {
  readonly person: string | null;
  /** Name of a service of the server itself (sealer, jobs …). */
  readonly service?: string;
  /** How the reader stands to the county: staff, adult, plate, secret or service. Without it nothing can be written. */
  readonly standing: string;
  /** ltree paths of the areas served; unrestricted cases under one of them are visible. */
  readonly grounds: readonly string[];
  /** ltree paths of the areas whose homes the reader may open. */
  readonly homes: readonly string[];
  /** Ids of the offices sat in. */
  readonly offices: readonly string[];
  readonly roles: readonly string[];
  readonly household?: string | null;
  /** The verified adult's own member row. */
  readonly member?: string | null;
  /** Cases opened by their own secret. */
  readonly cases?: readonly string[];
  /** The command being answered: whoever has no person of his own knows only this one's earlier answer. */
  readonly command?: string;
  /** The key of another system. */
  readonly key?: string;
}

export const emptyScope: Scope = { person: null, standing: '', grounds: [], homes: [], offices: [], roles: [] };

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const path = /^[A-Za-z0-9_]+(\.[A-Za-z0-9_]+)*$/;
const word = /^[a-z][a-z0-9_.-]*$/;

/** Runs `fn` in one transaction that sees what `scope` may see. Throws `broken scope-invalid` on a value that is none. */
export const inScope = <R>(
  database: Database,
  scope: Scope,
  fn: (tx: Tx) => Promise<R>,
  options: Omit<TransactionOptions, 'settings'> = {},
): Promise<R> => database.transaction(fn, { ...options, settings: scopeSettings(scope) });

/**
 * The settings `zd.person`, `zd.standing`, `zd.service`, `zd.household`, `zd.member` (plain) and `zd.grounds`, `zd.homes`, `zd.offices`, `zd.roles`,
 * `zd.cases` (array literals such as `{a,b}`). What is empty is `''`, so a policy reads
 * `nullif(current_setting('zd.offices', true), '')::uuid[]` and gets null, never an empty ltree (the ancestor of everything).
 */
export function scopeSettings(scope: Scope): Record<string, string> {
  return {
    'zd.person': single(scope.person, uuid),
    'zd.standing': single(scope.standing || null, word),
    'zd.service': single(scope.service, word),
    'zd.household': single(scope.household, uuid),
    'zd.member': single(scope.member, uuid),
    'zd.grounds': list(scope.grounds, path),
    'zd.homes': list(scope.homes, path),
    'zd.offices': list(scope.offices, uuid),
    'zd.roles': list(scope.roles, word),
    'zd.cases': list(scope.cases ?? [], uuid),
    ...(scope.key ? { 'zd.key': single(scope.key, uuid) } : {}),
    ...(scope.command ? { 'zd.command': single(scope.command, uuid) } : {}),
  };
}

function single(value: string | null | undefined, shape: RegExp): string {
  if (value === null || value === undefined) return '';
  if (!shape.test(value)) throw new Problem('broken', 'scope-invalid');
  return value;
}

/** The shapes hold no comma, quote, brace or backslash, so joining them is a sound array literal. */
const list = (values: readonly string[], shape: RegExp): string =>
  values.length === 0 ? '' : `{${values.map((value) => single(value, shape)).join(',')}}`;
