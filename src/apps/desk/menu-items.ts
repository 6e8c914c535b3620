// What stands in the desk's menu for whoever sits there: lists of matters, what is looked at together, what concerns everybody, administration.
import { type MenuItem } from '#look/parts.ts';
import { t } from '#look/words.ts';
import { tellBefore } from '#modules/case/rules-county-lists.ts';
import type { CalendarWarning } from '#modules/case/model-county.ts';
import type { InboxCounts } from '#modules/case/model.ts';
import { inboxViews } from '#modules/case/model.ts';
import { hrefOf, route } from './route.ts';
import {
  burdenRoles,
  electionRoles,
  errandRoles,
  figureRoles,
  handlesMatters,
  hasRole,
  ledgerRoles,
  leftStaff,
  mediators,
  menders,
  pollRoles,
  proposalRoles,
} from './session.ts';
import type { DeskViewRow } from '#modules/case/model-desk.ts';
import { addressOf, filterIn } from '#modules/case/ui/desk-filter.ts';

const viewIcons = {
  mine: 'inbox',
  unassigned: 'user-question',
  overdue: 'alarm',
  changed: 'history',
  asked: 'user-plus',
  all: 'books',
} as const;
const groundRoles = [
  'village-officer',
  'township-officer',
  'level-1-head',
  'liaison-officer',
  'supervision-member',
] as const;
const homeRoles = ['village-officer', 'township-officer', 'level-1-head', 'liaison-officer', 'level-2-worker'] as const;

export const isOn = (name: string): boolean => route.value.parts[0] === name;

/** What follows `inbox/` in the address now; '' on any other screen. */
function listNow(): string {
  const { parts, query } = route.value;
  const view = inboxViews.find((one) => one === parts[1]);
  return parts[0] === 'inbox' && view !== undefined ? addressOf(view, filterIn(query)) : '';
}

export const viewItems = (counts: InboxCounts | undefined): MenuItem[] =>
  inboxViews
    // Most offices are seldom asked for anything: no line stands there for nothing.
    .filter((view) => view !== 'asked' || (counts?.asked ?? 0) > 0 || listNow() === view)
    .map((view) => ({
      href: hrefOf(['inbox', view]),
      icon: viewIcons[view],
      label: t(`desk.view.${view}`),
      count: view === 'all' ? undefined : counts?.[view],
      on: listNow() === view,
    }));

export const keptItems = (list: readonly DeskViewRow[], counts: InboxCounts | undefined): MenuItem[] =>
  list.map((view, place) => ({
    href: `#/inbox/${view.address}`,
    icon: 'bookmark',
    label: view.name,
    count: counts?.lists[place],
    on: listNow() === view.address,
  }));

const itemAt = (name: string, icon: MenuItem['icon'], label: string, count?: number): MenuItem => ({
  href: hrefOf([name]),
  icon,
  label,
  count,
  on: isOn(name),
});

export function togetherItems(
  counts: InboxCounts | undefined,
  left: number | undefined,
  errands: number | undefined,
): MenuItem[] {
  const items: MenuItem[] = [];
  const add = (...item: Parameters<typeof itemAt>): unknown => items.push(itemAt(...item));
  if (handlesMatters()) add('focus', 'affiliate', t('desk.title.focus'), counts?.incidents);
  if (hasRole(...mediators)) add('mediation', 'message', t('desk.title.mediation'));
  if (hasRole(...errandRoles)) add('errands', 'list-check', t('desk.title.errands'), errands);
  if (hasRole(...homeRoles)) add('homes', 'home', t('desk.title.homes'));
  if (hasRole(...homeRoles)) add('spots', 'map-pin', t('desk.title.spots'));
  if (hasRole(...groundRoles))
    add('place', 'map-2', t(hasRole('township-officer') ? 'desk.menu.places' : 'desk.menu.place'));
  if (hasRole(...groundRoles)) add('map', 'road', t('desk.title.map'));
  if (hasRole('village-officer', 'township-officer')) add('supply', 'route', t('desk.title.supply'));
  if (hasRole(...figureRoles)) add('figures', 'chart-bar', t('desk.title.figures'));
  if (hasRole(...ledgerRoles)) add('ledgers', 'notebook', t('desk.title.ledgers'));
  add('posts', 'users', t('desk.title.posts'));
  if (hasRole(...leftStaff)) add('left', 'corner-up-right', t('desk.title.left'), left);
  if (hasRole('level-1-head', 'liaison-officer')) add('guidance', 'heart-handshake', t('desk.title.guidance'));
  return items;
}

/** What is told to everybody, asked of everybody, and decided together. */
export function publicItems(opinions: number | undefined): MenuItem[] {
  const items: MenuItem[] = [];
  const add = (...item: Parameters<typeof itemAt>): unknown => items.push(itemAt(...item));
  if (handlesMatters()) add('notices', 'speakerphone', t('desk.title.notices'));
  add('policies', 'books', t('desk.title.policies'));
  if (hasRole(...burdenRoles)) add('campaigns', 'speakerphone', t('desk.title.campaigns'));
  if (hasRole(...errandRoles, 'supervision-member')) add('publicity', 'file-text', t('desk.title.publicity'));
  if (hasRole('village-officer', 'township-officer')) add('opinions', 'message', t('desk.title.opinions'), opinions);
  if (hasRole(...proposalRoles)) add('proposals', 'flag', t('desk.title.proposals'));
  if (hasRole(...pollRoles)) add('polls', 'circle-check', t('desk.title.polls'));
  if (hasRole(...electionRoles)) add('elections', 'calendar', t('desk.title.elections'));
  if (hasRole('village-officer', 'supervision-member')) add('comments', 'message', t('desk.title.comments'));
  if (hasRole(...burdenRoles)) add('burden', 'scale', t('desk.title.burden'));
  return items;
}

export function adminItems(failed: number | undefined, warning: CalendarWarning | undefined): MenuItem[] {
  const items: MenuItem[] = [];
  if (hasRole('county-officer'))
    items.push({
      href: hrefOf(['county']),
      icon: 'list-check',
      label: t('desk.title.county'),
      // CASE-84: one thing to do, for as long as it is to be done.
      count: warning && (warning.days <= tellBefore || warning.beyond > 0) ? 1 : undefined,
      on: isOn('county'),
    });
  if (hasRole('system-admin'))
    items.push({ href: hrefOf(['setup']), icon: 'list-check', label: t('desk.title.setup'), on: isOn('setup') });
  else if (hasRole('village-officer', 'township-officer'))
    items.push({ href: hrefOf(['setup']), icon: 'upload', label: t('desk.menu.bring'), on: isOn('setup') });
  if (hasRole('village-officer', 'township-officer'))
    items.push({
      href: hrefOf(['carried']),
      icon: 'device-mobile',
      label: t('desk.title.carried'),
      on: isOn('carried'),
    });
  if (hasRole(...menders))
    items.push({
      href: hrefOf(['failed']),
      icon: 'alert-circle',
      label: t('desk.title.failed'),
      count: failed,
      on: isOn('failed'),
    });
  if (hasRole('system-admin'))
    items.push({ href: hrefOf(['telling']), icon: 'bell', label: t('desk.title.telling'), on: isOn('telling') });
  if (hasRole('security-admin'))
    items.push({ href: hrefOf(['access']), icon: 'key', label: t('desk.title.access'), on: isOn('access') });
  if (hasRole('security-admin'))
    items.push({ href: hrefOf(['systems']), icon: 'building', label: t('desk.title.systems'), on: isOn('systems') });
  if (hasRole('audit-admin'))
    items.push({ href: hrefOf(['audit']), icon: 'shield-check', label: t('desk.title.audit'), on: isOn('audit') });
  return items;
}
