// Other systems that speak to the county: their keys, at the security administrator's desk.
import type { JSX } from 'preact';
import { joinWords } from '#look/words.ts';
import { words as keysZh } from '#modules/open311/desk-words.zh.ts';
import { KeysScreen } from '#modules/open311/ui/desk-keys.tsx';
import { problemWord } from '../speak.ts';
import '../speak-rooms.ts';

joinWords({ zh: keysZh, en: () => import('#modules/open311/desk-words.en.ts') });

export const SystemsRoom = (): JSX.Element => <KeysScreen problem={problemWord} />;
