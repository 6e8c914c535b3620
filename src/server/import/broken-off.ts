// Takes back by itself what a crash broke off, so that the county never keeps half an import (BRING-8).
import { setTimeout as sleep } from 'node:timers/promises';
import { Problem } from '#kit/problem.ts';
import { inScope } from '#data/scope.ts';
import type { County } from '../county.ts';
import { alone } from './alone.ts';
import { withProgress } from './progress.ts';
import { importScope } from './run.ts';
import { takeBack } from './undo.ts';

interface Broken {
  readonly id: string;
  readonly kind: string;
  readonly ground: string | null;
}

const openText = `select id, kind, ground::text as ground from import_run where state in ('running', 'undoing') order by at desc`;
const brokenText = `update import_run set broken_at = coalesce(broken_at, $2) where id = $1 and state = 'running'`;

/** ms after which no command of a process that is gone can still be on its way in PostgreSQL: so long may one take. */
const settled = 2_000;
/** ms between two looks. */
const pause = 5_000;

const unfinished = (county: County): Promise<Broken[]> =>
  inScope(county.database, importScope, (tx) => tx.query<Broken>(openText), { readOnly: true });

async function takeOneBack(county: County, { id, kind, ground }: Broken): Promise<void> {
  const { kept } = await withProgress({ id, kind, ground }, (progress) => takeBack(county, id, progress));
  county.log('import-taken-back', { kind, stays: kept.length });
}

/** Answers how many were taken back. Whoever brings something holds the lock: what is unfinished while nobody does is broken off. */
export async function takeBackBroken(county: County): Promise<number> {
  if ((await unfinished(county)).length === 0) return 0;
  return alone(county, async () => {
    const broken = await unfinished(county);
    const at = new Date(county.now());
    for (const { id } of broken) await inScope(county.database, importScope, (tx) => tx.exec(brokenText, [id, at]));
    await sleep(settled);
    for (const one of broken) await takeOneBack(county, one);
    return broken.length;
  });
}

/** Another brings something, or PostgreSQL is away: the next round looks again. */
const isLater = (error: unknown): boolean =>
  error instanceof Problem && (error.kind === 'broken' || error.code === 'import-busy');

export function watchBroken(county: County): { stop(): Promise<void> } {
  let looking: Promise<unknown> = Promise.resolve();
  let ended = false;
  let clock: NodeJS.Timeout | undefined;
  const look = (): void => {
    looking = takeBackBroken(county)
      .catch((error: unknown) => {
        if (!isLater(error)) county.log('import-left-open');
      })
      .finally(() => {
        if (!ended) clock = setTimeout(look, pause).unref();
      });
  };
  look();
  return {
    stop: async () => {
      ended = true;
      clearTimeout(clock);
      await looking;
    },
  };
}
