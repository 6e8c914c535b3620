// Writing a visit: the form over its draft, saved with one tap and undone with another.
import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { Button, Foot, offerUndo } from '#look/parts.ts';
import { t } from '#look/words.ts';
import { PhoneVisit } from '#modules/visit/ui/phone-visit.tsx';
import { faultsOf, type VisitDraft, visitInput } from '#modules/visit/ui/visit-draft.ts';
import { aroundNow, likely, type Nearby } from '#modules/case/ui/phone-nearby.ts';
import { AroundHere, HeardHere } from '#modules/case/ui/phone-heard.tsx';
import { keep, offerBack, type Step, tryTo } from './acts.ts';
import { campaignsFor } from './campaign-homes.ts';
import { Attach } from './attach.tsx';
import { InnerPage, useNow } from './frame.tsx';
import { GonePage } from './home-pages.tsx';
import { cases, findHome, membersOf } from './queries.ts';
import { joinNearby } from './report.ts';
import { go } from './router.ts';
import { useOpen } from './session.ts';
import { useDraft } from './use-draft.ts';
import { late } from '#look/late.tsx';
import { village } from './village.ts';
import { correctionOf, mending, useHeldBack, visitOf } from './mending.ts';
import { queuedItem } from './queued.ts';

const HomeProposes = late<{ home: string; alone: true }>(() => village().then((pages) => pages.HomeProposes));

/** What may be heard at this door: the same as around it in one tap, or a problem of its own. */
function Heard(props: { home: string; written: VisitDraft; drop: () => Promise<void> }): JSX.Element {
  const open = useOpen();
  const now = useNow();
  const [busy, setBusy] = useState(false);
  const { home, written, drop } = props;
  const all = cases(open.phone);
  const known = aroundNow(all, home, now);
  const codes = likely(all).filter((code) => !known.some((one) => one.category === code));
  const join = (one: Nearby): void => {
    setBusy(true);
    void joinNearby(open, home, one, { written, drop }).finally(() => setBusy(false));
  };
  return (
    <>
      <AroundHere known={known} busy={busy} onJoin={join} />
      <HeardHere
        codes={codes.slice(0, 3)}
        hrefOf={(code) => (code === undefined ? `#/problem/${home}` : `#/problem/${home}//${code}`)}
      />
      <HomeProposes home={home} alone />
    </>
  );
}

export function VisitPage({ id, item = '' }: { id: string; item?: string }): JSX.Element {
  const open = useOpen();
  const { phone } = open;
  // Written anew: the form as it was, kept apart from what else was begun at this home.
  const key = item === '' ? `visit:${id}` : `visit:${id}:${item}`;
  const from = useMemo(() => visitOf(queuedItem(phone, item)), [item]);
  const draft = useDraft<VisitDraft>(key, from);
  useHeldBack(phone, item);
  const [tried, setTried] = useState(false);
  const now = useNow();
  const home = findHome(phone, id);
  if (!home) return <GonePage title={t('household.gone')} text={t('household.goneText')} back="/homes" />;
  const stepOf = async (written: VisitDraft): Promise<Step> => {
    const { ids: own, at, more } = mending(phone, written.mends);
    const input = visitInput(written, { household: id, ...own, now: at });
    return (await correctionOf(phone, input, written.mends)) ?? { name: 'visit.record', input, ...more };
  };
  const save = async (): Promise<void> => {
    setTried(true);
    const written = draft.value;
    if (faultsOf(written).length > 0) return;
    const ids = await tryTo(async () => keep(open, [{ ...(await stepOf(written)), drops: [key] }]));
    if (!ids) return;
    await draft.drop();
    go(`/home/${id}`, true);
    // What was written anew can be written anew once more; there is no older one to go back to.
    if (item !== '') offerUndo(t('field.unsent.changed'));
    else offerBack(open, ids, t('visit.saved'), () => draft.set(written));
  };
  const foot = (
    <Foot note={t('visit.saveNote')} icon="device-mobile">
      <Button kind="filled" main icon="check" onClick={() => void save()}>
        {t('visit.save')}
      </Button>
    </Foot>
  );
  return (
    <InnerPage
      title={t(item === '' ? 'visit.title' : 'visit.titleAgain', { name: home.head })}
      back={`/home/${id}`}
      foot={foot}
    >
      {draft.ready ? (
        <PhoneVisit
          draft={draft.value}
          onChange={draft.set}
          faults={tried ? faultsOf(draft.value) : []}
          members={membersOf(phone, id)}
          cards={campaignsFor(phone, home, now)
            .filter((one) => one.toldAt === undefined)
            .map(({ campaign }) => ({ topic: campaign.policy, title: campaign.title }))}
          files={
            <Attach
              named={draft.value.attachments}
              onChange={(attachments) => draft.set({ ...draft.value, attachments })}
            />
          }
          around={item === '' ? <Heard home={id} written={draft.value} drop={draft.drop} /> : null}
        />
      ) : null}
    </InnerPage>
  );
}
