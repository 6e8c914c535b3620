// The messages of a phone, made from the matters that lie on it by the same rules: there without coverage, and nothing more is kept. Pure.
import type { PhoneCase } from '#modules/case/model.ts';
import { nearBefore, paceOf } from './kinds/escalation.ts';
import type { MessageKind } from './model.ts';
import { toldBy } from './rules.ts';
import { dueNow, reviewBefore } from './rules-due.ts';

const thirtyDays = 30 * 86_400_000;
const most = 100;

export interface News {
  readonly key: string;
  readonly kind: MessageKind;
  readonly at: number;
  readonly matter: PhoneCase;
}

/** What it was about is done: nothing is asked of this office any more. */
function isPast({ holder, state, help }: PhoneCase, kind: MessageKind, mine: ReadonlySet<string>): boolean {
  if (kind === 'carry') return state !== 'answered';
  if (kind === 'help') return help !== 'asked';
  return state === 'closed' || (kind === 'new' && !mine.has(holder));
}

function fromStory(matter: PhoneCase, mine: ReadonlySet<string>): News[] {
  // Who sent it in does not lie on a phone; what has no reporter came from behind a plate.
  const of = { ...matter, reporterStanding: matter.reporter === null ? 'plate' : 'staff' };
  return matter.steps.flatMap((step) =>
    toldBy({ name: step.name, data: { to: step.toOffice, by: step.office } }, of)
      .filter(({ kind, office }) => office !== null && mine.has(office) && !isPast(matter, kind, mine))
      .map(({ kind }) => ({ key: `${matter.id} ${step.n} ${kind}`, kind, at: step.at, matter })),
  );
}

function fromClock(matter: PhoneCase, mine: ReadonlySet<string>, now: number): News[] {
  const one = (kind: MessageKind, at: number): News[] => [{ key: `${matter.id} ${kind} ${at}`, kind, at, matter }];
  if (!mine.has(matter.holder)) return [];
  if (matter.side === 'suspended')
    return matter.reviewAt !== null && matter.reviewAt - reviewBefore <= now
      ? one('review', matter.reviewAt - reviewBefore)
      : [];
  if (!['reported', 'accepted', 'in-progress'].includes(matter.state) || matter.side === 'merged') return [];
  const due = Math.min(matter.resolveBy ?? Infinity, matter.holderBy ?? Infinity);
  const [first] = Number.isFinite(due) ? dueNow(matter.severity, due, now).told : [];
  if (!first) return [];
  return first.kind === 'near' ? one('near', due - nearBefore[paceOf(matter.severity)]) : one('overdue', due);
}

/** Newest first, of the last 30 days; of offices sat in now. */
export function newsOf(matters: readonly PhoneCase[], offices: readonly string[], now: number): News[] {
  const mine = new Set(offices);
  return matters
    .filter((matter) => !matter.restricted)
    .flatMap((matter) => [...fromStory(matter, mine), ...fromClock(matter, mine, now)])
    .filter(({ at }) => at > now - thirtyDays)
    .sort((a, b) => b.at - a.at)
    .slice(0, most);
}
