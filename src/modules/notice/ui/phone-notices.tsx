// The notices of the offices above, on the phone; readable without coverage.
import type { JSX } from 'preact';
import { formatDay } from '#look/dates.ts';
import { Card, Empty } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { Notice } from '../model.ts';

export function PhoneNotices(props: {
  notices: readonly Notice[];
  officeName: (id: string) => string;
  now: number;
}): JSX.Element {
  if (props.notices.length === 0)
    return <Empty icon="bell" tone="calm" title={t('notice.none')} text={t('notice.noneText')} />;
  return (
    <>
      {props.notices.map((notice) => (
        <Card key={notice.id} label={notice.title}>
          <h2>{notice.title}</h2>
          <p class="zd-two">
            {t('notice.from', { office: props.officeName(notice.office), day: formatDay(notice.fromAt, props.now) })}
          </p>
          {notice.text.split('\n').map((line, place) => (
            <p key={place}>{line}</p>
          ))}
          {notice.toAt === null ? null : (
            <p class="zd-two">{t('notice.until', { day: formatDay(notice.toAt, props.now) })}</p>
          )}
        </Card>
      ))}
    </>
  );
}
