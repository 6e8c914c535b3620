// The screen of the room that the address names, once its code is there.
import type { JSX } from 'preact';
import { Empty } from '#look/parts.ts';
import { t } from '#look/words.ts';
import { later } from './later.tsx';
import { type RoomScreen, rooms } from './rooms.ts';
import { route } from './route.ts';
import { hasRole } from './session.ts';

const screens: ReadonlyMap<string, RoomScreen> = new Map(
  Object.entries(rooms).map(([name, { load }]) => [name, later(load)]),
);

export function Screens(): JSX.Element {
  const [name = '', id] = route.value.parts;
  const Screen = screens.get(name);
  const who = rooms[name]?.who;
  if (Screen === undefined || (who !== undefined && !hasRole(...who)))
    return <Empty icon="search" tone="calm" title={t('desk.noPlace')} text={t('desk.noPlaceText')} />;
  return <Screen key={name} id={id} />;
}
