// Hand-over at the desk: what somebody wrote whose post had ended, taken over in one's own name or set aside.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { nowMs } from '#look/clock.ts';
import { asProblem, useAsk, useDoor } from '#look/door.ts';
import { Note, offerUndo } from '#look/parts.ts';
import { joinWords, t } from '#look/words.ts';
import type { LeftRow } from '#modules/visit/model-left.ts';
import { inOwnName, isThere, LeftList } from '#modules/visit/ui/left-list.tsx';
import { words as attachmentZh } from '#modules/attachment/words.zh.ts';
import { words as visitZh } from '#modules/visit/words.zh.ts';
import { problemWord } from './speak.ts';
import './speak-rooms.ts';

joinWords(
  { zh: attachmentZh, en: () => import('#modules/attachment/words.en.ts') },
  { zh: visitZh, en: () => import('#modules/visit/words.en.ts') },
);

export function LeftScreen(): JSX.Element {
  const { door } = useDoor();
  const asked = useAsk<LeftRow[]>('left.list', {}, ['left']);
  const [busy, setBusy] = useState('');
  const [failed, setFailed] = useState<Readonly<Record<string, string>>>({});
  const run = (row: LeftRow, steps: () => Promise<unknown>, done: string, back?: () => void): void => {
    setBusy(row.id);
    setFailed({});
    void steps()
      .then(
        () => {
          offerUndo(done, back);
          asked.again();
        },
        (error: unknown) => {
          const { code, facts } = asProblem(error);
          setFailed({ [row.id]: problemWord(code, facts as Record<string, string>) });
        },
      )
      .finally(() => setBusy(''));
  };
  const say = (verb: string, row: LeftRow): Promise<unknown> => door.execute(verb, { entry: row.id });
  const bringBack = (row: LeftRow): void => run(row, () => say('left.bring-back', row), t('visit.left.broughtBack'));
  return (
    <>
      <h1>{t('visit.left.title')}</h1>
      {asked.problem === undefined ? null : (
        <Note tone="bad" icon="alert-circle">
          {problemWord(asked.problem.code)}
        </Note>
      )}
      {asked.data === undefined ? null : (
        <div class="flex flex-col gap-5 max-w-200">
          <LeftList
            rows={asked.data}
            now={nowMs.value}
            busy={busy}
            failed={failed}
            onTake={(row) => {
              const write = door.execute(row.said.name, inOwnName(row, nowMs.value)).catch((error: unknown) => {
                if (!isThere(asProblem(error).code)) throw error;
              });
              const take = (): Promise<unknown> => write.then(() => say('left.take', row));
              run(row, take, t('visit.left.taken'));
            }}
            onAside={(row) =>
              run(
                row,
                () => say('left.set-aside', row),
                t('visit.left.setAside'),
                () => bringBack(row),
              )
            }
            onBack={bringBack}
          />
        </div>
      )}
    </>
  );
}
