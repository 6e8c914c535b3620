// The surroundings: every place with its last state, and one with its looks and pictures.
import type { JSX } from 'preact';
import { joinWords } from '#look/words.ts';
import { words as attachmentZh } from '#modules/attachment/words.zh.ts';
import { SpotList, SpotScreen } from '#modules/environment/ui/desk-spots.tsx';
import { words as spotZh } from '#modules/environment/words.zh.ts';
import { hrefOf } from '../route.ts';
import { problemWord } from '../speak.ts';
import '../speak-rooms.ts';

joinWords(
  { zh: attachmentZh, en: () => import('#modules/attachment/words.en.ts') },
  { zh: spotZh, en: () => import('#modules/environment/words.en.ts') },
);

const hrefs = {
  hrefOf: (one: string): string => hrefOf(['spots', one]),
  caseHref: (one: string): string => hrefOf(['inbox', 'mine', one]),
};

export const SpotsRoom = ({ id }: { id: string | undefined }): JSX.Element =>
  id === undefined ? (
    <SpotList {...hrefs} problem={problemWord} />
  ) : (
    <SpotScreen key={id} id={id} listHref={hrefOf(['spots'])} {...hrefs} problem={problemWord} />
  );
