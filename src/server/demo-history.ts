// Lives two years of a demo village again: every visit and every step of a case goes through the door as its person, at its own time.
import { type Actor, type ActorPost, nobody } from '#kit/actor.ts';
import { sha256Hex } from '#kit/id.ts';
import { Problem } from '#kit/problem.ts';
import type { Database } from '#data/database.ts';
import { emptyScope, inScope } from '#data/scope.ts';
import type { CountyFacts } from './county.ts';
import { execute } from './execute.ts';
import { derivedId } from './import/row-ids.ts';
import { countyOf } from './provision.ts';
import { secretActor } from './session.ts';

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

/** Who sits where, and which door is which home. */
interface Village {
  readonly database: Database;
  readonly facts: CountyFacts;
  readonly offices: ReadonlyMap<string, { readonly id: string; readonly actor: Actor | undefined }>;
  readonly doors: ReadonlyMap<string, string>;
}

const importScope = { ...emptyScope, standing: 'service', service: 'import' };

async function readVillage(database: Database, facts: CountyFacts): Promise<Village> {
  return inScope(database, importScope, async (tx) => {
    const rows = await tx.query<{ name: string; office: string; person: string | null; posts: ActorPost[] | null }>(
      `select office.name, office.id as office, first.person, zd_posts(first.person) as posts from office left join lateral
         (select person from post where post.office = office.id and post.ended_at is null order by person limit 1) as first on true`,
    );
    const homes = await tx.query<{ id: string; door: string }>('select id, door from household');
    const actorOf = (row: (typeof rows)[number]): Actor | undefined =>
      row.person ? { ...nobody, person: row.person, posts: row.posts ?? [], standing: 'staff' } : undefined;
    return {
      database,
      facts,
      offices: new Map(rows.map((row) => [row.name, { id: row.office, actor: actorOf(row) }])),
      doors: new Map(homes.map((home) => [home.door, home.id])),
    };
  });
}

const idIn = ({ facts }: Village, ...parts: (string | number)[]): string =>
  derivedId(facts.generation, 'past', ...parts);

interface Said {
  readonly actor: Actor;
  readonly name: string;
  readonly input: Record<string, unknown>;
  readonly at: number;
}

async function say(village: Village, { actor, name, input, at: moment }: Said): Promise<void> {
  // The journal keeps whole milliseconds.
  const at = Math.floor(moment);
  const id = idIn(village, name, at, JSON.stringify(input));
  const county = countyOf(village.database, village.facts, () => at);
  const answer = await execute(county, actor, { v: 1, id, name, input, at, device: null, author: actor.person });
  if (answer.status === 'refused') throw new Problem('broken', 'demo-refused', { verb: name, code: answer.code });
}

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

async function liveVisit(village: Village, event: PastVisit): Promise<void> {
  const { at, householdDoor: door } = event;
  const actor = personAt(village, event.office);
  const promises: { promise: string; text: string; due: string; keptAt: number | null }[] = [];
  const parts = event.parts.map((part, index): Record<string, unknown> => {
    if (part.kind === 'problem') return { kind: 'problem', case: idIn(village, 'case', part.ref) };
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
  await say(village, { actor, name: 'visit.record', input, at });
  for (const { promise, keptAt } of promises)
    if (keptAt !== null) await say(village, { actor, name: 'promise.keep', input: { promise }, at: keptAt });
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

async function reportPast(village: Village, event: PastCase): Promise<void> {
  const id = idIn(village, 'case', event.ref);
  const secretHash = await sha256Hex(`${id} nobody knows this secret`);
  const input = {
    case: id,
    household: homeAt(village, event.householdDoor),
    category: event.category,
    title: event.title,
    text: event.text,
    secretHash,
  };
  await say(village, { actor: personAt(village, event.reportedBy), name: 'case.report', input, at: event.at });
}

async function liveCase(village: Village, event: PastCase): Promise<void> {
  for (const step of event.steps) await say(village, stepSaid(village, event, step));
}

const abreast = 8;

/**
 * Does all events; those of one home, and those of one case, keep their order. Matters are reported in time order first, so
 * that their numbers follow the calendar. Everything can be repeated: what is done already is answered from the log.
 */
export async function liveHistory(database: Database, facts: CountyFacts, events: readonly PastEvent[]): Promise<void> {
  const village = await readVillage(database, facts);
  const cases = events.filter((event) => event.kind === 'case');
  for (const event of cases) await reportPast(village, event);
  const ofHome = new Map<string, PastVisit[]>();
  for (const event of events)
    if (event.kind === 'visit') ofHome.set(event.householdDoor, [...(ofHome.get(event.householdDoor) ?? []), event]);
  const tasks: (() => Promise<void>)[] = cases.map((event) => () => liveCase(village, event));
  for (const visits of ofHome.values()) {
    tasks.push(async () => {
      for (const visit of visits) await liveVisit(village, visit);
    });
  }
  const worker = async (): Promise<void> => {
    for (let task = tasks.pop(); task; task = tasks.pop()) await task();
  };
  await Promise.all(Array.from({ length: abreast }, worker));
}
