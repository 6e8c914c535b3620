// The imports so far: what came, from which file, by whom; each can be taken back as a whole.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { formatMoment } from '#look/dates.ts';
import { asProblem } from '#look/door.ts';
import { nowMs } from '#look/clock.ts';
import { Button, Card, Chip, Fault, Sheet } from '#look/parts.ts';
import { t } from '#look/words.ts';
import { type RunRow, runsSoFar, type Undone, undoRun } from './bring-calls.ts';
import { UndoneTold } from './bring-report.tsx';
import { problemWord } from './speak.ts';

const tones = {
  running: 'info',
  done: 'ok',
  stopped: 'wait',
  broken: 'wait',
  undoing: 'info',
  undone: 'calm',
  kept: 'wait',
} as const;

const isOpen = ({ state }: RunRow): boolean => state === 'running' || state === 'undoing';

/** BRING-8: what became of one that a crash broke off, and that the clerk can begin again. */
function brokenWord(run: RunRow): string {
  if (isOpen(run)) return run.brokenAt === null && run.busy ? '' : t('desk.setup.broken');
  if (run.brokenAt === null) return '';
  return t(run.state === 'kept' ? 'desk.setup.brokenKept' : 'desk.setup.brokenUndone');
}

export function UndoButton(props: { run: string; onDone: (undone: Undone) => void }): JSX.Element {
  const [asks, setAsks] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState('');
  const undo = (): void => {
    setBusy(true);
    undoRun(props.run)
      .then(
        (undone) => {
          setAsks(false);
          props.onDone(undone);
        },
        (error: unknown) => setFailed(problemWord(asProblem(error).code)),
      )
      .finally(() => setBusy(false));
  };
  return (
    <>
      <Button icon="arrow-back-up" onClick={() => setAsks(true)}>
        {t('desk.setup.undo')}
      </Button>
      <Sheet
        open={asks}
        onClose={() => setAsks(false)}
        title={t('desk.setup.undoAsk')}
        foot={
          <>
            <Button kind="text" onClick={() => setAsks(false)}>
              {t('case.act.cancel')}
            </Button>
            <Button kind="filled" danger icon="arrow-back-up" busy={busy} onClick={undo}>
              {t('desk.setup.undoYes')}
            </Button>
          </>
        }
      >
        <p>{t('desk.setup.undoText')}</p>
        <Fault text={failed} />
      </Sheet>
    </>
  );
}

function OneRun(props: { run: RunRow; onDone: (undone: Undone) => void }): JSX.Element {
  const { run } = props;
  const broken = brokenWord(run);
  const state = run.state === 'running' && broken !== '' ? 'broken' : run.state;
  const facts = [
    formatMoment(run.at, nowMs.value),
    run.person ?? '',
    run.made + run.changed === 0 ? '' : t('desk.setup.runCounts', { made: run.made, changed: run.changed }),
  ];
  return (
    <li class="flex flex-wrap items-center gap-x-4 gap-y-1">
      <div class="zd-grow min-w-48">
        <b>{t(`desk.setup.${run.kind}`)}</b> {run.file}
        <p class="zd-two">{facts.filter((fact) => fact !== '').join(' · ')}</p>
        {broken === '' ? null : <p role="status">{broken}</p>}
      </div>
      <Chip tone={tones[state]}>{t(`desk.setup.state.${state}`)}</Chip>
      {run.made + run.changed === 0 || isOpen(run) ? null : <UndoButton run={run.id} onDone={props.onDone} />}
    </li>
  );
}

/** `moved` counts up whenever something was brought. */
export function Runs(props: { moved: number; onDone: () => void }): JSX.Element | null {
  const [runs, setRuns] = useState<readonly RunRow[]>([]);
  const [undone, setUndone] = useState<Undone | undefined>();
  const [away, setAway] = useState(false);
  const again = (): void =>
    void runsSoFar().then(
      (found) => {
        setRuns(found);
        setAway(false);
      },
      () => setAway(true),
    );
  useEffect(again, [props.moved]);
  // While something runs or is taken back, or the county is away for a moment, it is asked again.
  const isWaiting = away || runs.some(isOpen);
  useEffect(() => {
    if (!isWaiting) return;
    const timer = setInterval(again, 2000);
    return () => clearInterval(timer);
  }, [isWaiting]);
  if (runs.length === 0) return null;
  const told = (one: Undone): void => {
    setUndone(one);
    again();
    props.onDone();
  };
  return (
    <Card label={t('desk.setup.runs')}>
      <h2>{t('desk.setup.runs')}</h2>
      {undone === undefined ? null : <UndoneTold undone={undone} />}
      <ul class="flex flex-col gap-3">
        {runs.map((run) => (
          <OneRun key={run.id} run={run} onDone={told} />
        ))}
      </ul>
    </Card>
  );
}
