// How far an act on many matters is, at the foot of the list.
import type { JSX } from 'preact';
import { t } from '#look/words.ts';
import { bulkRun } from './desk-bulk-send.ts';

export function BulkProgress(): JSX.Element | null {
  const run = bulkRun.value;
  if (run === undefined || run.over) return null;
  return (
    <p class="sticky bottom-0 z-1 flex items-center gap-3 p-3 bg-base-100 border-t border-base-300" role="status">
      <progress class="zd-grow" max={run.total} value={run.done} aria-label={run.text} />
      {t('case.bulk.going', { done: run.done, all: run.total })}
    </p>
  );
}
