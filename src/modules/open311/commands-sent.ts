// What the county's own service notes of a matter that another system handles: that it is there, and what is heard of it.
import * as z from 'zod/mini';
import { defineVerb, type Fact } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { Case } from '#modules/case/model.ts';
import type { Sent } from './model.ts';

const jobs = ['service:jobs'];
const words = (most: number): z.ZodMiniString => z.string().check(z.maxLength(most));

/** OPEN-12: an inner line, which moves nothing. */
const line = (matter: string, now: number, text: string): Fact => ({
  name: 'case.noted',
  kind: 'case',
  id: matter,
  data: { at: now, by: null, person: null, text, internal: true },
});

export const noteSent = defineVerb({
  name: 'open311.note-sent',
  input: z.object({ case: z.uuid(), office: z.uuid(), theirs: words(200) }),
  who: jobs,
  offline: false,
  needs: (input) => [
    { kind: 'case', id: input.case },
    { kind: 'open311-sent', id: input.case },
  ],
  decide({ case: id, office, theirs }, { loaded, now }) {
    const matter = loaded.get<Case>('case', id);
    // OPEN-11
    if (matter.restricted || matter.complainedOf.length > 0) throw new Problem('refused', 'not-yours');
    const known = loaded.find<Sent>('open311-sent', id);
    const data = { at: now, office, theirs };
    return [
      line(id, now, `已送到外部系统，对方编号：${theirs}`),
      { name: known ? 'open311.sent-again' : 'open311.sent', kind: 'open311-sent', id, data },
    ];
  },
});

export const hearSent = defineVerb({
  name: 'open311.hear',
  input: z.object({ case: z.uuid(), heard: words(1200), text: words(1000), ended: z.boolean() }),
  who: jobs,
  offline: false,
  needs: (input) => [
    { kind: 'case', id: input.case },
    { kind: 'open311-sent', id: input.case },
  ],
  decide({ case: id, heard, text, ended }, { loaded, now }) {
    const matter = loaded.get<Case>('case', id);
    const sent = loaded.get<Sent>('open311-sent', id);
    if (sent.heard === heard) return [];
    return [
      line(matter.id, now, `外部系统：${text}`),
      { name: 'open311.heard', kind: 'open311-sent', id, data: { at: now, heard, ended } },
    ];
  },
});
