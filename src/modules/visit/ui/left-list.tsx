// What was left behind by somebody whose post ended: each with its writer and home, taken over as one's own, set aside, or brought back.
import type { JSX } from 'preact';
import { formatMoment } from '#look/dates.ts';
import { Button, Card, Chip, Empty, Note, Section } from '#look/parts.ts';
import { hasWord, t } from '#look/words.ts';
import type { LeftRow } from '../model-left.ts';
import { visitWords } from './phone-entries.tsx';
import type { VisitInput } from './visit-draft.ts';

const kindOf = (name: string): string => {
  const key = `visit.left.what.${name}`;
  return t(hasWord(key) ? key : 'visit.left.what.other');
};

/** What was written, in the order it was said. */
function wordsOf({ said }: LeftRow): string[] {
  const input = said.input as Partial<VisitInput> & { readonly title?: string; readonly text?: string };
  const parts = said.name === 'visit.record' && input.parts ? visitWords({ parts: input.parts }) : undefined;
  const promises = (input.promises ?? []).map((one) => one.text);
  const all = [parts, input.title, input.note, input.text, ...promises];
  return [...new Set(all.filter((one): one is string => one !== undefined && one !== ''))];
}

interface Props {
  readonly rows: readonly LeftRow[];
  readonly now: number;
  /** The entry that is being settled. */
  readonly busy: string;
  /** Why an entry could not be taken over, by entry. */
  readonly failed: Readonly<Record<string, string>>;
  readonly onTake: (row: LeftRow) => void;
  readonly onAside: (row: LeftRow) => void;
  readonly onBack: (row: LeftRow) => void;
}

function Entry(props: Props & { row: LeftRow }): JSX.Element {
  const { row, now } = props;
  const home = row.head === '' ? t('visit.left.noHome') : `${row.head} ${row.door}`;
  const busy = props.busy === row.id;
  const trouble = props.failed[row.id];
  return (
    <Card label={home}>
      <div class="flex flex-wrap items-center gap-2">
        <b class="zd-lead zd-grow">{home}</b>
        <Chip tone="calm">{kindOf(row.said.name)}</Chip>
      </div>
      {wordsOf(row).map((line, place) => (
        <p key={place} class="whitespace-pre-line">
          {line}
        </p>
      ))}
      <p class="zd-two">{t('visit.left.by', { name: row.writer, time: formatMoment(row.said.at, now) })}</p>
      {trouble === undefined ? null : (
        <div role="alert">
          <Note tone="bad" icon="alert-circle">
            {trouble}
          </Note>
        </div>
      )}
      <div class="zd-button-row">
        {row.outcome === null ? (
          <>
            <Button kind="soft" icon="check" busy={busy} onClick={() => props.onTake(row)}>
              {t('visit.left.take')}
            </Button>
            <Button disabled={busy} onClick={() => props.onAside(row)}>
              {t('visit.left.aside')}
            </Button>
          </>
        ) : (
          <Button icon="refresh" busy={busy} onClick={() => props.onBack(row)}>
            {t('visit.left.back')}
          </Button>
        )}
      </div>
    </Card>
  );
}

export function LeftList(props: Props): JSX.Element {
  const open = props.rows.filter((row) => row.outcome === null);
  const aside = props.rows.filter((row) => row.outcome !== null);
  return (
    <>
      <p class="zd-two">{t('visit.left.text')}</p>
      {open.length === 0 ? <Empty title={t('visit.left.none')} text={t('visit.left.noneText')} /> : null}
      {open.map((row) => (
        <Entry key={row.id} {...props} row={row} />
      ))}
      {aside.length === 0 ? null : (
        <Section title={t('visit.left.bin')} right={t('visit.left.binText')}>
          {aside.map((row) => (
            <Entry key={row.id} {...props} row={row} />
          ))}
        </Section>
      )}
    </>
  );
}

/** The entry may be there already: the first half of an earlier try. */
export const isThere = (code: string): boolean => code === 'id-taken';

/** The entry said once more in one's own name: the same records, with the writer named before the words. */
export function inOwnName(row: LeftRow, now: number): Record<string, unknown> {
  const { name, input } = row.said;
  const first = t('visit.left.first', { name: row.writer, day: formatMoment(row.said.at, now) });
  const before = (words: unknown): string => [first, words].filter((one) => one !== '' && one !== undefined).join('\n');
  if (name === 'visit.record') return { ...input, note: before(input['note']) };
  return name === 'case.report' ? { ...input, text: before(input['text']) } : { ...input };
}
