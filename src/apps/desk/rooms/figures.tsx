// The overview of a place or an office, and what stands behind each of its figures.
import type { JSX } from 'preact';
import { joinWords } from '#look/words.ts';
import { words as errandDeskZh } from '#modules/errand/desk-words.zh.ts';
import { words as errandZh } from '#modules/errand/words.zh.ts';
import { words as householdZh } from '#modules/household/words.zh.ts';
import { words as measureZh } from '#modules/measure/desk-words.zh.ts';
import { OverviewScreen } from '#modules/measure/ui/desk-overview.tsx';
import { hrefOf, route } from '../route.ts';
import { hasRole } from '../session.ts';
import { problemWord } from '../speak.ts';
import '../speak-rooms.ts';

joinWords(
  { zh: errandDeskZh, en: () => import('#modules/errand/desk-words.en.ts') },
  { zh: errandZh, en: () => import('#modules/errand/words.en.ts') },
  { zh: householdZh, en: () => import('#modules/household/words.en.ts') },
  { zh: measureZh, en: () => import('#modules/measure/desk-words.en.ts') },
);

export function FiguresRoom(): JSX.Element {
  const { area, office, quarter, figure, of } = Object.fromEntries(route.value.query);
  return (
    <OverviewScreen
      key={`${area} ${office} ${figure} ${of}`}
      to={{ area, office, quarter, figure, of: of === 'part' || of === 'rest' ? of : 'whole' }}
      mayOffer={hasRole('village-officer')}
      link={(to) => hrefOf(['figures'], Object.fromEntries(Object.entries(to).filter(([, value]) => value)))}
      caseHref={(one) => hrefOf(['inbox', 'mine', one])}
      problem={problemWord}
    />
  );
}
