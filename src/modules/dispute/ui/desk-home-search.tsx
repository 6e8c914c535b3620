// Finds a home at the desk, by head, door or pinyin.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useAsk } from '#look/door.ts';
import { Card, Field, ListRow } from '#look/parts.ts';
import type { HouseholdRow } from '#modules/household/model.ts';
import type { PickedHome } from './mediation-parties.tsx';

export function HomeSearch(props: { label: string; onPick: (home: PickedHome) => void }): JSX.Element {
  const [text, setText] = useState('');
  const typed = text.trim();
  const { data } = useAsk<HouseholdRow[]>(typed === '' ? undefined : 'household.find', { text: typed }, ['household']);
  return (
    <>
      <Field label={props.label} type="search" icon="search" value={text} onInput={setText} />
      {data === undefined || data.length === 0 ? null : (
        <Card list>
          {data.slice(0, 20).map(({ id, head, door, gridName }) => (
            <ListRow
              key={id}
              icon="home"
              title={head}
              beside={door}
              text={gridName}
              onClick={() => props.onPick({ id, head, door, members: [] })}
            />
          ))}
        </Card>
      )}
    </>
  );
}
