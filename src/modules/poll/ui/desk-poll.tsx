// One poll at the desk: what it asks, what can be done with it now, who was given ballots, the count on paper, and the result.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { newId } from '#kit/id.ts';
import { nowMs } from '#look/clock.ts';
import { formatMoment } from '#look/dates.ts';
import { useAsk, useSay } from '#look/door.ts';
import { Bars, Button, Card, Empty, FactList, Note, Refused, Section, Sheet, TextArea } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { PollPage } from '../model.ts';
import { isRunning, sumOf, tooFew } from '../rules.ts';
import { CountPaper } from './desk-count.tsx';
import { stateWord } from './desk-polls.tsx';
import { Roll } from './desk-roll.tsx';

type Speak = (code: string, facts?: Record<string, string | number>) => string;
type Act = 'open' | 'close' | 'cancel';

interface ActProps {
  readonly page: PollPage;
  readonly act: Act;
  readonly onClose: () => void;
  readonly again: () => void;
  readonly problem: Speak;
}

/** The notice that goes to every phone and plate says the question, its answers and how to vote. */
function openInput({ poll }: PollPage): object {
  const until = formatMoment(poll.closesAt, nowMs.value);
  const title = t('poll.notice', { title: poll.title });
  const text = t('poll.noticeText', {
    until,
    choices: poll.choices.join(t('poll.and')),
    unit: t(`poll.unit.${poll.unit}`),
  });
  return { poll: poll.id, notice: newId(), title, text };
}

function ActSheet({ page, act, onClose, again, problem }: ActProps): JSX.Element {
  const { failed, say } = useSay();
  const [because, setBecause] = useState('');
  const [missing, setMissing] = useState(false);
  const { poll } = page;
  const send = (): void => {
    if (act !== 'open' && because.trim() === '') return setMissing(true);
    const input = act === 'open' ? openInput(page) : { poll: poll.id, notice: poll.notice, because };
    const done = (): void => {
      onClose();
      again();
    };
    say(`poll.${act}`, input, { text: t(`poll.did.${act}`), after: done, basedOn: poll.version });
  };
  return (
    <Sheet
      open
      onClose={onClose}
      title={t(`poll.act.${act}`)}
      foot={
        <Button kind="filled" icon="check" onClick={send}>
          {t(`poll.act.${act}`)}
        </Button>
      }
    >
      <Refused failed={failed} problem={problem} />
      <p>{t(`poll.actText.${act}`)}</p>
      {act === 'open' ? null : (
        <TextArea
          label={t('poll.because')}
          hint={t('poll.becauseHint')}
          maxLength={500}
          value={because}
          onInput={setBecause}
          error={missing && because.trim() === '' ? t('poll.need.because') : undefined}
        />
      )}
    </Sheet>
  );
}

function Result({ page, publicHref }: { page: PollPage; publicHref: string }): JSX.Element | null {
  const { poll } = page;
  const { count } = poll;
  if (count === null) return null;
  const all = count.urn.map((one, at) => one + (count.paper[at] ?? 0));
  const whole = sumOf(all) + count.blank;
  const text = (n: number): string => (whole === 0 ? String(n) : `${n} · ${Math.round((100 * n) / whole)}%`);
  return (
    <Section title={t('poll.result')}>
      <Card>
        <Bars
          stacked
          full={Math.max(1, whole)}
          rows={poll.choices.map((label, at) => ({ label, value: all[at] ?? 0, text: text(all[at] ?? 0) }))}
        />
        <p class="zd-two">
          {t('poll.counted', { urn: sumOf(count.urn), paper: sumOf(count.paper) + count.blank, blank: count.blank })}
        </p>
        <p class="zd-two break-all">{t('poll.digest', { digest: count.digest })}</p>
        <div class="zd-button-row zd-button-row-left">
          <Button icon="eye" href={publicHref}>
            {t('poll.board')}
          </Button>
          <Button icon="refresh" href={`${publicHref}/recount`}>
            {t('poll.recount')}
          </Button>
        </div>
      </Card>
    </Section>
  );
}

function Ended({ poll }: { poll: PollPage['poll'] }): JSX.Element | null {
  if (poll.because === '') return null;
  const title = t(poll.state === 'cancelled' ? 'poll.cancelledBecause' : 'poll.endedBecause');
  return (
    <Note tone="wait" icon="info-circle" title={title}>
      {poll.because === tooFew ? t('poll.tooFew') : poll.because}
    </Note>
  );
}

const actsOf = ({ mayRun, poll }: PollPage): Act[] => {
  if (!mayRun) return [];
  if (poll.state === 'draft') return ['open', 'cancel'];
  if (poll.state === 'open') return ['close', 'cancel'];
  return poll.state === 'opening' || poll.state === 'closed' ? ['cancel'] : [];
};
const icons = { open: 'player-play', close: 'check', cancel: 'x' } as const;

export function PollScreen(props: { id: string; listHref: string; problem: Speak }): JSX.Element | null {
  const asked = useAsk<PollPage>('poll.page', { poll: props.id }, ['poll', 'ballot-right']);
  const [doing, setDoing] = useState<Act>();
  const page = asked.data;
  if (page === undefined)
    return asked.problem ? <Empty icon="lock" tone="calm" title={props.problem(asked.problem.code)} /> : null;
  const { poll, given } = page;
  const now = nowMs.value;
  const runs = isRunning(poll, now);
  const acts = actsOf(page);
  const all = given.page + given.slip + given.paper;
  return (
    <>
      <header>
        <Button kind="text" icon="chevron-left" href={props.listHref}>
          {t('poll.title')}
        </Button>
        <h1>{poll.title}</h1>
        <p class="zd-big">{stateWord(poll)}</p>
      </header>
      <Ended poll={poll} />
      {poll.state === 'opening' ? <Note icon="clock">{t('poll.opening')}</Note> : null}
      {runs ? <Note icon="lock">{t('poll.blind')}</Note> : null}
      <Result page={page} publicHref={`/poll/${poll.id}`} />
      {poll.state === 'closed' ? <CountPaper page={page} again={asked.again} problem={props.problem} /> : null}
      <Card>
        {poll.text === '' ? null : <p class="whitespace-pre-line">{poll.text}</p>}
        <FactList
          rows={[
            { label: t('poll.about'), value: t(`poll.kind.${poll.kind}`) },
            { label: t('poll.choices'), value: poll.choices.join(t('poll.and')) },
            { label: t('poll.unit'), value: t(`poll.unit.${poll.unit}`) },
            { label: t('poll.where'), value: page.areaName },
            { label: t('poll.until'), value: formatMoment(poll.closesAt, now) },
            ...(poll.state === 'draft'
              ? []
              : [{ label: t('poll.given'), value: t('poll.givenOf', { ...given, all, voters: page.voters }) }]),
          ]}
        />
        <div class="zd-button-row zd-button-row-left">
          {acts.map((act) => (
            <Button
              key={act}
              kind={act === 'open' ? 'filled' : 'outlined'}
              icon={icons[act]}
              onClick={() => setDoing(act)}
            >
              {t(`poll.act.${act}`)}
            </Button>
          ))}
        </div>
      </Card>
      {runs && page.mayRun ? <Roll page={page} problem={props.problem} again={asked.again} /> : null}
      {doing === undefined ? null : (
        <ActSheet
          page={page}
          act={doing}
          onClose={() => setDoing(undefined)}
          again={asked.again}
          problem={props.problem}
        />
      )}
    </>
  );
}
