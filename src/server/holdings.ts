// What each phone was handed, home by home: so that it can be said of a lost one.
import type { Actor } from '#kit/actor.ts';
import type { Tx } from '#data/database.ts';

export interface HandedOut {
  readonly records: readonly { readonly kind: string; readonly homes: readonly string[] }[];
  readonly gone: readonly { readonly kind: string; readonly id: string }[];
  /** ms */
  readonly at: number;
}

/** Looked at first, so that a home already known with these kinds writes nothing. */
const heldText = `insert into holding (device, person, household, kinds, since)
  select $1, $2, household, array_agg(distinct kind order by kind), $5 from unnest($3::uuid[], $4::text[]) as handed (household, kind)
  where not exists (select from holding as known where known.device = $1 and known.household = handed.household and kind = any (known.kinds) and known.gone_at is null)
  group by household
  on conflict (device, household) do update set gone_at = null,
    kinds = (select array_agg(distinct kind order by kind) from unnest(holding.kinds || excluded.kinds) as kind)`;
const goneText = `update holding set gone_at = $3 where device = $1 and household = any($2::uuid[]) and gone_at is null`;

/** A desk's session has no phone and writes nothing. */
export async function writeHoldings(tx: Tx, actor: Actor, { records, gone, at }: HandedOut): Promise<void> {
  if (actor.device === null) return;
  const pairs = new Map(
    records.flatMap(({ kind, homes }) => homes.map((home) => [`${home} ${kind}`, { home, kind }] as const)),
  );
  const left = gone.filter(({ kind }) => kind === 'household').map(({ id }) => id);
  const handed = [...pairs.values()];
  if (handed.length > 0)
    await tx.exec(heldText, [
      actor.device,
      actor.person,
      handed.map(({ home }) => home),
      handed.map(({ kind }) => kind),
      new Date(at),
    ]);
  if (left.length > 0) await tx.exec(goneText, [actor.device, left, new Date(at)]);
}
