// The messages on the phone: what came to one's office, what to carry, what is due; each leads to its matter.
import type { JSX } from 'preact';
import { formatMoment } from '#look/dates.ts';
import type { IconName } from '#look/icons.ts';
import { Card, Empty, ListRow } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { MessageKind } from '../model.ts';
import type { News } from '../rules-news.ts';

const icons: Readonly<Partial<Record<MessageKind, IconName>>> = {
  new: 'inbox',
  carry: 'home',
  help: 'heart-handshake',
  near: 'clock',
  overdue: 'alert-triangle',
  review: 'player-play',
};

export function PhoneNews(props: { news: readonly News[]; now: number; placeOf: (news: News) => string }): JSX.Element {
  const { news, now } = props;
  if (news.length === 0)
    return <Empty icon="bell" tone="calm" title={t('telling.none')} text={t('telling.noneText')} />;
  return (
    <>
      <p class="zd-two">{t('telling.phone.text')}</p>
      <Card list>
        {news.map((one) => (
          <ListRow
            key={one.key}
            href={`#/matter/${one.matter.id}`}
            icon={icons[one.kind] ?? 'bell'}
            tone={one.kind === 'overdue' ? 'bad' : one.kind === 'new' ? 'info' : 'wait'}
            title={t(`telling.inbox.${one.kind}`)}
            text={[one.matter.title, props.placeOf(one), formatMoment(one.at, now)].filter(Boolean).join(' · ')}
          />
        ))}
      </Card>
    </>
  );
}
