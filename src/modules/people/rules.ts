// Offices, persons and posts change only by these facts; and the way a matter takes between offices (PEOPLE rules).
import type { Fact, RecordKind } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { Office, OfficeKind, Person, Post, Role, StaffedOffice } from './model.ts';

const mustExist = <R>(record: R | undefined, fact: Fact): R => {
  if (!record) throw new Problem('broken', 'fact-without-record', { fact: fact.name });
  return record;
};

export const officeKind: RecordKind<Office> = {
  kind: 'office',
  apply(before, fact) {
    if (fact.name === 'office.opened') return { ...fact.data, id: fact.id, version: 1, closedAt: null };
    const office = mustExist(before, fact);
    const version = office.version + 1;
    if (fact.name === 'office.changed') return { ...office, ...fact.data, version };
    if (fact.name === 'office.closed') return { ...office, version, closedAt: fact.data.at };
    throw new Problem('broken', 'fact-unknown', { fact: fact.name });
  },
};

export const personKind: RecordKind<Person> = {
  kind: 'person',
  apply(before, fact) {
    if (fact.name === 'person.registered')
      return { ground: '', ...fact.data, id: fact.id, version: 1, blockedAt: null };
    const person = mustExist(before, fact);
    const version = person.version + 1;
    if (fact.name === 'person.changed') return { ...person, ...fact.data, version };
    if (fact.name === 'person.blocked') return { ...person, version, blockedAt: fact.data.at };
    // HOME-10: a villager who was erased signs in no more.
    if (fact.name === 'person.erased')
      return { ...person, version, name: '', phone: '', pinyin: '', member: null, blockedAt: fact.data.at };
    if (fact.name === 'person.unblocked') return { ...person, version, blockedAt: null };
    throw new Problem('broken', 'fact-unknown', { fact: fact.name });
  },
};

export const postKind: RecordKind<Post> = {
  kind: 'post',
  apply(before, fact) {
    if (fact.name === 'post.assigned') {
      const open = { endedAt: null, endReason: null, awayFrom: null, awayTo: null, deputy: null };
      return { ...open, ...fact.data, id: fact.id, version: 1 };
    }
    const post = mustExist(before, fact);
    const version = post.version + 1;
    if (fact.name === 'post.ended') return { ...post, version, endedAt: fact.data.at, endReason: fact.data.reason };
    if (fact.name === 'post.away')
      return { ...post, version, awayFrom: fact.data.from, awayTo: fact.data.to, deputy: fact.data.deputy };
    if (fact.name === 'post.back') return { ...post, version, awayFrom: null, awayTo: null, deputy: null };
    throw new Problem('broken', 'fact-unknown', { fact: fact.name });
  },
};

/** PEOPLE-1: a post counts from its first day until its term ends, it is ended, or its holder is away without a deputy. */
export const isInPost = (post: Post, now: number): boolean =>
  post.fromAt <= now && now < post.toAt && post.endedAt === null;
export const isAway = (post: Post, now: number): boolean =>
  post.awayFrom !== null && post.awayFrom <= now && (post.awayTo === null || now < post.awayTo);

/** PEOPLE-4: an office with nobody there passes what it holds to its deputy, else one level up, at once. */
export function receivingOffice(office: StaffedOffice, chain: readonly StaffedOffice[]): StaffedOffice {
  const seen = new Set<string>();
  let current: StaffedOffice = office;
  while (!current.staffed && !seen.has(current.id)) {
    seen.add(current.id);
    const deputy = chain.find((other) => other.id === current.deputy && other.staffed);
    const above = chain.find((other) => other.id === current.parent);
    const next = deputy ?? above;
    if (!next) return current;
    current = next;
  }
  return current;
}

/** The office of this kind nearest to the home (the chain holds the offices of all areas from the grid up to the county). */
export const nearestOffice = (chain: readonly StaffedOffice[], kind: OfficeKind): StaffedOffice | undefined =>
  chain
    .filter((office) => office.kind === kind && office.closedAt === null)
    .sort((a, b) => b.ground.length - a.ground.length)[0];

/** PEOPLE-6: the three administrators are three persons, and none of them holds any other post. */
export function checkDisjoint(role: Role, others: readonly Role[]): void {
  const admin = (one: Role): boolean => one.endsWith('-admin');
  if (others.some((other) => (admin(other) || admin(role)) && other !== role))
    throw new Problem('conflict', 'admin-posts-disjoint');
}

/** PEOPLE-3: a village or township office opens the offices of grids and specialists below it; whatever holds wider trust is opened by the security administrator. */
export const deskOpens: Readonly<Record<string, readonly OfficeKind[]>> = {
  'village-officer': ['level-2', 'level-1', 'liaison', 'village-specialist'],
  'township-officer': ['level-2', 'level-1', 'liaison', 'village-specialist', 'village', 'supervision'],
};

/** The posts that give a person rights now or later: his own, and those he stands in for. */
export const heldBy = (posts: readonly Post[], person: string, now: number): Post[] =>
  posts.filter(
    (post) =>
      (post.person === person || (post.deputy === person && (post.awayTo === null || post.awayTo > now))) &&
      post.endedAt === null &&
      post.toAt > now,
  );
