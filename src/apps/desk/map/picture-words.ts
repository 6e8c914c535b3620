// Brings the words of files that are sent, and of what is wrong with one, for the screen that lays a picture.
import { joinWords } from '#look/words.ts';
import { words as attachmentZh } from '#modules/attachment/words.zh.ts';

joinWords({ zh: attachmentZh, en: () => import('#modules/attachment/words.en.ts') });
