// The story and the facts of a matter at the desk: timeline newest first, who has it, until when, who read it, what looks the same nearby.
import type { JSX } from 'preact';
import { nowMs } from '#look/clock.ts';
import { formatAgo, formatDay, formatDeadline, formatLate, formatMoment } from '#look/dates.ts';
import { Button, Card, FactList, type FactRow, ListRow, Section, Timeline, type TimelineItem } from '#look/parts.ts';
import { hasWord, t } from '#look/words.ts';
import type { CasePage } from '../model.ts';
import { iconOfStep } from './step-icons.ts';

type Step = CasePage['steps'][number];

export function titleOf(step: Step): string {
  const key = `case.step.${step.name.replace(/^case\./, '')}`;
  // No home writes a line that it may not read: what stands inside without an office came from another system (OPEN-9).
  const nobody = step.internal ? 'case.step.outside' : 'case.step.household';
  const facts = { who: step.officeName ?? t(nobody), to: step.toOfficeName ?? '' };
  return hasWord(key) ? t(key, facts) : facts.who;
}

function itemOf(step: Step, page: CasePage, newest: boolean, now: number): TimelineItem {
  const here = newest && ['reported', 'accepted', 'in-progress'].includes(page.case.state);
  const quiet = [
    step.personName,
    step.internal ? t('case.page.internal') : step.name === 'case.noted' ? t('case.page.seenByHome') : null,
    here ? t('case.page.now', { span: formatAgo(page.case.holderSince, now) }) : null,
  ].filter((one) => one !== null && one !== '');
  return {
    key: String(step.n),
    // What stays inside carries a lock, so that it is never taken for what the household reads.
    icon: step.internal ? 'lock' : iconOfStep(step.name),
    title: titleOf(step),
    when: formatMoment(step.at, now),
    text: step.text === '' ? undefined : step.text,
    quiet: quiet.length === 0 ? undefined : quiet.join(' · '),
    now: here,
  };
}

export function Story(props: { page: CasePage }): JSX.Element {
  const steps = props.page.steps.toSorted((a, b) => b.n - a.n);
  return (
    <Section title={t('case.page.story')}>
      <Timeline items={steps.map((step, place) => itemOf(step, props.page, place === 0, nowMs.value))} />
    </Section>
  );
}

const tel = (phone: string): JSX.Element => (
  <a class="underline inline-flex items-center min-h-11" href={`tel:${phone}`}>
    {phone}
  </a>
);

function readingRows({ readings, case: matter }: CasePage): FactRow[] {
  const now = nowMs.value;
  const shown = readings.slice(0, 3);
  if (matter.restricted || shown.length === 0) return [];
  const line = (one: CasePage['readings'][number]): string => {
    const time = formatMoment(one.at, now);
    if (one.mine) return t('case.page.you', { time });
    return t('case.page.reader', {
      office: one.office ?? (hasWord(`people.role.${one.role}`) ? t(`people.role.${one.role}`) : one.role),
      time,
    });
  };
  const note = readings.length > 3 ? t('case.page.moreReaders', { n: readings.length - 3 }) : undefined;
  return [
    {
      label: t('case.page.readings'),
      value: (
        <ul>
          {shown.map((one, place) => (
            <li key={place}>{line(one)}</li>
          ))}
        </ul>
      ),
      note: [note, t('case.page.seenByHome')].filter(Boolean).join(' · '),
    },
  ];
}

/** CASE-44: beside an extended deadline stands the first one. */
function resolveWord(matter: CasePage['case'], due: (at: number) => string): string {
  const by = due(matter.resolveBy ?? 0);
  if (matter.extendedAt === null || matter.originalBy === null) return by;
  return t('case.page.extended', { by, first: formatDay(matter.originalBy, nowMs.value) });
}

const ratingRows = ({ rating }: CasePage['case']): FactRow[] =>
  rating === null ? [] : [{ label: t('case.page.rating'), value: t(`case.rating.${rating}`) }];

/** CASE-26, CASE-27, CASE-29: what others than the holder have to do with it. */
function beside(page: CasePage): FactRow[] {
  const matter = page.case;
  const rows: FactRow[] = [];
  if (page.called.length > 0) {
    const line = ({ name, came }: CasePage['called'][number]): string =>
      t(came ? 'case.page.came' : 'case.page.notCome', { office: name });
    rows.push({
      label: t('case.page.called'),
      value: (
        <ul>
          {page.called.map((one) => (
            <li key={one.id}>{line(one)}</li>
          ))}
        </ul>
      ),
    });
  }
  if (matter.route !== null) rows.push({ label: t('case.page.route'), value: t(`case.route.${matter.route}`) });
  if (page.callBackName !== null && matter.state === 'household-check')
    rows.push({ label: t('case.page.callBack'), value: page.callBackName });
  return rows;
}

function deadlineRows({ case: matter }: CasePage): FactRow[] {
  const now = nowMs.value;
  const due = (at: number): string => (at < now ? formatLate(at, now) : formatDeadline(at, now));
  const rows: FactRow[] = [];
  if (matter.state === 'closed') return ratingRows(matter);
  if (matter.respondedAt !== null)
    rows.push({ label: t('case.page.responded'), value: formatMoment(matter.respondedAt, now) });
  else if (matter.respondBy !== null) rows.push({ label: t('case.page.respondBy'), value: due(matter.respondBy) });
  if (matter.holderBy !== null) rows.push({ label: t('case.page.holderBy'), value: due(matter.holderBy) });
  const withHome = matter.state === 'answered' || matter.state === 'household-check';
  if (matter.side === 'suspended' && matter.reviewAt !== null)
    rows.push({ label: t('case.page.reviewAt'), value: formatDay(matter.reviewAt, now) });
  else if (withHome && matter.answeredAt !== null)
    rows.push({
      label: t('case.page.resolveBy'),
      value: t('case.page.answered', { time: formatMoment(matter.answeredAt, now) }),
    });
  else if (matter.resolveBy !== null) rows.push({ label: t('case.page.resolveBy'), value: resolveWord(matter, due) });
  rows.push(...ratingRows(matter));
  return rows;
}

export function Facts(props: { page: CasePage }): JSX.Element {
  const { page } = props;
  const home = page.household;
  const rows: FactRow[] = [
    {
      label: t('case.page.holder'),
      value: page.holderName,
      note: page.holderPhone === '' ? undefined : tel(page.holderPhone),
    },
    ...deadlineRows(page),
    ...beside(page),
  ];
  if (page.firstReceiverName !== null) rows.push({ label: t('case.page.first'), value: page.firstReceiverName });
  if (home !== null) {
    rows.push({
      label: t('case.page.home'),
      value: `${home.door} ${home.head}`,
      note: (
        <>
          {home.place} {home.phone === '' ? null : tel(home.phone)}
        </>
      ),
    });
  }
  rows.push(...readingRows(page));
  return (
    <aside class="flex flex-col gap-4" aria-label={t('case.page.facts')}>
      <FactList rows={rows} />
      {home === null ? null : (
        <Button icon="home" href={`#/homes/${home.id}`}>
          {t('case.page.openHome')}
        </Button>
      )}
    </aside>
  );
}

export function Similar(props: {
  page: CasePage;
  hrefOf: (id: string) => string;
  onJoin: (() => void) | undefined;
}): JSX.Element | null {
  const { similar } = props.page;
  if (similar.length === 0) return null;
  return (
    <Section title={t('case.page.similar')} right={t('case.page.similarText')}>
      <Card list>
        {similar.slice(0, 6).map((one) => (
          <ListRow
            key={one.id}
            href={props.hrefOf(one.id)}
            icon="arrows-join"
            tone={one.incident === null ? 'wait' : 'calm'}
            title={one.title}
            beside={one.place}
            text={[
              formatMoment(one.reportedAt, nowMs.value),
              one.incident !== null ? t('case.page.inIncident') : one.mine ? '' : t('case.page.notMine'),
            ]
              .filter(Boolean)
              .join(' · ')}
          />
        ))}
      </Card>
      {props.onJoin === undefined ? null : (
        <div class="zd-button-row zd-button-row-left">
          <Button icon="git-merge" onClick={props.onJoin}>
            {t('case.act.join')}
          </Button>
        </div>
      )}
    </Section>
  );
}
