// The one way to fail: a kind (which becomes the HTTP status), a code (which has words in both languages) and the facts those words need.

export type ProblemKind = 'invalid' | 'refused' | 'missing' | 'conflict' | 'broken';
export type ProblemFacts = Readonly<Record<string, string | number | boolean | readonly string[]>>;

const statusOf = { invalid: 400, refused: 403, missing: 404, conflict: 409, broken: 500 } as const;

/** What is thrown when something cannot be done. `code` is kebab-case and stands in the words files as `problem.<code>`. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly kind: ProblemKind;
  readonly code: string;
  readonly facts: ProblemFacts;
  constructor(kind: ProblemKind, code: string, facts: ProblemFacts = {}) {
    super(`${kind} ${code}`);
    this.kind = kind;
    this.code = code;
    this.facts = facts;
  }
  get status(): number {
    return statusOf[this.kind];
  }
}

/** Shape of a Problem on the wire (RFC 9457, application/problem+json). */
export interface ProblemWire {
  type: string;
  title: string;
  status: number;
  kind: ProblemKind;
  code: string;
  facts: ProblemFacts;
}

/** The Problem as RFC 9457 asks for it; `type` is a relative reference, so that no host name is baked in. */
export const problemToWire = (problem: Problem): ProblemWire => ({
  type: `/problems/${problem.code}`,
  title: problem.code,
  status: problem.status,
  kind: problem.kind,
  code: problem.code,
  facts: problem.facts,
});

/** Turns a wire problem back into a Problem; anything unreadable becomes `broken unreadable-answer`. */
export function problemFromWire(wire: unknown): Problem {
  if (typeof wire === 'object' && wire !== null && 'kind' in wire && 'code' in wire) {
    const { kind, code, facts } = wire as ProblemWire;
    if (kind in statusOf && typeof code === 'string') return new Problem(kind, code, facts ?? {});
  }
  return new Problem('broken', 'unreadable-answer');
}
