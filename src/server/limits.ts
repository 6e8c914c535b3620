// Rate limits in memory: a bucket of tokens per key, bounded in number, so that neither guessing nor flooding pays.
import { Problem } from '#kit/problem.ts';

export interface Limiter {
  /** Takes one token of `key`; throws `refused too-many` with the seconds to wait when there is none. */
  take(key: string): void;
  /** Is none left? Takes nothing: for what counts only once it was wrong. */
  isSpent(key: string): boolean;
}

/**
 * @param burst tokens a key starts with and can save up
 * @param perMinute tokens that come back
 * @param most keys remembered; the longest unused goes first
 */
export function limiter(burst: number, perMinute: number, most = 20_000, now: () => number = Date.now): Limiter {
  const buckets = new Map<string, { tokens: number; at: number }>();
  const tokensOf = (key: string, at: number): number => {
    const known = buckets.get(key);
    return known ? Math.min(burst, known.tokens + ((at - known.at) / 60_000) * perMinute) : burst;
  };
  return {
    isSpent: (key) => tokensOf(key, now()) < 1,
    take(key) {
      const at = now();
      const tokens = tokensOf(key, at);
      buckets.delete(key);
      buckets.set(key, { tokens: Math.max(0, tokens - 1), at });
      if (buckets.size > most) buckets.delete(buckets.keys().next().value ?? '');
      if (tokens < 1) throw new Problem('refused', 'too-many', { seconds: Math.ceil(((1 - tokens) / perMinute) * 60) });
    },
  };
}
