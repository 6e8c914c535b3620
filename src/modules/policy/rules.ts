// How a card is written, checked, shown, hidden and found (POLICY rules).
import { type Actor, isUnder } from '#kit/actor.ts';
import { dayOf } from '#kit/calendar.ts';
import type { RecordKind } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { Card, Edition, Paper, Policy, PolicyState, ShownPolicy } from './model.ts';

const blank = {
  shown: null,
  draft: null,
  earlier: [],
  validFrom: null,
  validTo: null,
  checkedAt: null,
  withdrawnAt: null,
} as const;

export const policyKind: RecordKind<Policy> = {
  kind: 'policy',
  apply(policy, fact) {
    const { ground, office, code, edition, at, by, person } = fact.data;
    if (fact.name === 'policy.written') {
      if (policy) return { ...policy, office, draft: edition, version: policy.version + 1 };
      return { ...blank, ground, office, code, draft: edition, id: fact.id, version: 1 };
    }
    if (!policy) throw new Problem('broken', 'fact-without-record', { fact: fact.name });
    const version = policy.version + 1;
    if (fact.name === 'policy.withdrawn') return { ...policy, version, withdrawnAt: at };
    if (fact.name !== 'policy.checked') throw new Problem('broken', 'fact-unknown', { fact: fact.name });
    const found = policy.draft ?? policy.shown;
    if (!found) throw new Problem('broken', 'fact-without-record', { fact: fact.name });
    const shown: Edition = { ...found, checker: person, checkedBy: by, checkedAt: at };
    // POLICY-4: what stood there before is kept.
    const earlier = policy.draft && policy.shown ? [...policy.earlier, policy.shown] : policy.earlier;
    const { validFrom, validTo } = shown.card;
    return { ...policy, version, shown, draft: null, earlier, validFrom, validTo, checkedAt: at, withdrawnAt: null };
  },
};

/** POLICY-3: so long a check holds; the same day of the next year is the first without it. */
function checkedUntil(checkedAt: number): string {
  const [year = '', month, day] = dayOf(checkedAt).split('-');
  return `${Number(year) + 1}-${month}-${day}`;
}

interface Dated {
  readonly card: Pick<Card, 'validFrom' | 'validTo'>;
  readonly checkedAt: number | null;
  readonly withdrawnAt: number | null;
}

/** POLICY-3 */
export function stateOf({ card, checkedAt, withdrawnAt }: Dated, now: number): PolicyState {
  const today = dayOf(now);
  if (withdrawnAt !== null) return 'withdrawn';
  if (checkedAt === null) return 'unchecked';
  if (card.validTo !== null && today > card.validTo) return 'expired';
  if (today < card.validFrom) return 'not-yet';
  return today >= checkedUntil(checkedAt) ? 'stale' : 'shown';
}

export const isShown = (policy: Dated, now: number): boolean => stateOf(policy, now) === 'shown';

export const papersIn = (edition: Pick<Edition, 'card'> | null): readonly Paper[] => edition?.card.papers ?? [];

/** How large a paper is, before somebody with little signal fetches it. */
export const sizeOf = ({ bytes }: Pick<Paper, 'bytes'>): string =>
  bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;

/** POLICY-12: whether a paper stands on what is shown. */
export const isShownPaper = (policy: Policy, attachment: string, now: number): boolean =>
  policy.shown !== null &&
  isShown({ ...policy, card: policy.shown.card }, now) &&
  papersIn(policy.shown).some((one) => one.attachment === attachment);

/** What of a record may leave the desks; undefined before its first check. */
export function shownOf(policy: Policy, pinyin: string): ShownPolicy | undefined {
  const { id, ground, version, code, shown, withdrawnAt } = policy;
  if (shown === null || withdrawnAt !== null) return undefined;
  const { card, checkedBy, checkedAt } = shown;
  return { id, ground, version, code, card, checkedBy, checkedAt, withdrawnAt, pinyin };
}

export const writers = ['county-officer', 'department-officer', 'township-officer'] as const;

/** POLICY-1 */
export const mayWrite = (actor: Actor, ground: string): boolean =>
  actor.posts.some((post) => writers.some((role) => role === post.role) && isUnder(ground, post.ground));

/** POLICY-1: the office that stands for a card, or the county centre above it. */
export const mayChange = (actor: Actor, { office, ground }: Pick<Policy, 'office' | 'ground'>): boolean =>
  actor.posts.some(
    (post) =>
      (post.office === office && writers.some((role) => role === post.role)) ||
      (post.role === 'county-officer' && isUnder(ground, post.ground)),
  );

/** POLICY-2: somebody else than its writer. */
export const mayCheck = (actor: Actor, policy: Policy): boolean => {
  const edition = policy.draft ?? policy.shown;
  return edition !== null && mayWrite(actor, policy.ground) && edition.writer !== actor.person;
};

const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s·•]/g, '');

export interface Findable {
  readonly card: Card;
  /** Whole and initials, of the Chinese title. */
  readonly pinyin: string;
}

function rank({ card, pinyin }: Findable, text: string): number | undefined {
  const titles = [plain(card.zh.title), plain(card.en.title)];
  if (titles.some((title) => title.startsWith(text))) return 0;
  if (titles.some((title) => title.includes(text))) return 1;
  if (/^[a-z]+$/.test(text) && pinyin.split(' ').some((word) => word.includes(text))) return 2;
  const said = [card.zh.text, card.en.text, card.issuer, card.documentNo];
  return said.some((one) => plain(one).includes(text)) ? 3 : undefined;
}

/** POLICY-10: all when nothing is typed; else what fits, titles before texts, as they came within one rank. */
export function findPolicies<P extends Findable>(policies: readonly P[], typed: string): P[] {
  const text = plain(typed);
  if (text === '') return [...policies];
  const byRank: P[][] = [[], [], [], []];
  for (const policy of policies) {
    const at = rank(policy, text);
    if (at !== undefined) byRank[at]?.push(policy);
  }
  return byRank.flat();
}
