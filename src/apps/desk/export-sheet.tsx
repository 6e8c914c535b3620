// Takes a ledger out of the county as a file: which, of where and when, what for; says first that it is counted, marked and told to the homes (HOME-17).
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { nowMs } from '#look/clock.ts';
import { isoDay } from '#look/dates.ts';
import { asProblem, useAsk } from '#look/door.ts';
import {
  Button,
  Choice,
  DaySpan,
  ErrorSummary,
  Fault,
  Field,
  type FormError,
  Note,
  Select,
  Sheet,
} from '#look/parts.ts';
import { lang, t } from '#look/words.ts';
import type { Problem } from '#kit/problem.ts';
import { type ExportReason, exportReasons, fewestWords } from '#modules/household/kinds/export-reasons.ts';
import { ledgerFacts, type LedgerKind } from '#modules/household/kinds/ledgers.ts';
import type { AreaRow } from '#modules/territory/model.ts';
import { fetchFile } from './door.ts';
import { problemWord } from './speak.ts';
import './speak-rooms.ts';

const everywhere = 'all';
const formats = ['xlsx', 'csv', 'pdf'] as const;
type Format = (typeof formats)[number];
const sizes = ['A4', 'A3'] as const;
const spans = ['month', 'last-month', 'year', 'all'] as const;
type Span = (typeof spans)[number];

/** A grid that is called after its group already says where it is. */
const nameBelow = (above: string, name: string): string => (name.startsWith(above) ? name : `${above} ${name}`);

/** Villages, groups and grids of one's own ground, each under the name of what is above it. */
export function useAreas(): { value: string; label: string; kind: AreaRow['kind'] }[] {
  const areas = useAsk<AreaRow[]>('territory.tree', {}, ['area']).data ?? [];
  const names = new Map(areas.map((area) => [area.id, area.name]));
  return areas
    .filter(({ kind }) => ['village', 'level-1', 'level-2'].includes(kind))
    .map(({ id, kind, name, parent }) => ({
      value: id,
      kind,
      label: kind === 'village' || parent === null ? name : nameBelow(names.get(parent) ?? '', name),
    }));
}

/** First and last day; '' where it is open. */
function daysOf(span: Span, today: string): { from: string; to: string } {
  const [year = 0, month = 0] = today.split('-').map(Number);
  const day = (...[y, m, d]: [number, number, number]): string =>
    new Date(Date.UTC(y, m - 1, d)).toISOString().slice(0, 10);
  if (span === 'month') return { from: day(year, month, 1), to: today };
  if (span === 'last-month') return { from: day(year, month - 1, 1), to: day(year, month, 0) };
  return span === 'year' ? { from: day(year, 1, 1), to: today } : { from: '', to: '' };
}

interface Form {
  readonly what: LedgerKind;
  readonly format: Format;
  readonly size: (typeof sizes)[number];
  readonly area: string;
  readonly from: string;
  readonly to: string;
  readonly reason: ExportReason | undefined;
  readonly words: string;
}

function missingIn({ reason, words, from, to }: Form): FormError[] {
  const found: FormError[] = [];
  if (from !== '' && to !== '' && to < from) found.push({ field: 'export-to', text: t('problem.export-days-turned') });
  if (reason === undefined) found.push({ field: 'export-reason', text: t('problem.export-reason-missing') });
  if (words.trim().length < fewestWords)
    found.push({ field: 'export-words', text: t('problem.export-words-missing', { fewest: fewestWords }) });
  return found;
}

interface Parts {
  readonly form: Form;
  readonly set: (change: Partial<Form>) => void;
  readonly errorOf: (field: string) => string | undefined;
}

/** The usual times with one tap; other days are written in. */
function Days({ form, set, errorOf }: Parts): JSX.Element {
  const today = isoDay(nowMs.value);
  const span = spans.find((one) => {
    const { from, to } = daysOf(one, today);
    return from === form.from && to === form.to;
  });
  return (
    <>
      <Choice
        label={t('desk.export.days')}
        answers={spans.map((value) => ({ value, label: t(`desk.export.span.${value}`) }))}
        value={span}
        onChange={(value) => set(daysOf(value, today))}
      />
      <DaySpan
        id="export"
        optional="both"
        labels={{ from: t('desk.export.from'), to: t('desk.export.to') }}
        from={form.from}
        to={form.to}
        onChange={set}
        error={errorOf('export-to')}
      />
    </>
  );
}

function Asked({ form, set, errorOf }: Parts): JSX.Element {
  return (
    <>
      <Choice
        id="export-reason"
        label={t('desk.export.reason')}
        columns={2}
        answers={exportReasons.map((value) => ({ value, label: t(`desk.why.${value}`) }))}
        value={form.reason}
        onChange={(reason) => set({ reason })}
        error={errorOf('export-reason')}
      />
      <Field
        id="export-words"
        label={t('desk.export.words')}
        maxLength={100}
        value={form.words}
        onInput={(words) => set({ words })}
        error={errorOf('export-words')}
      />
      <Choice
        label={t('desk.export.format')}
        columns={3}
        answers={formats.map((value) => ({ value, label: t(`desk.export.${value}`) }))}
        value={form.format}
        onChange={(format) => set({ format })}
      />
      {form.format === 'pdf' ? (
        <Choice
          label={t('desk.export.size')}
          answers={sizes.map((value) => ({ value, label: t(`desk.export.size.${value}`) }))}
          value={form.size}
          onChange={(size) => set({ size })}
        />
      ) : null}
    </>
  );
}

/** `what` in this order, the first one chosen; of a single one nothing is asked. */
export function ExportSheet(props: { what: readonly LedgerKind[]; onClose: () => void }): JSX.Element {
  const [first = 'homes'] = props.what;
  const areas = useAreas();
  const [form, setForm] = useState<Form>(() => ({
    what: first,
    format: 'xlsx',
    size: 'A4',
    area: everywhere,
    ...daysOf(ledgerFacts[first].timed ? 'month' : 'all', isoDay(nowMs.value)),
    reason: undefined,
    words: '',
  }));
  const [tried, setTried] = useState(false);
  const [failed, setFailed] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const missing = missingIn(form);
  const errors = tried ? missing : [];
  const parts: Parts = {
    form,
    set: (change) => setForm((old) => ({ ...old, ...change })),
    errorOf: (field) => errors.find((one) => one.field === field)?.text,
  };
  const take = (): void => {
    setTried(true);
    if (missing.length > 0) return;
    setBusy(true);
    const { what, area, ...said } = form;
    fetchFile(
      `/api/export/${what}`,
      { ...said, area: area === everywhere ? null : area, lang: lang.value },
      `${t(`desk.export.${what}`)}.${said.format}`,
    )
      .then(props.onClose, (error: unknown) => setFailed(asProblem(error)))
      .finally(() => setBusy(false));
  };
  return (
    <Sheet
      open
      onClose={props.onClose}
      title={props.what.length === 1 ? t(`desk.export.${first}`) : t('desk.export.title')}
      foot={
        <>
          <Button kind="text" onClick={props.onClose}>
            {t('case.act.cancel')}
          </Button>
          <Button kind="filled" icon="download" busy={busy} onClick={take}>
            {t('desk.export.take')}
          </Button>
        </>
      }
    >
      <div class="flex flex-col gap-4">
        <ErrorSummary errors={errors} />
        <Fault text={failed && problemWord(failed.code, failed.facts as Record<string, string>)} />
        <Note tone="care" icon="eye">
          {t('desk.export.text')}
        </Note>
        {props.what.length === 1 ? null : (
          <Choice
            label={t('desk.export.what')}
            answers={props.what.map((value) => ({ value, label: t(`desk.export.${value}`) }))}
            value={form.what}
            onChange={(what) => parts.set({ what })}
          />
        )}
        <Select
          label={t('desk.export.area')}
          answers={[{ value: everywhere, label: t('desk.export.allAreas') }, ...areas]}
          value={form.area}
          onChange={(area) => parts.set({ area })}
        />
        {ledgerFacts[form.what].timed ? <Days {...parts} /> : null}
        <Asked {...parts} />
      </div>
    </Sheet>
  );
}
