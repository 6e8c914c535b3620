// One act on many matters: what it will do with each is shown before, and what was refused after.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useAsk, useDoor } from '#look/door.ts';
import { dropDraft, useDraft } from '#look/draft.ts';
import { Button, Choice, Note, Sheet, TextArea } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { InboxRow } from '../model.ts';
import type { BulkAct, BulkLine } from '../model-desk.ts';
import { bulkRun, bulkWanted, holdMany, sendMany } from './desk-bulk-send.ts';
import { pickNone } from './desk-picked.ts';

type Why = (code: string, facts?: Record<string, string>) => string;

const numberOf = (one: { number: number | null }): string => String(one.number ?? t('case.noNumber'));

function Lines(props: {
  lines: readonly { id: string; number: number | null; title: string; note?: string }[];
}): JSX.Element {
  return (
    <ul class="flex flex-col gap-1">
      {props.lines.map((line) => (
        <li key={line.id} class="flex flex-wrap gap-x-3">
          <span class="zd-two">{numberOf(line)}</span>
          <span class="zd-grow">{line.title}</span>
          {line.note === undefined ? null : <span class="zd-two">{line.note}</span>}
        </li>
      ))}
    </ul>
  );
}

/** Those left out come first, each with its reason: what is not done is what must be seen. */
export function LeftOut(props: { lines: readonly BulkLine[]; why: Why }): JSX.Element | null {
  if (props.lines.length === 0) return null;
  return (
    <Note tone="wait" icon="circle-minus" title={t('case.bulk.leftOut', { n: props.lines.length })}>
      <Lines lines={props.lines.map((line) => ({ ...line, note: props.why(line.why ?? '', line.facts) }))} />
    </Note>
  );
}

interface Group {
  readonly office: string;
  readonly name: string;
  readonly lines: readonly BulkLine[];
}

/** By office, in the order of the rows. */
function groupsOf(lines: readonly BulkLine[]): Group[] {
  const groups = new Map<string, BulkLine[]>();
  for (const line of lines) groups.set(line.to?.id ?? '', [...(groups.get(line.to?.id ?? '') ?? []), line]);
  return [...groups].map(([office, own]) => ({ office, name: own[0]?.to?.name ?? '', lines: own }));
}

function Will(props: { groups: readonly Group[]; act: BulkAct }): JSX.Element {
  return (
    <>
      {props.groups.map((group) => (
        <section key={group.office} class="flex flex-col gap-1">
          <h3>
            {props.act === 'accept'
              ? t('case.bulk.willAccept', { n: group.lines.length })
              : t('case.bulk.willDispatch', { n: group.lines.length, office: group.name })}
          </h3>
          <Lines lines={group.lines} />
        </section>
      ))}
    </>
  );
}

function useBulk(act: 'accept' | 'dispatch', lines: readonly BulkLine[], text: string): () => void {
  const { door } = useDoor();
  return () => {
    const commands = lines.map((line) => ({
      matter: line.id,
      number: line.number,
      title: line.title,
      verb: `case.${act}`,
      basedOn: line.version,
      input: act === 'accept' ? { case: line.id } : { case: line.id, office: line.to?.id, text },
    }));
    const offices = groupsOf(lines).map((group) => group.name);
    const n = lines.length;
    const [only = ''] = offices;
    if (act === 'accept') sendMany(door, { commands, text: t('case.bulk.accepted', { n }) });
    else {
      const one = offices.length === 1;
      holdMany(door, {
        commands,
        text: one ? t('case.bulk.dispatched', { n, office: only }) : t('case.bulk.dispatchedAll', { n }),
      });
    }
  };
}

function BulkSheet(props: { act: 'accept' | 'dispatch'; rows: readonly InboxRow[]; problem: Why }): JSX.Element {
  const { act, rows } = props;
  const [office, setOffice] = useState('');
  const [text, setText] = useDraft('bulk dispatch');
  const cases = rows.map((row) => row.id);
  const first = useAsk<BulkLine[]>('case.bulk-preview', { act, cases }, ['case']);
  const other = useAsk<BulkLine[]>(office === '' ? undefined : 'case.bulk-preview', { act, cases, office }, ['case']);
  const lines = (office === '' ? first : other).data;
  const will = (lines ?? []).filter((line) => line.why === null);
  const send = useBulk(act, will, text.trim());
  const offices = groupsOf((first.data ?? []).filter((line) => line.to !== null));
  const close = (): void => {
    bulkWanted.value = undefined;
  };
  const ready = lines !== undefined && will.length > 0;
  useEffect(() => {
    if (ready) document.getElementById('bulk-send')?.focus();
  }, [ready]);
  const go = (): void => {
    close();
    pickNone();
    dropDraft('bulk dispatch');
    send();
  };
  const problem = first.problem ?? other.problem;
  return (
    <Sheet
      open
      wide
      onClose={close}
      title={t(`case.bulk.${act}Title`, { n: rows.length })}
      foot={
        <>
          <Button kind="text" onClick={close}>
            {t('case.act.cancel')}
          </Button>
          <Button id="bulk-send" kind="filled" icon="send" disabled={!ready} onClick={go}>
            {t(`case.bulk.${act}Go`, { n: will.length })}
          </Button>
        </>
      }
    >
      {problem === undefined ? null : (
        <Note tone="bad" icon="alert-circle">
          {props.problem(problem.code)}
        </Note>
      )}
      {lines === undefined && problem === undefined ? (
        <p class="zd-two" role="status">
          {t('case.bulk.looking')}
        </p>
      ) : null}
      <LeftOut lines={(lines ?? []).filter((line) => line.why !== null)} why={props.problem} />
      {offices.length > 1 && offices.length < 7 ? (
        <Choice
          label={t('case.form.office')}
          answers={[
            { value: '', label: t('case.bulk.byList') },
            ...offices.map((one) => ({ value: one.office, label: one.name })),
          ]}
          value={office}
          onChange={setOffice}
        />
      ) : null}
      <p class="zd-two">{t('case.bulk.noClosing')}</p>
      <Will groups={groupsOf(will)} act={act} />
      {act === 'dispatch' ? (
        <TextArea
          label={t('case.form.dispatchText')}
          hint={t('case.bulk.textHint')}
          optional
          rows={2}
          maxLength={2000}
          value={text}
          onInput={setText}
        />
      ) : null}
    </Sheet>
  );
}

/** The sheet of accepting or handing on several; joining has a sheet of its own. */
export function BulkSheets(props: { problem: Why }): JSX.Element | null {
  const wanted = bulkWanted.value;
  if (wanted === undefined || wanted.act === 'join') return null;
  return <BulkSheet act={wanted.act} rows={wanted.rows} problem={props.problem} />;
}

/** What was refused, until it is put away. */
export function BulkRefused(props: { problem: Why; hrefOf: (id: string) => string }): JSX.Element | null {
  const run = bulkRun.value;
  if (run === undefined || !run.over || run.failed.length === 0) return null;
  const close = (): void => {
    bulkRun.value = undefined;
  };
  return (
    <Sheet
      open
      wide
      onClose={close}
      title={t('case.bulk.refused', { n: run.failed.length, all: run.total })}
      foot={
        <Button kind="filled" onClick={close}>
          {t('case.bulk.seen')}
        </Button>
      }
    >
      <p>{t('case.bulk.refusedText')}</p>
      <ul class="flex flex-col gap-2">
        {run.failed.map((one) => (
          <li key={one.matter}>
            <a class="underline inline-flex items-center min-h-11" href={props.hrefOf(one.matter)} onClick={close}>
              {numberOf(one)} {one.title}
            </a>
            <span class="block zd-two">
              {props.problem(one.problem.code, one.problem.facts as Record<string, string>)}
            </span>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
