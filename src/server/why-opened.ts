// Whether whoever opens a home must first say why: never where the work at hand says it, always where nothing does (HOME-15).
import type { Actor } from '#kit/actor.ts';
import { Problem } from '#kit/problem.ts';
import type { Tx } from '#data/database.ts';
import { isOpenReason } from '#modules/household/kinds/open-reasons.ts';
import { servesHome } from '#modules/household/rules.ts';

const groundText = 'select ground::text as ground from household where id = $1';

/** Something of this home waits for one of these offices: a matter, an errand, a mediation. */
const workText = `select exists (select from matter where household = $1 and state <> 'closed'
    and (holder = any($2::uuid[]) or first_receiver = any($2::uuid[]) or copied && $2::uuid[]))
  or exists (select from errand where household = $1 and state <> 'over' and (holder = any($2::uuid[]) or handed_to = any($2::uuid[])))
  or exists (select from dispute where $1 = any(homes) and state <> 'ended' and offices && $2::uuid[]) as waits`;

/**
 * The reason that is written with the reading; '' where none was needed. Every question that opens one home by its id
 * takes `reason` beside `household`: `asked` is what it understood, `said` the whole of what came. Throws `refused reason-needed`.
 */
export async function whyOpened(tx: Tx, actor: Actor, input: { asked: unknown; said: unknown }): Promise<string> {
  const { household } = input.asked as { household?: unknown };
  const { reason } = (input.said ?? {}) as { reason?: unknown };
  if (typeof household !== 'string' || actor.standing !== 'staff') return '';
  // One that he may not see is answered by the question itself, as if it were not there.
  const home = await tx.maybe<{ ground: string }>(groundText, [household]);
  if (!home || servesHome(actor, home.ground)) return '';
  const { waits } = await tx.one<{ waits: boolean }>(workText, [household, actor.posts.map((post) => post.office)]);
  if (waits) return '';
  if (!isOpenReason(reason)) throw new Problem('refused', 'reason-needed');
  return reason;
}
