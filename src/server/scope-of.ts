// From who acts to what row-level security lets through: the settings of a transaction follow from current posts alone.
import type { Actor } from '#kit/actor.ts';
import type { Scope } from '#data/scope.ts';
import { groundRoles, homeRoles } from '#modules/people/model.ts';

const distinct = (values: readonly string[]): string[] => [...new Set(values)];

export function scopeOf(actor: Actor): Scope {
  const groundsOf = (roles: readonly string[]): string[] =>
    distinct(actor.posts.filter((post) => roles.includes(post.role)).map((post) => post.ground));
  return {
    person: actor.person,
    standing: actor.standing === 'nobody' ? '' : actor.standing,
    service: actor.service ?? undefined,
    grounds: groundsOf(groundRoles),
    homes: groundsOf(homeRoles),
    offices: distinct(actor.posts.map((post) => post.office)),
    roles: distinct(actor.posts.map((post) => post.role)),
    household: actor.standing === 'adult' ? actor.household : null,
    member: actor.standing === 'adult' ? actor.member : null,
    cases: actor.caseId ? [actor.caseId] : [],
    ...(actor.key === undefined ? {} : { key: actor.key }),
  };
}
