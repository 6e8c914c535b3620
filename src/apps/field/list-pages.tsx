// Public lists on the phone: asked for when opened and kept nowhere, for they hold names of the whole village.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { newId } from '#kit/id.ts';
import { Problem } from '#kit/problem.ts';
import { Empty, offerUndo } from '#look/parts.ts';
import { joinWords, t } from '#look/words.ts';
import type { PublicityLine, PublicityPage } from '#modules/publicity/model.ts';
import { type Objecting, PhoneList, PhoneLists } from '#modules/publicity/ui/phone-lists.tsx';
import { words as publicityZh } from '#modules/publicity/words.zh.ts';
import { InnerPage, useNow } from './frame.tsx';
import { askOnline, sayOnline } from './online.ts';
import { homes } from './queries.ts';
import { sayCode } from './say.ts';
import { useOpen } from './session.ts';

joinWords({ zh: publicityZh, en: () => import('#modules/publicity/words.en.ts') });

/** What was asked for; `away` without signal, or where it is not the reader's to see. */
function useOnline<T>(query: string, input: object): { data: T | undefined; away: boolean } {
  const { phone } = useOpen();
  const [data, setData] = useState<T>();
  const [away, setAway] = useState(false);
  useEffect(() => {
    askOnline<T>(phone, query, input).then(
      (found) => setData(() => found),
      () => setAway(true),
    );
  }, []);
  return { data, away };
}

const Away = (): JSX.Element => (
  <Empty icon="cloud-off" tone="calm" title={t('publicity.phone.away')} text={t('publicity.phone.awayText')} />
);

function OneList({ id }: { id: string }): JSX.Element {
  const { phone } = useOpen();
  const now = useNow();
  const { data, away } = useOnline<PublicityPage>('publicity.page', { publicity: id });
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState('');
  const object = async (objecting: Objecting, after: () => void): Promise<void> => {
    setBusy(true);
    setFailed('');
    try {
      await sayOnline(phone, 'publicity.object', { publicity: id, case: newId(), ...objecting });
      offerUndo(t('publicity.phone.sent'));
      after();
    } catch (error) {
      const code = error instanceof Problem ? error.code : '';
      setFailed(code === 'no-answer' ? t('publicity.phone.away') : sayCode(code));
    } finally {
      setBusy(false);
    }
  };
  return (
    <InnerPage title={data?.list.title ?? t('publicity.phone.title')} back="/lists">
      {away ? <Away /> : null}
      {data === undefined ? null : (
        <PhoneList
          list={data.list}
          office={data.officeName}
          now={now}
          homes={homes(phone).map((home) => ({ value: home.id, label: `${home.door} ${home.head}` }))}
          busy={busy}
          failed={failed}
          onObject={(objecting, after) => void object(objecting, after)}
        />
      )}
    </InnerPage>
  );
}

function AllLists(): JSX.Element {
  const now = useNow();
  const { data, away } = useOnline<PublicityLine[]>('publicity.list', {});
  return (
    <InnerPage title={t('publicity.phone.title')} back="/me">
      {away ? <Away /> : null}
      {data === undefined ? null : <PhoneLists lines={data} now={now} hrefOf={(one) => `#/lists/${one}`} />}
    </InnerPage>
  );
}

export const ListsPage = ({ id }: { id: string }): JSX.Element => (id === '' ? <AllLists /> : <OneList id={id} />);
