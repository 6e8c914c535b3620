// The lists that every desk finds ready to open, as data: a name in the words files (`case.list.…`), the view and what it is narrowed to.
import type { IconName } from '#look/icons.ts';
import type { InboxView } from '../model.ts';

export interface ReadyList {
  readonly name: string;
  readonly icon: IconName;
  readonly view: InboxView;
  readonly filter: Readonly<Record<string, string>>;
}

export const readyLists: readonly ReadyList[] = [
  { name: 'today', icon: 'calendar-due', view: 'mine', filter: { due: 'today' } },
  { name: 'returned', icon: 'arrow-back-up', view: 'mine', filter: { state: 'returned' } },
  { name: 'reopened', icon: 'refresh', view: 'mine', filter: { state: 'reopened' } },
  { name: 'suspended', icon: 'player-pause', view: 'mine', filter: { state: 'suspended' } },
  { name: 'waiting', icon: 'home-question', view: 'all', filter: { state: 'household-check' } },
  { name: 'lateElsewhere', icon: 'alarm', view: 'all', filter: { due: 'late' } },
];
