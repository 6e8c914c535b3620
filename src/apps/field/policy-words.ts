// Adds the words of policy cards for the screens that speak of them.
import { joinWords } from '#look/words.ts';
import { words } from '#modules/policy/words.zh.ts';

joinWords({ zh: words, en: () => import('#modules/policy/words.en.ts') });
