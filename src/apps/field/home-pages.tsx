// Homes in the field app: the list, the choice of one to write about, and the page that says that something is not here.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { formatDay } from '#look/dates.ts';
import { Button, Empty } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { PhoneHousehold } from '#modules/household/model.ts';
import { PhoneHomes } from '#modules/household/ui/phone-homes.tsx';
import { careName } from '#modules/household/ui/spoken-names.ts';
import { LastSeen } from '#modules/visit/ui/phone-to-see.tsx';
import { isOver } from '#sync/store.ts';
import { InnerPage, MainPage, useNow } from './frame.tsx';
import { areaOf, homes, searchHomes, warmSearch } from './queries.ts';
import { useOpen } from './session.ts';

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
