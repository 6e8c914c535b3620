// Policy cards on the phone: the list with its search, a card, and the questions of its rule; nothing here asks the network.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Button, Card } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { ShownPolicy } from '#modules/policy/model.ts';
import { isShown } from '#modules/policy/rules.ts';
import { CardView, cardLang } from '#modules/policy/ui/card-view.tsx';
import { Eligible } from '#modules/policy/ui/eligible.tsx';
import { PolicyList } from '#modules/policy/ui/policy-list.tsx';
import type { Phone } from '#sync/store.ts';
import { InnerPage, useNow } from './frame.tsx';
import { GonePage } from './home-pages.tsx';
import { keptCards, renewCards } from './policy-cards.ts';
import './policy-words.ts';
import { findOffice } from './queries.ts';
import { useOpen } from './session.ts';

/** POLICY-3 by the phone's own day. */
const policiesOn = (now: number): ShownPolicy[] =>
  keptCards()
    .filter((policy) => isShown(policy, now))
    .sort((a, b) => (a.pinyin < b.pinyin ? -1 : 1));

const tenMinutes = 600_000;

/** Whoever opens a card with signal sees it as it is now. */
function useCards(phone: Phone, now: number): ShownPolicy[] {
  useEffect(() => void renewCards(phone, tenMinutes), [phone]);
  return policiesOn(now);
}

function ListPage(): JSX.Element {
  const { phone } = useOpen();
  const now = useNow();
  const [typed, setTyped] = useState('');
  return (
    <InnerPage title={t('policy.title')} back="/me">
      <PolicyList
        policies={useCards(phone, now)}
        typed={typed}
        onType={setTyped}
        hrefOf={({ id }) => `#/policy/${id}`}
      />
    </InnerPage>
  );
}

function CardPage({ id }: { id: string }): JSX.Element {
  const { phone } = useOpen();
  const now = useNow();
  const [asking, setAsking] = useState(false);
  const policy = useCards(phone, now).find((one) => one.id === id);
  if (!policy) return <GonePage title={t('policy.gone')} text={t('policy.goneText')} back="/policy" />;
  const { card, checkedAt, checkedBy } = policy;
  return (
    <InnerPage title={card[cardLang()].title} back="/policy">
      <Card>
        <CardView card={card} now={now} checkedAt={checkedAt} checkedBy={findOffice(phone, checkedBy)?.name ?? ''} />
      </Card>
      {card.rule === null ? null : asking ? (
        <Eligible rule={card.rule} />
      ) : (
        <>
          <Button kind="filled" main icon="help" onClick={() => setAsking(true)}>
            {t('policy.ask')}
          </Button>
          <p class="zd-two">{t('policy.askText')}</p>
        </>
      )}
    </InnerPage>
  );
}

export { followCards } from './policy-cards.ts';

export const PolicyPage = ({ id }: { id: string }): JSX.Element => (id === '' ? <ListPage /> : <CardPage id={id} />);
