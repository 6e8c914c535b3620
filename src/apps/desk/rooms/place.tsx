// The ground with its grids: which homes are served and where somebody is missing.
import type { JSX } from 'preact';
import { joinWords } from '#look/words.ts';
import { CoverageScreen } from '#modules/territory/ui/desk-coverage.tsx';
import { words as territoryZh } from '#modules/territory/words.zh.ts';
import { hrefOf } from '../route.ts';
import { hasRole, mainPost } from '../session.ts';
import { problemWord } from '../speak.ts';
import '../speak-rooms.ts';

joinWords({ zh: territoryZh, en: () => import('#modules/territory/words.en.ts') });

export function PlaceRoom(): JSX.Element {
  const staffs = hasRole('security-admin', 'village-officer', 'township-officer');
  return (
    <CoverageScreen
      ground={mainPost()?.ground ?? ''}
      problem={problemWord}
      assignHref={staffs ? (grid) => hrefOf(['posts'], { grid }) : undefined}
    />
  );
}
