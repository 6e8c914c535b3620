// Brings the words of the map for each of its screens.
import { joinWords } from '#look/words.ts';
import { words as territoryZh } from '#modules/territory/words.zh.ts';
import { words as mapZh } from '../map-words.zh.ts';

joinWords(
  { zh: territoryZh, en: () => import('#modules/territory/words.en.ts') },
  { zh: mapZh, en: () => import('../map-words.en.ts') },
);
