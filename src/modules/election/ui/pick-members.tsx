// Choosing people of a place by typing a name: those chosen stand as chips, the roster answers below.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useAsk } from '#look/door.ts';
import { Button, Field } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { RollRow } from '../model.ts';

export interface Picked {
  readonly member: string;
  readonly name: string;
  readonly door: string;
  readonly home: string;
  readonly on: boolean;
}

interface Props {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly error?: string | undefined;
  /** Of an election's roll, or of a place. */
  readonly of: { readonly election: string } | { readonly area: string };
  readonly picked: readonly Picked[];
  readonly onChange: (picked: readonly Picked[]) => void;
  readonly most?: number;
  /** Only those on the roll, or not on it. */
  readonly only?: 'on' | 'off';
}

export function PickMembers(props: Props): JSX.Element {
  const { picked, onChange, only } = props;
  const [text, setText] = useState('');
  const typed = text.trim();
  const asked = useAsk<RollRow[]>(typed === '' ? undefined : 'election.roll', { ...props.of, text: typed });
  const found = (asked.data ?? [])
    .filter((row) => only === undefined || row.on === (only === 'on'))
    .filter((row) => !picked.some((one) => one.member === row.member))
    .slice(0, 8);
  const full = picked.length >= (props.most ?? 30);
  const add = ({ member, name, door, home, on }: RollRow): void => {
    onChange([...picked, { member, name, door, home, on }]);
    setText('');
  };
  return (
    <div class="flex flex-col gap-2">
      {full ? (
        <p class="zd-label">{props.label}</p>
      ) : (
        <Field
          id={props.id}
          label={props.label}
          hint={props.hint}
          error={props.error}
          icon="search"
          placeholder={t('election.pick.type')}
          value={text}
          onInput={setText}
          onEnter={() => found[0] && add(found[0])}
        />
      )}
      {typed !== '' && asked.data !== undefined && found.length === 0 ? (
        <p class="zd-two">{t('election.pick.none')}</p>
      ) : null}
      {full || found.length === 0 ? null : (
        <div class="flex flex-wrap gap-2">
          {found.map((row) => (
            <Button key={row.member} kind="soft" icon="plus" onClick={() => add(row)}>
              {`${row.name} ${row.door}`}
            </Button>
          ))}
        </div>
      )}
      {picked.length === 0 ? null : (
        <div class="flex flex-wrap gap-2">
          {picked.map((one) => (
            <Button
              key={one.member}
              icon="x"
              label={t('election.pick.drop', { name: one.name })}
              onClick={() => onChange(picked.filter((other) => other !== one))}
            >
              {`${one.name} ${one.door}`}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}
