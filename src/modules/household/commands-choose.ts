// What a home chooses for itself: which offers of care it does not want, and how often it is visited.
import * as z from 'zod/mini';
import { defineVerb } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import { careTags } from './kinds/care-tags.ts';
import { everyOffer, type Household } from './model.ts';
import { wanted } from './rules-words.ts';

const isOffer = (tag: string): boolean => tag === everyOffer || careTags.some(({ zh }) => zh === tag);

const chooseCare = defineVerb({
  name: 'household.choose',
  input: z.object({
    household: z.uuid(),
    declined: z.array(z.string().check(z.maxLength(30))).check(z.maxLength(careTags.length + 1)),
    visitInterval: z.optional(z.int().check(z.gte(1), z.lte(366))),
  }),
  who: ['adult'],
  offline: false,
  needs: (input) => [{ kind: 'household', id: input.household }],
  decide({ household: id, declined: said, visitInterval }, { actor, loaded }) {
    const home = loaded.get<Household>('household', id);
    if (actor.household !== home.id) throw new Problem('refused', 'not-yours');
    // HOME-19
    const declined = [...new Set(said.filter(isOffer))];
    const care = wanted(home.care, declined);
    const data = { declined, care, ...(visitInterval === undefined ? {} : { visitInterval }) };
    return [{ name: 'household.chosen', kind: 'household', id, data }];
  },
});

export const choosingVerbs = [chooseCare];
