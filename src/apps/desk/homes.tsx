// Find a home; and print the plates for the doors of a village.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { asProblem, useAsk } from '#look/door.ts';
import { Button, Card, Choice, Empty, Field, ListRow, Note, Select } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { HouseholdRow } from '#modules/household/model.ts';
import type { AreaRow } from '#modules/territory/model.ts';
import { type Problem, problemFromWire } from '#kit/problem.ts';
import { ExportSheet } from './export-sheet.tsx';
import { hrefOf, replace, route } from './route.ts';
import { hasRole } from './session.ts';
import { problemWord } from './speak.ts';
import './speak-rooms.ts';

/** Fetches the sheet of plates and opens it; a refusal comes back as a problem with its reason. */
async function openPlates(village: string, again: boolean): Promise<void> {
  const query = new URLSearchParams({ village, ...(again ? { again: '1' } : {}) });
  const response = await fetch(`/plates.pdf?${query.toString()}`, { credentials: 'same-origin' });
  if (!response.ok) throw problemFromWire(await response.json().catch(() => undefined));
  const url = URL.createObjectURL(await response.blob());
  const link = Object.assign(document.createElement('a'), { href: url, download: 'plates.pdf' });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

function Plates(): JSX.Element | null {
  const villages = (useAsk<AreaRow[]>('territory.tree', {}, ['area']).data ?? [])
    .filter((area) => area.kind === 'village')
    .map((area) => ({ value: area.id, label: area.name }));
  const [chosen, setChosen] = useState('');
  const [failed, setFailed] = useState<Problem | undefined>();
  const [busy, setBusy] = useState(false);
  const village = chosen === '' ? (villages[0]?.value ?? '') : chosen;
  if (villages.length === 0) return null;
  const make = (again: boolean): void => {
    setBusy(true);
    openPlates(village, again)
      .then(
        () => setFailed(undefined),
        (error: unknown) => setFailed(asProblem(error)),
      )
      .finally(() => setBusy(false));
  };
  const shared = { label: t('desk.homes.platesVillage'), value: village, onChange: setChosen };
  return (
    <Card label={t('desk.homes.plates')}>
      <h2>{t('desk.homes.plates')}</h2>
      <p class="zd-two">{t('desk.homes.platesText')}</p>
      {villages.length === 1 ? null : villages.length < 7 ? (
        <Choice {...shared} answers={villages} />
      ) : (
        <Select {...shared} answers={villages} />
      )}
      {failed === undefined ? null : (
        <div role="alert" class="flex flex-col gap-2">
          <Note tone="bad" icon="alert-circle" title={t('desk.homes.platesFail')}>
            {problemWord(failed.code, failed.facts as Record<string, string>)}
          </Note>
          {failed.code === 'plates-all-issued' ? (
            <div class="flex flex-wrap items-center gap-3">
              <span class="zd-two zd-grow">{t('desk.homes.platesAgainText')}</span>
              <Button danger icon="printer" busy={busy} onClick={() => make(true)}>
                {t('desk.homes.platesAgain')}
              </Button>
            </div>
          ) : null}
        </div>
      )}
      <div class="zd-button-row zd-button-row-left">
        <Button icon="printer" busy={busy} onClick={() => make(false)}>
          {t('desk.homes.platesMake')}
        </Button>
      </div>
    </Card>
  );
}

/** HOME-17 */
function Lists(): JSX.Element {
  const [open, setOpen] = useState(false);
  return (
    <Card label={t('desk.export.title')}>
      <h2>{t('desk.export.title')}</h2>
      <p class="zd-two">{t('desk.export.text')}</p>
      <div class="zd-button-row zd-button-row-left">
        <Button icon="download" onClick={() => setOpen(true)}>
          {t('desk.export.open')}
        </Button>
      </div>
      {open ? <ExportSheet what={['homes', 'matters']} onClose={() => setOpen(false)} /> : null}
    </Card>
  );
}

export function Homes(): JSX.Element {
  const text = route.value.query.get('text') ?? '';
  const asked = useAsk<HouseholdRow[]>(text.trim() === '' ? undefined : 'household.find', { text: text.trim() }, [
    'household',
  ]);
  return (
    <>
      <h1>{t('desk.homes.title')}</h1>
      <Field
        label={t('desk.homes.find')}
        type="search"
        icon="search"
        placeholder={t('desk.homes.findHint')}
        value={text}
        onInput={(next) => replace(hrefOf(['homes'], { text: next }))}
      />
      {asked.problem === undefined ? null : (
        <Note tone="bad" icon="alert-circle">
          {problemWord(asked.problem.code)}
        </Note>
      )}
      {text.trim() === '' ? (
        <Empty icon="home" tone="calm" title={t('desk.homes.start')} text={t('desk.homes.startText')} />
      ) : null}
      {text.trim() !== '' && asked.data?.length === 0 ? (
        <Empty icon="search" tone="calm" title={t('desk.homes.none')} text={t('desk.homes.noneText')} />
      ) : null}
      {asked.data === undefined || asked.data.length === 0 ? null : (
        <Card list>
          {asked.data.map((home) => (
            <ListRow
              key={home.id}
              href={hrefOf(['homes', home.id])}
              icon="home"
              title={home.head}
              beside={home.door}
              text={home.gridName.startsWith(home.groupName) ? home.gridName : `${home.groupName}${home.gridName}`}
            />
          ))}
        </Card>
      )}
      {hasRole('village-officer', 'township-officer') ? (
        <>
          <Lists />
          <Plates />
        </>
      ) : null}
    </>
  );
}
