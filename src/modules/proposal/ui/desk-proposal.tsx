// One proposal at the desk: its words, the next act, what was decided and the steps, what meetings and homes said, and how many names call a meeting.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { nowMs } from '#look/clock.ts';
import { formatDay, startOfDay } from '#look/dates.ts';
import { useAsk, useSay } from '#look/door.ts';
import {
  Button,
  Card,
  Empty,
  FactList,
  ListRow,
  NextStep,
  Note,
  NumberField,
  PageHead,
  Refused,
  Section,
} from '#look/parts.ts';
import { t } from '#look/words.ts';
import { type Call, callNames } from '../kinds/law.ts';
import type { ProposalPage, Step } from '../model.ts';
import { namesFor } from '../rules.ts';
import { ActSheet, type ProposalAct } from './desk-proposal-acts.tsx';
import { nextOf, Steps, StepSheet, stepWord } from './desk-steps.tsx';

type Speak = (code: string, facts?: Record<string, string | number>) => string;

/** PROPOSAL-9, PROPOSAL-11 */
function WhoMayCall({ adults, representatives: known }: ProposalPage): JSX.Element {
  const [representatives, setRepresentatives] = useState(known ?? undefined);
  const wordOf = (call: Call): string => {
    const needed = namesFor(call, adults, representatives ?? null);
    const ways = [
      needed.adults === null ? '' : t('proposal.call.names', { n: needed.adults }),
      needed.representatives === null ? '' : t('proposal.call.reps', { n: needed.representatives }),
    ].filter(Boolean);
    return ways.length === 0 ? t('proposal.call.count') : ways.join(t('proposal.or'));
  };
  return (
    <Section title={t('proposal.call')}>
      <Card>
        <NumberField
          label={t('proposal.call.there')}
          hint={t('proposal.call.adultsThere', { n: adults })}
          min={0}
          value={representatives}
          onInput={setRepresentatives}
        />
        <FactList rows={callNames.map((call) => ({ label: t(`proposal.call.${call}`), value: wordOf(call) }))} />
        <p class="zd-two">{t('proposal.call.law')}</p>
      </Card>
    </Section>
  );
}

function Minutes({ page }: { page: ProposalPage }): JSX.Element | null {
  const { minutes } = page.proposal;
  if (minutes.length === 0) return null;
  return (
    <Section title={t('proposal.minutes')} right={minutes.length}>
      {minutes.toReversed().map((minute) => (
        <Card key={minute.id}>
          <p class="zd-two">
            {formatDay(startOfDay(minute.on), nowMs.value)} · {t(`proposal.body.${minute.body}`)} ·{' '}
            {t('proposal.present', { n: minute.present })}
          </p>
          <p class="whitespace-pre-line">{minute.text}</p>
        </Card>
      ))}
    </Section>
  );
}

/** PROPOSAL-3 */
function HomesSay({ words }: { words: readonly string[] }): JSX.Element | null {
  if (words.length === 0) return null;
  return (
    <Section title={t('proposal.homesSay')} right={words.length}>
      <Card>
        {words.map((one, place) => (
          <p key={place} class="whitespace-pre-line">
            {one}
          </p>
        ))}
        <p class="zd-two">{t('proposal.homesSayText')}</p>
      </Card>
    </Section>
  );
}

function Next(props: {
  page: ProposalPage;
  takeUp: () => void;
  open: (act: ProposalAct) => void;
  openStep: (step: Step) => void;
}): JSX.Element | null {
  const { proposal, mayRun } = props.page;
  if (!mayRun) return null;
  const act = (which: ProposalAct): JSX.Element => (
    <Button key={which} onClick={() => props.open(which)}>
      {t(`proposal.act.${which}`)}
    </Button>
  );
  const row = (...acts: ProposalAct[]): JSX.Element => (
    <div class="zd-button-row zd-button-row-left">{acts.map(act)}</div>
  );
  if (proposal.state === 'raised')
    return (
      <>
        <NextStep
          title={t('proposal.next.raised')}
          rule={t('proposal.next.raisedText')}
          action={
            <Button kind="filled" tall icon="check" onClick={props.takeUp}>
              {t('proposal.act.take-up')}
            </Button>
          }
        />
        {row('decline')}
      </>
    );
  if (proposal.state === 'taken-up')
    return (
      <>
        <NextStep
          title={t('proposal.next.taken-up')}
          rule={t('proposal.next.taken-upText')}
          action={
            <Button kind="filled" tall icon="users" onClick={() => props.open('decide')}>
              {t('proposal.act.decide')}
            </Button>
          }
        />
        {row('minute', 'vote', 'decline')}
      </>
    );
  if (proposal.state !== 'decided') return proposal.state === 'done' ? row('minute') : null;
  const step = nextOf(proposal);
  return (
    <>
      {step === undefined ? null : (
        <NextStep
          title={step.text}
          rule={stepWord(step)}
          action={
            <Button kind="filled" tall icon="list-check" onClick={() => props.openStep(step)}>
              {t('proposal.step.say')}
            </Button>
          }
        />
      )}
      {row('minute')}
    </>
  );
}

/** Whose it is, as far as the reader may know, how many homes second it, and the first vote on it. */
function Words({ page }: { page: ProposalPage }): JSX.Element {
  const { proposal, home } = page;
  const whose =
    home === null ? t('proposal.unnamed') : t(proposal.named ? 'proposal.by' : 'proposal.byForYou', { home });
  return (
    <Card>
      <p class="whitespace-pre-line">{proposal.text}</p>
      <p class="zd-two">
        {[
          whose,
          formatDay(proposal.raisedAt, nowMs.value),
          t('proposal.secondsOf', { n: page.seconds, homes: page.homes }),
        ].join(' · ')}
      </p>
      {proposal.because === '' ? null : (
        <Note icon="info-circle" title={t('proposal.because')}>
          {proposal.because}
        </Note>
      )}
      {proposal.covered ? <Note icon="lock">{t('proposal.coveredText')}</Note> : null}
      {proposal.poll === null ? null : (
        <ListRow
          plain
          icon="circle-check"
          href={`/poll/${proposal.poll}`}
          title={page.pollTitle ?? ''}
          text={t('proposal.firstVote')}
        />
      )}
    </Card>
  );
}

export function ProposalScreen(props: { id: string; listHref: string; problem: Speak }): JSX.Element | null {
  const asked = useAsk<ProposalPage>('proposal.page', { proposal: props.id }, ['proposal', 'voice', 'poll']);
  const { failed, say } = useSay();
  const [doing, setDoing] = useState<ProposalAct>();
  const [step, setStep] = useState<Step>();
  const page = asked.data;
  if (page === undefined)
    return asked.problem ? <Empty icon="lock" tone="calm" title={props.problem(asked.problem.code)} /> : null;
  const { proposal } = page;
  const after = asked.again;
  const takeUp = (): void => {
    const input = { proposal: proposal.id };
    say('proposal.take-up', input, { text: t('proposal.did.take-up'), after, basedOn: proposal.version });
  };
  return (
    <>
      <PageHead title={proposal.title === '' ? t('proposal.covered') : proposal.title} back={props.listHref} />
      <p class="zd-two">{t(`proposal.state.${proposal.state}`)}</p>
      <Refused failed={failed} problem={props.problem} />
      <Next page={page} takeUp={takeUp} open={setDoing} openStep={setStep} />
      <Words page={page} />
      <Steps page={page} open={setStep} />
      <HomesSay words={page.words} />
      <Minutes page={page} />
      {proposal.state === 'raised' || proposal.state === 'taken-up' ? <WhoMayCall {...page} /> : null}
      <div class="zd-button-row zd-button-row-left">
        <Button icon="eye" href={`/proposal/${proposal.id}`}>
          {t('proposal.publicPage')}
        </Button>
      </div>
      {step === undefined ? null : (
        <StepSheet
          proposal={proposal}
          step={step}
          onClose={() => setStep(undefined)}
          again={after}
          problem={props.problem}
        />
      )}
      {doing === undefined ? null : (
        <ActSheet page={page} act={doing} onClose={() => setDoing(undefined)} again={after} problem={props.problem} />
      )}
    </>
  );
}
