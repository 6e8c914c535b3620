// What the finder says, in the shape in which it is compared with everything else.
import { createFinder } from '../../src/focus/finder.ts';
import type { Finding, Likely } from '../../src/focus/model.ts';
import type { Guess, Method, Said } from './judged.ts';
import { likeliest } from './tree-judge.ts';

export const guessOf = ({ cause, homes, probability }: Likely): Guess => ({
  nodes: cause.kind === 'node' ? cause.nodes : [],
  homes,
  probability,
});

/** The likeliest causes of all findings together: what one would look at first. */
export function saidIn(findings: readonly Finding[]): Said | undefined {
  const strength = Math.max(...findings.map((one) => one.score));
  return findings.length === 0 ? undefined : { strength, guesses: likeliest(findings).slice(0, 3).map(guessOf) };
}

export const finder: Method = {
  name: 'finder',
  over(world) {
    return (events, at) => {
      const fresh = createFinder(world);
      for (const one of events) if (one.at <= at) fresh.add(one);
      return saidIn(fresh.findings(at));
    };
  },
};
