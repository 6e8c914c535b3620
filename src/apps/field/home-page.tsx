// One home in the field app, with everything known at its door.
import type { JSX } from 'preact';
import { Button, Card, ListRow } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { PhoneHousehold } from '#modules/household/model.ts';
import { type HomeChange, HomeCalls, PhoneHome } from '#modules/household/ui/phone-home.tsx';
import { type Settling, TwoWords } from '#modules/household/ui/two-words.tsx';
import type { DoorPromise } from '#modules/visit/model.ts';
import { PhoneEntries, PhonePromises } from '#modules/visit/ui/phone-entries.tsx';
import { mayDo } from '#sync/outbox.ts';
import { isOver } from '#sync/store.ts';
import { act } from './acts.ts';
import { Files } from './attach.tsx';
import { InnerPage, RecordState, useNow } from './frame.tsx';
import { GonePage } from './home-pages.tsx';
import { late } from '#look/late.tsx';
import { Later } from '#look/later.tsx';
import { campaigns } from './campaigns.ts';
import { errands } from './errands.ts';
import './policy-words.ts';
import { questions } from './questions.ts';
import { areaOf, casesOf, filesOf, findHome, membersOf, promisesOf, supplyNames, visitsOf } from './queries.ts';
import { useOpen } from './session.ts';
import { MatterSection } from './today-page.tsx';
import { Unsent } from './unsent.tsx';
import { village } from './village.ts';

const HomeQuestions = late<{ home: string }>(() => questions().then((pages) => pages.HomeQuestions));

const HomeCampaigns = late<{ home: string }>(() => campaigns().then((pages) => pages.HomeCampaigns));

const HomeErrands = late<{ home: string }>(() => errands().then((pages) => pages.HomeErrands));

const HomeProposes = late<{ home: string }>(() => village().then((pages) => pages.HomeProposes));

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
      <HomeCampaigns home={id} />
      <HomeErrands home={id} />
      <HomeQuestions home={id} />
      <HomeProposes home={id} />
      <Card list>
        <ListRow href="#/policy" icon="books" tone="calm" title={t('policy.title')} text={t('policy.titleText')} />
      </Card>
      <Later>
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
      </Later>
    </InnerPage>
  );
}
