// The county's own tables: its calendar, clocks, duty lists and ready sentences, each from a day on.
import type { JSX } from 'preact';
import { joinWords } from '#look/words.ts';
import { words as countyZh } from '#modules/case/ui/county-words.zh.ts';
import { CountyScreen } from '#modules/case/ui/desk-county.tsx';
import { problemWord } from '../speak.ts';
import '../speak-rooms.ts';

joinWords({ zh: countyZh, en: () => import('#modules/case/ui/county-words.en.ts') });

export const CountyRoom = (): JSX.Element => <CountyScreen problem={problemWord} />;
