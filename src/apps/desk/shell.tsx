// The frame around every screen of the desk: menu with live counts, keys at the foot, demo ribbon, county, what was not sent.
import type { ComponentChildren, JSX } from 'preact';
import { trouble, useAsk } from '#look/door.ts';
import { keysOn } from '#look/keys.ts';
import { Button, Desk, Icon, KeyStrip, type MenuGroup, type MenuItem, Note, SideMenu } from '#look/parts.ts';
import { t } from '#look/words.ts';
import { tellBefore } from '#modules/case/rules-county-lists.ts';
import type { CalendarWarning } from '#modules/case/model-county.ts';
import type { InboxCounts } from '#modules/case/model.ts';
import { inboxViews } from '#modules/case/model.ts';
import type { ToldRow } from '#modules/telling/model.ts';
import { unseen, useMessages } from '#modules/telling/ui/desk-bell.ts';
import { connected } from './door.ts';
import { openHelp } from './help.tsx';
import { hrefOf, route } from './route.ts';
import {
  burdenRoles,
  electionRoles,
  errandRoles,
  figureRoles,
  handlesMatters,
  hasRole,
  leftStaff,
  mainPost,
  mediators,
  menders,
  pollRoles,
  proposalRoles,
  session,
} from './session.ts';
import { problemWord } from './speak.ts';
import type { Me } from '#modules/people/model.ts';
import type { DeskViewRow } from '#modules/case/model-desk.ts';
import { addressOf, filterIn } from '#modules/case/ui/desk-filter.ts';
import { countedLists, useViews } from './views.ts';

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

const isOn = (name: string): boolean => route.value.parts[0] === name;

/** What follows `inbox/` in the address now; '' on any other screen. */
function listNow(): string {
  const { parts, query } = route.value;
  const view = inboxViews.find((one) => one === parts[1]);
  return parts[0] === 'inbox' && view !== undefined ? addressOf(view, filterIn(query)) : '';
}

const viewItems = (counts: InboxCounts | undefined): MenuItem[] =>
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

const keptItems = (list: readonly DeskViewRow[], counts: InboxCounts | undefined): MenuItem[] =>
  list.map((view, place) => ({
    href: `#/inbox/${view.address}`,
    icon: 'bookmark',
    label: view.name,
    count: counts?.lists[place],
    on: listNow() === view.address,
  }));

function togetherItems(
  counts: InboxCounts | undefined,
  left: number | undefined,
  opinions: number | undefined,
  errands: number | undefined,
): MenuItem[] {
  const items: MenuItem[] = [];
  const add = (name: string, icon: MenuItem['icon'], label: string, count?: number): unknown =>
    items.push({ href: hrefOf([name]), icon, label, count, on: isOn(name) });
  if (handlesMatters()) add('focus', 'affiliate', t('desk.title.focus'), counts?.incidents);
  if (hasRole(...mediators)) add('mediation', 'message', t('desk.title.mediation'));
  if (hasRole(...errandRoles)) add('errands', 'list-check', t('desk.title.errands'), errands);
  if (hasRole(...homeRoles)) add('spots', 'map-pin', t('desk.title.spots'));
  if (hasRole(...groundRoles))
    add('place', 'map-2', t(hasRole('township-officer') ? 'desk.menu.places' : 'desk.menu.place'));
  if (hasRole('village-officer', 'township-officer')) add('supply', 'route', t('desk.title.supply'));
  if (hasRole(...figureRoles)) add('figures', 'chart-bar', t('desk.title.figures'));
  if (hasRole(...homeRoles)) add('homes', 'home', t('desk.title.homes'));
  if (hasRole('village-officer', 'township-officer')) add('opinions', 'message', t('desk.title.opinions'), opinions);
  add('policies', 'books', t('desk.title.policies'));
  if (hasRole(...burdenRoles)) add('campaigns', 'speakerphone', t('desk.title.campaigns'));
  if (hasRole(...electionRoles)) add('elections', 'calendar', t('desk.title.elections'));
  if (hasRole('village-officer', 'supervision-member')) add('comments', 'message', t('desk.title.comments'));
  if (hasRole(...pollRoles)) add('polls', 'circle-check', t('desk.title.polls'));
  if (hasRole(...proposalRoles)) add('proposals', 'flag', t('desk.title.proposals'));
  add('posts', 'users', t('desk.title.posts'));
  if (hasRole(...leftStaff)) add('left', 'corner-up-right', t('desk.title.left'), left);
  if (hasRole(...burdenRoles)) add('burden', 'scale', t('desk.title.burden'));
  if (hasRole('level-1-head', 'liaison-officer')) add('guidance', 'heart-handshake', t('desk.title.guidance'));
  if (handlesMatters()) add('notices', 'speakerphone', t('desk.title.notices'));
  if (hasRole(...errandRoles, 'supervision-member')) add('publicity', 'file-text', t('desk.title.publicity'));
  return items;
}

function adminItems(failed: number | undefined, warning: CalendarWarning | undefined): MenuItem[] {
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
  else if (hasRole('village-officer'))
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
  if (hasRole('audit-admin'))
    items.push({ href: hrefOf(['audit']), icon: 'shield-check', label: t('desk.title.audit'), on: isOn('audit') });
  return items;
}

function MenuFoot(): JSX.Element {
  const me = session.value;
  return (
    <div class="flex flex-col gap-2 -mx-3">
      <div class="grid grid-cols-[auto_auto]">
        <button type="button" class="zd-foot-item" onClick={openHelp}>
          <Icon name="help" />
          {t('desk.menu.help')}
        </button>
        <a class="zd-foot-item" href={hrefOf(['settings'])} aria-current={isOn('settings') ? 'page' : undefined}>
          <Icon name="settings" />
          {t('desk.title.settings')}
        </a>
      </div>
      <p class="zd-foot-item" role="status">
        <Icon name={connected.value ? 'cloud-check' : 'cloud-off'} />
        {t(connected.value ? 'desk.connected' : 'desk.notConnected')}
      </p>
      <p class="px-3 pb-1">
        <span class="block text-base-content">{me?.name}</span>
        {mainPost()?.officeName}
      </p>
    </div>
  );
}

function Menu(): JSX.Element {
  const views = useViews();
  const lists = countedLists(views.list);
  const counts = useAsk<InboxCounts>(handlesMatters() ? 'case.counts' : undefined, { lists }, [
    'case',
    'incident',
  ]).data;
  const left = useAsk<number>(hasRole(...leftStaff) ? 'left.count' : undefined, {}, ['left']).data;
  const hears = hasRole('village-officer', 'township-officer');
  const errands = useAsk<number>(hasRole(...errandRoles) ? 'errand.waits' : undefined, {}, ['errand']).data;
  const opinions = useAsk<number>(hears ? 'digest.count' : undefined, {}, ['digest']).data;
  const messages = useMessages(handlesMatters()).data ?? [];
  const failed = useAsk<ToldRow[]>(hasRole(...menders) ? 'message.failed' : undefined, {}, ['message', 'case']).data;
  const sets = hasRole('county-officer');
  const warning = useAsk<CalendarWarning>(sets ? 'setting.warning' : undefined, {}, ['setting', 'case']).data;
  const groups: MenuGroup[] = [];
  const bell: MenuItem = {
    href: hrefOf(['messages']),
    icon: 'bell',
    label: t('desk.title.messages'),
    count: unseen(messages),
    on: isOn('messages'),
  };
  if (handlesMatters()) groups.push({ items: [...viewItems(counts), bell] });
  if (views.list.length > 0) groups.push({ title: t('desk.menu.saved'), items: keptItems(views.list, counts) });
  const admin = { title: t('desk.menu.admin'), items: adminItems(failed?.length, warning) };
  const together = { title: t('desk.menu.together'), items: togetherItems(counts, left, opinions, errands) };
  // What one is here for comes first: matters, or the administration.
  groups.push(...(handlesMatters() ? [together, admin] : [admin, together]).filter(({ items }) => items.length > 0));
  return <SideMenu groups={groups} foot={<MenuFoot />} />;
}

function Elsewhere(props: { open: string | undefined }): JSX.Element | null {
  const now = trouble.value;
  if (now === undefined || now.key === props.open) return null;
  const where = hrefOf(['inbox', 'mine', now.key]);
  return (
    <div role="alert" class="p-2">
      <Note tone="bad" icon="alert-circle" action={<Button href={where}>{t('desk.failedLook')}</Button>}>
        {t('desk.failedElsewhere', { why: problemWord(now.problem.code, now.problem.facts as Record<string, string>) })}
      </Note>
    </div>
  );
}

function Keys(props: { lists: boolean }): JSX.Element {
  const hints = [
    { keys: ['j', 'k'], label: t('desk.key.updown') },
    { keys: ['Enter'], label: t('desk.key.open') },
    { keys: ['a'], label: t('desk.key.act') },
    { keys: ['x'], label: t('desk.key.pick') },
    { keys: ['e'], label: t('desk.key.note') },
    { keys: ['/'], label: t('desk.key.search') },
  ];
  return (
    <KeyStrip
      hints={props.lists && keysOn.value ? hints : []}
      right={
        <button type="button" class="inline-flex items-center gap-2 min-h-11" onClick={openHelp}>
          <kbd>?</kbd>
          {t(keysOn.value ? 'desk.key.help' : 'desk.key.off')}
        </button>
      }
    />
  );
}

/** On a narrow screen the county's line stands at the end of the page instead of at the foot of the window. */
function CountyLine(): JSX.Element | null {
  const county = session.value?.county;
  if (county === undefined) return null;
  return <p class="lg:hidden zd-two">{countyWord(county)}</p>;
}

function countyWord(county: Me['county']): string {
  const facts = { county: county.name, number: county.filingNumber, phone: county.complaintPhone };
  return t(county.filingNumber === '' ? 'desk.footerPlain' : 'desk.footer', facts);
}

function County(): JSX.Element | null {
  const county = session.value?.county;
  if (county === undefined) return null;
  return (
    <p class={`zd-county ${county.demo ? 'zd-county-demo' : ''}`}>
      {county.demo ? <b>{t('desk.demo')}</b> : null}
      <span class="max-lg:hidden">{countyWord(county)}</span>
    </p>
  );
}

export type ShellProps = { list?: ComponentChildren; open?: string; lists?: boolean; children: ComponentChildren };

export function Shell(props: ShellProps): JSX.Element {
  return (
    <Desk
      menu={<Menu />}
      list={props.list}
      open={props.open !== undefined}
      keys={
        <>
          <Elsewhere open={props.open} />
          <Keys lists={props.lists === true} />
          <County />
        </>
      }
    >
      {props.children}
      <CountyLine />
    </Desk>
  );
}
