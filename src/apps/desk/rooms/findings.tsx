// One proposal that several matters have one cause, opened from the list of what is one.
import type { JSX } from 'preact';
import { joinWords } from '#look/words.ts';
import { words as findingZh } from '#modules/finding/desk-words.zh.ts';
import { FindingScreen } from '#modules/finding/ui/desk-finding.tsx';
import { words as incidentZh } from '#modules/incident/words.zh.ts';
import { words as supplyZh } from '#modules/supply/words.zh.ts';
import { hrefOf } from '../route.ts';
import { problemWord } from '../speak.ts';
import '../speak-rooms.ts';
import { FocusRoom } from './focus.tsx';

joinWords(
  { zh: incidentZh, en: () => import('#modules/incident/words.en.ts') },
  { zh: findingZh, en: () => import('#modules/finding/desk-words.en.ts') },
  { zh: supplyZh, en: () => import('#modules/supply/words.en.ts') },
);

export const FindingsRoom = ({ id }: { id: string | undefined }): JSX.Element =>
  id === undefined ? (
    <FocusRoom id={undefined} />
  ) : (
    <FindingScreen key={id} id={id} caseHref={(one) => hrefOf(['inbox', 'mine', one])} problem={problemWord} />
  );
