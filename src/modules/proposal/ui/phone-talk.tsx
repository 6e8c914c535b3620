// What the village talks over, on the phone of whoever explains it at a door: what is wanted, how far it came, what was decided and what is done.
import type { JSX } from 'preact';
import { formatDay, startOfDay } from '#look/dates.ts';
import type { IconName } from '#look/icons.ts';
import { Card, ListRow, Note, Section, type Tone } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { ProposalState, Step, TalkAtDoor } from '../model.ts';

const icons: Readonly<Record<ProposalState, readonly [IconName, Tone]>> = {
  raised: ['clock', 'wait'],
  'taken-up': ['message', 'act'],
  decided: ['list-check', 'act'],
  done: ['circle-check', 'ok'],
  declined: ['circle-minus', 'calm'],
  withdrawn: ['circle-minus', 'calm'],
};

const stateWord = ({ state, seconds }: TalkAtDoor): string =>
  `${t(`proposal.phone.state.${state}`)} · ${t('proposal.phone.seconds', { n: seconds })}`;

export function TalkRows(props: { talks: readonly TalkAtDoor[]; hrefOf: (id: string) => string }): JSX.Element {
  return (
    <Card list>
      {props.talks.map((talk) => {
        const [icon, tone] = icons[talk.state];
        return (
          <ListRow
            key={talk.id}
            href={props.hrefOf(talk.id)}
            icon={icon}
            tone={tone}
            title={talk.title}
            text={stateWord(talk)}
          />
        );
      })}
    </Card>
  );
}

function stepWord(step: Step, now: number): string {
  const day = (at: string | number): string => formatDay(typeof at === 'number' ? at : startOfDay(at), now);
  const when =
    step.doneAt === null
      ? t('proposal.phone.step.due', { day: day(step.due) })
      : t('proposal.phone.step.done', { day: day(step.doneAt) });
  return [when, step.note].filter(Boolean).join(' · ');
}

export function TalkView({ talk, now }: { talk: TalkAtDoor; now: number }): JSX.Element {
  const { decision, minute, steps } = talk;
  const [icon, tone] = icons[talk.state];
  return (
    <>
      <Card>
        <p>{talk.text}</p>
        <p class="zd-two">{t('proposal.phone.raised', { day: formatDay(talk.raisedAt, now), place: talk.place })}</p>
      </Card>
      <Note tone={tone} icon={icon} title={stateWord(talk)}>
        {talk.because === '' ? t(`proposal.phone.next.${talk.state}`) : talk.because}
      </Note>
      {minute === null || decision !== null ? null : (
        <Section title={t('proposal.phone.minute', { day: formatDay(startOfDay(minute.on), now) })}>
          <Card>
            <p>{minute.text}</p>
          </Card>
        </Section>
      )}
      {decision === null ? null : (
        <Section title={t('proposal.phone.decided', { day: formatDay(startOfDay(decision.on), now) })}>
          <Card>
            <p>{decision.text}</p>
            <p class="zd-two">{t('proposal.phone.heads', { present: decision.present, agreed: decision.agreed })}</p>
          </Card>
        </Section>
      )}
      {steps.length === 0 ? null : (
        <Card list label={t('proposal.phone.steps')}>
          {steps.map((step) => (
            <ListRow
              key={step.id}
              plain
              icon={step.doneAt === null ? 'clock' : 'circle-check'}
              title={step.text}
              text={stepWord(step, now)}
            />
          ))}
        </Card>
      )}
    </>
  );
}
