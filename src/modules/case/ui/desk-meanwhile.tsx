// Two people at one matter: who else has it open, and, when an act came too late, what happened meanwhile beside what one was about to do.
import type { JSX } from 'preact';
import { nowMs } from '#look/clock.ts';
import { formatMoment } from '#look/dates.ts';
import { besideAt } from '#look/beside.ts';
import { Button, Note, Timeline } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { CasePage } from '../model.ts';
import type { ActName } from './desk-next.ts';
import { type Sending, staleAt, verbs } from './desk-send.ts';
import { titleOf } from './desk-story.tsx';
import { iconOfStep } from './step-icons.ts';

export function BesideNote(props: { id: string }): JSX.Element {
  const people = besideAt(props.id);
  const names = people.map((one) => t('case.beside.one', { name: one.name, office: one.office }));
  return (
    <div role="status">
      {people.length === 0 ? null : (
        <Note tone="info" icon="users">
          {t('case.beside.text', { who: names.join(t('look.and')) })}
        </Note>
      )}
    </div>
  );
}

const wordOf = (act: ActName): string => t(`case.act.${act}`);

/** Keep, change or drop; the words stay where they were written until they were sent. */
export function Meanwhile(props: {
  page: CasePage;
  onKeep: (sending: Sending) => void;
  onChange: (act: Exclude<ActName, 'accept'>, sending: Sending) => void;
  onLetGo: () => void;
}): JSX.Element | null {
  const { page } = props;
  const now = staleAt(page);
  if (now === undefined) return null;
  const { act, input, done } = now.sending;
  const since = page.steps.filter((step) => step.n > now.basedOn).toSorted((a, b) => b.n - a.n);
  const text = typeof input.text === 'string' ? input.text : '';
  const still = page.acts.includes(verbs[act]);
  return (
    <section class="zd-meanwhile" role="alert" aria-label={t('case.meanwhile.title')}>
      <h3 class="zd-big">{t('case.meanwhile.title')}</h3>
      <div class="zd-meanwhile-sides">
        <div>
          <h4 class="zd-two">{t('case.meanwhile.happened')}</h4>
          <Timeline
            items={since.map((step) => ({
              key: String(step.n),
              icon: iconOfStep(step.name),
              title: titleOf(step),
              when: formatMoment(step.at, nowMs.value),
              text: step.text === '' ? undefined : step.text,
              quiet: step.personName ?? undefined,
            }))}
          />
        </div>
        <div>
          <h4 class="zd-two">{t('case.meanwhile.yours')}</h4>
          <p>
            <b>{done === '' ? wordOf(act) : done}</b>
          </p>
          {text === '' ? null : <blockquote>{text}</blockquote>}
          <p class="zd-two">{t(still ? 'case.meanwhile.still' : 'case.meanwhile.gone')}</p>
        </div>
      </div>
      <div class="zd-button-row zd-button-row-left">
        {still ? (
          <Button kind="filled" icon="send" onClick={() => props.onKeep(now.sending)}>
            {t('case.meanwhile.keep')}
          </Button>
        ) : null}
        {still && act !== 'accept' ? (
          <Button icon="pencil" onClick={() => props.onChange(act, now.sending)}>
            {t('case.meanwhile.change')}
          </Button>
        ) : null}
        <Button icon="x" onClick={props.onLetGo}>
          {t('case.meanwhile.drop')}
        </Button>
      </div>
    </section>
  );
}
