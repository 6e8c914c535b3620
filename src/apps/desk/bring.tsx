// Brings one table over the desk: choose the file or paste it, look first at what is right and wrong by row, then bring it in; all of it can be taken back.
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { asProblem } from '#look/door.ts';
import { Button, Fault, Fold, Icon, Note, Select, TextArea } from '#look/parts.ts';
import { t } from '#look/words.ts';
import { Going } from './bring-going.tsx';
import {
  type Asked,
  type BringKind,
  bringIn,
  everySheet,
  lookAt,
  type Mapping,
  newRun,
  type Report,
  saveComments,
  saveTable,
  type Undone,
} from './bring-calls.ts';
import { type Column, Columns, nameOf } from './bring-columns.tsx';
import { saveRows, Told, UndoneTold } from './bring-report.tsx';
import { UndoButton } from './bring-runs.tsx';
import { problemWord } from './speak.ts';
import './speak-rooms.ts';

export type { BringKind } from './bring-calls.ts';
export type { Column } from './bring-columns.tsx';

type Props = {
  kind: BringKind;
  villages: readonly { code: string; name: string }[];
  accept: string;
  columns: readonly Column[];
  onDone: () => void;
  /** What the county has to know beside the file. */
  more?: Readonly<Record<string, string>>;
  /** Said of wrong rows where the file comes in whole or not at all. */
  whole?: string;
};

/** What the table must have, and an empty one with these headings. */
function Headings(props: { kind: BringKind; columns: readonly Column[] }): JSX.Element | null {
  if (props.columns.length === 0) return null;
  const names = (needed: boolean): string =>
    props.columns
      .filter((one) => one.needed === needed)
      .map(nameOf)
      .join(t('look.and'));
  return (
    <div class="flex flex-wrap items-center gap-x-4 gap-y-1">
      <p class="zd-grow min-w-60 zd-two">
        {t('desk.setup.needed', { names: names(true) })}
        {names(false) === '' ? null : (
          <>
            <br />
            {t('desk.setup.maybe', { names: names(false) })}
          </>
        )}
      </p>
      <Button kind="text" icon="download" onClick={() => saveTable([props.columns.map(nameOf)], `${props.kind}.csv`)}>
        {t('desk.setup.empty')}
      </Button>
    </div>
  );
}

/** A file, or what was copied in a spreadsheet program. */
function Chosen(props: {
  accept: string;
  file: File | undefined;
  onFile: (file: File | undefined) => void;
}): JSX.Element {
  const [pasted, setPasted] = useState('');
  const paste = (text: string): void => {
    setPasted(text);
    props.onFile(text.trim() === '' ? undefined : new File([text], t('desk.setup.pastedName'), { type: 'text/plain' }));
  };
  return (
    <div class="flex flex-col gap-3">
      <div class="flex flex-wrap items-center gap-3">
        <label class="zd-button zd-button-outlined zd-file">
          <Icon name="file-text" />
          {t('desk.setup.file')}
          <input
            type="file"
            accept={props.accept}
            onChange={(event) => {
              setPasted('');
              props.onFile(event.currentTarget.files?.[0]);
            }}
          />
        </label>
        <span role="status">{pasted === '' ? (props.file?.name ?? '') : ''}</span>
      </div>
      {props.accept.includes('.csv') ? (
        <Fold title={t('desk.setup.paste')}>
          <TextArea label={t('desk.setup.pasteLabel')} rows={4} value={pasted} onInput={paste} />
        </Fold>
      ) : null}
    </div>
  );
}

/** Not a row of it would come in. */
const isNothing = ({ counts }: Report): boolean =>
  Object.values(counts).every(({ made, changed }) => made + changed === 0);

interface Bringing {
  readonly file: File | undefined;
  readonly report: Report | undefined;
  readonly undone: Undone | undefined;
  readonly failed: string;
  /** Number of what runs, and whether it writes. */
  readonly run: string;
  readonly writes: boolean;
  readonly busy: boolean;
  /** Looking was stopped. */
  readonly halted: boolean;
}
const nothing: Bringing = {
  file: undefined,
  report: undefined,
  undone: undefined,
  failed: '',
  run: '',
  writes: false,
  busy: false,
  halted: false,
};

/** The village stands in the table itself. */
const inTable = '-';

function VillageChoice(
  props: Pick<Props, 'kind' | 'villages'> & { value: string; onChange: (village: string) => void },
): JSX.Element | null {
  const { kind, villages } = props;
  if (villages.length < 2) return null;
  const own = kind === 'roster' ? [{ value: inTable, label: t('desk.setup.villageInTable') }] : [];
  return (
    <Select
      label={t('desk.setup.village')}
      value={props.value}
      answers={[...own, ...villages.map((one) => ({ value: one.code, label: one.name }))]}
      onChange={props.onChange}
    />
  );
}

/** Choosing another file starts anew; nothing is written before the second button. */
export function Bring(props: Props): JSX.Element {
  const [village, setVillage] = useState('');
  const [mapping, setMapping] = useState<Mapping | undefined>();
  const [state, setState] = useState(nothing);
  const { file, report, undone, failed, run, writes, busy, halted } = state;
  const set = (part: Partial<Bringing>): void => setState((old) => ({ ...old, ...part }));
  // A roster may say in its rows or sheets which village each home is of; other tables are of one village.
  const first = props.kind === 'roster' && props.villages.length > 1 ? inTable : (props.villages[0]?.code ?? '');
  const chosen = village === '' ? first : village;
  const asked = useRef<Asked | undefined>(undefined);
  const ask = (how: 'look' | 'bring', columns: Mapping | undefined): void => {
    if (file === undefined) return set({ failed: t('desk.setup.fileNeed') });
    const id = newRun();
    const { kind, more = {} } = props;
    asked.current = { kind, file, village: chosen === inTable ? '' : chosen, mapping: columns, more, run: id };
    const isBringing = how === 'bring';
    set({ busy: true, failed: '', undone: undefined, halted: false, run: id, writes: isBringing });
    (isBringing ? bringIn : lookAt)(asked.current)
      .then(
        (told) =>
          set(
            told.preview && told.stopped !== undefined
              ? { report: undefined, halted: true }
              : { report: told, undone: told.stopped },
          ),
        (error: unknown) =>
          set({ failed: problemWord(asProblem(error).code, asProblem(error).facts as Record<string, string>) }),
      )
      .finally(() => {
        set({ busy: false, run: '' });
        // Also where it failed: what became of it stands in the list.
        if (isBringing) props.onDone();
      });
  };
  const remap = (next: Mapping): void => {
    // Another sheet has other columns: they are guessed anew.
    const wanted = Object.keys(next.fields).length === 0 ? { ...next, fields: {} } : next;
    setMapping(wanted);
    ask('look', wanted);
  };
  // What was guessed or kept is what is brought: the file says the same as it was looked at.
  const seen = report?.table;
  const settled =
    mapping ??
    (seen && { sheet: seen.sheet, fields: Object.fromEntries(seen.headings.map((one) => [one.at, one.field])) });
  // Of outlines and networks, which may be no table, only the wrong rows are kept.
  const isSheet = seen !== undefined && props.kind !== 'network' && seen.sheet !== everySheet;
  const ready = report !== undefined && report.preview && (seen?.missing.length ?? 0) === 0;
  return (
    <div class="flex flex-col gap-3">
      <Headings kind={props.kind} columns={props.columns} />
      <VillageChoice {...props} value={chosen} onChange={setVillage} />
      <Chosen
        accept={props.accept}
        file={file}
        onFile={(next) => {
          setMapping(undefined);
          setState({ ...nothing, file: next });
        }}
      />
      <Fault text={failed} />
      {run === '' ? null : <Going key={run} run={run} writes={writes} />}
      {halted ? (
        <div role="status">
          <Note icon="info-circle">{t('desk.setup.halted')}</Note>
        </div>
      ) : null}
      {seen === undefined || !report?.preview || (run !== '' && writes) ? null : (
        <Columns table={seen} onChange={remap} />
      )}
      {report === undefined || undone !== undefined ? null : (
        <Told
          report={report}
          columns={seen?.columns ?? props.columns}
          whole={props.whole}
          comments={{
            label: t(isSheet ? 'desk.setup.download' : 'desk.setup.downloadRows'),
            save: () => {
              if (!isSheet || asked.current === undefined) return saveRows(report.errors);
              saveComments(asked.current).catch((error: unknown) =>
                set({ failed: problemWord(asProblem(error).code) }),
              );
            },
          }}
        />
      )}
      {undone === undefined ? null : <UndoneTold undone={undone} />}
      <div class="zd-button-row zd-button-row-left">
        {!ready ? (
          <Button icon="search" busy={busy} onClick={() => ask('look', mapping)}>
            {t('desk.setup.check')}
          </Button>
        ) : report.wrong > 0 && (props.whole !== undefined || isNothing(report)) ? null : (
          <Button kind="filled" icon="upload" busy={busy} onClick={() => ask('bring', settled)}>
            {t('desk.setup.run')}
          </Button>
        )}
        {report?.run === undefined || undone !== undefined ? null : (
          <UndoButton
            run={report.run}
            onDone={(told) => {
              set({ undone: told });
              props.onDone();
            }}
          />
        )}
      </div>
    </div>
  );
}
