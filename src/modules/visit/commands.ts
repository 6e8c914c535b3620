// What can be done in the notebook: record a visit with its parts, correct its note, keep a promise.
import * as z from 'zod/mini';
import { type Actor, isUnder } from '#kit/actor.ts';
import { dayOf } from '#kit/calendar.ts';
import { defineVerb, type Fact, type RecordBase } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import { attachments } from '#modules/attachment/model.ts';
import { attach } from '#modules/attachment/rules.ts';
import type { Household } from '#modules/household/model.ts';
import { type ActorOffice, amounts, type DoorPromise, householdFacts, type Visit } from './model.ts';
import { isErased } from './rules.ts';

const field = ['level-2-worker', 'level-1-head', 'liaison-officer', 'village-specialist', 'village-officer'];
const text = z.string().check(z.minLength(1), z.maxLength(2000));
const day = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/));

const part = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('policy'),
    topic: z.string().check(z.maxLength(40)),
    title: z.optional(z.string().check(z.maxLength(60))),
  }),
  z.object({ kind: z.literal('opinion'), text, named: z._default(z.boolean(), false), staff: z.optional(z.boolean()) }),
  z.object({ kind: z.literal('comment'), text }),
  z.object({
    kind: z.literal('fact'),
    fact: z.enum(householdFacts),
    amount: z._default(z.nullable(z.enum(amounts)), null),
    on: z._default(z.nullable(day), null),
  }),
  z.object({ kind: z.literal('help'), text }),
  z.object({ kind: z.literal('problem'), case: z.uuid() }),
  z.object({ kind: z.literal('promise'), promise: z.uuid() }),
  z.object({ kind: z.literal('well') }),
]);

/** VISIT-2: a notebook entry is written by whoever serves the home's ground, in the name of the post nearest to the door. */
function officeAt(actor: Actor, ground: string): ActorOffice {
  const post = actor.posts
    .filter((one) => field.includes(one.role) && isUnder(ground, one.ground))
    .sort((a, b) => b.ground.length - a.ground.length)[0];
  if (!post || actor.person === null) throw new Problem('refused', 'not-yours');
  return { person: actor.person, office: post.office };
}

const oneDay = 86_400_000;
/** A sheet lies about for some weeks, not for years. */
const paperDays = 92;

/** VISIT-17: the day of the sheet, neither ahead nor long past. */
function noonOf(paper: string, now: number): number {
  const at = Date.parse(`${paper}T12:00:00+08:00`);
  if (Number.isNaN(at) || paper > dayOf(now)) throw new Problem('invalid', 'paper-day-ahead', { field: 'paper' });
  if (at < now - paperDays * oneDay) throw new Problem('invalid', 'paper-day-old', { field: 'paper', days: paperDays });
  return Math.min(at, now);
}

export const recordVisit = defineVerb({
  name: 'visit.record',
  input: z.object({
    visit: z.uuid(),
    household: z.uuid(),
    note: z._default(z.string().check(z.maxLength(4000)), ''),
    confidential: z._default(z.boolean(), false),
    subject: z._default(z.nullable(z.uuid()), null),
    parts: z.array(part).check(z.maxLength(12)),
    promises: z._default(
      z.array(z.object({ promise: z.uuid(), text, due: z._default(z.nullable(day), null) })).check(z.maxLength(5)),
      [],
    ),
    attachments,
    /** The day that stands on the sheet it was written on. */
    paper: z.optional(day),
  }),
  who: field,
  offline: true,
  needs: (input) => [{ kind: 'household', id: input.household }],
  decide(input, context) {
    const { actor, loaded, now } = context;
    const home = loaded.get<Household>('household', input.household);
    const { person, office } = officeAt(actor, home.ground);
    // VISIT-3: a home and at least one thing said, written or spoken; photo, audio and place are never required.
    const spoken = input.attachments.some((one) => one.kind === 'audio');
    if (input.parts.length === 0 && input.note.trim() === '' && !spoken) throw new Problem('invalid', 'visit-empty');
    const { household, note, confidential, subject } = input;
    const at = input.paper === undefined ? context.at : noonOf(input.paper, now);
    const parts: Visit['parts'] = input.paper === undefined ? input.parts : [...input.parts, { kind: 'paper', by: '' }];
    // Nobody was shown on paper what the county keeps.
    const fromPaper = input.paper === undefined ? {} : { paper: true };
    const common = { ground: home.ground, household, office };
    const record = { ...common, author: person, claimedAt: at, receivedAt: now, subject, confidential, note, parts };
    const facts: Fact[] = [
      { name: 'visit.recorded', kind: 'visit', id: input.visit, data: { record } },
      // VISIT-4: the claimed time counts as the day of the visit, but never a day to come.
      { name: 'household.visited', kind: 'household', id: household, data: { at: Math.min(at, now), ...fromPaper } },
    ];
    for (const one of input.promises) {
      const data = { record: { ...common, visit: input.visit, text: one.text, due: one.due } };
      facts.push({ name: 'promise.made', kind: 'promise', id: one.promise, data });
    }
    const to = { ...common, matter: null, visit: input.visit, step: null, forHome: true, hidden: false };
    return [...facts, ...attach(input.attachments, to, context)];
  },
});

export const correctVisit = defineVerb({
  name: 'visit.correct',
  input: z.object({
    visit: z.uuid(),
    note: z.string().check(z.maxLength(4000)),
    /** What stood on the screen when it was corrected. */
    was: z.optional(z.string()),
  }),
  who: field,
  offline: true,
  needs: (input) => [{ kind: 'visit', id: input.visit }],
  decide(input, { actor, loaded }) {
    const visit = loaded.get<Visit>('visit', input.visit);
    if (visit.author !== actor.person) throw new Problem('refused', 'not-yours');
    if (isErased(visit)) throw new Problem('conflict', 'visit-erased');
    // VISIT-13: the author's other phone may have corrected it meanwhile.
    const unseen = input.was !== undefined && input.was !== visit.note && input.note !== visit.note;
    const note = unseen ? `${visit.note}\n${input.note}` : input.note;
    return [{ name: 'visit.corrected', kind: 'visit', id: visit.id, data: { note } }];
  },
});

export const keepPromise = defineVerb({
  name: 'promise.keep',
  input: z.object({ promise: z.uuid() }),
  who: field,
  offline: true,
  needs: (input) => [{ kind: 'promise', id: input.promise }],
  decide(input, { actor, loaded, now }) {
    const promise = loaded.get<DoorPromise>('promise', input.promise);
    officeAt(actor, promise.ground);
    if (promise.keptAt !== null) throw new Problem('conflict', 'promise-kept');
    return [{ name: 'promise.kept', kind: 'promise', id: promise.id, data: { at: now } }];
  },
});

export const followHome = defineVerb({
  name: 'visit.follow',
  input: z.object({ household: z.uuid() }),
  who: ['service:jobs'],
  offline: false,
  needs: (input) => [
    { kind: 'household', id: input.household },
    { kind: 'visits-of', id: input.household },
    { kind: 'promises-of', id: input.household },
  ],
  decide(input, { actor, loaded }) {
    if (actor.service !== 'jobs') throw new Problem('refused', 'not-yours');
    // HOME-4: what was noted and promised at a door goes with the home to its new grid.
    const { ground } = loaded.get<Household>('household', input.household);
    const left = <R extends RecordBase>(kind: string): Fact[] =>
      loaded
        .list<R>(kind)
        .filter((one) => one.ground !== ground)
        .map((one) => ({ name: `${kind}.moved`, kind, id: one.id, data: { ground, leftGround: one.ground } }));
    return [...left<Visit>('visit'), ...left<DoorPromise>('promise')];
  },
});

export const visitVerbs = [recordVisit, correctVisit, keepPromise, followHome];
