// Writing a visit: the form over its draft, saved with one tap and undone with another.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Button, Foot } from '#look/parts.ts';
import { t } from '#look/words.ts';
import { PhoneVisit } from '#modules/visit/ui/phone-visit.tsx';
import { emptyVisit, faultsOf, type VisitDraft, visitInput } from '#modules/visit/ui/visit-draft.ts';
import { aroundNow, type Nearby } from '#modules/case/ui/phone-nearby.ts';
import { AroundHere } from '#modules/case/ui/phone-problem.tsx';
import { keep, offerBack } from './acts.ts';
import { Attach } from './attach.tsx';
import { InnerPage, useNow } from './frame.tsx';
import { GonePage } from './home-pages.tsx';
import { cases, findHome, membersOf } from './queries.ts';
import { joinNearby } from './report.ts';
import { go } from './router.ts';
import { useOpen } from './session.ts';
import { useDraft } from './use-draft.ts';
import { mending } from './mending.ts';

export function VisitPage({ id }: { id: string }): JSX.Element {
  const open = useOpen();
  const { phone } = open;
  const draft = useDraft<VisitDraft>(`visit:${id}`, emptyVisit);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const now = useNow();
  const home = findHome(phone, id);
  if (!home) return <GonePage title={t('household.gone')} text={t('household.goneText')} back="/homes" />;
  const save = async (): Promise<void> => {
    setTried(true);
    if (faultsOf(draft.value).length > 0) return;
    const { ids: own, more } = mending(phone, draft.value.mends);
    const input = visitInput(draft.value, { household: id, ...own, now: Date.now() });
    const ids = await keep(open, [{ name: 'visit.record', input, draft: `visit:${id}`, ...more }]);
    if (!ids) return;
    const written = draft.value;
    await draft.drop();
    go(`/home/${id}`, true);
    offerBack(open, ids, t('visit.saved'), () => draft.set(written));
  };
  const join = (one: Nearby): void => {
    setBusy(true);
    void joinNearby(open, id, one, { written: draft.value, drop: draft.drop }).finally(() => setBusy(false));
  };
  const foot = (
    <Foot note={t('visit.saveNote')} icon="device-mobile">
      <Button kind="filled" main icon="check" onClick={() => void save()}>
        {t('visit.save')}
      </Button>
    </Foot>
  );
  return (
    <InnerPage title={t('visit.title', { name: home.head })} back={`/home/${id}`} foot={foot}>
      {draft.ready ? (
        <PhoneVisit
          draft={draft.value}
          onChange={draft.set}
          faults={tried ? faultsOf(draft.value) : []}
          members={membersOf(phone, id)}
          problemHref={`#/problem/${id}`}
          files={
            <Attach
              named={draft.value.attachments}
              onChange={(attachments) => draft.set({ ...draft.value, attachments })}
            />
          }
          around={<AroundHere known={aroundNow(cases(phone), id, now)} busy={busy} onJoin={join} />}
        />
      ) : null}
    </InnerPage>
  );
}
