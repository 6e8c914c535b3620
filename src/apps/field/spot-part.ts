// What the phone needs to look after the surroundings: verbs, kinds and words, brought along with their screens or with what waits of them.
import { joinWords } from '#look/words.ts';
import { spotVerbs } from '#modules/environment/commands.ts';
import type { Spot } from '#modules/environment/model.ts';
import { lookKind, spotKind } from '#modules/environment/rules.ts';
import { words } from '#modules/environment/words.zh.ts';
import type { Part } from './book.ts';

joinWords({ zh: words, en: () => import('#modules/environment/words.en.ts') });

export const part: Part = {
  verbs: spotVerbs,
  kinds: [spotKind, lookKind],
  gather(need, rows) {
    if (need.kind !== 'matter-of-spot' || 'of' in need) return [];
    const spot = rows.get('spot')?.get(need.id) as Spot | undefined;
    const matter = spot?.matter ? rows.get('case')?.get(spot.matter) : undefined;
    return matter ? [{ kind: 'case', record: matter }] : [];
  },
};
