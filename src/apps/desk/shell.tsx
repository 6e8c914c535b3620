// The frame around every screen of the desk: menu with live counts, keys at the foot, demo ribbon, county, what was not sent.
import type { ComponentChildren, JSX } from 'preact';
import { trouble, useAsk } from '#look/door.ts';
import { keysOn } from '#look/keys.ts';
import { Button, Desk, Icon, KeyStrip, type MenuGroup, type MenuItem, Note, SideMenu } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { CalendarWarning } from '#modules/case/model-county.ts';
import type { InboxCounts } from '#modules/case/model.ts';
import type { ToldRow } from '#modules/telling/model.ts';
import { unseen, useMessages } from '#modules/telling/ui/desk-bell.ts';
import { connected } from './door.ts';
import { openHelp } from './help.tsx';
import { hrefOf } from './route.ts';
import { errandRoles, handlesMatters, hasRole, leftStaff, mainPost, menders, session } from './session.ts';
import { problemWord } from './speak.ts';
import type { Me } from '#modules/people/model.ts';
import { countedLists, useViews } from './views.ts';
import { adminItems, isOn, keptItems, publicItems, togetherItems, viewItems } from './menu-items.ts';

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
  const together = { title: t('desk.menu.together'), items: togetherItems(counts, left, errands) };
  const open = { title: t('desk.menu.public'), items: publicItems(opinions) };
  // What one is here for comes first: matters, or the administration.
  groups.push(
    ...(handlesMatters() ? [together, open, admin] : [admin, together, open]).filter(({ items }) => items.length > 0),
  );
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
