// Sheets of visits: print an empty one for a grid, and type one in.
import type { JSX } from 'preact';
import { useAsk } from '#look/door.ts';
import { Button, Empty, Note, Select } from '#look/parts.ts';
import { joinWords, lang, t } from '#look/words.ts';
import { words as visitDeskZh } from '#modules/visit/desk-words.zh.ts';
import type { VisitSheet } from '#modules/visit/model.ts';
import { SheetTyping } from '#modules/visit/ui/desk-sheet.tsx';
import { words as visitZh } from '#modules/visit/words.zh.ts';
import { useAreas } from '../export-sheet.tsx';
import { hrefOf, replace, route } from '../route.ts';
import { problemWord } from '../speak.ts';
import '../speak-rooms.ts';

joinWords(
  { zh: visitZh, en: () => import('#modules/visit/words.en.ts') },
  { zh: visitDeskZh, en: () => import('#modules/visit/desk-words.en.ts') },
);

export function SheetsRoom(): JSX.Element {
  const grids = useAreas().filter(({ kind }) => kind === 'level-2');
  const chosen = route.value.query.get('grid') ?? (grids.length === 1 ? (grids[0]?.value ?? '') : '');
  const asked = useAsk<VisitSheet>(chosen === '' ? undefined : 'visit.sheet', { grid: chosen }, ['household']);
  return (
    <>
      <header>
        <h1>{t('visit.sheet.title')}</h1>
        <p class="zd-two">{t('visit.sheet.text')}</p>
      </header>
      <div class="flex flex-wrap items-end gap-3">
        <div class="zd-grow min-w-60">
          <Select
            label={t('visit.sheet.grid')}
            value={chosen}
            answers={grids}
            onChange={(grid) => replace(hrefOf(['sheets'], { grid }))}
          />
        </div>
        {chosen === '' ? null : (
          <Button icon="printer" href={`/visits/${chosen}/sheet.pdf?lang=${lang.value}`}>
            {t('visit.sheet.print')}
          </Button>
        )}
      </div>
      {asked.problem === undefined ? null : (
        <Note tone="bad" icon="alert-circle">
          {problemWord(asked.problem.code)}
        </Note>
      )}
      {chosen === '' ? (
        <Empty icon="notebook" tone="calm" title={t('visit.sheet.choose')} text={t('visit.sheet.chooseText')} />
      ) : null}
      {asked.data === undefined ? null : (
        <SheetTyping key={chosen} grid={chosen} sheet={asked.data} problem={problemWord} />
      )}
    </>
  );
}
