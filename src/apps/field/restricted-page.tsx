// Danger to life, a harmed minor, violence: call first; what is written goes to the named office alone and leaves the phone.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Button, Foot } from '#look/parts.ts';
import { t } from '#look/words.ts';
import { categoryName } from '#modules/case/ui/desk-state.ts';
import { type Called, PhoneRestricted } from '#modules/case/ui/phone-restricted.tsx';
import type { ProblemDraft } from '#modules/case/ui/phone-problem.tsx';
import type { PhoneHousehold } from '#modules/household/model.ts';
import { recordShown } from '#sync/status.ts';
import { Attach } from './attach.tsx';
import { InnerPage } from './frame.tsx';
import { reportRestricted } from './report.ts';
import { useOpen } from './session.ts';
import type { Draft } from './use-draft.ts';

export function RestrictedPage(props: {
  home: PhoneHousehold;
  draft: Draft<ProblemDraft>;
  category: string;
}): JSX.Element {
  const open = useOpen();
  const { home, draft, category } = props;
  const [called, setCalled] = useState<readonly Called[]>([]);
  const [sent, setSent] = useState<string>();
  const shown = sent === undefined ? undefined : recordShown(open.phone, open.rounds.status, sent);
  const state = sent === undefined ? 'writing' : shown?.state === 'received' ? 'received' : 'waiting';
  const send = async (): Promise<void> => {
    const { text, attachments, mends } = draft.value;
    const matter = await reportRestricted(open, {
      household: home.id,
      category,
      title: categoryName(category),
      text,
      called,
      attachments,
      mends,
    });
    if (matter !== undefined) await draft.drop();
    setSent(matter);
  };
  const back = (): void => draft.set({ ...draft.value, category: null, mustReport: false });
  const foot =
    state === 'writing' ? (
      <Foot>
        <Button main icon="send" onClick={() => void send()}>
          {t('case.phone.restrictedSend')}
        </Button>
        <Button kind="text" onClick={back}>
          {t('case.phone.change')}
        </Button>
      </Foot>
    ) : (
      <Foot>
        <Button main href="#/today">
          {t('field.goHome')}
        </Button>
      </Foot>
    );
  return (
    <InnerPage title={t('case.phone.restrictedTitle')} back={`/home/${home.id}`} foot={foot}>
      <PhoneRestricted
        text={draft.value.text}
        onText={(text) => draft.set({ ...draft.value, text })}
        called={called}
        onCalled={(number) => setCalled([...called, { number, at: Date.now() }].slice(-10))}
        state={state}
        offline={open.rounds.status.offline.value}
        files={
          state === 'writing' ? (
            <Attach
              named={draft.value.attachments}
              onChange={(attachments) => draft.set({ ...draft.value, attachments })}
            />
          ) : null
        }
      />
    </InnerPage>
  );
}
