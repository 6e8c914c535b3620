// The bottom bar of the phone: five places, the middle one filled; the words stay.
import type { JSX } from 'preact';
import type { IconName } from '../icons.ts';
import { t } from '../words.ts';
import { Icon } from './icon.tsx';

export type BottomItem = { href: string; icon: IconName; label: string; on?: boolean; main?: boolean };

export function BottomBar(props: { items: readonly BottomItem[] }): JSX.Element {
  return (
    <nav class="zd-bottom" aria-label={t('look.main')}>
      <div class="zd-bottom-items">
        {props.items.map((item) => (
          <a
            key={item.href}
            href={item.href}
            class={item.main === true ? 'zd-do' : item.on === true ? 'zd-on' : ''}
            aria-current={item.on === true ? 'page' : undefined}
          >
            {item.main === true ? (
              <span class="zd-do-disc">
                <Icon name={item.icon} />
              </span>
            ) : (
              <Icon name={item.icon} />
            )}
            {item.label}
          </a>
        ))}
      </div>
    </nav>
  );
}
