// Beside a quarrel at the desk: the way to its mediation, with the words of mediating.
import { joinWords } from '#look/words.ts';
import { words as disputeZh } from '#modules/dispute/words.zh.ts';
import '../speak-rooms.ts';

joinWords({ zh: disputeZh, en: () => import('#modules/dispute/words.en.ts') });

export { MatterMediation } from '#modules/dispute/ui/desk-mediation-of.tsx';
