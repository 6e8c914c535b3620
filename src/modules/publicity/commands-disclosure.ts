// Making public what a village owes its people: one item of one period, told at every door by a notice.
import * as z from 'zod/mini';
import { isUnder } from '#kit/actor.ts';
import { defineVerb } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { Office } from '#modules/people/model.ts';
import { daysShown } from './kinds/disclosure.ts';
import type { RosterMatch } from './model.ts';
import { faultIn } from './rules-check.ts';
import { endOfPeriod, findItem, fitsItem } from './rules-disclosure.ts';
import { rosterAsked, tellsOfMinor } from './rules.ts';

const mostText = 4000;

export const publishDisclosure = defineVerb({
  name: 'disclosure.publish',
  input: z.object({
    disclosure: z.uuid(),
    notice: z.uuid(),
    office: z.uuid(),
    item: z.string().check(z.maxLength(20)),
    period: z.string().check(z.maxLength(10)),
    title: z.string().check(z.minLength(1), z.maxLength(60)),
    text: z.string().check(z.minLength(1), z.maxLength(mostText)),
  }),
  who: ['village-officer'],
  offline: false,
  needs: (input) => [
    { kind: 'office', id: input.office },
    { kind: 'roster-named', id: rosterAsked([], input.title, input.text) },
  ],
  decide(input, { actor, loaded, now }) {
    const office = loaded.get<Office>('office', input.office);
    const own = actor.posts.some((post) => post.office === office.id && post.role === 'village-officer');
    if (!own) throw new Problem('refused', 'not-yours');
    const item = findItem(input.item);
    // PUBLICITY-16
    if (!item || !fitsItem(item, input.period)) throw new Problem('invalid', 'disclosure-period');
    if (item.every !== 'at-once' && endOfPeriod(input.period) > now) throw new Problem('invalid', 'disclosure-early');
    // PUBLICITY-18
    for (const part of [input.title, ...input.text.split('\n').filter((line) => line.trim() !== '')]) {
      const why = faultIn(part, 'basis', mostText);
      if (why) throw new Problem('invalid', 'publicity-said', { why });
    }
    // PUBLICITY-19
    const roster = loaded.list<RosterMatch>('roster-named').filter((one) => isUnder(one.ground, office.ground));
    if (tellsOfMinor(`${input.title}\n${input.text}`, roster, now))
      throw new Problem('invalid', 'publicity-said', { why: 'minor' });
    const { disclosure, notice, title, text } = input;
    const toAt = now + daysShown * 86_400_000;
    const told = { office: office.id, title, text, fromAt: now, toAt, ground: office.ground };
    const record = {
      ground: office.ground,
      item: item.code,
      period: input.period,
      office: office.id,
      person: actor.person,
      title,
      text,
      at: now,
      notice,
    };
    return [
      { name: 'notice.published', kind: 'notice', id: notice, data: told },
      { name: 'disclosure.published', kind: 'disclosure', id: disclosure, data: { at: now, by: office.id, record } },
    ];
  },
});
