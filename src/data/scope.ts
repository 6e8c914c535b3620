// The one way to reach protected rows: a transaction whose settings say who looks, for as long as it lasts.
import { Problem } from '#kit/problem.ts';
import type { Database, TransactionOptions, Tx } from './database.ts';

/** Who looks and from where. Everything empty sees nothing: row-level security reads these and only these. */
export interface Scope {
  readonly person: string | null;
  /** Name of a service of the server itself (sealer, jobs …). */
  readonly service?: string;
  /** ltree paths of the areas served; whatever lies under one of them is visible. */
  readonly grounds: readonly string[];
  /** Ids of the offices sat in. */
  readonly offices: readonly string[];
  /** Those of the offices that are named receivers of restricted cases. */
  readonly named: readonly string[];
  readonly roles: readonly string[];
  readonly household?: string | null;
  /** Cases opened by their own secret. */
  readonly cases?: readonly string[];
}

export const emptyScope: Scope = { person: null, grounds: [], offices: [], named: [], roles: [] };

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
 * The settings `zd.person`, `zd.service`, `zd.household` (plain) and `zd.grounds`, `zd.offices`, `zd.named`, `zd.roles`,
 * `zd.cases` (array literals such as `{a,b}`). What is empty is `''`, so a policy reads
 * `nullif(current_setting('zd.offices', true), '')::uuid[]` and gets null, never an empty ltree (the ancestor of everything).
 */
export function scopeSettings(scope: Scope): Record<string, string> {
  return {
    'zd.person': single(scope.person, uuid),
    'zd.service': single(scope.service, word),
    'zd.household': single(scope.household, uuid),
    'zd.grounds': list(scope.grounds, path),
    'zd.offices': list(scope.offices, uuid),
    'zd.named': list(scope.named, uuid),
    'zd.roles': list(scope.roles, word),
    'zd.cases': list(scope.cases ?? [], uuid),
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
