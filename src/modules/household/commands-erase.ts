// Erasing a member or a whole home on a lawful request: the place in the village stays, without anything that says who it was.
import * as z from 'zod/mini';
import { defineVerb, type Loaded } from '#kit/command.ts';
import { erased, erasingWords, mustErase } from '#kit/erasing.ts';
import { Problem } from '#kit/problem.ts';
import type { Person } from '#modules/people/model.ts';
import type { Household, Member } from './model.ts';

/** HOME-10, HOME-14: what is still being worked on is first brought to its end. */
function mustBeOver(loaded: Loaded): void {
  const open = loaded.list('open');
  if (open.length > 0) throw new Problem('conflict', 'erase-open', { n: open.length });
}

export const eraseMember = defineVerb({
  name: 'member.erase',
  input: z.object({ member: z.uuid(), ...erasingWords }),
  who: ['service:erase'],
  offline: false,
  needs: (input) => [
    { kind: 'member', id: input.member },
    { kind: 'erasable-of-member', id: input.member },
  ],
  decide(input, context) {
    mustErase(context);
    const { loaded } = context;
    // HOME-10: the member, and the person he signs in as unless that person serves; what he did in a post is the county's.
    const { id, name } = loaded.get<Member>('member', input.member);
    if (name === '') throw new Problem('conflict', 'erased-already');
    mustBeOver(loaded);
    const persons = loaded.list<Person>('person').filter((person) => !person.staff);
    return [
      erased({ kind: 'member', id }, input, context),
      ...persons.map((person) => erased({ kind: 'person', id: person.id }, input, context)),
      ...loaded.list('view').map((view) => erased({ kind: 'view', id: view.id }, input, context)),
    ];
  },
});

export const eraseHousehold = defineVerb({
  name: 'household.erase',
  input: z.object({ household: z.uuid(), ...erasingWords }),
  who: ['service:erase'],
  offline: false,
  needs: (input) => [
    { kind: 'household', id: input.household },
    { kind: 'erasable-of-household', id: input.household },
  ],
  decide(input, context) {
    mustErase(context);
    const { loaded } = context;
    const { id, head } = loaded.get<Household>('household', input.household);
    if (head === '') throw new Problem('conflict', 'erased-already');
    mustBeOver(loaded);
    // HOME-14: and the lists that somebody at a desk kept under its name.
    return [
      erased({ kind: 'household', id }, input, context),
      ...loaded.list('view').map((view) => erased({ kind: 'view', id: view.id }, input, context)),
    ];
  },
});
