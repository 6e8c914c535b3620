// Campaigns on the phone: what is to be said at a home, a question to pass on, and the answers to bring back; without a network.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { newId } from '#kit/id.ts';
import { formatDay } from '#look/dates.ts';
import { Button, Card, ErrorSummary, Foot, ListRow, Section, TextArea } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { Campaign, Inquiry } from '#modules/campaign/model.ts';
import { sitsIn } from '#kit/actor.ts';
import type { Phone } from '#sync/store.ts';
import { act, keep, offerBack } from './acts.ts';
import { campaignsFor } from './campaign-homes.ts';
import { InnerPage, useNow } from './frame.tsx';
import { GonePage } from './home-pages.tsx';
import { findHome, findOf } from './queries.ts';
import { go } from './router.ts';
import { useOpen } from './session.ts';
import { useDraft } from './use-draft.ts';

const inquiries = (phone: Phone): Inquiry[] =>
  ([...(phone.view.value.rows.get('inquiry')?.values() ?? [])] as unknown as Inquiry[])
    .filter((one) => one.text !== '')
    .sort((a, b) => b.claimedAt - a.claimedAt);

/** On a home's page: the policies to speak of there, and what it asked. */
export function HomeCampaigns({ home: id }: { home: string }): JSX.Element | null {
  const { phone } = useOpen();
  const now = useNow();
  const home = findHome(phone, id);
  const due = home ? campaignsFor(phone, home, now) : [];
  const asked = inquiries(phone).filter((one) => one.household === id);
  if (due.length === 0 && asked.length === 0) return null;
  return (
    <Section title={t('campaign.home')}>
      <Card list>
        {due.map(({ campaign, toldAt }) => (
          <ListRow
            key={campaign.id}
            icon="speakerphone"
            tone={toldAt === undefined ? 'act' : 'ok'}
            href={`#/policy/${campaign.policy}`}
            title={campaign.title}
            text={toldAt === undefined ? t('campaign.notTold') : t('campaign.toldOn', { day: formatDay(toldAt, now) })}
          />
        ))}
        {due.map(({ campaign }) => (
          <ListRow
            key={`${campaign.id} asks`}
            plain
            icon="help"
            href={`#/inquiry/${id}/${campaign.id}`}
            title={`${t('campaign.ask')} · ${campaign.title}`}
          />
        ))}
        {asked.map((one) => (
          <ListRow
            key={one.id}
            plain
            icon={one.answeredAt === null ? 'clock' : 'message'}
            title={one.text}
            text={one.answeredAt === null ? t('campaign.asked.waits') : one.answer}
          />
        ))}
      </Card>
    </Section>
  );
}

/** On the first screen of the day: whom to bring an answer. */
export function AnswersToBring(): JSX.Element | null {
  const open = useOpen();
  const { phone } = open;
  const actor = phone.actor.value;
  const due = inquiries(phone).filter(
    (one) => one.answeredAt !== null && one.toldAt === null && sitsIn(actor, one.office),
  );
  if (due.length === 0) return null;
  const told = (one: Inquiry): void =>
    void act(open, [{ name: 'inquiry.tell', input: { inquiry: one.id } }], t('campaign.tellSaved'));
  return (
    <Section title={t('campaign.toTell')} right={due.length}>
      <p class="zd-two">{t('campaign.toTellText')}</p>
      {due.map((one) => (
        <Card key={one.id} label={one.text}>
          <a class="min-h-11 inline-flex items-center gap-2" href={`#/home/${one.household}`}>
            <b class="underline">{findHome(phone, one.household)?.head}</b>
            <span class="zd-two">{findHome(phone, one.household)?.door}</span>
          </a>
          <p class="zd-two">{one.text}</p>
          <p>{one.answer}</p>
          <Button icon="check" onClick={() => told(one)}>
            {t('campaign.tellDone')}
          </Button>
        </Card>
      ))}
    </Section>
  );
}

interface Written {
  readonly text: string;
}

/** A question heard at a door, to be answered for all that ask. */
export function InquiryPage({ id, item = '' }: { id: string; item?: string }): JSX.Element {
  const open = useOpen();
  const { phone } = open;
  const key = `inquiry:${id}:${item}`;
  const draft = useDraft<Written>(key, { text: '' });
  const [tried, setTried] = useState(false);
  const home = findHome(phone, id);
  const campaign = findOf<Campaign>(phone, 'campaign', item);
  if (!home || !campaign) return <GonePage title={t('household.gone')} text={t('household.goneText')} back="/homes" />;
  const isMissing = tried && draft.value.text.trim() === '';
  const save = async (): Promise<void> => {
    setTried(true);
    const written = draft.value;
    const text = written.text.trim();
    if (text === '') return;
    const input = { inquiry: newId(), campaign: item, household: id, text };
    const ids = await keep(open, [{ name: 'inquiry.ask', input, drops: [key] }]);
    if (!ids) return;
    await draft.drop();
    go(`/home/${id}`, true);
    offerBack(open, ids, t('campaign.asked'), () => draft.set(written));
  };
  const foot = (
    <Foot note={t('visit.saveNote')} icon="device-mobile">
      <Button kind="filled" main icon="check" onClick={() => void save()}>
        {t('campaign.save')}
      </Button>
    </Foot>
  );
  return (
    <InnerPage title={t('campaign.asks', { name: home.head, title: campaign.title })} back={`/home/${id}`} foot={foot}>
      {isMissing ? <ErrorSummary errors={[{ field: 'text', text: t('campaign.need') }]} /> : null}
      {draft.ready ? (
        <TextArea
          id="text"
          label={t('campaign.question')}
          hint={t('campaign.questionHint')}
          value={draft.value.text}
          onInput={(text) => draft.set({ text })}
          rows={4}
          maxLength={500}
          error={isMissing ? t('campaign.need') : undefined}
        />
      ) : null}
    </InnerPage>
  );
}
