// The icon of each step of a matter, the same at the desk and on the phone.
import type { IconName } from '#look/icons.ts';

const icons: Readonly<Record<string, IconName>> = {
  reported: 'notebook',
  accepted: 'building',
  'handed-up': 'arrow-up',
  dispatched: 'corner-up-right',
  returned: 'arrow-back-up',
  'ruling-asked': 'scale',
  ruled: 'scale',
  'stepped-up': 'arrow-up',
  passed: 'user-question',
  rated: 'list-check',
  noted: 'pencil',
  'help-asked': 'help',
  'help-given': 'heart-handshake',
  copied: 'copy',
  joined: 'git-merge',
  'left-incident': 'circle-minus',
  answered: 'message',
  referred: 'scale',
  'office-called': 'bell',
  'office-came': 'circle-check',
  supervised: 'alert-triangle',
  'supervision-lifted': 'circle-minus',
  'call-back-due': 'phone',
  extended: 'calendar-due',
  suspended: 'player-pause',
  resumed: 'player-play',
  'no-answer': 'clock',
  told: 'home',
  solved: 'check',
  'not-solved': 'alert-circle',
  withdrawn: 'circle-x',
  'restricted-closed': 'lock',
};

/** `case.handed-up` → its icon. */
export const iconOfStep = (name: string): IconName => icons[name.replace(/^case\./, '')] ?? 'clock';
