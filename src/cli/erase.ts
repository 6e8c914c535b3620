// zd erase: takes away what was written about somebody, on a lawful request and by a decision of the county; says first how much that is.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { Problem } from '#kit/problem.ts';
import { emptyScope, inScope } from '#data/scope.ts';
import type { County } from '#server/county.ts';
import {
  type ErasableKind,
  type ErasingNote,
  type ErasingPlace,
  erasableKinds,
  erase,
  eraseAgain,
  reachOfErasing,
} from '#server/erase.ts';
import { openFileStore } from '#server/files/file-store.ts';
import { countyOf } from '#server/provision.ts';
import { readArguments } from './arguments.ts';
import { keepNote, notesIn, readNotes } from './erasure-notes.ts';
import { inCounty } from './open-county.ts';
import { print, sentence } from './sentences.ts';
import { readSettings, type Settings } from './settings.ts';

const placeIn = (settings: Settings, county: County): ErasingPlace => ({
  county,
  store: openFileStore(path.join(settings.dataDir, 'attachments')),
  note: async (line) => {
    if (!(await keepNote(settings.dataDir, line))) print(sentence('cli.erasure-not-beside'));
  },
});

const findText = `select household.id, 'household' as kind, household.door, area.name as grid, '' as what, null::timestamptz as at
    from household join area on area.id = household.grid where household.door = $1
  union all select member.id, 'member' as kind, household.door, area.name as grid, member.name as what, member.left_at as at
    from member join household on household.id = member.household join area on area.id = household.grid
    where household.door = $1 and member.name <> ''
  union all select visit.id, 'visit', household.door, area.name, '', visit.claimed_at
    from visit join household on household.id = visit.household join area on area.id = household.grid
    where household.door = $1 and not visit.parts @> '[{"kind":"erased"}]'
  union all select question.id, 'question', household.door, area.name, question.topic, question.claimed_at
    from question join household on household.id = question.household join area on area.id = household.grid
    where household.door = $1 and question.text <> ''
  union all select errand.id, 'errand', household.door, area.name, errand.kind || ' ' || errand.state, errand.changed_at
    from errand join household on household.id = errand.household join area on area.id = household.grid
    where household.door = $1 and not errand.story @> '[{"what":"erased"}]'
  union all select dispute.id, 'dispute', household.door, area.name, dispute.state, dispute.opened_at
    from dispute join household on household.id = any(dispute.homes) join area on area.id = household.grid where household.door = $1
  union all select matter.id, 'case', household.door, area.name, coalesce(matter.number::text, '') || ' ' || matter.state, matter.reported_at
    from matter join household on household.id = matter.household join area on area.id = household.grid
    where household.door = $1 and not matter.restricted and matter.title <> '—'
  order by 4, 2, 6 limit 1000`;

/** Ids of all that is kept about a door; what was written stays unread. */
async function find(county: County, door: string): Promise<number> {
  const scope = { ...emptyScope, standing: 'service', service: 'import' };
  const rows = await inScope(county.database, scope, (tx) =>
    tx.query<{ id: string; kind: string; grid: string; what: string; at: Date | null }>(findText, [door]),
  );
  for (const { id, kind, grid, what, at } of rows)
    print([kind, id, grid, door, what, at?.toISOString() ?? ''].filter((one) => one !== '').join('  '));
  if (rows.length === 0) print(sentence('cli.erase-none', { door }));
  return rows.length === 0 ? 1 : 0;
}

/** Does these again and says so. Answers how many have to wait. */
export async function sayAgain(settings: Settings, county: County, notes: readonly ErasingNote[]): Promise<number> {
  const { done, waits } = await eraseAgain(placeIn(settings, county), notes);
  print(sentence('cli.erased-again', { n: done }));
  if (waits > 0) print(sentence('cli.erase-waits', { n: waits }));
  return waits;
}

interface Wanted {
  readonly kind: ErasableKind;
  readonly id: string;
  readonly reason: string;
  readonly decision: string;
  readonly sure: boolean;
}

async function eraseOrTell(settings: Settings, county: County, { sure, ...erasing }: Wanted): Promise<number> {
  const reach = await reachOfErasing(county, erasing);
  print(sentence('cli.erase-reach', reach));
  if (!sure) {
    print(sentence('cli.erase-sure'));
    return 1;
  }
  await erase(placeIn(settings, county), erasing);
  print(sentence('cli.erased', { file: notesIn(settings.dataDir) }));
  return 0;
}

const isUuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);

/** `zd erase find DOOR | again FILE | KIND ID`; without --yes it only says what would go. */
export async function eraseCommand(args: string[]): Promise<number> {
  const { values, positionals } = readArguments(args, {
    data: { type: 'string' },
    reason: { type: 'string', default: '' },
    decision: { type: 'string', default: '' },
    yes: { type: 'boolean', default: false },
  });
  const [what = '', which = ''] = positionals;
  const settings = readSettings(values.data);
  const usage = new Problem('invalid', 'erase-usage');
  if (which === '') throw usage;
  if (what === 'again' && !existsSync(which)) throw new Problem('missing', 'file-unreadable', { file: which });
  return inCounty(settings, async ({ database, facts }) => {
    const county = countyOf(database, facts);
    if (what === 'find') return find(county, which);
    if (what === 'again') return (await sayAgain(settings, county, readNotes(which))) > 0 ? 1 : 0;
    const { reason, decision, yes: sure } = values;
    const kind = erasableKinds.find((one) => one === what);
    if (kind === undefined || !isUuid(which) || reason.length < 4 || decision.length < 4) throw usage;
    return eraseOrTell(settings, county, { kind, id: which, reason, decision, sure });
  });
}
