// The first screen of the day: what was sent, what needs the person, whom to see next, and what waits for a step.
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { formatDay, formatWeekday } from '#look/dates.ts';
import { Button, Card, Empty, ListRow, NeedsYou, Note, Section } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { PhoneCase } from '#modules/case/model.ts';
import { PhoneMatters } from '#modules/case/ui/phone-matters.tsx';
import { careName } from '#modules/household/ui/spoken-names.ts';
import { PhoneToSee } from '#modules/visit/ui/phone-to-see.tsx';
import type { ToSee } from '#modules/visit/rules.ts';
import { draftsAt } from '#sync/drafts.ts';
import { isOver, type Phone } from '#sync/store.ts';
import { LeaseNote, MainPage, useNow } from './frame.tsx';
import { late } from '#look/late.tsx';
import { asks } from './asks.ts';
import { campaigns } from './campaigns.ts';
import { errands } from './errands.ts';
import { mediation } from './mediation.ts';
import { findCase, findHome, me, notices, promisesOf, toSee, waiting } from './queries.ts';
import { sayCode } from './say.ts';
import { sayItem } from './say-item.ts';
import { type Open, useOpen } from './session.ts';
import { applyUpdate, updateReady } from './worker.ts';

const MediationDue = late(() => mediation().then((pages) => pages.MediationDue));
const ErrandsDue = late(() => errands().then((pages) => pages.ErrandsDue));
const AnswersToBring = late(() => campaigns().then((pages) => pages.AnswersToBring));
const AsksDue = late(() => asks().then((pages) => pages.AsksDue));
const shownAtFirst = 8;

/** Everything that must be said before the day's work, the gravest first. */
function Warnings({ open }: { open: Open }): JSX.Element {
  const { phone, rounds } = open;
  const { alarm, skew } = phone.meta.value;
  const refused = rounds.status.refused.value;
  const [first] = refused;
  const loading = rounds.status.loading.value;
  const minutes = Math.round(Math.abs(skew) / 60_000);
  return (
    <>
      {alarm === null ? null : (
        <Note tone="bad" icon="alert-triangle" title={t('field.alarm')}>
          {t('field.alarmText', { block: alarm.block })}
        </Note>
      )}
      {rounds.status.signedOut.value ? (
        <Note tone="wait" icon="key" title={t('field.signedOut')}>
          {t('field.signedOutText')}
        </Note>
      ) : null}
      <NeedsYou
        count={refused.length}
        href="#/needs"
        text={
          first
            ? t('field.needs.first', { what: sayItem(phone, first), why: sayCode(first.code ?? '', first.facts) })
            : ''
        }
      />
      {rounds.status.withheld.value === null ? null : (
        <Note tone="wait" icon="alert-triangle" title={t('field.withheld')}>
          {sayCode(rounds.status.withheld.value.code, rounds.status.withheld.value.facts)}
        </Note>
      )}
      {loading === null ? null : (
        <Note tone="calm" icon="download" title={t('field.loading')}>
          {t('field.loadingText', { n: loading })}
        </Note>
      )}
      {loading === null && phone.meta.value.cursor === null && rounds.status.offline.value ? (
        <Note tone="calm" icon="download" title={t('field.half')}>
          {t('field.halfText')}
        </Note>
      ) : null}
      {minutes < 5 ? null : (
        <Note tone="wait" icon="clock" title={t('field.clock', { n: minutes })}>
          {t('field.clockText')}
        </Note>
      )}
      {updateReady.value ? (
        <Note
          tone="act"
          icon="refresh"
          title={t('field.update')}
          action={<Button onClick={applyUpdate}>{t('field.updateAct')}</Button>}
        >
          {t('field.updateText')}
        </Note>
      ) : null}
    </>
  );
}

/** As it stood last, so that coming back to this page nothing moves while it is looked up anew. */
let lastDrafts: { readonly of: Phone; readonly keys: readonly string[] } | undefined;

/** What was begun and not saved. */
function Unfinished({ phone }: { phone: Phone }): JSX.Element | null {
  const [keys, setKeys] = useState<readonly string[]>(lastDrafts?.of === phone ? lastDrafts.keys : []);
  useEffect(() => {
    void phone.db.drafts
      .toCollection()
      .primaryKeys()
      .then((found) => {
        lastDrafts = { of: phone, keys: found };
        setKeys(found);
      });
  }, [phone]);
  const rows = draftsAt(phone, keys).flatMap((key) => {
    const [kind, id = '', item] = key.split(':');
    const home = findHome(phone, id);
    if (!home || (kind !== 'visit' && kind !== 'problem')) return [];
    const title =
      kind === 'visit' ? t('field.draftVisit', { name: home.head }) : t('field.draftProblem', { name: home.head });
    return [
      <ListRow key={key} href={`#/${[kind, id, item].filter(Boolean).join('/')}`} plain icon="pencil" title={title} />,
    ];
  });
  return rows.length === 0 ? null : (
    <Card list label={t('field.draft')}>
      {rows}
    </Card>
  );
}

export const homeOf = (phone: Phone, matter: PhoneCase): string => {
  const home = matter.household ? findHome(phone, matter.household) : undefined;
  return home ? `${home.head} ${home.door}` : '';
};

export function MatterSection(props: { title: string; cases: readonly PhoneCase[] }): JSX.Element | null {
  const { phone } = useOpen();
  const now = useNow();
  if (props.cases.length === 0) return null;
  const isHere = (matter: PhoneCase): boolean =>
    phone.items.value.some((item) => item.state === 'waiting' && phone.view.value.touched.get(matter.id) === item.id);
  return (
    <Section title={props.title} right={t('case.phone.count', { n: props.cases.length })}>
      <PhoneMatters
        cases={props.cases}
        now={now}
        hrefOf={(matter) => `#/matter/${matter.id}`}
        homeOf={(matter) => homeOf(phone, matter)}
        isHere={isHere}
      />
    </Section>
  );
}

function SeeRow(props: { phone: Phone; one: ToSee; now: number }): JSX.Element | null {
  const { phone, one, now } = props;
  const home = findHome(phone, one.household);
  if (!home) return null;
  const about =
    one.reason === 'promise'
      ? (promisesOf(phone, home.id).find((promise) => promise.id === one.about)?.text ?? '')
      : one.reason === 'check'
        ? (findCase(phone, one.about ?? '')?.title ?? '')
        : (home.care.map(careName)[0] ?? '');
  const href = one.reason === 'check' ? `#/matter/${one.about}` : `#/home/${home.id}`;
  return (
    <PhoneToSee
      reason={one.reason}
      name={home.head}
      door={home.door}
      about={about}
      lastVisit={home.lastVisit}
      now={now}
      href={href}
    />
  );
}

function Next({ phone, now }: { phone: Phone; now: number }): JSX.Element {
  const [all, setAll] = useState(false);
  const list = toSee(phone, now);
  const grid = phone.actor.value.posts.some((post) => post.role === 'level-2-worker');
  if (list.length === 0 && !grid) return <></>;
  if (list.length === 0) return <Empty title={t('visit.see.done')} text={t('visit.see.doneText')} />;
  const shown = all ? list : list.slice(0, shownAtFirst);
  return (
    <Section title={t('visit.see.title')} right={t('visit.see.count', { n: list.length })}>
      <Card list>
        {shown.map((one) => (
          <SeeRow key={one.household} phone={phone} one={one} now={now} />
        ))}
        {shown.length < list.length ? (
          <ListRow
            plain
            icon="chevron-down"
            title={t('visit.see.more', { n: list.length - shown.length })}
            onClick={() => setAll(true)}
            right={<span />}
          />
        ) : null}
      </Card>
    </Section>
  );
}

const tourKey = 'zd-tour';
export const tourStep = (): number => Number(localStorage.getItem(tourKey) ?? '1');
export const setTour = (step: number): void => localStorage.setItem(tourKey, String(step));

function Tour(): JSX.Element | null {
  const [step, setStep] = useState(tourStep());
  const move = (next: number): void => {
    setTour(next);
    setStep(next);
  };
  if (step > 3 || step < 1) return null;
  return (
    <Card label={t(`field.tour.${step}`)}>
      <p class="zd-lead">{t(`field.tour.${step}`)}</p>
      <p>{t(`field.tour.${step}text`)}</p>
      <div class="zd-button-row">
        <Button onClick={() => move(step + 1)}>{t(step === 3 ? 'field.tour.done' : 'field.tour.next')}</Button>
        <Button kind="text" onClick={() => move(4)}>
          {t('field.tour.skip')}
        </Button>
      </div>
      <p class="zd-two">{t('field.tour.step', { n: step })}</p>
    </Card>
  );
}

export function TodayPage(): JSX.Element {
  const open = useOpen();
  const { phone } = open;
  const now = useNow();
  const wait = waiting(phone);
  const [newest] = notices(phone, now);
  const places = [...new Set(me(phone)?.posts.map((post) => post.areaName))];
  const under: ComponentChildren = t('field.where', {
    day: formatDay(now, now),
    weekday: formatWeekday(now),
    place: places.slice(0, 2).join(t('look.and')),
  });
  return (
    <MainPage title={t('field.today')} under={under}>
      <LeaseNote when="soon" />
      <Warnings open={open} />
      <Tour />
      <Unfinished phone={phone} />
      {phone.view.value.rows.get('ask')?.size ? <AsksDue /> : null}
      {phone.view.value.rows.get('inquiry')?.size ? <AnswersToBring /> : null}
      {phone.view.value.rows.get('dispute')?.size ? <MediationDue /> : null}
      {phone.view.value.rows.get('errand')?.size ? <ErrandsDue /> : null}
      <MatterSection title={t('case.phone.list.help')} cases={wait.help} />
      <MatterSection title={t('case.phone.list.accept')} cases={wait.accept} />
      <MatterSection title={t('case.phone.list.tell')} cases={wait.tell} />
      {isOver(phone) ? null : <Next phone={phone} now={now} />}
      <MatterSection title={t('case.phone.list.mine')} cases={wait.mine} />
      {newest === undefined ? null : (
        <Card list label={t('field.notice.new')}>
          <ListRow href="#/notices" plain icon="bell" title={newest.title} text={t('field.notice.new')} />
        </Card>
      )}
    </MainPage>
  );
}
