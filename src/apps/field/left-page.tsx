// Hand-over on the phone: what somebody of this ground wrote whose post had ended. Asked for when opened, kept nowhere.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Problem } from '#kit/problem.ts';
import { Empty, offerUndo } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { LeftRow } from '#modules/visit/model-left.ts';
import { inOwnName, isThere, LeftList } from '#modules/visit/ui/left-list.tsx';
import { InnerPage, useNow } from './frame.tsx';
import { askOnline, sayOnline } from './online.ts';
import { sayCode } from './say.ts';
import { useOpen } from './session.ts';

const why = (error: unknown): string => (error instanceof Problem ? sayCode(error.code, error.facts) : sayCode(''));

export function LeftPage(): JSX.Element {
  const { phone, rounds } = useOpen();
  const now = useNow();
  const [rows, setRows] = useState<readonly LeftRow[]>();
  const [away, setAway] = useState(false);
  const [busy, setBusy] = useState('');
  const [failed, setFailed] = useState<Readonly<Record<string, string>>>({});
  const load = async (): Promise<void> => {
    try {
      setRows(await askOnline<LeftRow[]>(phone, 'left.list'));
      setAway(false);
    } catch {
      setAway(true);
    }
  };
  useEffect(() => void load(), []);
  const run = async (row: LeftRow, steps: () => Promise<unknown>, done: string): Promise<void> => {
    setBusy(row.id);
    setFailed({});
    try {
      await steps();
      offerUndo(done);
      await load();
      // What was taken over is this ground's own now: it comes with the next pull.
      void rounds.all();
    } catch (error) {
      setFailed({ [row.id]: why(error) });
    }
    setBusy('');
  };
  const say = (verb: string, row: LeftRow): Promise<unknown> => sayOnline(phone, verb, { entry: row.id });
  return (
    <InnerPage title={t('visit.left.title')} back="/me">
      {away ? (
        <Empty icon="cloud-off" tone="calm" title={t('visit.left.offline')} text={t('visit.left.offlineText')} />
      ) : rows === undefined ? null : (
        <LeftList
          rows={rows}
          now={now}
          busy={busy}
          failed={failed}
          onTake={(row) => {
            const take = async (): Promise<void> => {
              await sayOnline(phone, row.said.name, inOwnName(row, now)).catch((error: unknown) => {
                if (!(error instanceof Problem) || !isThere(error.code)) throw error;
              });
              await say('left.take', row);
            };
            void run(row, take, t('visit.left.taken'));
          }}
          onAside={(row) => void run(row, () => say('left.set-aside', row), t('visit.left.setAside'))}
          onBack={(row) => void run(row, () => say('left.bring-back', row), t('visit.left.broughtBack'))}
        />
      )}
    </InnerPage>
  );
}
