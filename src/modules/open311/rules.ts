// Keys and filed requests change only by these facts; which office receives first; and how far a matter is in another system's words (OPEN rules).
import type { RecordKind } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { Category } from '#modules/case/kinds/categories.ts';
import type { OfficeKind, StaffedOffice } from '#modules/people/model.ts';
import { nearestOffice, receivingOffice } from '#modules/people/rules.ts';
import type { AreaKind } from '#modules/territory/model.ts';
import type { FiledRequest, Key, Sent } from './model.ts';

export const keyKind: RecordKind<Key> = {
  kind: 'open311-key',
  apply(key, fact) {
    if (fact.name === 'open311.key-made')
      return { ...fact.data.record, id: fact.id, ground: '', version: 1, madeAt: fact.data.at, revokedAt: null };
    if (!key) throw new Problem('broken', 'fact-without-record', { fact: fact.name });
    if (fact.name === 'open311.key-revoked') return { ...key, revokedAt: fact.data.at, version: key.version + 1 };
    throw new Problem('broken', 'fact-unknown', { fact: fact.name });
  },
};

export const requestKind: RecordKind<FiledRequest> = {
  kind: 'open311-request',
  apply(_, fact) {
    if (fact.name !== 'open311.filed') throw new Problem('broken', 'fact-unknown', { fact: fact.name });
    return { ...fact.data.record, id: fact.id, ground: '', version: 1, filedAt: fact.data.at };
  },
};

export const sentKind: RecordKind<Sent> = {
  kind: 'open311-sent',
  apply(sent, fact) {
    const { at, office, theirs, heard, ended } = fact.data;
    if (fact.name === 'open311.sent' || fact.name === 'open311.sent-again') {
      const version = (sent?.version ?? 0) + 1;
      return { id: fact.id, ground: '', version, office, theirs, heard: '', sentAt: at, heardAt: null, ended: false };
    }
    if (!sent) throw new Problem('broken', 'fact-without-record', { fact: fact.name });
    if (fact.name === 'open311.heard') return { ...sent, heard, heardAt: at, ended, version: sent.version + 1 };
    throw new Problem('broken', 'fact-unknown', { fact: fact.name });
  },
};

/** Who receives first where it lies, by the kind of area. */
const desks: Readonly<Record<AreaKind, OfficeKind>> = {
  'level-2': 'level-2',
  'level-1': 'level-1',
  village: 'village',
  township: 'township',
  county: 'county-centre',
};

/** OPEN-3: as a villager's own report, from the place down to which it is known; danger to life goes where the catalogue says (CASE-18). */
export function receiverOf(chain: readonly StaffedOffice[], kind: AreaKind, category: Category): StaffedOffice {
  const { severity, first } = category;
  const atOnce = severity === '1' && (first === 'township' || first === 'village') ? first : undefined;
  const found = (atOnce && nearestOffice(chain, atOnce)) ?? nearestOffice(chain, desks[kind]);
  const office = found ?? nearestOffice(chain, 'township') ?? nearestOffice(chain, 'county-centre');
  if (!office) throw new Problem('conflict', 'no-office-to-receive');
  return receivingOffice(office, chain);
}

/** OPEN-6: the standard knows two. */
export const statusOf = (state: string): 'open' | 'closed' => (state === 'closed' ? 'closed' : 'open');

/** What of a story is news for another system, in the words of the updates extension. */
export const newsOf: Readonly<Record<string, string>> = {
  'case.accepted': 'INVESTIGATING',
  'case.handed-up': 'IN_PROGRESS',
  'case.dispatched': 'IN_PROGRESS',
  'case.returned': 'IN_PROGRESS',
  'case.stepped-up': 'IN_PROGRESS',
  'case.passed': 'IN_PROGRESS',
  'case.joined': 'IN_PROGRESS',
  'case.extended': 'IN_PROGRESS',
  'case.suspended': 'ACTION_SCHEDULED',
  'case.resumed': 'IN_PROGRESS',
  'case.answered': 'IN_PROGRESS',
  'case.referred': 'NOT_COUNCILS_RESPONSIBILITY',
  'case.not-solved': 'REOPEN',
  'case.solved': 'FIXED',
  'case.no-answer': 'CLOSED',
  'case.withdrawn': 'CANCELLED',
};

/** OPEN-9: what another system may say of a request, and how it stands in the matter's story. */
export const statusWords = {
  OPEN: '在办',
  CLOSED: '已结',
  FIXED: '修好了',
  IN_PROGRESS: '正在办',
  ACTION_SCHEDULED: '已排期',
  INVESTIGATING: '在查',
  DUPLICATE: '和别的一样',
  NOT_COUNCILS_RESPONSIBILITY: '不归他们管',
  NO_FURTHER_ACTION: '不再办',
  INTERNAL_REFERRAL: '内部转办',
  FOR_TRIAGE: '待分派',
  CANCELLED: '撤了',
  REOPEN: '又打开了',
} as const;
export const saidStatuses = Object.keys(statusWords) as (keyof typeof statusWords)[];

type Ring = readonly (readonly [number, number])[];

/** By even and odd: how often a line to the east crosses the ring. A point on the line itself may fall on either side. */
function isInRing(ring: Ring, lon: number, lat: number): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [x1, y1] = ring[i] ?? [0, 0];
    const [x2, y2] = ring[j] ?? [0, 0];
    if (y1 > lat !== y2 > lat && lon < ((x2 - x1) * (lat - y1)) / (y2 - y1) + x1) inside = !inside;
  }
  return inside;
}

/** Degrees. */
export const isInShape = (shape: readonly Ring[], lon: number, lat: number): boolean =>
  shape.some((ring) => isInRing(ring, lon, lat));
