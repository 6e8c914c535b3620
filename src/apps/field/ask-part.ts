// What the phone needs to answer questions about one cause: their verb, kind and words, brought along with their screens or with what waits of them.
import { joinWords } from '#look/words.ts';
import { phoneFindingVerbs } from '#modules/finding/commands-door.ts';
import { askKind } from '#modules/finding/rules.ts';
import { words } from '#modules/finding/words.zh.ts';
import type { Part } from './book.ts';

joinWords({ zh: words, en: () => import('#modules/finding/words.en.ts') });

export const part: Part = { verbs: phoneFindingVerbs, kinds: [askKind] };
