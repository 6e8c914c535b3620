// The village's own affairs on the phone: what it elects and talks over, readable without a network; and what a home proposes, written down at its door.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { newId } from '#kit/id.ts';
import { formatDay } from '#look/dates.ts';
import { Button, Card, Empty, Foot, ListRow, Note, Section } from '#look/parts.ts';
import { joinWords, t } from '#look/words.ts';
import { ElectionRows, ElectionView } from '#modules/election/ui/phone-election.tsx';
import { words as electionZh } from '#modules/election/words.zh.ts';
import { emptyRaise, missingIn, type RaiseDraft, RaiseForm } from '#modules/proposal/ui/phone-raise.tsx';
import { TalkRows, TalkView } from '#modules/proposal/ui/phone-talk.tsx';
import { keep, offerBack } from './acts.ts';
import { InnerPage, useNow } from './frame.tsx';
import { GonePage } from './home-pages.tsx';
import { findHome, findOffice } from './queries.ts';
import { go } from './router.ts';
import { useOpen } from './session.ts';
import { useDraft } from './use-draft.ts';
import { affairs } from './village-affairs.ts';

joinWords({ zh: electionZh, en: () => import('#modules/election/words.en.ts') });

export const followVillage = affairs.follow;

const hrefOf = (id: string): string => `#/village/${id}`;

/** On a home's page: the way to write down what it proposes, and to what there is already; in a visit the first alone. */
export const HomeProposes = ({ home, alone = false }: { home: string; alone?: boolean }): JSX.Element => (
  <Card list>
    <ListRow
      href={`#/proposal/${home}`}
      icon="speakerphone"
      tone="calm"
      title={t('proposal.raise')}
      text={t('proposal.phone.raiseText')}
    />
    {alone ? null : (
      <ListRow
        href="#/village"
        icon="users"
        tone="calm"
        title={t('proposal.phone.village')}
        text={t('proposal.phone.villageText')}
      />
    )}
  </Card>
);

export function ProposePage({ id }: { id: string }): JSX.Element {
  const open = useOpen();
  const key = `proposal:${id}`;
  const draft = useDraft<RaiseDraft>(key, emptyRaise);
  const [tried, setTried] = useState(false);
  const home = findHome(open.phone, id);
  if (!home) return <GonePage title={t('household.gone')} text={t('household.goneText')} back="/homes" />;
  const save = async (): Promise<void> => {
    setTried(true);
    const written = draft.value;
    if (missingIn(written).length > 0) return;
    const input = { proposal: newId(), from: newId(), household: id, ...written, named: written.named === 'yes' };
    const ids = await keep(open, [{ name: 'proposal.raise', input, drops: [key] }]);
    if (!ids) return;
    await draft.drop();
    go(`/home/${id}`, true);
    offerBack(open, ids, t('proposal.raised'), () => draft.set(written));
  };
  const foot = (
    <Foot note={t('visit.saveNote')} icon="device-mobile">
      <Button kind="filled" main icon="check" onClick={() => void save()}>
        {t('proposal.phone.save')}
      </Button>
    </Foot>
  );
  return (
    <InnerPage title={t('proposal.phone.title', { name: home.head })} back={`/home/${id}`} foot={foot}>
      {draft.ready ? <RaiseForm draft={draft.value} onChange={draft.set} tried={tried} /> : null}
    </InnerPage>
  );
}

const tenMinutes = 600_000;

/** Whoever opens it with signal sees it as it is now. */
function useAffairs(): ReturnType<typeof affairs.value> {
  const { phone } = useOpen();
  useEffect(() => void affairs.renew(phone, tenMinutes), [phone]);
  return affairs.value();
}

function Affairs(): JSX.Element {
  const now = useNow();
  const known = useAffairs();
  if (known === undefined)
    return <Empty icon="cloud-off" tone="calm" title={t('proposal.phone.away')} text={t('proposal.phone.awayText')} />;
  const { elections, talks } = known;
  return (
    <>
      <Section title={t('election.phone.title')} right={elections.length}>
        {elections.length === 0 ? (
          <Note icon="users">{t('election.phone.none')}</Note>
        ) : (
          <ElectionRows elections={elections} now={now} hrefOf={hrefOf} />
        )}
      </Section>
      <Section title={t('proposal.phone.talks')} right={talks.length}>
        {talks.length === 0 ? (
          <Note icon="message">{t('proposal.phone.none')}</Note>
        ) : (
          <TalkRows talks={talks} hrefOf={hrefOf} />
        )}
      </Section>
      <p class="zd-two">{t('proposal.phone.asOf', { day: formatDay(known.at, now) })}</p>
    </>
  );
}

function OneAffair({ id }: { id: string }): JSX.Element {
  const { phone } = useOpen();
  const now = useNow();
  const known = useAffairs();
  const election = known?.elections.find((one) => one.id === id);
  const talk = known?.talks.find((one) => one.id === id);
  if (election) {
    const office = findOffice(phone, election.office);
    return (
      <InnerPage title={t('election.phone.title')} back="/village">
        <ElectionView
          election={election}
          now={now}
          office={office?.name ?? ''}
          ask={office?.people.find((one) => one.phone !== '')}
        />
      </InnerPage>
    );
  }
  if (talk)
    return (
      <InnerPage title={talk.title} back="/village">
        <TalkView talk={talk} now={now} />
      </InnerPage>
    );
  return <GonePage title={t('proposal.phone.gone')} text={t('proposal.phone.goneText')} back="/village" />;
}

export const VillagePage = ({ id }: { id: string }): JSX.Element =>
  id === '' ? (
    <InnerPage title={t('proposal.phone.village')} back="/me">
      <Affairs />
    </InnerPage>
  ) : (
    <OneAffair id={id} />
  );
