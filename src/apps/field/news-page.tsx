// The messages of this phone's offices, made from what lies on it: also without coverage.
import type { JSX } from 'preact';
import { joinWords, t } from '#look/words.ts';
import { newsOf } from '#modules/telling/rules-news.ts';
import { PhoneNews } from '#modules/telling/ui/phone-news.tsx';
import { words as tellingZh } from '#modules/telling/words.zh.ts';
import { InnerPage, useNow } from './frame.tsx';
import { cases, findHome } from './queries.ts';
import { useOpen } from './session.ts';

joinWords({ zh: tellingZh, en: () => import('#modules/telling/words.en.ts') });

export function NewsPage(): JSX.Element {
  const { phone } = useOpen();
  const now = useNow();
  const offices = phone.actor.value.posts.map((post) => post.office);
  return (
    <InnerPage title={t('telling.title')} back="/me">
      <PhoneNews
        news={newsOf(cases(phone), offices, now)}
        now={now}
        placeOf={({ matter }) => (matter.household === null ? '' : (findHome(phone, matter.household)?.head ?? ''))}
      />
    </InnerPage>
  );
}
