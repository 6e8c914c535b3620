// The form that names a place: what kind, what it is called, in which group or grid.
import type { JSX } from 'preact';
import { Choice, Field, Select } from '#look/parts.ts';
import { t } from '#look/words.ts';
import { spotKinds } from '../kinds/spots.ts';
import { kindName } from './spot-words.ts';

export interface SpotDraft {
  readonly kind: string;
  readonly name: string;
  readonly area: string;
}

export const isNamed = ({ kind, name, area }: SpotDraft): boolean => kind !== '' && name.trim() !== '' && area !== '';

export function SpotForm(props: {
  draft: SpotDraft;
  areas: readonly { readonly id: string; readonly name: string }[];
  tried: boolean;
  onChange: (draft: SpotDraft) => void;
}): JSX.Element {
  const { draft, onChange, tried, areas } = props;
  const shared = {
    label: t('spot.area'),
    value: draft.area,
    onChange: (area: string) => onChange({ ...draft, area }),
    answers: areas.map(({ id, name }) => ({ value: id, label: name })),
  };
  return (
    <>
      <Choice
        label={t('spot.kind')}
        value={draft.kind || undefined}
        onChange={(kind) => onChange({ ...draft, kind })}
        error={tried && draft.kind === '' ? t('spot.need.kind') : undefined}
        answers={spotKinds.map((kind) => ({ value: kind.code, label: kindName(kind) }))}
      />
      <Field
        label={t('spot.name')}
        hint={t('spot.nameHint')}
        value={draft.name}
        onInput={(name) => onChange({ ...draft, name })}
        maxLength={40}
        error={tried && draft.name.trim() === '' ? t('spot.need.name') : undefined}
      />
      {areas.length < 2 ? null : areas.length < 7 ? <Choice {...shared} /> : <Select {...shared} />}
    </>
  );
}
