// Ledgers and briefs: the brief of a week or a month, every ledger as a file or on paper, and the papers that are filled in by hand.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { IconName } from '#look/icons.ts';
import { Card, ListRow, Section } from '#look/parts.ts';
import { t } from '#look/words.ts';
import { ledgerFacts, ledgerKinds, type LedgerKind } from '#modules/household/kinds/ledgers.ts';
import { ExportSheet } from '../export-sheet.tsx';
import { hasRole } from '../session.ts';
import '../speak-rooms.ts';

const icons: Readonly<Record<LedgerKind, IconName>> = {
  homes: 'home',
  visits: 'notebook',
  cases: 'list-check',
  matters: 'inbox',
  disputes: 'message',
  spots: 'map-pin',
  policies: 'speakerphone',
  publicity: 'file-text',
  works: 'flag',
};

export function LedgersRoom(): JSX.Element {
  const [open, setOpen] = useState<LedgerKind>();
  const mine = ledgerKinds.filter((kind) => hasRole(...ledgerFacts[kind].who));
  return (
    <>
      <header>
        <h1>{t('desk.title.ledgers')}</h1>
        <p class="zd-two">{t('desk.ledgers.text')}</p>
      </header>
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
      {open === undefined ? null : <ExportSheet what={[open]} onClose={() => setOpen(undefined)} />}
    </>
  );
}
