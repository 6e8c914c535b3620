// The head of a matter at the desk: what it is and how it stands, what was not accepted, and what is held back.
import type { JSX } from 'preact';
import { nowMs } from '#look/clock.ts';
import { formatMoment } from '#look/dates.ts';
import { trouble } from '#look/door.ts';
import { heldText, sendHeld } from '#look/held.ts';
import { Button, Chip, NextStep, Note } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { CasePage } from '../model.ts';
import { staleAt } from './desk-send.ts';
import { categoryName, groupName, ringOf, stateWord, toneOf } from './desk-state.ts';

/** CASE-28: who supervises it since when, and why, for whoever holds it to read first. */
function Supervised({ page }: { page: CasePage }): JSX.Element | null {
  const { supervisedAt, state } = page.case;
  if (supervisedAt === null || state === 'closed') return null;
  const facts = { office: page.supervisedByName ?? '', time: formatMoment(supervisedAt, nowMs.value) };
  const why = page.steps.findLast((step) => step.name === 'case.supervised')?.text ?? '';
  return (
    <Note
      tone="bad"
      icon="alert-triangle"
      title={`${t('case.page.supervised')} · ${t('case.page.supervisedBy', facts)}`}
    >
      {why}
    </Note>
  );
}

export function Head(props: { page: CasePage; listHref: string }): JSX.Element {
  const matter = props.page.case;
  const now = nowMs.value;
  const facts = [
    matter.title === categoryName(matter.category)
      ? groupName(matter.category)
      : t('case.page.category', { group: groupName(matter.category), name: categoryName(matter.category) }),
    matter.number === null ? t('case.noNumber') : t('case.number', { number: matter.number }),
    t(`case.severity.${matter.severity}`),
  ];
  return (
    <header class="flex flex-col gap-1">
      <div class="zd-back-to-list -ml-3">
        <Button kind="text" icon="chevron-left" href={props.listHref}>
          {t('case.page.back')}
        </Button>
      </div>
      <div class="flex flex-wrap items-start justify-between gap-3">
        <div>
          <h1 class="zd-h1">{matter.title}</h1>
          <p class="zd-two">{facts.join(' · ')}</p>
        </div>
        <Chip tone={toneOf(matter, now)} ring={ringOf(matter, now)}>
          {stateWord(matter)}
        </Chip>
      </div>
      {matter.restricted ? (
        <Note tone="wait" icon="lock">
          {t('case.restricted')}
        </Note>
      ) : null}
      <Supervised page={props.page} />
    </header>
  );
}

export function TroubleNote(props: {
  page: CasePage;
  problem: (code: string, facts?: Record<string, string | number>) => string;
  again: () => void;
}): JSX.Element | null {
  const now = trouble.value;
  // What came too late is shown beside what happened meanwhile.
  if (now === undefined || now.key !== props.page.case.id || staleAt(props.page) !== undefined) return null;
  const moved = now.problem.kind === 'conflict';
  const see = (): void => {
    trouble.value = undefined;
    props.again();
  };
  return (
    <div role="alert">
      <Note
        tone={moved ? 'wait' : 'bad'}
        icon={moved ? 'refresh' : 'alert-circle'}
        title={t(moved ? 'case.moved.title' : 'case.failed.title')}
        action={<Button onClick={see}>{t('case.moved.reload')}</Button>}
      >
        {moved ? t('case.moved.text') : props.problem(now.problem.code, now.problem.facts as Record<string, string>)}
      </Note>
    </div>
  );
}

export function Held(): JSX.Element {
  return (
    <NextStep
      title={t('case.next.held', { text: heldText() })}
      rule={t('case.next.heldRule')}
      action={
        <Button icon="send" keyHint="n" onClick={() => sendHeld()}>
          {t('case.next.sendNow')}
        </Button>
      }
    />
  );
}
