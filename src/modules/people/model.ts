// Offices, persons and posts: who serves what, and so who may do what.
import type { RecordBase } from '#kit/command.ts';

export const officeKinds = [
  'level-2',
  'level-1',
  'liaison',
  'village',
  'village-specialist',
  'township',
  'field-office',
  'department',
  'county-centre',
  'outside-body',
  'supervision',
  'administration',
] as const;
export type OfficeKind = (typeof officeKinds)[number];

export const roles = [
  'level-2-worker',
  'level-1-head',
  'liaison-officer',
  'village-officer',
  'village-specialist',
  'township-officer',
  'field-officer',
  'department-officer',
  'county-officer',
  'supervision-member',
  'system-admin',
  'security-admin',
  'audit-admin',
] as const;
export type Role = (typeof roles)[number];

/** The role that a post in an office of this kind carries (administrators are named apart). */
export const roleOf: Record<OfficeKind, Role> = {
  'level-2': 'level-2-worker',
  'level-1': 'level-1-head',
  liaison: 'liaison-officer',
  village: 'village-officer',
  'village-specialist': 'village-specialist',
  township: 'township-officer',
  'field-office': 'field-officer',
  department: 'department-officer',
  'county-centre': 'county-officer',
  'outside-body': 'department-officer',
  supervision: 'supervision-member',
  administration: 'system-admin',
};

/** Roles that read the homes on their ground; all others reach a home only through a case they hold. */
export const homeRoles: readonly Role[] = [
  'level-2-worker',
  'level-1-head',
  'liaison-officer',
  'village-officer',
  'township-officer',
];
/** Roles that see the (unrestricted) cases of their whole ground. */
export const groundRoles: readonly Role[] = [...homeRoles, 'county-officer'];
export const adminRoles: readonly Role[] = ['system-admin', 'security-admin', 'audit-admin'];
/** Roles that work with the phone's notebook. */
export const fieldRoles: readonly Role[] = ['level-2-worker', 'level-1-head', 'liaison-officer', 'village-specialist'];

export interface Office extends RecordBase {
  readonly kind: OfficeKind;
  readonly name: string;
  readonly area: string;
  /** The office one level up. */
  readonly parent: string | null;
  readonly phone: string;
  readonly supervisionPhone: string;
  /** Categories of the catalogue this office handles, e.g. W1. */
  readonly duties: readonly string[];
  readonly deputy: string | null;
  readonly closedAt: number | null;
}

/** An office as verbs see it when they ask for the chain: with who sits there now. */
export interface StaffedOffice extends Office {
  readonly staffed: boolean;
  /** Persons bound to it now, away or standing in, for "a case about staff never passes through the person complained of". */
  readonly sitting: readonly string[];
}

export interface Person extends RecordBase {
  readonly name: string;
  readonly phone: string;
  readonly pinyin: string;
  readonly staff: boolean;
  readonly member: string | null;
  readonly blockedAt: number | null;
}

export interface Post extends RecordBase {
  readonly person: string;
  readonly office: string;
  readonly role: Role;
  readonly fromAt: number;
  readonly toAt: number;
  readonly chosen: 'election' | 'appointment';
  readonly endedAt: number | null;
  readonly endReason: string | null;
  readonly awayFrom: number | null;
  readonly awayTo: number | null;
  readonly deputy: string | null;
}

/** Answer of `people.me`: the person and the posts held now. */
export interface Me {
  readonly person: string;
  readonly name: string;
  readonly posts: readonly {
    readonly id: string;
    readonly role: Role;
    readonly office: string;
    readonly officeKind: OfficeKind;
    readonly officeName: string;
    readonly ground: string;
    readonly areaName: string;
    readonly toAt: number;
    readonly deputising: boolean;
  }[];
  readonly county: {
    readonly name: string;
    readonly filingNumber: string;
    readonly complaintPhone: string;
    readonly demo: boolean;
  };
}

/** Answer row of `people.offices`. */
export interface OfficeRow extends StaffedOffice {
  readonly people: readonly {
    readonly post: string;
    readonly person: string;
    readonly name: string;
    readonly phone: string;
    readonly role: Role;
    readonly fromAt: number;
    readonly toAt: number;
    readonly chosen: 'election' | 'appointment';
    readonly awayFrom: number | null;
    readonly awayTo: number | null;
    readonly deputy: string | null;
    readonly deputyName: string | null;
  }[];
}

/** Answer row of `people.phone-held`. */
export interface PhoneHeldRow {
  readonly household: string;
  readonly door: string;
  /** The group, and the grid in it. */
  readonly place: string | null;
  readonly grid: string;
  readonly kinds: readonly string[];
  readonly since: string;
  /** When the phone was told to drop them; null while it holds them. */
  readonly goneAt: string | null;
  /** The home is in the county no more: the import that made it was taken back. */
  readonly takenBack: boolean;
}
