// Ledgers and briefs: the brief of a week or a month, every ledger as a file or on paper, and the papers that are filled in by hand.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { IconName } from '#look/icons.ts';
import { Button, Card, ListRow, Section } from '#look/parts.ts';
import { lang, t } from '#look/words.ts';
import { ledgerFacts, ledgerKinds, type LedgerKind } from '#modules/household/kinds/ledgers.ts';
import { ExportSheet } from '../export-sheet.tsx';
import { hrefOf } from '../route.ts';
import { hasRole, sheetRoles } from '../session.ts';
import '../speak-rooms.ts';

const icons: Readonly<Record<LedgerKind, IconName>> = {
  homes: 'home',
  places: 'map-pin',
  grids: 'map-2',
  visits: 'notebook',
  cases: 'list-check',
  matters: 'inbox',
  disputes: 'message',
  spots: 'recycle',
  policies: 'speakerphone',
  publicity: 'file-text',
  works: 'flag',
};

const places = ['village-officer', 'township-officer', 'county-officer'] as const;
const briefs = [
  { span: 'week', back: 0, word: 'week', main: true },
  { span: 'month', back: 0, word: 'month', main: false },
  { span: 'week', back: 1, word: 'lastWeek', main: false },
  { span: 'month', back: 1, word: 'lastMonth', main: false },
] as const;

/** MEAS-26: one click from here, two from anywhere. */
function Briefs(): JSX.Element | null {
  if (!hasRole(...places)) return null;
  return (
    <Section title={t('desk.ledgers.brief')}>
      <Card>
        <p class="zd-two">{t('desk.ledgers.briefText')}</p>
        <div class="grid grid-cols-2 gap-3 sm:flex sm:flex-wrap">
          {briefs.map(({ span, back, word, main }) => (
            <Button
              key={word}
              kind={main ? 'filled' : 'outlined'}
              icon={back === 0 ? 'printer' : 'history'}
              href={`/brief.pdf?span=${span}&back=${back}&lang=${lang.value}`}
            >
              {t(`desk.ledgers.${word}`)}
            </Button>
          ))}
        </div>
      </Card>
    </Section>
  );
}

/** What is printed empty and filled in by hand, and where it comes back. */
function ByHand(): JSX.Element | null {
  const sheets = hasRole(...sheetRoles);
  const homes = hasRole('village-officer');
  const posts = hasRole('village-officer', 'township-officer');
  if (!sheets && !posts) return null;
  return (
    <Section title={t('desk.ledgers.paper')}>
      <Card list>
        {sheets ? (
          <ListRow
            icon="pencil"
            title={t('desk.ledgers.sheets')}
            text={t('desk.ledgers.sheetsText')}
            href={hrefOf(['sheets'])}
          />
        ) : null}
        {homes ? (
          <ListRow
            icon="home"
            title={t('desk.ledgers.plates')}
            text={t('desk.ledgers.platesText')}
            href={hrefOf(['homes'])}
          />
        ) : null}
        {posts ? (
          <ListRow
            icon="key"
            title={t('desk.ledgers.slips')}
            text={t('desk.ledgers.slipsText')}
            href={hrefOf(['posts'])}
          />
        ) : null}
      </Card>
    </Section>
  );
}

export function LedgersRoom(): JSX.Element {
  const [open, setOpen] = useState<LedgerKind>();
  const mine = ledgerKinds.filter((kind) => hasRole(...ledgerFacts[kind].who));
  return (
    <>
      <header>
        <h1>{t('desk.title.ledgers')}</h1>
        <p class="zd-two">{t('desk.ledgers.text')}</p>
      </header>
      <Briefs />
      {mine.length === 0 ? null : (
        <Section title={t('desk.ledgers.list')}>
          <div class="grid gap-3 xl:grid-cols-2">
            {mine.map((kind) => (
              <Card list key={kind}>
                <ListRow
                  icon={icons[kind]}
                  tone="info"
                  title={t(`desk.export.${kind}`)}
                  text={t(`desk.ledgers.what.${kind}`)}
                  onClick={() => setOpen(kind)}
                />
              </Card>
            ))}
          </div>
        </Section>
      )}
      <ByHand />
      {open === undefined ? null : <ExportSheet what={[open]} onClose={() => setOpen(undefined)} />}
    </>
  );
}
