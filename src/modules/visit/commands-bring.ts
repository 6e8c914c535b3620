// An entry out of an old visit notebook: with its own day and the name of who wrote it, and marked as brought from paper.
import * as z from 'zod/mini';
import { defineVerb } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { Household } from '#modules/household/model.ts';

export const bringVisit = defineVerb({
  name: 'visit.bring',
  input: z.object({
    visit: z.uuid(),
    household: z.uuid(),
    author: z.uuid(),
    office: z.uuid(),
    /** The day of the visit, ms. */
    at: z.int().check(z.gte(0)),
    note: z.string().check(z.minLength(1), z.maxLength(4000)),
    /** Who was there, as the notebook says. */
    by: z.string().check(z.maxLength(60)),
  }),
  who: ['service:import'],
  offline: false,
  needs: (input) => [{ kind: 'household', id: input.household }],
  decide({ visit, household, author, office, at, note, by }, { actor, loaded, now }) {
    if (actor.service !== 'import') throw new Problem('refused', 'not-yours');
    if (at > now) throw new Problem('invalid', 'visit-to-come');
    const { ground } = loaded.get<Household>('household', household);
    // VISIT-16: its own day counts in every order; that it came from paper stands in it.
    const record = {
      ground,
      household,
      office,
      author,
      claimedAt: at,
      receivedAt: at,
      subject: null,
      confidential: false,
      note,
      parts: [{ kind: 'paper', by }],
    };
    return [
      { name: 'visit.brought', kind: 'visit', id: visit, data: { record } },
      // VISIT-16: an old visit was no notice of what this county keeps.
      { name: 'household.visited', kind: 'household', id: household, data: { at, paper: true } },
    ];
  },
});
