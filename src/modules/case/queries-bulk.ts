// What an act on many matters would do, said before it is done: the verb itself decides each one on paper and nothing is kept.
import * as z from 'zod/mini';
import { type Actor, isAmong, sitsIn } from '#kit/actor.ts';
import { dayOf } from '#kit/calendar.ts';
import type { Fact, Loaded, RecordBase } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { Tx } from '#data/database.ts';
import { defineQuery } from '#data/query.ts';
import type { StaffedOffice } from '#modules/people/model.ts';
import { loadChain } from '#modules/people/store.ts';
import { mustBeMovable } from './commands-parts.ts';
import { acceptCase } from './commands.ts';
import { dispatchCase } from './commands-desk.ts';
import type { Case } from './model.ts';
import { type BulkAct, bulkActs, type BulkLine } from './model-desk.ts';
import type { Setting } from './model-county.ts';
import { dutyListsAt } from './rules-county-lists.ts';
import { dispatchTargets } from './rules-duty.ts';
import { mustBeOpen, mustNotBeRestricted } from './rules.ts';
import { loadSettings } from './store-county.ts';
import { caseTable } from './store.ts';

interface Paper {
  readonly matter: Case;
  readonly chain: readonly StaffedOffice[];
  /** Offices that had it already: it is not sent there again without being asked to. */
  readonly been: ReadonlySet<string>;
  readonly settings: readonly Setting[];
}

function loadedOf({ matter, chain, settings }: Paper): Loaded {
  const here: Readonly<Record<string, readonly RecordBase[]>> = { case: [matter], office: chain, setting: settings };
  const all = (kind: string): readonly RecordBase[] => here[kind] ?? [];
  const find = <R extends RecordBase>(kind: string, id: string): R | undefined =>
    all(kind).find((one) => one.id === id) as R | undefined;
  return {
    find,
    get: <R extends RecordBase>(kind: string, id: string): R => {
      const record = find<R>(kind, id);
      if (!record) throw new Problem('refused', 'not-yours');
      return record;
    },
    list: <R extends RecordBase>(kind: string): readonly R[] => all(kind) as readonly R[],
  };
}

function targetOf({ matter, chain, been, settings }: Paper, chosen: string | null, now: number): string | undefined {
  if (chosen !== null) return chosen;
  const mine = chain.find((office) => office.id === matter.holder);
  return dispatchTargets(matter, mine, chain, dutyListsAt(settings, dayOf(now))).find((office) => !been.has(office.id))
    ?.id;
}

const joiners = ['village-officer', 'township-officer', 'field-officer', 'department-officer', 'county-officer'];

/** INC-1, which stands to the right of matters: what may follow an incident. */
function mustBeJoinable(matter: Case, actor: Actor): void {
  if (!isAmong(actor, joiners)) throw new Problem('refused', 'not-yours');
  mustNotBeRestricted(matter);
  if (!sitsIn(actor, matter.holder)) throw new Problem('refused', 'not-holder');
  mustBeOpen(matter);
  mustBeMovable(matter);
}

function decideOn(paper: Paper, act: BulkAct, office: string | undefined, { actor, now }: Reader): readonly Fact[] {
  if (act === 'join') {
    mustBeJoinable(paper.matter, actor);
    return [];
  }
  const verb = act === 'accept' ? acceptCase : dispatchCase;
  if (!isAmong(actor, verb.who)) throw new Problem('refused', 'not-yours');
  const context = { commandId: paper.matter.id, at: now, now, actor, loaded: loadedOf(paper) };
  const input = { case: paper.matter.id };
  if (act === 'accept') return acceptCase.decide(input, context);
  // Without an office to send it to, what else stands in the way is said first.
  try {
    return dispatchCase.decide({ ...input, office: office ?? paper.matter.holder, text: '' }, context);
  } catch (error) {
    if (office === undefined && error instanceof Problem && error.code === 'dispatch-not-allowed')
      throw new Problem('refused', 'nowhere-to-send');
    throw error;
  }
}

interface Reader {
  readonly actor: Actor;
  readonly now: number;
}

function lineOf(paper: Paper, asked: { act: BulkAct; office: string | null }, reader: Reader): BulkLine {
  const { id, number, title, version } = paper.matter;
  const line = { id, number, title, version };
  try {
    const [decided] = decideOn(paper, asked.act, targetOf(paper, asked.office, reader.now), reader);
    const to = paper.chain.find((office) => office.id === decided?.data.to);
    return { ...line, to: to ? { id: to.id, name: to.name } : null, why: null, facts: {} };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { ...line, to: null, why: error.code, facts: error.facts as Record<string, string> };
  }
}

const beenText = `select matter, array_agg(to_office) as offices from step
  where matter = any($1::uuid[]) and to_office is not null group by matter`;

async function papersOf(tx: Tx, ids: readonly string[]): Promise<Paper[]> {
  const [matters, been, settings] = await Promise.all([
    caseTable.load(tx, ids),
    tx.query<{ matter: string; offices: string[] }>(beenText, [ids]),
    loadSettings(tx),
  ]);
  const beenAt = new Map(been.map((row) => [row.matter, new Set(row.offices)]));
  const chains = new Map<string, Promise<StaffedOffice[]>>();
  const chainOf = (matter: Case): Promise<StaffedOffice[]> => {
    const key = `${matter.ground} ${matter.category}`;
    const chain = chains.get(key) ?? loadChain(tx, matter.ground, matter.category);
    chains.set(key, chain);
    return chain;
  };
  const place = new Map(ids.map((id, at) => [id, at]));
  const sorted = matters.toSorted((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0));
  return Promise.all(
    sorted.map(async (matter) => ({
      matter,
      chain: await chainOf(matter),
      been: beenAt.get(matter.id) ?? new Set<string>(),
      settings,
    })),
  );
}

export const bulkPreview = defineQuery({
  name: 'case.bulk-preview',
  input: z.object({
    act: z.enum(bulkActs),
    cases: z.array(z.uuid()).check(z.minLength(1), z.maxLength(200)),
    /** Null: each where the catalogue sends it. */
    office: z._default(z.nullable(z.uuid()), null),
  }),
  who: ['staff'],
  touches: 'list',
  async answer(tx, { act, cases, office }, reader): Promise<BulkLine[]> {
    const papers = await papersOf(tx, cases);
    return papers.map((paper) => lineOf(paper, { act, office }, reader));
  },
});
