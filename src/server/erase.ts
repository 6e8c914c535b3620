// Erases a member of a home or one notebook entry: through the door, by a service of its own, with the files that go along.
import { newId } from '#kit/id.ts';
import { serviceActor } from '#kit/actor.ts';
import { Problem } from '#kit/problem.ts';
import { emptyScope, inScope, type Scope } from '#data/scope.ts';
import type { County } from './county.ts';
import { execute } from './execute.ts';
import type { FileStore } from './files/file-store.ts';
import { loadErasableOfMember, loadErasableOfVisit } from './load-erasable.ts';

export const erasableKinds = ['visit', 'member'] as const;
export type ErasableKind = (typeof erasableKinds)[number];

export interface Erasing {
  readonly kind: ErasableKind;
  readonly id: string;
  readonly reason: string;
  readonly decision: string;
}

/** How much goes, by kind: rows of the journal, promises, files, entries about the member. */
export type Reach = Readonly<Record<'rows' | 'promises' | 'files' | 'visits' | 'persons', number>>;

const eraser = serviceActor('erase');
const scope: Scope = { ...emptyScope, standing: 'service', service: 'erase' };
const load = { visit: loadErasableOfVisit, member: loadErasableOfMember } as const;
const loaded = (county: County, kind: ErasableKind, id: string): ReturnType<typeof loadErasableOfVisit> =>
  inScope(county.database, scope, (tx) => load[kind](tx, id), { readOnly: true });

/** Entries about this member go with him. */
const visitsAbout = async (county: County, member: string): Promise<string[]> =>
  (
    await inScope(county.database, scope, (tx) =>
      tx.query<{ id: string }>('select id from visit where subject = $1 order by id', [member]),
    )
  ).map((row) => row.id);

/** What an erasing would take; changes nothing. Throws `missing erase-unknown`. */
export async function reachOfErasing(county: County, { kind, id }: Pick<Erasing, 'kind' | 'id'>): Promise<Reach> {
  const [there] = await inScope(county.database, scope, (tx) =>
    tx.query<{ id: string }>(`select id from ${kind === 'visit' ? 'visit' : 'member'} where id = $1`, [id]),
  );
  if (!there) throw new Problem('missing', 'erase-unknown', { id });
  const visits = kind === 'member' ? await visitsAbout(county, id) : [];
  const found = [
    ...(await loaded(county, kind, id)),
    ...(await Promise.all(visits.map((one) => loaded(county, 'visit', one)))).flat(),
  ];
  const count = (what: string): number => found.filter((one) => one.kind === what).length;
  return {
    rows: count('journal-row'),
    promises: count('promise'),
    files: count('attachment'),
    visits: visits.length,
    persons: count('person'),
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
  const files = (await loaded(county, erasing.kind, erasing.id)).flatMap(({ record }) => {
    const { keptHash, smallHash } = record as { keptHash?: string | null; smallHash?: string | null };
    return [keptHash, smallHash].filter((hash) => typeof hash === 'string');
  });
  await note({ ...erasing, at: county.now(), files });
  await decideErasing(county, erasing);
  await dropFiles(county, store, files);
}

async function decideErasing(county: County, { kind, id, reason, decision }: Erasing): Promise<void> {
  const answer = await execute(county, eraser, {
    v: 1,
    id: newId(),
    name: `${kind}.erase`,
    input: { [kind]: id, reason, decision },
    at: county.now(),
    device: null,
    author: null,
  });
  if (answer.status === 'refused') throw new Problem('conflict', answer.code ?? '', answer.facts);
}

/** Erases it and what goes with it. Throws `conflict erased-already`; the entries about a member go even then. */
export async function erase(place: ErasingPlace, erasing: Erasing): Promise<void> {
  const visits = erasing.kind === 'member' ? await visitsAbout(place.county, erasing.id) : [];
  for (const id of visits) await eraseOne(place, { ...erasing, kind: 'visit', id });
  await eraseOne(place, erasing);
}

/** Does again what the notes say, after a restore or a crash. Answers how many were still to do. */
export async function eraseAgain(
  { county, store }: Omit<ErasingPlace, 'note'>,
  notes: readonly ErasingNote[],
): Promise<number> {
  let done = 0;
  for (const one of notes) {
    try {
      await decideErasing(county, one);
      done += 1;
    } catch (error) {
      // Erased by then, or written only after what was put back was taken.
      if (!(error instanceof Problem) || !['erased-already', 'not-yours'].includes(error.code)) throw error;
    }
    await dropFiles(county, store, one.files);
  }
  return done;
}
