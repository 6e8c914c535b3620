// Whether two persons type each count sheet where the law is content with one (ELECT-2, ELECT-9).
import type { JSX } from 'preact';
import { Choice } from '#look/parts.ts';
import { t } from '#look/words.ts';
import { type ElectionKind, laws } from '../kinds/laws.ts';

export function Entries(props: {
  kind: ElectionKind;
  twice: boolean;
  onChange: (twice: boolean) => void;
}): JSX.Element | null {
  if ((laws[props.kind].figures.entries?.value ?? 0) > 1) return null;
  return (
    <Choice
      label={t('election.call.entries')}
      value={props.twice ? 'two' : 'one'}
      answers={(['one', 'two'] as const).map((value) => ({ value, label: t(`election.call.entries.${value}`) }))}
      onChange={(value) => props.onChange(value === 'two')}
    />
  );
}
