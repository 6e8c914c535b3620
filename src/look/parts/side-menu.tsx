// The side menu of the desk: groups of places with their counts; behind a button on a narrow screen.
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { IconName } from '../icons.ts';
import { t } from '../words.ts';
import { Icon } from './icon.tsx';
import { Mark } from './mark.tsx';

export type MenuItem = { href: string; icon: IconName; label: string; count?: number; on?: boolean };
export type MenuGroup = { title?: string; items: readonly MenuItem[] };

function MenuRow(props: { item: MenuItem; onGo: () => void }): JSX.Element {
  const { item } = props;
  const row = useRef<HTMLLIElement>(null);
  // A long menu shows where one is.
  useEffect(() => {
    if (item.on === true) row.current?.scrollIntoView({ block: 'nearest' });
  }, [item.on]);
  return (
    <li ref={row}>
      <a href={item.href} aria-current={item.on === true ? 'page' : undefined} onClick={props.onGo}>
        <Icon name={item.icon} />
        <span class="zd-grow">{item.label}</span>
        {item.count === undefined ? null : <span>{item.count}</span>}
      </a>
    </li>
  );
}

export function SideMenu(props: {
  groups: readonly MenuGroup[];
  brand?: string;
  foot?: ComponentChildren;
}): JSX.Element {
  const [open, setOpen] = useState(false);
  return (
    <nav class={`zd-menu ${open ? 'zd-menu-open' : ''}`} aria-label={t('look.main')}>
      <div class="zd-brand">
        <Mark />
        <b class="zd-lead">{props.brand ?? t('look.brand')}</b>
        <button
          type="button"
          class="zd-button zd-button-outlined zd-menu-toggle"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          <Icon name="menu-2" />
          {t('look.menu')}
        </button>
      </div>
      <div class="zd-menu-groups">
        {props.groups.map((group, place) => (
          <div key={group.title ?? place}>
            {group.title === undefined ? null : <h2>{group.title}</h2>}
            <ul>
              {group.items.map((item) => (
                <MenuRow key={item.href} item={item} onGo={() => setOpen(false)} />
              ))}
            </ul>
          </div>
        ))}
      </div>
      {props.foot === undefined ? null : <div class="zd-menu-foot">{props.foot}</div>}
    </nav>
  );
}
