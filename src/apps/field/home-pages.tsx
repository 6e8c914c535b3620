// Homes in the field app: the list, the choice of one to write about, and one home with everything known at its door.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { formatDay } from '#look/dates.ts';
import { Button, Card, Empty, ListRow } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { PhoneHousehold } from '#modules/household/model.ts';
import { type HomeChange, HomeCalls, PhoneHome } from '#modules/household/ui/phone-home.tsx';
import { type Settling, TwoWords } from '#modules/household/ui/two-words.tsx';
import { PhoneHomes } from '#modules/household/ui/phone-homes.tsx';
import { careName } from '#modules/household/ui/spoken-names.ts';
import type { DoorPromise } from '#modules/visit/model.ts';
import { LastSeen, PhoneEntries, PhonePromises } from '#modules/visit/ui/phone-entries.tsx';
import { mayDo } from '#sync/outbox.ts';
import { isOver } from '#sync/store.ts';
import { act } from './acts.ts';
import { Files } from './attach.tsx';
import { InnerPage, MainPage, RecordState, useNow } from './frame.tsx';
import {
  areaOf,
  casesOf,
  filesOf,
  findHome,
  homes,
  membersOf,
  promisesOf,
  searchHomes,
  supplyNames,
  visitsOf,
  warmSearch,
} from './queries.ts';
import { useOpen } from './session.ts';
import { MatterSection } from './today-page.tsx';
import { late } from './late.tsx';

const Unsent = late<{ record: string }>(() => import('./unsent.tsx').then((parts) => parts.Unsent));

function List(props: { hrefOf: (home: PhoneHousehold) => string; boxes?: boolean }): JSX.Element {
  const { phone } = useOpen();
  const [typed, setTyped] = useState('');
  const now = useNow();
  useEffect(() => void warmSearch(phone), [phone.view.value]);
  const textOf = (home: PhoneHousehold): JSX.Element => (
    <LastSeen
      care={home.care.map(careName)[0] ?? ''}
      last={
        home.lastVisit === null ? t('visit.see.never') : t('visit.see.last', { day: formatDay(home.lastVisit, now) })
      }
    />
  );
  return (
    <PhoneHomes
      typed={typed}
      onTyped={setTyped}
      homes={searchHomes(phone, typed)}
      gridOf={(home) => areaOf(phone, home.ground)?.name ?? ''}
      hrefOf={props.hrefOf}
      {...(props.boxes === true || isOver(phone) ? {} : { textOf })}
    />
  );
}

export function HomesPage(): JSX.Element {
  const { phone } = useOpen();
  return (
    <MainPage title={t('field.homes')} under={t('household.count', { n: homes(phone).length })} badge={false}>
      <List hrefOf={(home) => `#/home/${home.id}`} />
    </MainPage>
  );
}

/** 记一笔: choose the home, then write. */
export function NotePage(): JSX.Element {
  return (
    <MainPage title={t('field.pick')} badge={false}>
      <List boxes hrefOf={(home) => `#/visit/${home.id}`} />
    </MainPage>
  );
}

export function GonePage(props: { title: string; text: string; back: string }): JSX.Element {
  return (
    <InnerPage title={props.title} back={props.back}>
      <Empty
        icon="home-question"
        tone="calm"
        title={props.title}
        text={props.text}
        action={
          <Button kind="soft" href="#/today">
            {t('field.goHome')}
          </Button>
        }
      />
    </InnerPage>
  );
}

/** Without a lease: its door, and what one may write about it. */
function ClosedHome({ home }: { home: PhoneHousehold }): JSX.Element {
  const { phone } = useOpen();
  return (
    <InnerPage title={home.door} back="/homes">
      <p class="zd-two">{areaOf(phone, home.ground)?.name}</p>
      <div class="field-actions">
        <Button kind="filled" main icon="pencil" href={`#/visit/${home.id}`}>
          {t('field.note')}
        </Button>
        <Button main icon="flag" href={`#/problem/${home.id}`}>
          {t('visit.problem')}
        </Button>
      </div>
    </InnerPage>
  );
}

export function HomePage({ id }: { id: string }): JSX.Element {
  const open = useOpen();
  const { phone } = open;
  const now = useNow();
  const home = findHome(phone, id);
  if (home && isOver(phone)) return <ClosedHome home={home} />;
  if (!home) return <GonePage title={t('household.gone')} text={t('household.goneText')} back="/homes" />;
  const members = membersOf(phone, id);
  const change = (what: Partial<HomeChange>): void => {
    // What stood here when it was changed: another's change of the same thing is then not written over.
    const was = Object.fromEntries(Object.keys(what).map((field) => [field, home[field as keyof HomeChange]]));
    const input = { household: id, ...what, was };
    void act(open, [{ name: 'household.change', input }], t('household.state.changed'));
  };
  const settle = (input: Settling): void => {
    void act(open, [{ name: 'household.settle', input }], t('household.words.settled'));
  };
  const first = home.disputed?.[0];
  const maySettle =
    first !== undefined &&
    mayDo(
      phone,
      'household.settle',
      { household: id, field: first.field, command: null, stands: home[first.field] },
      now,
    );
  const kept = (promise: DoorPromise): void => {
    void act(open, [{ name: 'promise.keep', input: { promise: promise.id } }], t('visit.promise.keptDone'));
  };
  return (
    <InnerPage title={home.head} back="/homes">
      <p class="zd-two">{[home.door, areaOf(phone, home.ground)?.name].filter(Boolean).join(' · ')}</p>
      <div class="field-actions">
        <Button kind="filled" main icon="pencil" href={`#/visit/${id}`}>
          {t('field.note')}
        </Button>
        <HomeCalls home={home} members={members} />
      </div>
      <PhonePromises promises={promisesOf(phone, id)} now={now} onKept={kept} />
      <MatterSection title={t('case.phone.homeMatters')} cases={casesOf(phone, id)} />
      <Card list>
        <ListRow
          href={`#/problem/${id}`}
          icon="flag"
          tone="wait"
          title={t('visit.problem')}
          text={t('visit.problem.text')}
        />
      </Card>
      <TwoWords home={home} now={now} onSettle={maySettle ? settle : undefined} />
      <PhoneHome
        home={home}
        members={members}
        supply={supplyNames(phone, home.supplyPoints)}
        now={now}
        {...(mayDo(phone, 'household.change', { household: id }, now) ? { onChange: change } : {})}
      />
      <PhoneEntries
        visits={visitsOf(phone, id)}
        now={now}
        me={phone.identity.person}
        stateOf={(visit) => <RecordState id={visit} bare />}
        filesOf={(visit) => <Files files={filesOf(phone, 'visit', visit)} />}
        actsOf={(visit) => <Unsent record={visit} />}
      />
    </InnerPage>
  );
}
