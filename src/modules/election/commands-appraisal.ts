// The counted sheet of a yearly appraisal is entered by the village, its supervision committee or the township.
import * as z from 'zod/mini';
import { isUnder } from '#kit/actor.ts';
import { dayOf } from '#kit/calendar.ts';
import { defineVerb } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { Post } from '#modules/people/model.ts';
import { isInPost } from '#modules/people/rules.ts';
import type { Area } from '#modules/territory/model.ts';
import { isDay } from './rules-roll.ts';
import { checkAppraisal } from './rules-appraisal.ts';

export const appraisers = ['village-officer', 'township-officer', 'supervision-member'];
const count = z.int().check(z.gte(0), z.lte(5000));

export const enterAppraisal = defineVerb({
  name: 'appraisal.enter',
  input: z.object({
    appraisal: z.uuid(),
    area: z.uuid(),
    day: z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/)),
    entitled: count,
    came: count,
    rows: z
      .array(z.object({ post: z.uuid(), good: count, fit: count, unfit: count, none: count }))
      .check(z.minLength(1), z.maxLength(60)),
  }),
  who: appraisers,
  offline: false,
  needs: (input) => [{ kind: 'area', id: input.area }, ...input.rows.map((one) => ({ kind: 'post', id: one.post }))],
  decide(input, { actor, loaded, now }) {
    const area = loaded.get<Area>('area', input.area);
    const by = actor.posts.find((post) => appraisers.includes(post.role) && isUnder(area.ground, post.ground));
    if (!by) throw new Problem('refused', 'not-yours');
    if (!isDay(input.day) || input.day > dayOf(now)) throw new Problem('invalid', 'appraisal-day');
    const rows = input.rows.map((one) => {
      const post = loaded.get<Post>('post', one.post);
      if (!isInPost(post, now) || !isUnder(post.ground, area.ground)) throw new Problem('invalid', 'appraisal-post');
      return { ...one, person: post.person };
    });
    if (new Set(rows.map((one) => one.post)).size < rows.length) throw new Problem('invalid', 'appraisal-post');
    checkAppraisal({ ...input, rows });
    const { appraisal, ...said } = input;
    const record = { ...said, rows, ground: area.ground, year: Number(input.day.slice(0, 4)), office: by.office };
    return [{ name: 'appraisal.entered', kind: 'appraisal', id: appraisal, data: { at: now, by: by.office, record } }];
  },
});

export const appraisalVerbs = [enterAppraisal];
