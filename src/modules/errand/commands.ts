// What can be done with an errand: papers, steps, handed on and received, ended, and told at the door.
import * as z from 'zod/mini';
import type { Actor } from '#kit/actor.ts';
import { type Deciding, defineVerb, type Fact, type Need } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { StaffedOffice } from '#modules/people/model.ts';
import {
  askErrand,
  followErrands,
  mustBeKind,
  mustHoldNoNumber,
  offerErrands,
  papersIn,
  taken,
} from './commands-ask.ts';
import { takeErrandBack } from './commands-home.ts';
import { type Errand, errandOutcomes } from './model.ts';
import {
  carries,
  carriesErrands,
  isClosed,
  isThrough,
  lentOut,
  nextOffices,
  nextSteps,
  officeAt,
  receiverOf,
  takesErrands,
} from './rules.ts';

const errandId = { errand: z.uuid() };
const text = z._default(z.string().check(z.maxLength(300)), '');
const own = (id: string): Need[] => [{ kind: 'errand', id }];
const withChain = (id: string): Need[] => [...own(id), { kind: 'chain', of: { kind: 'errand', id } }];
const factOf = (name: string, errand: Errand, { at, now }: Deciding, data: object): Fact => ({
  name: `errand.${name}`,
  kind: 'errand',
  id: errand.id,
  data: { at: Math.min(at, now), now, ...data },
});

/** Only who carries it; answers in whose name. */
function mustCarry(errand: Errand, actor: Actor): string {
  if (!carries(errand, actor)) throw new Problem('refused', 'not-yours');
  if (errand.state === 'to-ask') throw new Problem('conflict', 'errand-to-ask');
  return errand.holder;
}
function mustRun(errand: Errand): void {
  if (errand.state === 'over') throw new Problem('conflict', 'errand-over');
}

export const notePapers = defineVerb({
  name: 'errand.papers',
  input: z.object({
    ...errandId,
    papers: papersIn,
    /** Given back to the home. */
    back: z._default(z.array(z.uuid()).check(z.maxLength(20)), []),
    mandate: z._default(z.boolean(), false),
  }),
  who: carriesErrands,
  offline: true,
  needs: (input) => own(input.errand),
  decide(input, context) {
    const errand = context.loaded.get<Errand>('errand', input.errand);
    const by = mustCarry(errand, context.actor);
    const kind = mustBeKind(errand.kind);
    // ERRAND-5: given back is what is out; after the end nothing more is taken.
    const out = lentOut(errand).map((one) => one.id);
    if (input.back.some((id) => !out.includes(id))) throw new Problem('conflict', 'errand-paper-back');
    if (input.papers.length > 0 || input.mandate) mustRun(errand);
    if (input.papers.some(({ id }) => errand.papers.some((one) => one.id === id)))
      throw new Problem('conflict', 'id-taken');
    const at = Math.min(context.at, context.now);
    const data = {
      by,
      taken: taken(input.papers, kind, { at, by }),
      back: input.back,
      mandate: input.mandate && kind.mandate,
    };
    if (data.taken.length === 0 && data.back.length === 0 && !data.mandate)
      throw new Problem('invalid', 'errand-papers-none');
    return [factOf('papers', errand, context, data)];
  },
});

export const noteStep = defineVerb({
  name: 'errand.step',
  input: z.object({
    ...errandId,
    step: z.string().check(z.maxLength(20)),
    /** The person was there himself. */
    self: z._default(z.boolean(), false),
    text,
  }),
  who: carriesErrands,
  offline: true,
  needs: (input) => own(input.errand),
  decide(input, context) {
    const errand = context.loaded.get<Errand>('errand', input.errand);
    const by = mustCarry(errand, context.actor);
    mustRun(errand);
    mustHoldNoNumber(input.text);
    const kind = mustBeKind(errand.kind);
    // ERRAND-6
    const step = nextSteps(errand).find((one) => one.code === input.step);
    if (!step) throw new Problem('conflict', 'errand-step');
    // ERRAND-7
    if (step.self && !input.self) throw new Problem('invalid', 'errand-in-person');
    // ERRAND-8
    if (step.window && kind.mandate && !errand.mandate) throw new Problem('conflict', 'errand-mandate');
    const reached = kind.steps.indexOf(step) + 1;
    return [factOf('stepped', errand, context, { by, step: step.code, reached, self: step.self, text: input.text })];
  },
});

export const handOn = defineVerb({
  name: 'errand.hand-on',
  input: z.object({ ...errandId, to: z.uuid(), text }),
  who: carriesErrands,
  offline: true,
  needs: (input) => withChain(input.errand),
  decide(input, context) {
    const errand = context.loaded.get<Errand>('errand', input.errand);
    const by = mustCarry(errand, context.actor);
    if (isClosed(errand)) throw new Problem('conflict', 'errand-over');
    mustHoldNoNumber(input.text);
    // ERRAND-9
    const to = nextOffices(errand, context.loaded.list<StaffedOffice>('office')).find((one) => one.id === input.to);
    if (!to) throw new Problem('invalid', 'errand-next');
    return [factOf('handed-on', errand, context, { by, to: to.id, text: input.text })];
  },
});

export const receiveErrand = defineVerb({
  name: 'errand.receive',
  input: z.object({ ...errandId, papers: z._default(z.array(z.uuid()).check(z.maxLength(20)), []) }),
  who: carriesErrands,
  offline: true,
  needs: (input) => withChain(input.errand),
  decide(input, context) {
    const errand = context.loaded.get<Errand>('errand', input.errand);
    // ERRAND-9, ERRAND-10
    const by = receiverOf(errand, context.actor, context.loaded.list<StaffedOffice>('office'));
    if (by === undefined) throw new Problem('refused', 'not-yours');
    const out = lentOut(errand).map((one) => one.id);
    if (new Set(input.papers).size !== out.length || out.some((id) => !input.papers.includes(id)))
      throw new Problem('conflict', 'errand-papers-differ');
    return [factOf('received', errand, context, { by })];
  },
});

export const endErrand = defineVerb({
  name: 'errand.end',
  input: z.object({
    ...errandId,
    outcome: z.enum(errandOutcomes),
    /** Of a refusal: the window's reason. */
    text,
  }),
  who: carriesErrands,
  offline: true,
  needs: (input) => own(input.errand),
  decide(input, context) {
    const errand = context.loaded.get<Errand>('errand', input.errand);
    const { outcome } = input;
    mustHoldNoNumber(input.text);
    const asks = errand.state === 'to-ask';
    // ERRAND-11, ERRAND-13: the home's own word is brought by whoever serves it, and needs no reason.
    const homes = outcome === 'withdrawn' || outcome === 'not-wanted';
    const serving = officeAt(context.actor, errand.ground, asks ? takesErrands : carriesErrands);
    const by = homes ? serving : carries(errand, context.actor) ? errand.holder : undefined;
    if (by === undefined) throw new Problem('refused', 'not-yours');
    mustRun(errand);
    if (asks !== (outcome === 'not-wanted')) throw new Problem('conflict', 'errand-to-ask');
    if (outcome === 'done' && !isThrough(errand)) throw new Problem('conflict', 'errand-steps');
    if (outcome === 'refused' && input.text.trim().length < 2) throw new Problem('invalid', 'errand-reason');
    return [factOf('ended', errand, context, { by, outcome, text: input.text })];
  },
});

export const tellErrand = defineVerb({
  name: 'errand.tell',
  input: z.object(errandId),
  who: carriesErrands,
  offline: true,
  needs: (input) => own(input.errand),
  decide(input, context) {
    const errand = context.loaded.get<Errand>('errand', input.errand);
    // ERRAND-12
    const by = officeAt(context.actor, errand.ground, carriesErrands);
    if (by === undefined) throw new Problem('refused', 'not-yours');
    if (errand.state !== 'over' || errand.toldAt !== null) throw new Problem('conflict', 'errand-told');
    return [factOf('told', errand, context, { by })];
  },
});

/** What a phone can do too. */
export const phoneErrandVerbs = [askErrand, notePapers, noteStep, handOn, receiveErrand, endErrand, tellErrand];
export const errandVerbs = [...phoneErrandVerbs, offerErrands, followErrands, takeErrandBack];
