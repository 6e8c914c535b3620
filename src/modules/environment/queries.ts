// What screens may ask about places: all of one's ground with their last state and pictures, and one with its looks.
import * as z from 'zod/mini';
import { servesGround } from '#kit/actor.ts';
import { Problem } from '#kit/problem.ts';
import type { Tx } from '#data/database.ts';
import { defineQuery } from '#data/query.ts';
import type { AttachmentRow } from '#modules/attachment/model.ts';
import { attachmentTable, rowOf } from '#modules/attachment/store.ts';
import type { SpotPage, SpotRow } from './model.ts';

export const spotStaff = ['level-2-worker', 'level-1-head', 'liaison-officer', 'village-officer', 'township-officer'];

const rowText = `select spot.id, spot.kind, spot.name, coalesce(village.name, '') || coalesce(up.name, '') as place,
    spot.looked_at as "lookedAt", spot.wrong, spot.praise, spot.ground::text as ground,
    case when matter.id is not null then jsonb_build_object('id', matter.id, 'number', matter.number, 'state', matter.state,
      'outcome', matter.outcome, 'holderName', office.name,
      'resolveBy', (extract(epoch from matter.resolve_by) * 1000)::bigint) end as matter,
    matter.answered_at as answered
  from spot left join matter on matter.id = spot.matter left join office on office.id = matter.holder
  left join area as village on village.ground = subpath(spot.ground, 0, 3) left join area as up on up.ground = subpath(spot.ground, 0, 4)
  where spot.closed_at is null and spot.ground <@ any($1::ltree[]) and ($2::uuid is null or spot.id = $2)
  order by spot.ground, spot.name limit 1000`;

interface Row extends Omit<SpotRow, 'lookedAt' | 'before' | 'after'> {
  readonly lookedAt: Date | null;
  readonly ground: string;
  readonly answered: Date | null;
}

async function rowsOf(
  tx: Tx,
  grounds: readonly string[],
  spot: string | null,
): Promise<(SpotRow & { ground: string })[]> {
  const rows = await tx.query<Row>(rowText, [grounds, spot]);
  const matters = rows.flatMap((row) => row.matter?.id ?? []);
  const files = (
    await tx.query<Record<string, unknown>>(
      `select ${attachmentTable.select} from attachment where matter = any($1::uuid[]) order by named_at, id`,
      [matters],
    )
  ).map((row) => rowOf(attachmentTable.read(row)));
  return rows.map(({ answered, lookedAt, ...row }) => {
    const own = files.filter((file) => file.matter === row.matter?.id);
    // ENV-8
    const isAfter = ({ namedAt }: AttachmentRow): boolean => answered !== null && namedAt >= answered.getTime();
    const parts = { before: own.filter((file) => !isAfter(file)), after: own.filter(isAfter) };
    return { ...row, ...parts, lookedAt: lookedAt?.getTime() ?? null };
  });
}

const groundsOf = (actor: { posts: readonly { role: string; ground: string }[] }): string[] =>
  actor.posts.filter((post) => spotStaff.includes(post.role)).map((post) => post.ground);

export const list = defineQuery({
  name: 'spot.list',
  input: z.object({}),
  who: spotStaff,
  touches: 'list',
  async answer(tx, _, { actor }): Promise<SpotRow[]> {
    const rows = await rowsOf(tx, groundsOf(actor), null);
    return rows.map(({ ground, ...row }) => row);
  },
});

const looksText = `select look.id, claimed_at as "claimedAt", wrong, note, praise, matter, office.name as "officeName"
  from look join office on office.id = look.office where spot = $1 order by claimed_at desc limit 100`;

export const page = defineQuery({
  name: 'spot.page',
  input: z.object({ spot: z.uuid() }),
  who: spotStaff,
  touches: 'list',
  async answer(tx, input, { actor }): Promise<SpotPage> {
    const [found] = await rowsOf(tx, groundsOf(actor), input.spot);
    if (!found) throw new Problem('refused', 'not-yours');
    const looks = await tx.query<SpotPage['looks'][number] & { claimedAt: unknown }>(looksText, [input.spot]);
    const { ground, ...spot } = found;
    return {
      spot,
      looks: looks.map((one) => ({ ...one, claimedAt: (one.claimedAt as unknown as Date).getTime() })),
      mayClose: servesGround(actor, ground, spotStaff),
    };
  },
});

export const spotQueries = [list, page];
