// How far an import is, asked of the county twice a second: it counts what is done, not what was sent.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Button } from '#look/parts.ts';
import { t } from '#look/words.ts';
import { type RunRow, runNow, stopRun } from './bring-calls.ts';

const words = {
  reading: 'desk.setup.readRows',
  checking: 'desk.setup.checkedOf',
  bringing: 'desk.setup.doneOf',
  undoing: 'desk.setup.undoneOf',
} as const;

/** Of a file that is only looked at nothing is said before it takes longer than a moment. */
export function Going(props: { run: string; writes: boolean }): JSX.Element | null {
  const [now, setNow] = useState<RunRow | undefined>();
  const [stops, setStops] = useState(false);
  useEffect(() => {
    const timer = setInterval(() => {
      runNow(props.run).then(setNow, () => {
        // Not begun yet, or over: the answer to the import itself says which.
      });
    }, 500);
    return () => clearInterval(timer);
  }, [props.run]);
  if (now === undefined && !props.writes) return null;
  const { stage = null, done = 0, of = 0 } = now ?? {};
  const bar = of === null || of === 0 ? {} : { max: of, value: done ?? 0 };
  return (
    <div class="flex flex-col gap-2" role="status">
      <progress class="w-full" aria-label={t('desk.setup.going')} {...bar} />
      <p class="flex flex-wrap items-center gap-3">
        <span class="zd-grow">
          {stage === null ? t('desk.setup.reading') : t(words[stage], { done: done ?? 0, of: of ?? 0 })}
        </span>
        {stage === 'undoing' ? null : (
          <Button
            kind="text"
            icon="x"
            busy={stops}
            onClick={() => {
              setStops(true);
              stopRun(props.run).catch(() => setStops(false));
            }}
          >
            {t(stops ? 'desk.setup.stopping' : props.writes ? 'desk.setup.stop' : 'desk.setup.halt')}
          </Button>
        )}
      </p>
    </div>
  );
}
