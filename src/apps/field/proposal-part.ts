// What the phone needs to write down what a home proposes: the verb, its kinds and words, brought along with the screens or with what waits of it.
import { joinWords } from '#look/words.ts';
import { raiseProposal } from '#modules/proposal/commands-home.ts';
import { proposalHomeKind, proposalKind } from '#modules/proposal/rules.ts';
import { words } from '#modules/proposal/words.zh.ts';
import type { Part } from './book.ts';

joinWords({ zh: words, en: () => import('#modules/proposal/words.en.ts') });

export const part: Part = { verbs: [raiseProposal], kinds: [proposalKind, proposalHomeKind] };
