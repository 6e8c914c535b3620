// Writing a visit: the form over its draft, saved with one tap and undone with another.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { newId } from '#kit/id.ts';
import { Button, Foot } from '#look/parts.ts';
import { t } from '#look/words.ts';
import { PhoneVisit } from '#modules/visit/ui/phone-visit.tsx';
import { emptyVisit, faultsOf, type VisitDraft, visitInput } from '#modules/visit/ui/visit-draft.ts';
import { keep, offerBack } from './acts.ts';
import { InnerPage } from './frame.tsx';
import { GonePage } from './home-pages.tsx';
import { findHome, membersOf } from './queries.ts';
import { go } from './router.ts';
import { useOpen } from './session.ts';
import { useDraft } from './use-draft.ts';
import { mending } from './mending.ts';

export function VisitPage({ id }: { id: string }): JSX.Element {
  const open = useOpen();
  const { phone } = open;
  const draft = useDraft<VisitDraft>(`visit:${id}`, emptyVisit);
  const [tried, setTried] = useState(false);
  const home = findHome(phone, id);
  if (!home) return <GonePage title={t('household.gone')} text={t('household.goneText')} back="/homes" />;
  const save = async (): Promise<void> => {
    setTried(true);
    if (faultsOf(draft.value).length > 0) return;
    const input = visitInput(draft.value, { household: id, visit: newId(), promise: newId(), now: Date.now() });
    const mends = mending.take('visit.record', id);
    const ids = await keep(open, [{ name: 'visit.record', input, ...(mends ? { mends } : {}) }]);
    if (!ids) return;
    const written = draft.value;
    await draft.drop();
    go(`/home/${id}`, true);
    offerBack(open, ids, t('visit.saved'), () => draft.set(written));
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
        />
      ) : null}
    </InnerPage>
  );
}
