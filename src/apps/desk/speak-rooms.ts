// Adds what the desk says beyond its first screen: the words of its rooms, and why an act could not be done.
import { joinWords } from '#look/words.ts';
import { words as problemZh } from './act-problem-words.zh.ts';
import { words as roomZh } from './room-words.zh.ts';

joinWords(
  { zh: roomZh, en: () => import('./room-words.en.ts') },
  { zh: problemZh, en: () => import('./act-problem-words.en.ts') },
);
