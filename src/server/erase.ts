// Erases a home, a member of it or one record about them: through the door, by a service of its own, with the files that go along.
import { newId } from '#kit/id.ts';
import { serviceActor } from '#kit/actor.ts';
import type { RecordBase } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import { emptyScope, inScope, type Scope } from '#data/scope.ts';
import type { Asking } from '#data/table.ts';
import { keepWords, keepWordsOfHomes } from '#modules/case/store-words.ts';
import { executeAs, jobs } from './execute-as.ts';
import type { County } from './county.ts';
import type { FileStore } from './files/file-store.ts';
import {
  loadErasableOfCase,
  loadErasableOfHousehold,
  loadErasableOfMember,
  loadErasableOfRecord,
  loadErasableOfVisit,
} from './load-erasable.ts';

type Found = readonly { readonly kind: string; readonly record: RecordBase }[];

interface Erasable {
  readonly table: string;
  load(tx: Asking, id: string): Promise<Found>;
  /** Records that go before it, as kind and id. */
  readonly before?: string;
}

const erasable = {
  visit: { table: 'visit', load: loadErasableOfVisit },
  question: { table: 'question', load: loadErasableOfRecord },
  errand: { table: 'errand', load: loadErasableOfRecord },
  inquiry: { table: 'inquiry', load: loadErasableOfRecord },
  dispute: { table: 'dispute', load: loadErasableOfRecord },
  proposal: { table: 'proposal', load: loadErasableOfRecord },
  voice: { table: 'proposal_voice', load: loadErasableOfRecord },
  case: { table: 'matter', load: loadErasableOfCase },
  member: {
    table: 'member',
    load: loadErasableOfMember,
    // Entries about him, errands for him and mediations he was a party of.
    before: `select 'visit' as kind, id from visit where subject = $1 and not parts @> '[{"kind":"erased"}]'
      union all select 'errand', id from errand where member = $1 and not story @> '[{"what":"erased"}]'
      union all select 'dispute', id from dispute where parties @> jsonb_build_array(jsonb_build_object('member', $1::text)) order by 1, 2`,
  },
  household: {
    table: 'household',
    load: loadErasableOfHousehold,
    before: `select 'visit' as kind, id from visit where household = $1 and not parts @> '[{"kind":"erased"}]'
      union all select 'question', id from question where household = $1 and text <> ''
      union all select 'inquiry', id from inquiry where household = $1 and text <> ''
      union all select 'errand', id from errand where household = $1 and not story @> '[{"what":"erased"}]'
      union all select 'dispute', id from dispute where household = $1 or $1 = any(homes)
      union all select 'proposal', proposal.id from proposal_home join proposal on proposal.id = proposal_home.proposal where household = $1 and text <> ''
      union all select 'voice', id from proposal_voice where household = $1 and words <> ''
      union all select 'case', id from matter where household = $1 and title <> '—'
      union all select 'member', id from member where household = $1 and name <> '' order by 1, 2`,
  },
} as const satisfies Readonly<Record<string, Erasable>>;

export type ErasableKind = keyof typeof erasable;
export const erasableKinds = Object.keys(erasable) as readonly ErasableKind[];

interface Target {
  readonly kind: ErasableKind;
  readonly id: string;
}

export interface Erasing extends Target {
  readonly reason: string;
  readonly decision: string;
}

/** How much goes, by kind: rows of the journal, promises, files, persons who sign in, and records that go along. */
export type Reach = Readonly<Record<'rows' | 'promises' | 'files' | 'persons' | 'records', number>>;

const eraser = serviceActor('erase');
const scope: Scope = { ...emptyScope, standing: 'service', service: 'erase' };
const loaded = (county: County, { kind, id }: Target): Promise<Found> =>
  inScope(county.database, scope, (tx) => erasable[kind].load(tx, id), { readOnly: true });

async function before(county: County, { kind, id }: Target): Promise<Target[]> {
  const { before: text }: Erasable = erasable[kind];
  if (text === undefined) return [];
  return inScope(county.database, scope, (tx) => tx.query<Target>(text, [id]), { readOnly: true });
}

/** What still runs is first brought to its end; else half of it would be gone. Throws `conflict erase-open`. */
async function mustBeOver(county: County, target: Target): Promise<void> {
  const n = (await loaded(county, target)).filter((one) => one.kind === 'open').length;
  if (n > 0) throw new Problem('conflict', 'erase-open', { n });
}

/** What an erasing would take; changes nothing. Throws `missing erase-unknown`. */
export async function reachOfErasing(county: County, target: Target): Promise<Reach> {
  const [there] = await inScope(county.database, scope, (tx) =>
    tx.query<{ id: string }>(`select id from ${erasable[target.kind].table} where id = $1`, [target.id]),
  );
  if (!there) throw new Problem('missing', 'erase-unknown', { id: target.id });
  const along = await before(county, target);
  const found: Found[number][] = [];
  for (const one of [target, ...along]) found.push(...(await loaded(county, one)));
  const seen = new Map(found.map((one) => [`${one.kind} ${one.record.id}`, one.kind]));
  const count = (what: string): number => [...seen.values()].filter((kind) => kind === what).length;
  return {
    rows: count('journal-row'),
    promises: count('promise'),
    files: count('attachment'),
    persons: count('person'),
    records: along.length,
  };
}

/** Files that no other record keeps under the same hash. */
async function dropFiles(county: County, store: FileStore, hashes: readonly string[]): Promise<void> {
  const kept = await inScope(county.database, scope, (tx) =>
    tx.query<{ hash: string }>(
      `select unnest(array[kept_hash, small_hash]) as hash from attachment where kept_hash = any($1) or small_hash = any($1)`,
      [hashes],
    ),
  );
  const still = new Set(kept.map((row) => row.hash));
  for (const hash of hashes) if (!still.has(hash)) await store.remove(hash);
}

/** An erasing as it is kept beside the data, so that it is done again after a restore or a crash. */
export interface ErasingNote extends Erasing {
  readonly at: number;
  /** Names of the kept files that go. */
  readonly files: readonly string[];
}

export interface ErasingPlace {
  readonly county: County;
  readonly store: FileStore;
  /** Resolves when the note is on the disk. */
  note(line: ErasingNote): Promise<void>;
}

async function eraseOne({ county, store, note }: ErasingPlace, erasing: Erasing): Promise<void> {
  const files = (await loaded(county, erasing)).flatMap(({ record }) => {
    const { keptHash, smallHash } = record as { keptHash?: string | null; smallHash?: string | null };
    return [keptHash, smallHash].filter((hash) => typeof hash === 'string');
  });
  await note({ ...erasing, at: county.now(), files });
  await decideErasing(county, erasing);
  await dropFiles(county, store, files);
}

async function decideErasing(county: County, { kind, id, reason, decision }: Erasing): Promise<void> {
  const answer = await executeAs(county, eraser, {
    id: newId(),
    name: `${kind}.erase`,
    input: { [kind]: id, reason, decision },
  });
  if (answer.status === 'refused') throw new Problem('conflict', answer.code ?? '', answer.facts);
  // What it was found by goes at once, whether or not a server is running.
  if (kind === 'case') await inScope(county.database, jobs, (tx) => keepWords(tx, [id]));
  if (kind === 'household') await inScope(county.database, jobs, (tx) => keepWordsOfHomes(tx, [id]));
}

/** Erases it and what goes with it. Throws `conflict erased-already` or `erase-open`. */
export async function erase(place: ErasingPlace, erasing: Erasing): Promise<void> {
  await mustBeOver(place.county, erasing);
  for (const one of await before(place.county, erasing)) {
    // A member takes with him what went before him; whatever of it is gone already is done.
    const inner = one.kind === 'member' ? await before(place.county, one) : [];
    for (const each of [...inner, one]) await eraseUnlessDone(place, { ...erasing, ...each });
  }
  await eraseOne(place, erasing);
}

const isDone = (error: unknown): boolean => error instanceof Problem && error.code === 'erased-already';

async function eraseUnlessDone(place: ErasingPlace, erasing: Erasing): Promise<void> {
  try {
    await eraseOne(place, erasing);
  } catch (error) {
    if (!isDone(error)) throw error;
  }
}

/** Does again what the notes say, after a restore or a crash. Answers how many were still to do, and how many have to wait. */
export async function eraseAgain(
  { county, store }: Omit<ErasingPlace, 'note'>,
  notes: readonly ErasingNote[],
): Promise<{ readonly done: number; readonly waits: number }> {
  let done = 0;
  let waits = 0;
  for (const one of notes) {
    try {
      await decideErasing(county, one);
      done += 1;
    } catch (error) {
      // Erased by then, or written only after what was put back was taken.
      if (!(error instanceof Problem) || !['erased-already', 'erase-open', 'not-yours'].includes(error.code))
        throw error;
      if (error.code === 'erase-open') {
        waits += 1;
        continue;
      }
    }
    await dropFiles(county, store, one.files);
  }
  return { done, waits };
}
