// What the phone needs to mediate: verbs, kind and words, brought along with their screens or with what waits of them.
import { joinWords } from '#look/words.ts';
import { disputeVerbs } from '#modules/dispute/commands.ts';
import type { Dispute } from '#modules/dispute/model.ts';
import { disputeKind } from '#modules/dispute/rules.ts';
import { words } from '#modules/dispute/words.zh.ts';
import type { Part } from './book.ts';

joinWords({ zh: words, en: () => import('#modules/dispute/words.en.ts') });

export const part: Part = {
  verbs: disputeVerbs,
  kinds: [disputeKind],
  gather: (need, rows) =>
    need.kind !== 'dispute-of' || 'of' in need
      ? []
      : ([...(rows.get('dispute')?.values() ?? [])] as Dispute[])
          .filter((one) => one.matter === need.id)
          .map((record) => ({ kind: 'dispute', record })),
};
