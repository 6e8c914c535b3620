// Turns what the driver or PostgreSQL reports into the few Problems the program knows, without handing on any stored value.
import { Problem } from '#kit/problem.ts';

const busy = new Set(['57014', '55P03', '40001', '40P01', '25P03', '25P04']);
const full = new Set(['53100', 'ENOSPC', 'EDQUOT']);
const unreachable = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ENOTFOUND',
  'ETIMEDOUT',
  'EAI_AGAIN',
  'EACCES',
  '53300',
]);

/**
 * `database-busy` (timeout, deadlock, lock), `database-full`, `database-read-only`, `database-unreachable`, `database-refused`
 * (sign-in), `database-damaged`. Everything else goes through unchanged: a constraint is the caller's to read, a bug is a bug.
 */
export function databaseProblem(error: unknown): unknown {
  if (error instanceof Problem || !(error instanceof Error)) return error;
  const code = (error as { code?: unknown }).code;
  const name = codeOf(typeof code === 'string' ? code : '', error.message);
  return name ? Object.assign(new Problem('broken', name), { cause: error }) : error;
}

function codeOf(code: string, message: string): string | undefined {
  if (busy.has(code)) return 'database-busy';
  if (full.has(code)) return 'database-full';
  if (code === '25006') return 'database-read-only';
  if (code.startsWith('XX00')) return 'database-damaged';
  if (code.startsWith('28') || code === '3D000' || message.startsWith('permission denied for database'))
    return 'database-refused';
  if (unreachable.has(code) || code.startsWith('08') || code.startsWith('57P')) return 'database-unreachable';
  if (/^timeout exceeded when trying to connect/.test(message)) return 'database-busy';
  if (/Connection terminated|not queryable|connection error|timeout expired/.test(message))
    return 'database-unreachable';
  return undefined;
}
