// Errands that are carried for homes: all on one's ground, and one with its papers and steps.
import type { JSX } from 'preact';
import { joinWords } from '#look/words.ts';
import { words as errandDeskZh } from '#modules/errand/desk-words.zh.ts';
import { ErrandList, ErrandScreen } from '#modules/errand/ui/desk-errands.tsx';
import { words as errandZh } from '#modules/errand/words.zh.ts';
import { hrefOf } from '../route.ts';
import { problemWord } from '../speak.ts';
import '../speak-rooms.ts';

joinWords(
  { zh: errandDeskZh, en: () => import('#modules/errand/desk-words.en.ts') },
  { zh: errandZh, en: () => import('#modules/errand/words.en.ts') },
);

export const ErrandsRoom = ({ id }: { id: string | undefined }): JSX.Element =>
  id === undefined ? (
    <ErrandList hrefOf={(one) => hrefOf(['errands', one])} problem={problemWord} />
  ) : (
    <ErrandScreen
      key={id}
      id={id}
      listHref={hrefOf(['errands'])}
      homeHref={(one) => hrefOf(['homes', one])}
      problem={problemWord}
    />
  );
