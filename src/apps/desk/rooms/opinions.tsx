// What homes think: a digest without names every seven days, answered to the whole village.
import type { JSX } from 'preact';
import { joinWords } from '#look/words.ts';
import { OpinionScreen } from '#modules/opinion/ui/desk-opinions.tsx';
import { words as opinionZh } from '#modules/opinion/words.zh.ts';
import { problemWord } from '../speak.ts';
import '../speak-rooms.ts';

joinWords({ zh: opinionZh, en: () => import('#modules/opinion/words.en.ts') });

export const OpinionsRoom = (): JSX.Element => <OpinionScreen problem={problemWord} />;
