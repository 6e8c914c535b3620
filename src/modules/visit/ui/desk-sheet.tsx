// Types in a sheet of visits: a line for each door as on the paper, two keys for each circle, Enter to the next line; what was typed survives a reload.
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { newId } from '#kit/id.ts';
import { nowMs } from '#look/clock.ts';
import { isoDay } from '#look/dates.ts';
import { asProblem, useDoor } from '#look/door.ts';
import { useDraft } from '#look/draft.ts';
import { Button, Card, Chip, Field, Fold, Note, Select } from '#look/parts.ts';
import { lang, t } from '#look/words.ts';
import { sheetFields } from '../kinds/sheet.ts';
import type { VisitSheet } from '../model.ts';
import { answerOf, pairsOf, typedOf } from '../rules-sheet.ts';

type Home = VisitSheet['homes'][number];

/** One line as it stands on the screen. `visit` and `command` are made once, so that trying again says the same. */
interface Line {
  readonly day: string;
  readonly codes: string;
  readonly note: string;
  readonly visit: string;
  readonly command: string;
  readonly saved: boolean;
}
type Lines = Readonly<Record<string, Line>>;

const emptyLine = (): Line => ({ day: '', codes: '', note: '', visit: newId(), command: newId(), saved: false });
const isTyped = (line: Line | undefined): line is Line =>
  line !== undefined && (line.codes.trim() !== '' || line.note.trim() !== '');
const word = (one: { readonly zh: string; readonly en: string }): string => (lang.value === 'en' ? one.en : one.zh);

function readLines(text: string): Lines {
  try {
    return text === '' ? {} : (JSON.parse(text) as Lines);
  } catch {
    return {};
  }
}

/** 2026-11 and 26 become the day; undefined where there is none. */
function dayIn(month: string, day: string): string | undefined {
  const full = `${month}-${day.trim().padStart(2, '0')}`;
  const at = new Date(`${full}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === full ? full : undefined;
}

/** A question with one answer is its own answer. */
const saidWord = (field: string, answer: string): string =>
  field.toLowerCase() === answer.toLowerCase() ? field : `${field}${t('visit.colon')}${answer}`;

/** What the keys say, in words; what they do not say is shown as it was typed. */
function Said({ line }: { line: Line | undefined }): JSX.Element | null {
  const pairs = pairsOf(line?.codes ?? '');
  if (pairs.length === 0) return null;
  return (
    <p class="flex flex-wrap gap-2">
      {pairs.map((pair, at) => {
        const answer = answerOf(pair);
        const field = sheetFields.find(({ key }) => key === pair[0]);
        return (
          <Chip key={`${pair} ${at}`} tone={answer ? 'info' : 'bad'}>
            {answer && field ? saidWord(word(field), word(answer)) : pair}
          </Chip>
        );
      })}
    </p>
  );
}

interface RowProps {
  readonly home: Home;
  readonly line: Line | undefined;
  /** The day that holds where none is typed: the one of the line before. */
  readonly usual: string;
  readonly fault: string | undefined;
  readonly set: (change: Partial<Line>) => void;
  readonly onNext: () => void;
}

const columns = 'gap-3 grid-cols-[3.5rem_4.5rem_1fr] lg:grid-cols-[5rem_5rem_14rem_1fr_6rem]';

/** What stands in which column, where they stand beside each other. */
const Heads = (): JSX.Element => (
  <div class={`hidden lg:grid ${columns} px-3 pt-3 zd-two`} aria-hidden="true">
    {(['door', 'day', 'codes', 'note'] as const).map((key) => (
      <span key={key}>{t(`visit.sheet.head.${key}`)}</span>
    ))}
  </div>
);

function Row({ home, line, usual, fault, set, onNext }: RowProps): JSX.Element {
  const label = (key: string): string => t(`visit.sheet.${key}Of`, { door: home.door });
  return (
    <li class="flex flex-col gap-2 p-3 border-t border-base-300 first:border-t-0">
      <div class={`grid ${columns} items-center`}>
        <b>{home.door}</b>
        <Field
          quiet
          label={label('day')}
          inputMode="numeric"
          maxLength={2}
          placeholder={usual}
          value={line?.day ?? ''}
          onInput={(day) => set({ day })}
        />
        <Field
          quiet
          id={`codes-${home.id}`}
          label={label('codes')}
          inputMode="numeric"
          placeholder="11 23"
          value={line?.codes ?? ''}
          onInput={(codes) => set({ codes })}
          onEnter={onNext}
        />
        <div class="col-span-3 lg:col-span-1">
          <Field
            quiet
            label={label('note')}
            maxLength={1000}
            placeholder={t('visit.sheet.note')}
            value={line?.note ?? ''}
            onInput={(note) => set({ note })}
            onEnter={onNext}
          />
        </div>
        {line?.saved === true ? (
          <Chip tone="ok" icon="check">
            {t('visit.sheet.saved')}
          </Chip>
        ) : null}
      </div>
      <Said line={line} />
      {fault === undefined ? null : (
        <p class="zd-error" role="alert">
          {fault}
        </p>
      )}
    </li>
  );
}

/** Which keys are which, as they stand on the paper. */
function Keys(): JSX.Element {
  return (
    <Fold card title={t('visit.sheet.keys')}>
      <dl class="grid gap-x-6 gap-y-2 sm:grid-cols-2 xl:grid-cols-3">
        {sheetFields.map((field) => (
          <div key={field.key}>
            <dt>
              <b>
                {field.key} {word(field)}
              </b>
            </dt>
            <dd>{field.answers.map((one) => `${field.key}${one.key} ${word(one)}`).join(t('look.comma'))}</dd>
          </div>
        ))}
      </dl>
    </Fold>
  );
}

/** 2026年11月, November 2026. */
const monthWord = (month: string): string =>
  new Intl.DateTimeFormat(lang.value === 'en' ? 'en-GB' : 'zh-CN', {
    year: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  }).format(new Date(`${month}-01T00:00:00Z`));

/** This month and the ones before: a sheet is typed in within 92 days. */
function monthsBack(today: string): string[] {
  const count = Number(today.slice(0, 4)) * 12 + Number(today.slice(5, 7)) - 1;
  return [0, 1, 2, 3].map((back) => {
    const one = count - back;
    return `${Math.floor(one / 12)}-${String((one % 12) + 1).padStart(2, '0')}`;
  });
}

/** The day of each line: its own, else that of the last line before it that has one. */
function daysOf(homes: readonly Home[], lines: Lines, month: string, today: string): Map<string, string> {
  let usual = month === today.slice(0, 7) ? String(Number(today.slice(8))) : '1';
  const days = new Map<string, string>();
  for (const { id } of homes) {
    days.set(id, usual);
    const own = lines[id]?.day.trim() ?? '';
    if (own !== '') usual = own;
  }
  return days;
}

/** VISIT-17, VISIT-18 */
export function SheetTyping(props: {
  grid: string;
  sheet: VisitSheet;
  problem: (code: string, facts: Record<string, string>) => string;
}): JSX.Element {
  const { homes } = props.sheet;
  const { door } = useDoor();
  const today = isoDay(nowMs.value);
  const [month, setMonth] = useState(today.slice(0, 7));
  const [text, setText] = useDraft(`sheet ${props.grid}`);
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({});
  const [busy, setBusy] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const lines = readLines(text);
  const usual = daysOf(homes, lines, month, today);
  const waiting = homes.filter(({ id }) => isTyped(lines[id]) && !lines[id]?.saved);
  const put = (id: string, change: Partial<Line>): void => {
    const old = lines[id] ?? emptyLine();
    // A line that was said and is written anew is another entry.
    const base = old.saved ? { ...old, visit: newId(), command: newId(), saved: false } : old;
    setText(JSON.stringify({ ...lines, [id]: { ...base, ...change } }));
  };
  const next = (at: number): void => {
    const id = homes[at + 1]?.id;
    place.current?.querySelector<HTMLElement>(id === undefined ? '#sheet-save' : `#codes-${CSS.escape(id)}`)?.focus();
  };
  const save = async (): Promise<void> => {
    setBusy(true);
    const wrong: Record<string, string> = {};
    let kept = lines;
    for (const { id } of waiting) {
      const line = kept[id];
      if (!line) continue;
      const { parts, faults: found } = typedOf(line.codes, line.note);
      const on = dayIn(month, line.day.trim() === '' ? (usual.get(id) ?? '') : line.day);
      const [first] = found;
      if (first) wrong[id] = t(`visit.sheet.need.${first.what}`, { code: first.code });
      else if (on === undefined) wrong[id] = t('visit.sheet.need.day');
      else
        try {
          const input = { visit: line.visit, household: id, note: line.note.trim(), parts, paper: on };
          await door.execute('visit.record', input, { id: line.command });
          kept = { ...kept, [id]: { ...line, saved: true } };
          setText(JSON.stringify(kept));
        } catch (error) {
          const { code, facts } = asProblem(error);
          wrong[id] = props.problem(code, facts as Record<string, string>);
        }
    }
    setFaults(wrong);
    setBusy(false);
  };
  return (
    <div class="flex flex-col gap-3" ref={place}>
      <Note tone="info" icon="pencil">
        {t('visit.sheet.how')}
      </Note>
      <Keys />
      <Select
        label={t('visit.sheet.month')}
        value={month}
        answers={monthsBack(today).map((value) => ({ value, label: monthWord(value) }))}
        onChange={setMonth}
      />
      <Card list label={t('visit.sheet.title')}>
        <Heads />
        <ul>
          {homes.map((home, at) => (
            <Row
              key={home.id}
              home={home}
              line={lines[home.id]}
              usual={usual.get(home.id) ?? ''}
              fault={faults[home.id]}
              set={(change) => put(home.id, change)}
              onNext={() => next(at)}
            />
          ))}
        </ul>
      </Card>
      <div class="zd-button-row zd-button-row-left">
        <Button
          id="sheet-save"
          kind="filled"
          icon="check"
          busy={busy}
          disabled={waiting.length === 0}
          onClick={() => void save()}
        >
          {t('visit.sheet.save', { n: waiting.length })}
        </Button>
      </div>
    </div>
  );
}
