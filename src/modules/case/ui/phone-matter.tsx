// One matter on the phone: who has it now and until when, its way up and back, and its story.
import type { ComponentChildren, JSX } from 'preact';
import { formatAgo, formatDeadline, formatLate, formatMoment } from '#look/dates.ts';
import { Button, Card, Note, Section, TheWay, Timeline } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { CaseStep, PhoneCase } from '../model.ts';
import { isLate } from './desk-state.ts';
import { MatterChip } from './phone-matters.tsx';
import { iconOfStep } from './step-icons.ts';

interface Props {
  readonly matter: PhoneCase;
  readonly steps: readonly CaseStep[];
  readonly now: number;
  readonly me: string;
  readonly officeName: (id: string | null) => string;
  readonly officePhone: (id: string) => string;
  /** The reader's own office has it: nobody calls himself. */
  readonly isMine: boolean;
  /** The home it belongs to, e.g. 马玉林家. */
  readonly homeName: string;
  readonly actions?: ComponentChildren;
  /** Where else one goes from here, in reach of the thumb before the long story. */
  readonly more?: ComponentChildren;
  readonly syncState?: ComponentChildren;
  /** Its pictures and audio notes. */
  readonly files?: ComponentChildren;
}

const isMove = (step: CaseStep): boolean => step.toOffice !== null && step.name !== 'case.copied';

/** From the home upwards: who wrote it down, then each office that had it before the present one. */
function upOf(props: Props): { label: string; time: string }[] {
  const moves = props.steps.filter(isMove);
  const [first] = props.steps;
  const start = {
    label:
      first?.person === props.me
        ? t('case.phone.youWrote')
        : first?.office
          ? props.officeName(first.office)
          : t('case.step.household'),
    time: formatMoment(props.matter.reportedAt, props.now),
  };
  const stops = moves.map((step) => ({
    office: step.toOffice,
    label: props.officeName(step.toOffice),
    time: formatMoment(step.at, props.now),
  }));
  // The last stop is the holder, which stands on top; an unhappy answer goes back to one that is already on the way.
  const passed = stops.filter(
    (stop, place) =>
      stop.office !== props.matter.holder && stops.findIndex((one) => one.office === stop.office) === place,
  );
  return [start, ...passed.map(({ label, time }) => ({ label, time }))];
}

function backOf({ matter, now }: Props): { label: string; time?: string; past: boolean }[] {
  const answered = matter.state === 'answered' || matter.state === 'household-check' || matter.state === 'closed';
  const told = matter.toldAt !== null && answered && matter.state !== 'answered';
  const at = (moment: number | null, past: boolean): { time?: string; past: boolean } => ({
    ...(past && moment !== null ? { time: formatMoment(moment, now) } : {}),
    past,
  });
  return [
    { label: t('case.phone.back.answer'), ...at(matter.answeredAt, answered) },
    { label: t('case.phone.back.tell'), ...at(matter.toldAt, told) },
    { label: t('case.phone.back.say'), ...at(matter.closedAt, matter.state === 'closed') },
  ];
}

function Deadline({ matter, now }: Props): JSX.Element | null {
  const due = [matter.state === 'reported' ? matter.respondBy : null, matter.holderBy, matter.resolveBy].filter(
    (at) => at !== null,
  );
  if (
    matter.state === 'closed' ||
    matter.state === 'answered' ||
    matter.state === 'household-check' ||
    matter.side === 'suspended' ||
    due.length === 0
  )
    return null;
  const soonest = Math.min(...due);
  if (isLate(matter, now)) return <b>{t('case.phone.late', { span: formatLate(soonest, now) })}</b>;
  return (
    <b>
      {t(matter.state === 'reported' ? 'case.phone.respondBy' : 'case.phone.doneBy', {
        due: formatDeadline((matter.state === 'reported' ? matter.respondBy : matter.resolveBy) ?? soonest, now),
      })}
    </b>
  );
}

function Now(props: Props): JSX.Element {
  const { matter, now } = props;
  const name = props.officeName(matter.holder);
  const phone = props.officePhone(matter.holder);
  const answered = matter.answer !== '' && ['answered', 'household-check', 'closed'].includes(matter.state);
  return (
    <Card>
      <div class="flex flex-wrap gap-2">
        <MatterChip bare matter={matter} now={now} />
        {props.syncState}
      </div>
      <p class="zd-big">
        {matter.state === 'closed' ? t('case.phone.closed') : t('case.phone.nowAt', { office: name })}
      </p>
      <p>
        {t('case.phone.since2', {
          time: formatMoment(matter.holderSince, now),
          span: formatAgo(matter.holderSince, now),
        })}
        <br />
        <Deadline {...props} />
      </p>
      {matter.copied.length === 0 ? null : (
        <p class="zd-two">
          {t('case.phone.copied', { offices: matter.copied.map((office) => props.officeName(office)).join(' · ') })}
        </p>
      )}
      {answered ? (
        <Note
          tone="wait"
          icon="message"
          title={t('case.phone.answer', { office: props.officeName(matter.answeredBy) })}
        >
          {matter.answer}
        </Note>
      ) : null}
      {props.actions}
      {phone === '' || props.isMine || matter.state === 'closed' ? null : (
        <Button kind="soft" icon="phone" href={`tel:${phone}`}>
          {t('case.phone.callOffice', { office: name })}
        </Button>
      )}
    </Card>
  );
}

export function PhoneMatter(props: Props): JSX.Element {
  const { matter, now } = props;
  const items = [...props.steps].reverse().map((step) => ({
    key: String(step.n),
    icon: iconOfStep(step.name),
    title: t(`case.step.${step.name.slice('case.'.length)}`, {
      who:
        step.person === props.me
          ? t('case.phone.you')
          : step.office
            ? props.officeName(step.office)
            : t('case.step.household'),
      to: props.officeName(step.toOffice),
    }),
    when: formatMoment(step.at, now),
    ...(step.text === '' ? {} : { text: step.text }),
    ...(step.internal ? { quiet: t('case.page.internal') } : {}),
  }));
  return (
    <>
      <Now {...props} />
      {props.more}
      {props.files}
      {matter.text === '' ? null : (
        <Section title={t('case.page.said')}>
          <Card>
            <p>{matter.text}</p>
          </Card>
        </Section>
      )}
      <Card>
        <TheWay
          up={upOf(props)}
          holder={
            matter.state === 'closed'
              ? { label: props.officeName(matter.holder), note: t('case.state.closed') }
              : { label: props.officeName(matter.holder) }
          }
          back={backOf(props)}
          home={{
            label: props.homeName,
            done: matter.state === 'closed' && matter.outcome === 'solved',
            ...(matter.outcome === null
              ? {}
              : { note: t(`case.say.${matter.outcome === 'no-answer' ? 'not-solved' : matter.outcome}`) }),
          }}
        />
      </Card>
      <Section title={t('case.page.story')}>
        <Card>
          <Timeline label={t('case.page.story')} items={items} />
        </Card>
      </Section>
    </>
  );
}
