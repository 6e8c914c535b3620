// One election at the desk: exactly one next act on top, below it the sheet to enter, results, rules, papers and the way it came.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { nowMs } from '#look/clock.ts';
import { useAsk, useSay } from '#look/door.ts';
import { useKeys } from '#look/keys.ts';
import { Button, Chip, Empty, NextStep, Refused } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { ElectionPage } from '../model.ts';
import { electedIn, figureOf, roundOf, seatsLeft, signersNeeded } from '../rules-roll.ts';
import { isOver, type NextAct, nextAct } from '../rules.ts';
import { ActSheet } from './desk-acts.tsx';
import { type AskedAct, asked } from './desk-frame.tsx';
import { Papers, Rounds, Rules, Story } from './desk-parts.tsx';
import { Objections, RollSheet } from './desk-roll.tsx';
import { SheetForm } from './desk-sheet.tsx';
import { dayWord, kindWord, type Speak, whyAgain } from './said.ts';

interface Props {
  readonly id: string;
  readonly listHref: string;
  readonly runs: boolean;
  /** The reader's own office, in whose name a notice goes out. */
  readonly office: string;
  readonly problem: Speak;
}

function ruleOf({ election }: ElectionPage, next: NextAct): string {
  const entries = figureOf(election, 'entries');
  if (next === 'enter' && entries < 2) return t('election.rule.enterOne');
  if (next === 'fill' && election.recall)
    return t(roundOf(election).results[0]?.why === 'recalled' ? 'election.rule.fillRecall' : 'election.rule.fillKept');
  if (next === 'nominate' && election.recall) return t('election.rule.nominateRecall');
  const facts = {
    days: figureOf(election, 'rollDays'),
    objections: figureOf(election, 'objectionDays'),
    answer: figureOf(election, 'answerDays'),
    day: dayWord(roundOf(election).day),
    n: next === 'sign' ? signersNeeded(election) : next === 'fill' ? figureOf(election, 'termYears') : entries,
    why: whyAgain(roundOf(election).results),
  };
  return t(`election.rule.${next}`, facts);
}

type Open = AskedAct | 'roll';

function labelOf({ election }: ElectionPage, next: NextAct): string {
  if (next === 'fill' && election.recall)
    return t(roundOf(election).results[0]?.why === 'recalled' ? 'election.act.fillRecall' : 'election.act.fillKept');
  if (next === 'nominate' && election.recall) return t('election.act.nominateRecall');
  return t(`election.act.${next}`);
}

/** What the one button does: an act that asks nothing is said at once, others open their form. */
function useNext(
  page: ElectionPage,
  again: () => void,
  open: (act: Open) => void,
): { run: () => void; failed: ReturnType<typeof useSay>['failed']; fail: (error: unknown) => void } {
  const { failed, fail, say } = useSay();
  const { election } = page;
  const run = (): void => {
    const next = nextAct(election, nowMs.value);
    const said = { text: t('election.did'), after: again, basedOn: election.version };
    if (next === 'nominate' && election.recall)
      return say('election.nominate', { election: election.id, candidates: [] }, said);
    const found = asked.find((one) => one === next);
    if (found) return open(found);
    if (next === 'draw') say('election.draw', { election: election.id, area: election.area }, said);
    if (next === 'count') say('election.count', { election: election.id }, said);
  };
  return { run, failed, fail };
}

/** Somebody was elected, and the seats that are left may stay free. */
const mayLeaveFree = (election: ElectionPage['election']): boolean =>
  election.state === 'counted' &&
  seatsLeft(election) > 0 &&
  roundOf(election).results.every((one) => one.why !== 'too-few' && one.tied.length === 0) &&
  election.contests.some((one) => electedIn(election, one.id).length > 0);

function More({ page, open }: { page: ElectionPage; open: (act: Open) => void }): JSX.Element {
  const { election } = page;
  const drawn = election.state !== 'called';
  const stands = election.state === 'nominated';
  const board = stands || election.state === 'counted' || election.state === 'signed';
  return (
    <div class="flex flex-wrap gap-2">
      {drawn ? (
        <Button icon="users" onClick={() => open('roll')}>
          {t('election.act.roll')}
        </Button>
      ) : null}
      {stands && figureOf(election, 'proxies') > 0 ? (
        <Button icon="user" onClick={() => open('proxies')}>
          {t('election.act.proxies')}
        </Button>
      ) : null}
      {mayLeaveFree(election) ? (
        <Button icon="check" onClick={() => open('sign')}>
          {t('election.act.leaveFree')}
        </Button>
      ) : null}
      {board ? (
        <Button icon="camera" onClick={() => open('board')}>
          {t('election.act.board')}
        </Button>
      ) : null}
      {election.state === 'signed' ? null : (
        <Button kind="text" danger onClick={() => open('void')}>
          {t('election.act.void')}
        </Button>
      )}
    </div>
  );
}

function Opened(props: Props & { page: ElectionPage; again: () => void }): JSX.Element {
  const { page, again, problem } = props;
  const { election } = page;
  const [open, setOpen] = useState<Open>();
  const { run, failed, fail } = useNext(page, again, setOpen);
  const next = nextAct(election, nowMs.value);
  const may = props.runs && !isOver(election);
  const hasButton = may && !['enter', 'wait-day', 'settle', 'none'].includes(next);
  useKeys({ a: hasButton ? run : undefined });
  const close = (): void => setOpen(undefined);
  return (
    <div class="flex flex-col gap-5">
      <header class="flex flex-col gap-2">
        <p>
          <Chip tone={isOver(election) ? 'calm' : 'info'} icon="calendar">
            {t(`election.state.${election.state}`)}
          </Chip>
        </p>
        <h1>{t('election.head', { place: page.place, kind: kindWord(election) })}</h1>
      </header>
      <Refused failed={failed} problem={problem} />
      {may ? (
        <NextStep
          title={t(next === 'nominate' && election.recall ? 'election.next.nominateRecall' : `election.next.${next}`)}
          rule={ruleOf(page, next)}
          action={
            hasButton ? (
              <Button kind="filled" tall icon="arrow-right" keyHint="a" onClick={run}>
                {labelOf(page, next)}
              </Button>
            ) : undefined
          }
        />
      ) : null}
      {may && next === 'enter' ? (
        <SheetForm key={election.rounds.length} page={page} again={again} problem={problem} />
      ) : null}
      <div class="grid gap-5 xl:grid-cols-[minmax(0,1fr)_24rem] items-start">
        <div class="flex flex-col gap-5">
          {may ? <Objections page={page} again={again} problem={problem} /> : null}
          <Rounds page={page} />
          <Story page={page} />
        </div>
        <div class="flex flex-col gap-5">
          <Rules page={page} />
          {props.runs ? <Papers page={page} fail={fail} /> : null}
          {may ? <More page={page} open={setOpen} /> : null}
        </div>
      </div>
      {open === 'roll' ? <RollSheet page={page} again={again} problem={problem} onClose={close} /> : null}
      {open !== undefined && open !== 'roll' ? (
        <ActSheet act={open} page={page} office={props.office} again={again} problem={problem} onClose={close} />
      ) : null}
    </div>
  );
}

export function ElectionScreen(props: Props): JSX.Element | null {
  const found = useAsk<ElectionPage>('election.page', { election: props.id }, ['election', 'attachment']);
  if (found.data !== undefined) return <Opened {...props} page={found.data} again={found.again} />;
  if (found.problem === undefined) return null;
  return (
    <Empty
      icon="help"
      tone="calm"
      title={t('election.gone')}
      text={props.problem(found.problem.code)}
      action={<Button href={props.listHref}>{t('election.back')}</Button>}
    />
  );
}
