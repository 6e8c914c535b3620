// The words of the drawn grid, for its page and for the line that leads there.
import { joinWords } from '#look/words.ts';
import { words as groundZh } from './ground-words.zh.ts';

joinWords({ zh: groundZh, en: () => import('./ground-words.en.ts') });
