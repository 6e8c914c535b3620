// What the phone needs for errands: their verbs, kind and words, brought along with their screens or with what waits of them.
import { joinWords } from '#look/words.ts';
import { phoneErrandVerbs } from '#modules/errand/commands.ts';
import { errandKind } from '#modules/errand/rules.ts';
import { words } from '#modules/errand/words.zh.ts';
import type { Part } from './book.ts';

joinWords({ zh: words, en: () => import('#modules/errand/words.en.ts') });

export const part: Part = { verbs: phoneErrandVerbs, kinds: [errandKind] };
