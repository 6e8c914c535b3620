// Offices and posts on one’s ground.
import type { JSX } from 'preact';
import { joinWords } from '#look/words.ts';
import { words as peopleZh } from '#modules/people/desk-words.zh.ts';
import type { OfficeRow } from '#modules/people/model.ts';
import { OfficesScreen } from '#modules/people/ui/desk-offices.tsx';
import { invite } from '../invite.ts';
import { route } from '../route.ts';
import { hasRole, session } from '../session.ts';
import { problemWord } from '../speak.ts';
import '../speak-rooms.ts';

joinWords({ zh: peopleZh, en: () => import('#modules/people/desk-words.en.ts') });

/** PEOPLE-5 for the eye: village and township desks staff the ground below them, the security administrator all. */
function mayStaff(office: OfficeRow): boolean {
  if (hasRole('security-admin')) return true;
  return (session.value?.posts ?? []).some(
    (one) =>
      (one.role === 'village-officer' || one.role === 'township-officer') &&
      office.ground !== one.ground &&
      office.ground.startsWith(`${one.ground}.`),
  );
}

export function PostsRoom(): JSX.Element {
  const grid = route.value.query.get('grid') ?? '';
  return (
    <OfficesScreen
      key={grid}
      grid={grid}
      mayStaff={mayStaff}
      me={session.value?.person ?? ''}
      invite={invite}
      problem={problemWord}
    />
  );
}
