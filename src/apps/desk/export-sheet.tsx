// Takes a list out of the county as a file: which, of which area, what for; says first that it is counted, marked and told to the homes (HOME-17).
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { asProblem, useAsk } from '#look/door.ts';
import { Button, Choice, ErrorSummary, Field, type FormError, Note, Select, Sheet } from '#look/parts.ts';
import { lang, t } from '#look/words.ts';
import type { Problem } from '#kit/problem.ts';
import { type ExportReason, exportReasons, fewestWords } from '#modules/household/kinds/export-reasons.ts';
import type { AreaRow } from '#modules/territory/model.ts';
import { fetchFile } from './door.ts';
import { problemWord } from './speak.ts';
import './speak-rooms.ts';

type What = 'homes' | 'matters';
type Format = 'xlsx' | 'pdf';

const whats: readonly What[] = ['homes', 'matters'];
const everywhere = 'all';
const formats: readonly Format[] = ['xlsx', 'pdf'];

/** A grid that is called after its group already says where it is. */
const nameBelow = (above: string, name: string): string => (name.startsWith(above) ? name : `${above} ${name}`);

/** Villages, groups and grids of one's own ground, each under the name of what is above it. */
function useAreas(): { value: string; label: string }[] {
  const areas = useAsk<AreaRow[]>('territory.tree', {}, ['area']).data ?? [];
  const names = new Map(areas.map((area) => [area.id, area.name]));
  return areas
    .filter(({ kind }) => ['village', 'level-1', 'level-2'].includes(kind))
    .map(({ id, kind, name, parent }) => ({
      value: id,
      label: kind === 'village' || parent === null ? name : nameBelow(names.get(parent) ?? '', name),
    }));
}

function missingIn(reason: ExportReason | undefined, words: string): FormError[] {
  const found: FormError[] = [];
  if (reason === undefined) found.push({ field: 'export-reason', text: t('problem.export-reason-missing') });
  if (words.trim().length < fewestWords)
    found.push({ field: 'export-words', text: t('problem.export-words-missing', { fewest: fewestWords }) });
  return found;
}

export function ExportSheet({ onClose }: { onClose: () => void }): JSX.Element {
  const areas = useAreas();
  const [what, setWhat] = useState<What>('homes');
  const [format, setFormat] = useState<Format>('xlsx');
  const [area, setArea] = useState(everywhere);
  const [reason, setReason] = useState<ExportReason>();
  const [words, setWords] = useState('');
  const [tried, setTried] = useState(false);
  const [failed, setFailed] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const missing = missingIn(reason, words);
  const errors = tried ? missing : [];
  const errorOf = (field: string): string | undefined => errors.find((one) => one.field === field)?.text;
  const take = (): void => {
    setTried(true);
    if (missing.length > 0) return;
    setBusy(true);
    fetchFile(
      `/api/export/${what}`,
      { format, reason, words, area: area === everywhere ? null : area, lang: lang.value },
      `${what}.${format}`,
    )
      .then(onClose, (error: unknown) => setFailed(asProblem(error)))
      .finally(() => setBusy(false));
  };
  return (
    <Sheet
      open
      onClose={onClose}
      title={t('desk.export.title')}
      foot={
        <>
          <Button kind="text" onClick={onClose}>
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
        {failed === undefined ? null : (
          <div role="alert">
            <Note tone="bad" icon="alert-circle">
              {problemWord(failed.code, failed.facts as Record<string, string>)}
            </Note>
          </div>
        )}
        <Note tone="care" icon="eye">
          {t('desk.export.text')}
        </Note>
        <Choice
          label={t('desk.export.what')}
          answers={whats.map((value) => ({ value, label: t(`desk.export.${value}`) }))}
          value={what}
          onChange={setWhat}
        />
        <Select
          label={t('desk.export.area')}
          answers={[{ value: everywhere, label: t('desk.export.allAreas') }, ...areas]}
          value={area}
          onChange={setArea}
        />
        <Choice
          id="export-reason"
          label={t('desk.export.reason')}
          columns={2}
          answers={exportReasons.map((value) => ({ value, label: t(`desk.why.${value}`) }))}
          value={reason}
          onChange={setReason}
          error={errorOf('export-reason')}
        />
        <Field
          id="export-words"
          label={t('desk.export.words')}
          maxLength={100}
          value={words}
          onInput={setWords}
          error={errorOf('export-words')}
        />
        <Choice
          label={t('desk.export.format')}
          answers={formats.map((value) => ({ value, label: t(`desk.export.${value}`) }))}
          value={format}
          onChange={setFormat}
        />
      </div>
    </Sheet>
  );
}
