// The state of one saved item as icon and word: on this phone, sending, received, needs you.
import type { JSX } from 'preact';
import type { IconName } from '../icons.ts';
import { t } from '../words.ts';
import { Chip } from './chip.tsx';
import type { Tone } from './tone.ts';

type State = 'here' | 'sending' | 'received' | 'needsYou';
const looks: Record<State, [Tone, IconName]> = {
  here: ['calm', 'device-mobile'],
  sending: ['info', 'cloud-up'],
  received: ['ok', 'check'],
  needsYou: ['wait', 'alert-triangle'],
};

/** `time` is when it was received, already written out. */
export function ItemState(props: { state: State; time?: string; bare?: boolean }): JSX.Element {
  const [tone, icon] = looks[props.state];
  return (
    <Chip tone={tone} icon={icon} bare={props.bare}>
      {t(`look.item.${props.state}`, props.state === 'received' ? { time: props.time ?? '' } : {})}
    </Chip>
  );
}
