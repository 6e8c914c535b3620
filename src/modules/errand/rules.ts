// How an errand comes to be and changes, what of it is still out, and what may be done with it by whom (ERRAND rules).
import { type Actor, isUnder, sitsIn } from '#kit/actor.ts';
import type { Fact, RecordKind } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { StaffedOffice } from '#modules/people/model.ts';
import { type ErrandStep, findErrandKind } from './kinds/errands.ts';
import type { Errand, ErrandAct, ErrandLine, Paper } from './model.ts';

const blank = {
  member: null,
  words: '',
  state: 'carried',
  round: null,
  offeredBy: null,
  askedAt: null,
  author: null,
  handedTo: null,
  step: 0,
  mandate: false,
  papers: [],
  story: [],
  outcome: null,
  reason: '',
  endedAt: null,
  toldAt: null,
} as const;

function lineOf({ name, data }: Fact): ErrandLine {
  const { at, by, to = null, step = null, text = '' } = data;
  return { at, what: name.slice('errand.'.length), office: by, to, step, text };
}

const givenBack = (papers: readonly Paper[], ids: readonly string[], at: number, by: string): Paper[] =>
  papers.map((one) => (ids.includes(one.id) ? { ...one, backAt: at, backBy: by } : one));

/** ERRAND-17 */
const withoutWords = (errand: Errand, at: number): Partial<Errand> => ({
  words: '',
  reason: '',
  papers: errand.papers.map((one) => ({ ...one, name: '' })),
  story: [
    ...errand.story.map((one) => ({ ...one, text: '' })),
    { at, what: 'erased', office: errand.holder, to: null, step: null, text: '' },
  ],
});
export const isErased = ({ story }: Pick<Errand, 'story'>): boolean => story.some((one) => one.what === 'erased');

function changeOf(errand: Errand, { name, data }: Fact): Partial<Errand> {
  switch (name) {
    case 'errand.asked':
      return { ...data.said, state: 'carried' };
    case 'errand.papers':
      return {
        papers: [...givenBack(errand.papers, data.back, data.at, data.by), ...data.taken],
        mandate: errand.mandate || data.mandate,
      };
    case 'errand.stepped':
      return { step: data.reached };
    case 'errand.handed-on':
      return { handedTo: data.to };
    case 'errand.received':
      return { holder: data.by, handedTo: null };
    case 'errand.ended':
      return {
        state: 'over',
        outcome: data.outcome,
        reason: data.text,
        endedAt: data.at,
        // What the home itself said needs no telling.
        toldAt: data.outcome === 'done' || data.outcome === 'refused' ? null : data.at,
      };
    case 'errand.told':
      return { toldAt: data.at };
    default:
      throw new Problem('broken', 'fact-unknown', { fact: name });
  }
}

export const errandKind: RecordKind<Errand> = {
  kind: 'errand',
  apply(errand, fact) {
    const { name, data } = fact;
    if (!errand) {
      if (name !== 'errand.offered' && name !== 'errand.asked')
        throw new Problem('broken', 'fact-without-record', { fact: name });
      const made = { ...blank, ...data.said, changedAt: data.now, story: [lineOf(fact)] };
      return { ...made, id: fact.id, version: 1 };
    }
    const version = errand.version + 1;
    // ERRAND-14
    if (name === 'errand.moved')
      return { ...errand, version, ground: data.ground, holder: data.holder ?? errand.holder, handedTo: null };
    if (name === 'errand.erased') return { ...errand, ...withoutWords(errand, data.at), version };
    const change = changeOf(errand, fact);
    return { ...errand, ...change, version, changedAt: data.now, story: [...errand.story, lineOf(fact)] };
  },
};

/** ERRAND-5: what the home lent and has not got back. */
export const lentOut = ({ papers }: Pick<Errand, 'papers'>): Paper[] =>
  papers.filter((one) => one.lent && one.backAt === null);
/** ERRAND-12 */
export const isClosed = (errand: Pick<Errand, 'state' | 'toldAt' | 'papers'>): boolean =>
  errand.state === 'over' && errand.toldAt !== null && lentOut(errand).length === 0;

/** ERRAND-6: the steps that may be noted next: those that not everybody needs, and the first that everybody does. */
export function nextSteps({ kind, step }: Pick<Errand, 'kind' | 'step'>): ErrandStep[] {
  const rest = findErrandKind(kind)?.steps.slice(step) ?? [];
  const must = rest.findIndex((one) => !one.maybe);
  return must < 0 ? rest : rest.slice(0, must + 1);
}
/** ERRAND-11 */
export const isThrough = (errand: Pick<Errand, 'kind' | 'step'>): boolean =>
  nextSteps(errand).every((one) => one.maybe);

/** ERRAND-3: fifteen digits in a row are a number of somebody, however they are spaced. */
export const holdsNumber = (words: string): boolean =>
  /\d{15}/.test(words.normalize('NFKC').replaceAll(/[\s\-_.·]/g, ''));

export const takesErrands = ['level-2-worker', 'level-1-head', 'liaison-officer', 'village-officer'];
export const carriesErrands = [...takesErrands, 'township-officer'];
/** Kinds of offices that an errand goes through. */
export const errandOffices: readonly string[] = ['level-2', 'level-1', 'liaison', 'village', 'township'];

/** In whose name one speaks at a home: the post nearest to it. */
export function officeAt(actor: Actor, ground: string, roles: readonly string[]): string | undefined {
  if (actor.standing !== 'staff') return undefined;
  const near = actor.posts.filter((post) => roles.includes(post.role) && isUnder(ground, post.ground));
  return near.sort((a, b) => b.ground.length - a.ground.length)[0]?.office;
}

const isHere = (actor: Actor, office: string | null, ground: string): boolean =>
  office !== null && sitsIn(actor, office) && officeAt(actor, ground, carriesErrands) !== undefined;
export const carries = (errand: Errand, actor: Actor): boolean => isHere(actor, errand.holder, errand.ground);

/** ERRAND-9: where it may be handed on to, the nearest first. */
export const nextOffices = (errand: Errand, chain: readonly StaffedOffice[]): StaffedOffice[] =>
  chain
    .filter(
      (one) =>
        one.staffed &&
        one.closedAt === null &&
        one.id !== errand.holder &&
        errandOffices.includes(one.kind) &&
        isUnder(errand.ground, one.ground),
    )
    .sort((a, b) => b.ground.length - a.ground.length || errandOffices.indexOf(a.kind) - errandOffices.indexOf(b.kind));

/** ERRAND-10 */
export function isLeftLying(errand: Errand, chain: readonly StaffedOffice[]): boolean {
  const holder = chain.find((one) => one.id === errand.holder);
  return holder === undefined || !holder.staffed || !isUnder(errand.ground, holder.ground);
}

/** In whose name it may be received; undefined: by nobody who acts here. */
export function receiverOf(errand: Errand, actor: Actor, chain: readonly StaffedOffice[]): string | undefined {
  if (errand.state === 'to-ask' || isClosed(errand)) return undefined;
  if (errand.handedTo !== null && isHere(actor, errand.handedTo, errand.ground)) return errand.handedTo;
  return isLeftLying(errand, chain) ? officeAt(actor, errand.ground, carriesErrands) : undefined;
}

/** What this person may do with it now; the verbs decide the same. */
export function actsOn(errand: Errand, actor: Actor, chain: readonly StaffedOffice[]): ErrandAct[] {
  const acts: ErrandAct[] = [];
  const serves = officeAt(actor, errand.ground, carriesErrands) !== undefined;
  if (errand.state === 'to-ask')
    return officeAt(actor, errand.ground, takesErrands) === undefined ? [] : ['ask', 'not-wanted'];
  if (receiverOf(errand, actor, chain) !== undefined) acts.push('receive');
  const mine = carries(errand, actor);
  if (errand.state === 'carried' && mine) acts.push(...(isThrough(errand) ? (['done'] as const) : []));
  if (errand.state === 'carried' && mine && nextSteps(errand).length > 0) acts.unshift('step');
  if (errand.state === 'over' && errand.toldAt === null && serves) acts.push('tell');
  if (mine && (errand.state === 'carried' || lentOut(errand).length > 0)) acts.push('papers', 'hand-on');
  if (errand.state === 'carried' && mine) acts.push('refused');
  if (errand.state === 'carried' && serves) acts.push('withdrawn');
  return acts;
}
