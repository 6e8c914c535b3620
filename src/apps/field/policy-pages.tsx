// Policy cards on the phone: the list with its search, a card, and the questions of its rule; nothing here asks the network.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Button, Card, offerUndo, Sheet } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { Paper, ShownPolicy } from '#modules/policy/model.ts';
import { isShown } from '#modules/policy/rules.ts';
import { CardView, cardLang } from '#modules/policy/ui/card-view.tsx';
import { Eligible } from '#modules/policy/ui/eligible.tsx';
import { Papers } from '#modules/policy/ui/papers.tsx';
import { PolicyList } from '#modules/policy/ui/policy-list.tsx';
import type { Phone } from '#sync/store.ts';
import { openFile } from './files.ts';
import { InnerPage, useNow } from './frame.tsx';
import { GonePage } from './home-pages.tsx';
import { policyCards } from './policy-cards.ts';
import './policy-words.ts';
import { findOffice } from './queries.ts';
import { useOpen } from './session.ts';

/** POLICY-3 by the phone's own day. */
const policiesOn = (now: number): ShownPolicy[] =>
  [...(policyCards.value()?.cards ?? [])]
    .filter((policy) => isShown(policy, now))
    .sort((a, b) => (a.pinyin < b.pinyin ? -1 : 1));

const tenMinutes = 600_000;

/** Whoever opens a card with signal sees it as it is now. */
function useCards(phone: Phone, now: number): ShownPolicy[] {
  useEffect(() => void policyCards.renew(phone, tenMinutes), [phone]);
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

/** A PDF goes to whatever the phone opens such files with. */
function hand(blob: Blob, title: string): void {
  const href = URL.createObjectURL(blob);
  Object.assign(document.createElement('a'), { href, download: `${title}.pdf` }).click();
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
  offerUndo(t('policy.paper.saved', { title }));
}

/** POLICY-12: fetched when it is asked for; nothing of it stays in the notebook. */
function PhonePapers({ papers }: { papers: readonly Paper[] | undefined }): JSX.Element {
  const { phone } = useOpen();
  const [asked, setAsked] = useState<{ readonly id: string; readonly is: 'coming' | 'away' }>();
  const [picture, setPicture] = useState<{ readonly title: string; readonly address: string }>();
  useEffect(() => () => (picture ? URL.revokeObjectURL(picture.address) : undefined), [picture]);
  const open = async ({ attachment: id, kind, title }: Paper): Promise<void> => {
    setAsked({ id, is: 'coming' });
    const blob = await openFile(phone, id);
    setAsked(blob ? undefined : { id, is: 'away' });
    if (!blob) return;
    if (kind === 'picture') setPicture({ title, address: URL.createObjectURL(blob) });
    else hand(blob, title);
  };
  const words = { coming: 'look.wait', away: 'policy.paper.away' } as const;
  return (
    <div aria-live="polite">
      <Papers
        papers={papers}
        awayOf={(id) => (asked?.id === id ? t(words[asked.is]) : undefined)}
        onOpen={(paper) => void open(paper)}
      />
      {picture ? (
        <Sheet open wide title={picture.title} onClose={() => setPicture(undefined)}>
          <img src={picture.address} alt={picture.title} class="w-full" />
        </Sheet>
      ) : null}
    </div>
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
      <PhonePapers papers={card.papers} />
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

export const followCards = policyCards.follow;

export const PolicyPage = ({ id }: { id: string }): JSX.Element => (id === '' ? <ListPage /> : <CardPage id={id} />);
