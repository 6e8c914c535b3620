// Lives two years of a demo village again: every visit and every step of a case is decided as its person would, at its own time.
import { type Actor, type ActorPost, nobody } from '#kit/actor.ts';
import { Problem } from '#kit/problem.ts';
import type { Household } from '#modules/household/model.ts';
import type { Office, Post } from '#modules/people/model.ts';
import { toldOf } from './demo-cards.ts';
import { derivedId } from './import/row-ids.ts';
import type { Paper } from './paper.ts';
import { hashOf, secretActor } from './session.ts';

export type PastPart =
  | { readonly kind: 'policy'; readonly topic: string; readonly text: string }
  | { readonly kind: 'opinion'; readonly text: string; readonly named: boolean }
  | { readonly kind: 'comment' | 'help'; readonly text: string }
  | {
      readonly kind: 'fact';
      readonly fact: string;
      readonly amount: string | null;
      readonly on: string | null;
      readonly text: string;
    }
  | { readonly kind: 'promise'; readonly text: string; readonly due: string; readonly keptAt: number | null }
  | { readonly kind: 'problem'; readonly ref: string }
  | { readonly kind: 'well' };
export interface PastVisit {
  readonly at: number;
  readonly kind: 'visit';
  readonly householdDoor: string;
  readonly office: string;
  readonly confidential: boolean;
  readonly parts: readonly PastPart[];
}
export interface PastStep {
  readonly at: number;
  readonly verb: 'accept' | 'hand-up' | 'dispatch' | 'return' | 'answer' | 'tell' | 'say';
  readonly office: string;
  readonly to?: string;
  readonly text: string;
  readonly outcome?: string;
  readonly proof?: string;
}
export interface PastCase {
  readonly at: number;
  readonly kind: 'case';
  readonly ref: string;
  readonly householdDoor: string;
  readonly category: string;
  readonly title: string;
  readonly text: string;
  readonly reportedBy: string;
  readonly steps: readonly PastStep[];
}
export type PastEvent = PastVisit | PastCase;

/** Who sits where, which door is which home, and what was said so far. */
interface Village {
  readonly generation: string;
  /** ms; when the demo begins. */
  readonly until: number;
  readonly offices: ReadonlyMap<string, { readonly id: string; readonly actor: Actor | undefined }>;
  readonly doors: ReadonlyMap<string, string>;
  readonly said: Said[];
}

interface Said {
  readonly actor: Actor;
  readonly name: string;
  readonly input: Record<string, unknown>;
  readonly at: number;
}

function readVillage(paper: Paper, generation: string, until: number): Village {
  const offices = paper.list<Office>('office');
  const posts = [...paper.list<Post>('post')].sort((a, b) => (a.id < b.id ? -1 : 1));
  const kindOf = new Map(offices.map((office) => [office.id, office.kind]));
  const seen = ({ id, office, role, ground }: Post): ActorPost => ({
    id,
    office,
    officeKind: kindOf.get(office) ?? '',
    role,
    ground,
    deputising: false,
  });
  const actorIn = (office: string): Actor | undefined => {
    const [person] = posts.filter((post) => post.office === office).map((post) => post.person);
    const own = posts.filter((post) => post.person === person);
    return person === undefined ? undefined : { ...nobody, person, posts: own.map(seen), standing: 'staff' };
  };
  return {
    generation,
    until,
    offices: new Map(offices.map((office) => [office.name, { id: office.id, actor: actorIn(office.id) }])),
    doors: new Map(paper.list<Household>('household').map((home) => [home.door, home.id])),
    said: [],
  };
}

const idIn = ({ generation }: Village, ...parts: (string | number)[]): string =>
  derivedId(generation, 'past', ...parts);

function personAt(village: Village, office: string): Actor {
  const actor = village.offices.get(office)?.actor;
  if (!actor) throw new Problem('broken', 'demo-refused', { verb: 'post', code: office });
  return actor;
}

const homeAt = (village: Village, door: string): string => village.doors.get(door) ?? '';

/** Words that a part of the notebook has no place for stand in the entry's note. */
const noteOf = (parts: readonly PastPart[]): string =>
  parts
    .flatMap((part) => ((part.kind === 'policy' || part.kind === 'fact') && part.text !== '' ? [part.text] : []))
    .join('；');

function liveVisit(village: Village, event: PastVisit): void {
  const { at, householdDoor: door } = event;
  const actor = personAt(village, event.office);
  const promises: { promise: string; text: string; due: string; keptAt: number | null }[] = [];
  const parts = event.parts.map((part, index): Record<string, unknown> => {
    if (part.kind === 'problem') return { kind: 'problem', case: idIn(village, 'case', part.ref) };
    if (part.kind === 'policy' && part.topic === 'medical-insurance')
      return { ...part, ...toldOf(village.generation, at, village.until) };
    if (part.kind !== 'promise') return { ...part };
    const promise = idIn(village, 'promise', door, at, index);
    promises.push({ promise, text: part.text, due: part.due, keptAt: part.keptAt });
    return { kind: 'promise', promise };
  });
  const input = {
    visit: idIn(village, 'visit', door, at),
    household: homeAt(village, door),
    note: noteOf(event.parts),
    confidential: event.confidential,
    parts,
    promises: promises.map(({ promise, text, due }) => ({ promise, text, due })),
  };
  village.said.push({ actor, name: 'visit.record', input, at });
  for (const { promise, keptAt } of promises)
    if (keptAt !== null) village.said.push({ actor, name: 'promise.keep', input: { promise }, at: keptAt });
}

/** The household's word comes by its secret, by a verified adult, or by a worker's call or visit. */
function speakerOf(village: Village, event: PastCase, step: PastStep): { actor: Actor; by: string | null } {
  const id = idIn(village, 'case', event.ref);
  if (step.proof === 'secret') return { actor: secretActor(id), by: null };
  if (step.proof === 'adult')
    return { actor: { ...nobody, standing: 'adult', household: homeAt(village, event.householdDoor) }, by: null };
  return { actor: personAt(village, step.office), by: step.proof ?? 'visit' };
}

function stepSaid(village: Village, event: PastCase, step: PastStep): Said {
  const { at, verb, text } = step;
  const common = { case: idIn(village, 'case', event.ref) };
  const name = `case.${verb}`;
  if (verb === 'say') {
    const { actor, by } = speakerOf(village, event, step);
    return { actor, name, at, input: { ...common, outcome: step.outcome, by, text } };
  }
  const actor = personAt(village, step.office);
  if (verb === 'accept') return { actor, name, at, input: common };
  if (verb === 'dispatch')
    return { actor, name, at, input: { ...common, text, office: village.offices.get(step.to ?? '')?.id } };
  return { actor, name, at, input: { ...common, text } };
}

function liveCase(village: Village, event: PastCase): void {
  const id = idIn(village, 'case', event.ref);
  const { householdDoor, category, title, text, reportedBy, at } = event;
  const secretHash = hashOf(`${id} nobody knows this secret`);
  const input = { case: id, household: homeAt(village, householdDoor), category, title, text, secretHash };
  village.said.push({ actor: personAt(village, reportedBy), name: 'case.report', input, at });
  for (const step of event.steps) village.said.push(stepSaid(village, event, step));
}

/** Says everything in the order of time, as its person, at its own moment. */
export function livePast(
  paper: Paper,
  generation: string,
  { events, until }: { readonly events: readonly PastEvent[]; readonly until: number },
): void {
  const village = readVillage(paper, generation, until);
  for (const event of events) {
    if (event.kind === 'visit') liveVisit(village, event);
    else liveCase(village, event);
  }
  // The journal keeps whole milliseconds.
  for (const { actor, name, input, at } of village.said.sort((a, b) => a.at - b.at))
    paper.say(actor, name, input, Math.floor(at));
}
