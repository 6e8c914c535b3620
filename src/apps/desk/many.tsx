// Acts on several matters: the sheets of accepting, handing on and making one of them, and what was refused.
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { newId } from '#kit/id.ts';
import { asProblem, trouble, useAsk, useDoor } from '#look/door.ts';
import { Note } from '#look/parts.ts';
import { joinWords, lang, t } from '#look/words.ts';
import type { BulkLine } from '#modules/case/model-desk.ts';
import { BulkRefused, BulkSheets, LeftOut } from '#modules/case/ui/desk-bulk.tsx';
import { bulkWanted, type Command, sendMany } from '#modules/case/ui/desk-bulk-send.ts';
import { pickNone } from '#modules/case/ui/desk-picked.ts';
import { categoryName } from '#modules/case/ui/desk-state.ts';
import { JoinSheet } from '#modules/incident/ui/desk-sheets.tsx';
import { words as incidentZh } from '#modules/incident/words.zh.ts';
import { words as supplyZh } from '#modules/supply/words.zh.ts';
import { type Join, joining } from './joining.ts';
import { hrefOf } from './route.ts';
import { problemWord } from './speak.ts';
import './speak-rooms.ts';

joinWords(
  { zh: incidentZh, en: () => import('#modules/incident/words.en.ts') },
  { zh: supplyZh, en: () => import('#modules/supply/words.en.ts') },
);

/** The sheet that makes one matter of several, wherever it was asked for. What cannot come along is said there, with its reason. */
function Joiner(): JSX.Element | null {
  const wanted = bulkWanted.value;
  useEffect(() => {
    if (wanted?.act !== 'join') return;
    const kinds = new Set(wanted.rows.map((row) => row.category));
    joining.value = { cases: wanted.rows, category: wanted.rows[0]?.category ?? '', alike: kinds.size < 2 };
    bulkWanted.value = undefined;
  }, [wanted]);
  return joining.value === undefined ? null : <JoinMany join={joining.value} />;
}

function JoinMany(props: { join: Join }): JSX.Element | null {
  const { door } = useDoor();
  const { cases, category } = props.join;
  const ids = cases.map((one) => one.id);
  const lines = useAsk<BulkLine[]>('case.bulk-preview', { act: 'join', cases: ids }, ['case']).data;
  if (lines === undefined) return null;
  const out = lines.filter((line) => line.why !== null);
  const may = cases.filter((one) => lines.some((line) => line.id === one.id && line.why === null));
  const close = (): void => {
    joining.value = undefined;
  };
  const send = (into: string | undefined, title: string): void => {
    const incident = into ?? newId();
    const commands = may.map((one, place) => ({
      matter: one.id,
      number: one.number,
      title: one.title,
      ...(into === undefined && place === 0
        ? { verb: 'incident.open', input: { incident, title, cases: [one.id] } }
        : { verb: 'incident.join', input: { incident, cases: [one.id] } }),
    }));
    const text = t(into === undefined ? 'incident.opened.done' : 'incident.joined.done', { n: may.length });
    const undo = async (sent: readonly Command[]): Promise<void> => {
      for (const one of sent) await door.execute('incident.leave', { incident, case: one.matter });
    };
    const fail = (error: unknown): void => {
      trouble.value = { key: ids[0] ?? incident, problem: asProblem(error) };
    };
    close();
    pickNone();
    if (commands.length === 0) return;
    sendMany(door, {
      commands,
      text,
      undo: (sent) => void undo(sent).catch(fail),
      over: () => {
        location.hash = hrefOf(['focus', incident]);
      },
    });
  };
  const first = may[0];
  const name = [first?.place.split(' ')[0], categoryName(category)]
    .filter(Boolean)
    .join(lang.value === 'en' ? ', ' : '');
  return (
    <JoinSheet
      cases={may}
      category={category}
      name={name}
      left={
        <>
          {props.join.alike ? null : (
            <Note tone="wait" icon="alert-triangle">
              {t('case.bulk.unlike')}
            </Note>
          )}
          <LeftOut lines={out} why={problemWord} />
        </>
      }
      onClose={close}
      onSend={send}
    />
  );
}

export const Many = (): JSX.Element => (
  <>
    <Joiner />
    <BulkSheets problem={problemWord} />
    <BulkRefused problem={problemWord} hrefOf={(id) => hrefOf(['inbox', 'all', id])} />
  </>
);
