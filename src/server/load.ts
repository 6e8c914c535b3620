// Loads what a verb needs before it can decide, all in one go, through the reader's own scope.
import type { Actor } from '#kit/actor.ts';
import type { Loaded, Need, RecordBase } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { Asking, Table } from '#data/table.ts';
import { loadBeside } from '#modules/aerial/store.ts';
import { attachmentTable, papersOf } from '#modules/attachment/store.ts';
import { loadReached } from '#modules/burden/store.ts';
import { inquiryTable } from '#modules/campaign/store.ts';
import { loadViews } from '#modules/case/store-views.ts';
import { caseTable, drawNumber } from '#modules/case/store.ts';
import { loadDisputeOf, disputeTable } from '#modules/dispute/store.ts';
import { loadMatterOfSpot, spotTable } from '#modules/environment/store.ts';
import { loadMembersIn, loadOfficesOf } from '#modules/election/store.ts';
import { loadAsksAt, loadAsksIn, loadAsksOf } from '#modules/finding/store.ts';
import { loadVillageWhole } from '#modules/household/store-division.ts';
import { memberTable } from '#modules/household/store.ts';
import { loadSaid } from '#modules/opinion/store.ts';
import { loadChain, loadChainOfCase, loadChainOfHome, loadOffices, postTable } from '#modules/people/store.ts';
import { loadRosterNamed } from '#modules/publicity/store.ts';
import { errandTable } from '#modules/errand/store.ts';
import { loadGiven, loadRightByCode, loadRightsIn } from '#modules/poll/store.ts';
import { loadHomeOf, loadOpenProposals, loadVoicesIn } from '#modules/proposal/store.ts';
import { questionTable } from '#modules/question/store.ts';
import { loadSupplyOf } from '#modules/supply/store.ts';
import { areaTable } from '#modules/territory/store.ts';
import { promiseTable, visitTable } from '#modules/visit/store.ts';
import {
  loadErasableOfCase,
  loadErasableOfHousehold,
  loadErasableOfMember,
  loadErasableOfRecord,
  loadErasableOfVisit,
} from './load-erasable.ts';
import { loadBrought } from './load-brought.ts';
import { stores } from './registry.ts';

type Found = readonly { readonly kind: string; readonly record: RecordBase }[];
const as = (kind: string, records: readonly RecordBase[]): Found => records.map((record) => ({ kind, record }));

const ofHome = async <R extends RecordBase>(tx: Asking, table: Table<R>, household: string): Promise<Found> =>
  as(
    table.kind,
    (
      await tx.query<Record<string, unknown>>(`select ${table.select} from ${table.name} where household = $1`, [
        household,
      ])
    ).map(table.read),
  );

/** Needs that are not simply "this record": each with the SQL that answers it. */
const wider: Readonly<Record<string, (tx: Asking, id: string) => Promise<Found>>> = {
  'case-number': async (tx, id) => as('case-number', [await drawNumber(tx, id)]),
  'posts-of': async (tx, id) =>
    as(
      'post',
      (
        await tx.query<Record<string, unknown>>(
          `select ${postTable.select} from post where person = $1 or deputy = $1`,
          [id],
        )
      ).map(postTable.read),
    ),
  'members-of': async (tx, id) =>
    as(
      'member',
      (
        await tx.query<Record<string, unknown>>(
          `select ${memberTable.select} from member where household = $1 and left_at is null`,
          [id],
        )
      ).map(memberTable.read),
    ),
  'roster-named': async (tx, id) => as('roster-named', await loadRosterNamed(tx, id)),
  'said-in': loadSaid,
  'rights-in': loadRightsIn,
  'right-by-code': loadRightByCode,
  'ballots-given': async (tx, id) => as('ballots-given', [await loadGiven(tx, id)]),
  'proposal-home-of': async (tx, id) => as('proposal-home', await loadHomeOf(tx, id)),
  'voices-in': async (tx, id) => as('voice', await loadVoicesIn(tx, id)),
  'proposals-open': async (tx, id) => as('proposals-open', [await loadOpenProposals(tx, id)]),
  reached: async (tx, id) => as('reached', await loadReached(tx, id)),
  brought: async (tx, id) => as('brought', await loadBrought(tx, id)),
  'erasable-of-case': loadErasableOfCase,
  'erasable-of-household': loadErasableOfHousehold,
  'erasable-of-record': loadErasableOfRecord,
  'erasable-of-member': loadErasableOfMember,
  'erasable-of-visit': loadErasableOfVisit,
  'attachments-of': (tx, id) => ofHome(tx, attachmentTable, id),
  'aerials-beside': async (tx, id) => as('aerial', await loadBeside(tx, id)),
  'papers-of': async (tx, id) => as('attachment', await papersOf(tx, id)),
  'visits-of': (tx, id) => ofHome(tx, visitTable, id),
  'questions-of': (tx, id) => ofHome(tx, questionTable, id),
  'inquiries-of': (tx, id) => ofHome(tx, inquiryTable, id),
  'errands-of': (tx, id) => ofHome(tx, errandTable, id),
  'promises-of': (tx, id) => ofHome(tx, promiseTable, id),
  'cases-of': (tx, id) => ofHome(tx, caseTable, id),
  'cases-of-incident': async (tx, id) =>
    as(
      'case',
      (await tx.query<Record<string, unknown>>(`select ${caseTable.select} from matter where incident = $1`, [id])).map(
        caseTable.read,
      ),
    ),
  'asks-of': async (tx, id) => as('ask', await loadAsksOf(tx, id)),
  'asks-at': async (tx, id) => as('ask', await loadAsksAt(tx, id)),
  'asks-in': async (tx, id) => as('ask', await loadAsksIn(tx, id)),
  'adults-in': async (tx, id) => as('member', await loadMembersIn(tx, id)),
  'offices-of-election': async (tx, id) => as('office', await loadOfficesOf(tx, id)),
  'dispute-of': async (tx, id) => as('dispute', await loadDisputeOf(tx, id)),
  'supply-of-village': loadSupplyOf,
  'village-whole': loadVillageWhole,
  'views-of': async (tx, id) => as('view', await loadViews(tx, id)),
  'matter-of-spot': async (tx, id) => as('case', await loadMatterOfSpot(tx, id)),
  'office-named': async (tx, id) => as('office', await loadOffices(tx, [id])),
  'holder-office': async (tx, id) => as('office', await loadOffices(tx, await officeOf(tx, id, 'holder'))),
  'office-before': async (tx, id) => as('office', await loadOffices(tx, await officeOf(tx, id, 'previous_holder'))),
  'reopen-office': async (tx, id) =>
    as('office', await loadOffices(tx, await officeOf(tx, id, 'coalesce(answered_by, first_receiver, holder)'))),
};

async function officeOf(tx: Asking, matter: string, which: string): Promise<string[]> {
  const rows = await tx.query<{ office: string | null }>(`select ${which} as office from matter where id = $1`, [
    matter,
  ]);
  return rows.flatMap((row) => (row.office ? [row.office] : []));
}

type ChainNeed = Extract<Need, { of: unknown }>;

async function chain(tx: Asking, need: ChainNeed, actor: Actor, guess: string | undefined): Promise<Found> {
  const category = need.category === 'of-case' ? null : (need.category ?? null);
  if (guess !== undefined) return as('office', await loadChain(tx, guess, category));
  // A plate opens no record: its verb knows the ground from the plate itself.
  if (actor.standing === 'plate' && actor.ground) return as('office', await loadChain(tx, actor.ground, category));
  if (need.of.kind === 'dispute') {
    const [dispute] = await disputeTable.load(tx, [need.of.id]);
    return dispute ? as('office', await loadChain(tx, dispute.ground, dispute.category)) : [];
  }
  if (need.of.kind === 'spot' || need.of.kind === 'errand') {
    const table = need.of.kind === 'spot' ? spotTable : errandTable;
    const [record] = await table.load(tx, [need.of.id]);
    return record ? as('office', await loadChain(tx, record.ground, category)) : [];
  }
  if (need.of.kind === 'area') {
    const [area] = await areaTable.load(tx, [need.of.id]);
    return area ? as('office', await loadChain(tx, area.ground, category)) : [];
  }
  const offices =
    need.of.kind === 'case'
      ? await loadChainOfCase(tx, need.of.id, category)
      : await loadChainOfHome(tx, need.of.id, category);
  return as('office', offices);
}

/** A plate's household, as far as a plate may know it: where it is, nothing else. */
const plateHome = (actor: Actor): RecordBase => ({ id: actor.household ?? '', ground: actor.ground ?? '', version: 0 });

async function answer(tx: Asking, need: Exclude<Need, ChainNeed>, actor: Actor): Promise<Found> {
  const one = wider[need.kind];
  if (one) return one(tx, need.id);
  if (need.kind === 'household' && actor.standing === 'plate')
    return need.id === actor.household ? as('household', [plateHome(actor)]) : [];
  const store = stores.get(need.kind);
  if (!store) throw new Problem('broken', 'kind-unknown', { kind: need.kind });
  return as(need.kind, await store.table.load(tx, [need.id]));
}

/** Many records of one kind are one query. */
function gather(needs: readonly Need[]): (Need | { kind: string; ids: string[] })[] {
  const byKind = new Map<string, string[]>();
  const rest: Need[] = [];
  for (const need of needs) {
    if ('of' in need || wider[need.kind]) rest.push(need);
    else byKind.set(need.kind, [...(byKind.get(need.kind) ?? []), need.id]);
  }
  return [
    ...rest,
    ...[...byKind].map(([kind, ids]) => (ids.length === 1 && ids[0] ? { kind, id: ids[0] } : { kind, ids })),
  ];
}

/** Home → where it lay when it was last loaded. A guess: used only where the home itself is loaded beside it, and confirmed by it. */
const lastGround = new Map<string, string>();
const mostGrounds = 20_000;

function noteGround(home: string, ground: string | undefined): void {
  lastGround.delete(home);
  if (ground === undefined) return;
  lastGround.set(home, ground);
  if (lastGround.size > mostGrounds) lastGround.delete(lastGround.keys().next().value ?? '');
}

/** Homes whose chain is asked for along with themselves, with their ground as far as it is known. */
function groundGuesses(needs: readonly Need[]): Map<string, string> {
  const homes = new Set(needs.flatMap((need) => (!('of' in need) && need.kind === 'household' ? [need.id] : [])));
  return new Map(
    needs.flatMap((need) => {
      if (!('of' in need) || need.of.kind !== 'household' || !homes.has(need.of.id)) return [];
      const ground = lastGround.get(need.of.id);
      return ground === undefined ? [] : [[need.of.id, ground] as const];
    }),
  );
}

/** Everything in one go. To find a chain through its home would cost more than the chain: hence the guess, and a second go where it was wrong. */
export async function loadNeeds(tx: Asking, needs: readonly Need[], actor: Actor): Promise<Loaded> {
  const guesses = actor.standing === 'plate' ? new Map<string, string>() : groundGuesses(needs);
  const parts = await Promise.all(
    gather(needs).map(async (need) => {
      if ('of' in need) return chain(tx, need, actor, guesses.get(need.of.id));
      if (!('ids' in need)) return answer(tx, need, actor);
      return as(need.kind, (await stores.get(need.kind)?.table.load(tx, need.ids)) ?? []);
    }),
  );
  const found = parts.flat();
  const homes = new Map(found.flatMap((one) => (one.kind === 'household' ? [[one.record.id, one.record.ground]] : [])));
  for (const [home, ground] of homes) noteGround(home, ground);
  const wrong = [...guesses].filter(([home, ground]) => homes.get(home) !== ground);
  for (const [home] of wrong) noteGround(home, homes.get(home));
  return wrong.length > 0 ? loadNeeds(tx, needs, actor) : loadedFrom(found);
}

export function loadedFrom(found: Found): Loaded {
  const records = new Map<string, Map<string, RecordBase>>();
  for (const { kind, record } of found) {
    const ofKind = records.get(kind) ?? new Map<string, RecordBase>();
    ofKind.set(record.id, record);
    records.set(kind, ofKind);
  }
  const find = <R extends RecordBase>(kind: string, id: string): R | undefined =>
    records.get(kind)?.get(id) as R | undefined;
  return {
    find,
    get: <R extends RecordBase>(kind: string, id: string): R => {
      const record = find<R>(kind, id);
      // "Not yours" and "not there" read the same to a stranger.
      if (!record) throw new Problem('refused', 'not-yours');
      return record;
    },
    list: <R extends RecordBase>(kind: string): R[] => [...(records.get(kind)?.values() ?? [])] as R[],
  };
}
