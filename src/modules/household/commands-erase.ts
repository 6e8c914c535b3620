// Erasing a member on a lawful request: the place in the home stays, without anything that says who it was.
import * as z from 'zod/mini';
import { defineVerb, type Fact } from '#kit/command.ts';
import { erasingWords, mustErase, rowsOf } from '#kit/erasing.ts';
import { Problem } from '#kit/problem.ts';
import type { Person } from '#modules/people/model.ts';
import type { Member } from './model.ts';

export const eraseMember = defineVerb({
  name: 'member.erase',
  input: z.object({ member: z.uuid(), ...erasingWords }),
  who: ['service:erase'],
  offline: false,
  needs: (input) => [
    { kind: 'member', id: input.member },
    { kind: 'erasable-of-member', id: input.member },
  ],
  decide({ member: id, reason, decision }, context) {
    mustErase(context);
    const { loaded, now } = context;
    // HOME-10: the member, and the person he signs in as unless that person serves; what he did in a post is the county's.
    const member = loaded.get<Member>('member', id);
    if (member.name === '') throw new Problem('conflict', 'erased-already');
    const erased = (kind: string, record: string): Fact => ({
      name: `${kind}.erased`,
      kind,
      id: record,
      data: { at: now, reason, decision, rows: rowsOf(loaded, record) },
    });
    const persons = loaded.list<Person>('person').filter((person) => !person.staff);
    return [erased('member', id), ...persons.map((person) => erased('person', person.id))];
  },
});
