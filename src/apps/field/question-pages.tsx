// Questions on the phone: asked and answered at the door without a network, and what this home asked before.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { newId } from '#kit/id.ts';
import { Button, Card, Foot, ListRow } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { Question, QuestionRow } from '#modules/question/model.ts';
import { emptyQuestion, missingIn, type QuestionDraft, QuestionForm } from '#modules/question/ui/question-form.tsx';
import { QuestionList } from '#modules/question/ui/question-list.tsx';
import type { Phone } from '#sync/store.ts';
import { keep, offerBack } from './acts.ts';
import { InnerPage, useNow } from './frame.tsx';
import { GonePage } from './home-pages.tsx';
import { findHome, findOf, findOffice, notices } from './queries.ts';
import { go } from './router.ts';
import { useOpen } from './session.ts';
import { useDraft } from './use-draft.ts';

function rowsOf(phone: Phone, home: string): QuestionRow[] {
  return ([...(phone.view.value.rows.get('question')?.values() ?? [])] as unknown as Question[])
    .filter((one) => one.household === home)
    .sort((a, b) => b.claimedAt - a.claimedAt)
    .map((one) => ({
      ...one,
      officeName: findOffice(phone, one.office)?.name ?? '',
      noticeTitle: one.notice === null ? null : (findOf<{ title: string }>(phone, 'notice', one.notice)?.title ?? null),
    }));
}

/** On a home's page: the way to ask, and what it asked before. */
export function HomeQuestions({ home }: { home: string }): JSX.Element {
  const { phone } = useOpen();
  return (
    <>
      <Card list>
        <ListRow
          href={`#/question/${home}`}
          icon="help"
          tone="calm"
          title={t('question.ask')}
          text={t('question.askText')}
        />
      </Card>
      <QuestionList rows={rowsOf(phone, home)} now={useNow()} />
    </>
  );
}

export function QuestionPage({ id }: { id: string }): JSX.Element {
  const open = useOpen();
  const { phone } = open;
  const now = useNow();
  const key = `question:${id}`;
  const draft = useDraft<QuestionDraft>(key, emptyQuestion);
  const [tried, setTried] = useState(false);
  const home = findHome(phone, id);
  if (!home) return <GonePage title={t('household.gone')} text={t('household.goneText')} back="/homes" />;
  const save = async (): Promise<void> => {
    setTried(true);
    const written = draft.value;
    if (missingIn(written).length > 0) return;
    const input = { question: newId(), household: id, ...written, notice: written.notice || null };
    const ids = await keep(open, [{ name: 'question.answer', input, drops: [key] }]);
    if (!ids) return;
    await draft.drop();
    go(`/home/${id}`, true);
    offerBack(open, ids, t('question.saved'), () => draft.set(written));
  };
  const foot = (
    <Foot note={t('visit.saveNote')} icon="device-mobile">
      <Button kind="filled" main icon="check" onClick={() => void save()}>
        {t('question.save')}
      </Button>
    </Foot>
  );
  return (
    <InnerPage title={t('question.title', { name: home.head })} back={`/home/${id}`} foot={foot}>
      {draft.ready ? (
        <QuestionForm
          draft={draft.value}
          onChange={draft.set}
          notices={notices(phone, now)}
          tried={tried}
          reportHref={`#/problem/${id}${draft.value.topic === '' ? '' : `//${draft.value.topic}`}`}
        />
      ) : null}
    </InnerPage>
  );
}
