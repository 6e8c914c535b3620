// What the phone needs to answer questions at a door: its verb, kind and words, brought along with its screens or with what waits of them.
import { joinWords } from '#look/words.ts';
import { questionVerbs } from '#modules/question/commands.ts';
import { questionKind } from '#modules/question/rules.ts';
import { words } from '#modules/question/words.zh.ts';
import type { Part } from './book.ts';

joinWords({ zh: words, en: () => import('#modules/question/words.en.ts') });

export const part: Part = { verbs: questionVerbs, kinds: [questionKind] };
