// One mediation to read: where it stands and what comes next, who is in it, what was said, agreed and kept.
import type { ComponentChildren, JSX } from 'preact';
import { formatDay, formatMoment } from '#look/dates.ts';
import { Card, FactList, Note, Section, Timeline, type Tone } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { Dispute, DisputeRow, FollowUp, Next } from '../model.ts';
import { nextFollowUp, nextOf } from '../rules.ts';
import { type MediationAct, mediationActs } from './mediation-draft.ts';

export const actIcons = {
  session: 'message',
  agree: 'circle-check',
  'follow-up': 'home-question',
  court: 'shield-check',
  mediator: 'user-question',
  'add-parties': 'users',
  end: 'x',
  again: 'refresh',
} as const;

export function stateWord({ state, ending }: Pick<Dispute, 'state' | 'ending'>): string {
  return state === 'ended' ? t(`dispute.ending.${ending ?? 'no-agreement'}`) : t(`dispute.state.${state}`);
}
export const toneOf = ({ state, ending }: Pick<Dispute, 'state' | 'ending'>): Tone =>
  state === 'open' ? 'info' : state === 'agreed' ? 'wait' : ending === 'kept' ? 'ok' : 'calm';

/** What comes next and until when, in words. */
export function nextWord(next: Next, today: string, now: number): string {
  if (next.what === 'mediate' && next.day < today) return t('dispute.next.mediateOver');
  return t(`dispute.next.${next.what}`, { day: formatDay(next.day, now), after: next.after ?? 0 });
}
export const isDue = (next: Next | null, today: string): boolean =>
  next !== null && (next.what === 'follow-up' ? next.day <= today : next.day < today);

interface Props {
  readonly dispute: Dispute;
  readonly now: number;
  readonly today: string;
  readonly officeName: (id: string) => string;
  /** What may be done, as buttons. */
  readonly actions?: ComponentChildren;
  readonly syncState?: ComponentChildren;
}

const namesOf = ({ parties }: Dispute, ids: readonly string[]): string =>
  parties
    .filter((one) => ids.includes(one.id))
    .map((one) => one.name)
    .join(t('look.and'));

function Where({ dispute, now, today, actions, syncState }: Props): JSX.Element {
  const next = nextOf(dispute, today);
  const refused = dispute.endedBy === null ? '' : t('dispute.endedBy', { name: namesOf(dispute, [dispute.endedBy]) });
  const why = [refused, dispute.endText].filter((one) => one !== '');
  return (
    <Card>
      {syncState}
      <p class="zd-big">{stateWord(dispute)}</p>
      {next ? <p class={isDue(next, today) ? 'zd-lead' : ''}>{nextWord(next, today, now)}</p> : null}
      {why.length > 0 ? <p>{why.join(' · ')}</p> : null}
      {dispute.state === 'ended' && dispute.agreement === null ? (
        <Note icon="route" title={t('dispute.otherWays')}>
          {t('dispute.otherWaysText')}
        </Note>
      ) : null}
      {actions}
    </Card>
  );
}

function People({ dispute, officeName }: Props): JSX.Element {
  const mediators = dispute.mediators.map((one) => {
    const chosen =
      one.chosenBy.length > 0 ? t('dispute.mediator.chosen', { names: namesOf(dispute, one.chosenBy) }) : '';
    const refused =
      one.refusedBy === null ? '' : t('dispute.mediator.refused', { name: namesOf(dispute, [one.refusedBy]) });
    return { label: one.name, value: officeName(one.office), note: refused || chosen };
  });
  return (
    <>
      <Section title={t('dispute.parties')}>
        <Card>
          <FactList
            rows={dispute.parties.map((one) => ({ label: one.name, value: one.address || '—', note: one.phone }))}
          />
        </Card>
      </Section>
      <Section title={t('dispute.mediators')}>
        <Card>
          <FactList rows={mediators} />
        </Card>
      </Section>
    </>
  );
}

function Agreed({ dispute, now }: Props): JSX.Element | null {
  const { agreement } = dispute;
  if (agreement === null) return null;
  const form = t(`dispute.agreement.${agreement.form}`);
  return (
    <Section title={t('dispute.agreement')}>
      <Card>
        <p class="zd-two">{t('dispute.agreement.since', { form, day: formatDay(agreement.on, now) })}</p>
        <p>{agreement.about}</p>
        <ol class="list-decimal pl-6 flex flex-col gap-1">
          {agreement.duties.map((duty, at) => (
            <li key={at}>
              <b>{namesOf(dispute, [duty.party])}</b> {duty.text}
              {duty.by === null ? null : (
                <span class="zd-two"> {t('dispute.agreement.until', { day: formatDay(duty.by, now) })}</span>
              )}
            </li>
          ))}
        </ol>
      </Card>
    </Section>
  );
}

function followWord(dispute: Dispute, one: FollowUp, today: string): string {
  if (one.outcome !== null) return t(`dispute.fulfil.${one.outcome}`);
  const next = nextFollowUp(dispute);
  if (!next || one.after < next.after) return t('dispute.followUp.passed');
  return t(one.due <= today ? 'dispute.followUp.due' : 'dispute.followUp.open');
}

function After({ dispute, now, today }: Props): JSX.Element | null {
  if (dispute.agreement === null) return null;
  const { court, courtOn, confirmBy } = dispute;
  return (
    <>
      <Section title={t('dispute.followUps')}>
        <Card>
          <FactList
            rows={dispute.followUps.map((one) => ({
              label: t('dispute.followUp.after', { n: one.after }),
              value: followWord(dispute, one, today),
              note: [formatDay(one.due, now), one.text].filter(Boolean).join(' · '),
            }))}
          />
        </Card>
      </Section>
      {confirmBy === null || (court === null && confirmBy < today) ? null : (
        <Section title={t('dispute.court')}>
          <Card>
            {court === null ? (
              <>
                <p>{t('dispute.court.may', { day: formatDay(confirmBy, now) })}</p>
                <p class="zd-two">{t('dispute.court.limits')}</p>
              </>
            ) : (
              <p>{t(`dispute.court.${court}`, { day: courtOn === null ? '' : formatDay(courtOn, now) })}</p>
            )}
          </Card>
        </Section>
      )}
    </>
  );
}

function Sessions({ dispute, now, officeName }: Props): JSX.Element | null {
  if (dispute.sessions.length === 0) return null;
  const items = dispute.sessions.map((one, at) => ({
    key: String(at),
    icon: 'message' as const,
    title: [t('dispute.session', { n: at + 1 }), one.place, officeName(one.office)].filter(Boolean).join(' · '),
    when: formatMoment(one.at, now),
    text: one.text,
    quiet: [
      one.present.length > 0 ? t('dispute.session.with', { names: namesOf(dispute, one.present) }) : '',
      one.invited === '' ? '' : t('dispute.session.withInvited', { names: one.invited }),
    ]
      .filter(Boolean)
      .join(' · '),
  }));
  return (
    <Section title={t('dispute.sessions')}>
      <Card>
        <Timeline label={t('dispute.sessions')} items={items.reverse()} />
      </Card>
    </Section>
  );
}

export function MediationView(props: Props): JSX.Element {
  return (
    <>
      <Where {...props} />
      <Agreed {...props} />
      <After {...props} />
      <People {...props} />
      <Sessions {...props} />
      <p class="zd-two">{t('dispute.confidential')}</p>
    </>
  );
}

/** What may be done, in the order of what is likely; one is the next step, unless all there is can wait. */
export function orderActs(may: readonly string[], dispute: Dispute): { first?: MediationAct; rest: MediationAct[] } {
  const all = mediationActs.filter((act) => may.includes(`dispute.${act}`));
  // What was agreed is changed only when all want to.
  const calm: readonly MediationAct[] = dispute.agreement === null ? [] : ['agree', 'court'];
  const [first, ...rest] = [...all.filter((act) => !calm.includes(act)), ...all.filter((act) => calm.includes(act))];
  if (first === undefined) return { rest: [] };
  return calm.includes(first) ? { rest: [first, ...rest] } : { first, rest };
}

/** What waits first, then what runs, what was agreed and what ended; for lists of the phone and the desk. */
export function groupOf(row: Pick<DisputeRow, 'state' | 'next'>, today: string): string {
  if (isDue(row.next, today)) return 'waiting';
  return row.state === 'open' ? 'running' : row.state === 'agreed' ? 'agreedOnes' : 'ended';
}
export const groups = ['waiting', 'running', 'agreedOnes', 'ended'] as const;
