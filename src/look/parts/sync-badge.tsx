// Where the notes are: all sent, being sent, on this phone. Grey always; ochre only after three days, with what to do.
import type { JSX } from 'preact';
import type { IconName } from '../icons.ts';
import { t } from '../words.ts';
import { Icon } from './icon.tsx';

type Props = {
  state: 'sent' | 'sending' | 'waiting' | 'late';
  /** Items not yet acknowledged. */
  count: number;
  /** How many of them are going now, when sending. */
  going?: number;
  offline?: boolean;
  /** The last success, already written out; undefined when there was none. */
  last?: string;
  /** Days since the oldest was written, when late. */
  days?: number;
  href?: string;
  onClick?: () => void;
};

const iconOf: Record<Props['state'], IconName> = {
  sent: 'cloud-check',
  sending: 'cloud-up',
  waiting: 'cloud-off',
  late: 'cloud-off',
};

function wordsOf(props: Props): [string, string] {
  const last = props.last === undefined ? t('look.sync.never') : t('look.sync.last', { time: props.last });
  if (props.state === 'sent') return [t('look.sync.sent'), props.last ?? ''];
  if (props.state === 'sending')
    return [t('look.sync.sending', { n: props.going ?? props.count }), t('look.sync.of', { n: props.count })];
  if (props.state === 'late') return [t('look.sync.late', { n: props.days ?? 3 }), t('look.sync.go')];
  return [
    t('look.sync.waiting', { n: props.count }),
    props.offline === true ? `${t('look.sync.offline')} · ${last}` : last,
  ];
}

export function SyncBadge(props: Props): JSX.Element {
  const [main, why] = wordsOf(props);
  const acts = props.href !== undefined || props.onClick !== undefined;
  const inner = (
    <>
      <Icon name={props.state === 'waiting' && props.offline !== true ? 'device-mobile' : iconOf[props.state]} />
      <b>{main}</b>
      <span class="zd-push">
        {why}
        {acts ? <Icon name="chevron-right" /> : null}
      </span>
    </>
  );
  const kind = `zd-sync ${props.state === 'late' ? 'zd-sync-late' : ''}`;
  const facts = { 'data-sync': props.state, 'data-count': props.count };
  if (props.href !== undefined)
    return (
      <a class={kind} href={props.href} {...facts}>
        {inner}
      </a>
    );
  if (props.onClick !== undefined)
    return (
      <button type="button" class={kind} onClick={props.onClick} {...facts}>
        {inner}
      </button>
    );
  return (
    <div class={kind} {...facts}>
      {inner}
    </div>
  );
}
