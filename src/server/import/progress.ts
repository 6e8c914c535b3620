// How far an import is that runs in this process: rows that are done of the rows there are, and only forwards within each of its stages.
import { Problem } from '#kit/problem.ts';

/** `reading` counts the rows of the file, whose number is not known yet; in the others `of` is known. */
export type Stage = 'reading' | 'checking' | 'bringing' | 'undoing';

export interface Progress {
  readonly kind: string;
  /** ltree path of the ground it is about; null = the whole county. */
  readonly ground: string | null;
  stage: Stage;
  done: number;
  of: number;
  /** Set by who wants it no more. */
  stop: boolean;
}

/** By the number of the import. */
export const running = new Map<string, Progress>();

/** A new stage begins at nought. */
export function enter(progress: Progress, stage: Stage, of = 0): void {
  Object.assign(progress, { stage, done: 0, of });
}

/** Whoever knows the number sees how far `work` is, and may stop it. Throws `conflict import-busy` while it runs already. */
export async function withProgress<R>(
  about: Pick<Progress, 'kind' | 'ground'> & { readonly id: string | undefined },
  work: (progress: Progress) => Promise<R>,
): Promise<R> {
  const { id, kind, ground } = about;
  if (id !== undefined && running.has(id)) throw new Problem('conflict', 'import-busy');
  const progress: Progress = { kind, ground, stage: 'reading', done: 0, of: 0, stop: false };
  if (id !== undefined) running.set(id, progress);
  try {
    return await work(progress);
  } finally {
    if (id !== undefined) running.delete(id);
  }
}
