// Whether a place is well, in one chip: what is being put right says so until somebody said that it is.
import type { JSX } from 'preact';
import { Chip } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { SpotRow } from '../model.ts';

export function SpotChip({
  row,
}: {
  row: Pick<SpotRow, 'lookedAt' | 'wrong'> & { matter: { state: string } | null };
}): JSX.Element | null {
  const open = row.matter !== null && row.matter.state !== 'closed';
  if (open) return <Chip tone="wait">{t('spot.matterOpen')}</Chip>;
  if (row.lookedAt === null) return null;
  return row.wrong.length > 0 && row.matter === null ? (
    <Chip tone="bad">{t('spot.wrong', { n: row.wrong.length })}</Chip>
  ) : row.wrong.length > 0 ? (
    <Chip tone="ok">{t('spot.matterDone')}</Chip>
  ) : (
    <Chip tone="ok">{t('spot.fine')}</Chip>
  );
}
