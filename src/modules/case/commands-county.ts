// What the county centre sets for the whole county: a table from a day on, and taking one back before its day.
import * as z from 'zod/mini';
import { dayOf } from '#kit/calendar.ts';
import { type Deciding, defineVerb } from '#kit/command.ts';
import type { ActorPost } from '#kit/actor.ts';
import { Problem } from '#kit/problem.ts';
import { type Setting, settingKinds } from './model-county.ts';
import { faultsOf } from './rules-county-tables.ts';

const who = ['county-officer'];

/** CASE-80 */
function mustSet({ actor }: Deciding): ActorPost {
  const post = actor.posts.find((one) => who.includes(one.role));
  if (!post) throw new Problem('refused', 'not-yours');
  return post;
}

export const saySetting = defineVerb({
  name: 'setting.say',
  input: z.object({
    setting: z.uuid(),
    what: z.enum(settingKinds),
    year: z._default(z.nullable(z.int().check(z.gte(2026), z.lte(2060))), null),
    fromDay: z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/)),
    rows: z.array(z.array(z.string().check(z.maxLength(600))).check(z.maxLength(8))).check(z.maxLength(500)),
  }),
  who,
  offline: false,
  needs: () => [],
  decide(input, context) {
    const { office, ground } = mustSet(context);
    const { now, actor } = context;
    const { setting, ...record } = input;
    if ((record.what === 'calendar') !== (record.year !== null)) throw new Problem('invalid', 'setting-year');
    // CASE-81: from a day to come, so that every desk and phone has it by then.
    if (record.fromDay <= dayOf(now) || Number.isNaN(Date.parse(record.fromDay)))
      throw new Problem('invalid', 'setting-from');
    // CASE-83, CASE-85, CASE-86
    const [wrong] = faultsOf(record.what, record.year, record.rows);
    if (wrong) throw new Problem('invalid', 'setting-rows', { line: wrong.line, why: wrong.code, cell: wrong.cell });
    const data = { at: now, by: office, record: { ...record, ground, office, person: actor.person } };
    return [{ name: 'setting.said', kind: 'setting', id: setting, data }];
  },
});

export const withdrawSetting = defineVerb({
  name: 'setting.withdraw',
  input: z.object({ setting: z.uuid() }),
  who,
  offline: false,
  needs: (input) => [{ kind: 'setting', id: input.setting }],
  decide(input, context) {
    const { office } = mustSet(context);
    const setting = context.loaded.get<Setting>('setting', input.setting);
    // CASE-81: what holds already is followed by a new word, never taken back.
    if (setting.withdrawnAt !== null || setting.fromDay <= dayOf(context.now))
      throw new Problem('conflict', 'setting-holds');
    return [{ name: 'setting.withdrawn', kind: 'setting', id: setting.id, data: { at: context.now, by: office } }];
  },
});

export const countyVerbs = [saySetting, withdrawSetting];
