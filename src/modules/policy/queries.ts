// What desks may ask about policy cards: those for the reader's ground, and one with all its editions.
import * as z from 'zod/mini';
import type { Actor } from '#kit/actor.ts';
import { Problem } from '#kit/problem.ts';
import type { Asking } from '#data/table.ts';
import { type Asked, defineQuery } from '#data/query.ts';
import { papersOf } from '#modules/attachment/store.ts';
import type { Edition, EditionRow, Policy, PolicyPage, PolicyRow } from './model.ts';
import { isShown, mayChange, mayCheck, mayWrite, stateOf } from './rules.ts';
import { policyTable } from './store.ts';

const fields = policyTable.select
  .split(', ')
  .map((one) => one.replace(/^(\w+)/, 'policy.$1'))
  .join(', ');
const from = `select ${fields}, area.id as area, area.name as "areaName", office.name as "officeName" from policy
  join office on office.id = policy.office left join area on area.ground = policy.ground`;

type Found = Record<string, unknown> & {
  readonly area: string | null;
  readonly areaName: string | null;
  readonly officeName: string;
};

const editionsOf = ({ draft, shown, earlier }: Policy): Edition[] => [
  ...(draft ? [draft] : []),
  ...(shown ? [shown] : []),
  ...earlier,
];

async function namesOf(tx: Asking, editions: readonly Edition[]): Promise<(office: string | null) => string | null> {
  const ids = [...new Set(editions.flatMap((one) => [one.office, ...(one.checkedBy ? [one.checkedBy] : [])]))];
  const rows = await tx.query<{ id: string; name: string }>('select id, name from office where id = any($1::uuid[])', [
    ids,
  ]);
  const names = new Map(rows.map((row) => [row.id, row.name]));
  return (office) => (office === null ? null : (names.get(office) ?? null));
}

type Names = Awaited<ReturnType<typeof namesOf>>;

function rowOf(found: Found, names: Names, { actor, now }: Pick<Asked, 'actor' | 'now'>): PolicyRow {
  const policy = policyTable.read(found);
  const edition = policy.shown ?? policy.draft;
  if (!edition) throw new Problem('broken', 'fact-without-record', { fact: 'policy' });
  const { id, ground, version, code, checkedAt, withdrawnAt } = policy;
  return {
    id,
    ground,
    version,
    code,
    area: found.area ?? '',
    areaName: found.areaName ?? '',
    officeName: found.officeName,
    state: stateOf({ card: edition.card, checkedAt, withdrawnAt }, now),
    card: edition.card,
    n: edition.n,
    checkedAt,
    checkedByName: names(edition.checkedBy),
    waits: policy.draft !== null && mayWrite(actor, ground),
    mayWrite: mayChange(actor, policy),
    mayCheck: mayCheck(actor, policy),
  };
}

/** POLICY-2, POLICY-3: who writes cards sees all of his ground's; everybody else what is shown now. */
const maySee = (actor: Actor, policy: Policy, now: number): boolean =>
  mayWrite(actor, policy.ground) || (policy.shown !== null && isShown({ ...policy, card: policy.shown.card }, now));

const grounds = (actor: Actor): string[] => actor.posts.map((post) => post.ground);

export const list = defineQuery({
  name: 'policy.list',
  input: z.object({}),
  who: ['staff'],
  touches: 'none',
  async answer(tx, _, { actor, now }): Promise<PolicyRow[]> {
    const rows = await tx.query<Found>(
      `${from} where policy.ground <@ any($1::ltree[]) or policy.ground @> any($1::ltree[]) order by policy.id limit 500`,
      [grounds(actor)],
    );
    const seen = rows.filter((row) => maySee(actor, policyTable.read(row), now));
    const names = await namesOf(
      tx,
      seen.flatMap((row) => editionsOf(policyTable.read(row)).slice(0, 2)),
    );
    return seen
      .map((row) => rowOf(row, names, { actor, now }))
      .sort((a, b) => a.card.zh.title.localeCompare(b.card.zh.title, 'zh'));
  },
});

export const page = defineQuery({
  name: 'policy.page',
  input: z.object({ policy: z.uuid() }),
  who: ['staff'],
  touches: 'none',
  async answer(tx, input, { actor, now }): Promise<PolicyPage> {
    const [row] = await tx.query<Found>(`${from} where policy.id = $1`, [input.policy]);
    const policy = row && policyTable.read(row);
    if (!row || !policy || !maySee(actor, policy, now)) throw new Problem('refused', 'not-yours');
    const names = await namesOf(tx, editionsOf(policy));
    const asRow = ({ n, card, office, writtenAt, checkedBy, checkedAt }: Edition): EditionRow => ({
      n,
      card,
      officeName: names(office) ?? '',
      writtenAt,
      checkedByName: names(checkedBy),
      checkedAt,
    });
    const writes = mayWrite(actor, policy.ground);
    const papers = await papersOf(tx, policy.id);
    return {
      ...rowOf(row, names, { actor, now }),
      draft: writes && policy.draft ? asRow(policy.draft) : null,
      earlier: writes ? policy.earlier.map(asRow).reverse() : [],
      away: Object.fromEntries(
        papers.flatMap(({ id, state, fault }) => (state === 'received' ? [] : [[id, fault ?? '']])),
      ),
    };
  },
});

export const policyQueries = [list, page];
