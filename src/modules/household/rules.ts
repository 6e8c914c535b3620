// How a household and its members change (HOME rules).
import { type Actor, servesGround } from '#kit/actor.ts';
import type { RecordKind } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { Disputable, Disputed, Household, Member } from './model.ts';

export const householdKind: RecordKind<Household> = {
  kind: 'household',
  apply(home, fact) {
    if (fact.name === 'household.registered') {
      const open = {
        lastVisit: null,
        plateHash: null,
        plateShort: null,
        noticedAt: null,
        closedAt: null,
        disputed: [],
        declined: [],
      };
      return { ...open, ...fact.data, id: fact.id, version: 1 };
    }
    if (!home) throw new Problem('broken', 'fact-without-record', { fact: fact.name });
    const version = home.version + 1;
    switch (fact.name) {
      case 'household.changed':
        return { ...home, ...fact.data, version };
      // HOME-19
      case 'household.chosen':
        return { ...home, ...fact.data, version };
      case 'household.disputed': {
        const words = fact.data.words as Disputed[];
        const isNew = (word: Disputed): boolean =>
          !words.some((one) => one.command === word.command && one.field === word.field);
        return { ...home, version, disputed: [...(home.disputed ?? []).filter(isNew), ...words] };
      }
      case 'household.settled': {
        // HOME-12: the word that was taken holds; what was said on this thing is settled as a whole.
        const { field, command } = fact.data as { field: Disputable; command: string | null };
        const taken = home.disputed.find((word) => word.field === field && word.command === command);
        const disputed = home.disputed.filter((word) => word.field !== field);
        return { ...home, version, disputed, ...(taken ? { [field]: taken.said } : {}) };
      }
      case 'household.moved':
        return { ...home, version, ground: fact.data.ground, grid: fact.data.grid };
      case 'household.visited':
        // HOME-3: an older entry that arrives late does not turn the last visit back.
        return {
          ...home,
          version,
          lastVisit: Math.max(home.lastVisit ?? 0, fact.data.at),
          // VISIT-16
          noticedAt: home.noticedAt ?? (fact.data.paper ? null : fact.data.at),
        };
      case 'household.plated':
        return { ...home, version, plateHash: fact.data.plateHash, plateShort: fact.data.plateShort };
      // HOME-14
      case 'household.erased':
        return { ...home, ...nameless, version };
      case 'household.closed':
        return { ...home, version, closedAt: fact.data.at };
      default:
        throw new Problem('broken', 'fact-unknown', { fact: fact.name });
    }
  },
};

const nameless = {
  head: '',
  pinyin: '',
  phone: '',
  lat: null,
  lon: null,
  care: [],
  howToCome: '',
  noticedAt: null,
  disputed: [],
  declined: [],
} as const;

const nobody = {
  name: '',
  pinyin: '',
  relation: '',
  sex: '',
  born: '',
  phone: '',
  person: null,
  verifiedAt: null,
} as const;

export const memberKind: RecordKind<Member> = {
  kind: 'member',
  apply(member, fact) {
    if (fact.name === 'member.added') {
      return { person: null, verifiedAt: null, leftAt: null, ...fact.data, id: fact.id, version: 1 };
    }
    if (!member) throw new Problem('broken', 'fact-without-record', { fact: fact.name });
    const version = member.version + 1;
    if (fact.name === 'member.changed') return { ...member, ...fact.data, version };
    if (fact.name === 'member.verified')
      return { ...member, version, person: fact.data.person, verifiedAt: fact.data.at };
    if (fact.name === 'member.moved') return { ...member, version, ground: fact.data.ground };
    // HOME-10
    if (fact.name === 'member.erased') return { ...member, ...nobody, version, leftAt: member.leftAt ?? fact.data.at };
    if (fact.name === 'member.left') return { ...member, version, leftAt: fact.data.at };
    throw new Problem('broken', 'fact-unknown', { fact: fact.name });
  },
};

/** HOME-5: an adult is 18 or older; unknown birth dates count as adult only when the desk says so. */
export function isAdult(born: string, now: number): boolean {
  const [year, month] = born.split('-').map(Number);
  if (!year) return false;
  const then = new Date(now);
  const months = (then.getUTCFullYear() - year) * 12 + then.getUTCMonth() + 1 - (month ?? 12);
  return months >= 18 * 12;
}

/** HOME-15: those who work at its door themselves open a home without saying why. */
export const servesHome = (actor: Actor, ground: string): boolean =>
  servesGround(actor, ground, ['level-2-worker', 'level-1-head', 'liaison-officer']);
