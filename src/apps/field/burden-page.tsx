// What is asked of the grids, and the word to the county that it is a burden. Asked for when opened, kept nowhere.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { newId } from '#kit/id.ts';
import { Problem } from '#kit/problem.ts';
import { Empty, offerUndo } from '#look/parts.ts';
import { joinWords, t } from '#look/words.ts';
import type { BurdenRow, RequestRow } from '#modules/burden/model.ts';
import { PhoneBurden } from '#modules/burden/ui/phone-burden.tsx';
import { words as burdenZh } from '#modules/burden/words.zh.ts';
import { InnerPage, useNow } from './frame.tsx';
import { askOnline, sayOnline } from './online.ts';
import { sayCode } from './say.ts';
import { useOpen } from './session.ts';

joinWords({ zh: burdenZh, en: () => import('#modules/burden/words.en.ts') });

interface Shown {
  readonly requests: readonly RequestRow[];
  readonly mine: readonly BurdenRow[];
}

export function BurdenPage(): JSX.Element {
  const { phone } = useOpen();
  const now = useNow();
  const [shown, setShown] = useState<Shown | undefined>();
  const [away, setAway] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState('');
  const load = async (): Promise<void> => {
    try {
      const [requests, mine] = await Promise.all([
        askOnline<RequestRow[]>(phone, 'request.list'),
        askOnline<BurdenRow[]>(phone, 'burden.list'),
      ]);
      setShown({ requests, mine });
      setAway(false);
    } catch {
      setAway(true);
    }
  };
  useEffect(() => void load(), []);
  const say = async (text: string, request: string | null): Promise<boolean> => {
    setBusy(true);
    setFailed('');
    try {
      await sayOnline(phone, 'burden.say', { burden: newId(), request, text });
      offerUndo(t('burden.phone.sent'));
      await load();
      return true;
    } catch (error) {
      const code = error instanceof Problem ? error.code : '';
      setFailed(code === 'no-answer' ? t('burden.phone.offlineText') : sayCode(code));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return (
    <InnerPage title={t('burden.title')} back="/me">
      {shown !== undefined ? (
        <PhoneBurden {...shown} now={now} busy={busy} failed={failed} onSay={say} />
      ) : away ? (
        <Empty icon="cloud-off" tone="calm" title={t('burden.phone.offline')} text="" />
      ) : null}
    </InnerPage>
  );
}
