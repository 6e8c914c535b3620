// zd invite: gives out a one-time code at the machine itself, for an administrator who lost the first one or for somebody of the staff.
import { Problem } from '#kit/problem.ts';
import { inScope } from '#data/scope.ts';
import { invite as makeInvitation, sessionScope } from '#server/session.ts';
import { readArguments } from './arguments.ts';
import { inCounty } from './open-county.ts';
import { print, sentence } from './sentences.ts';
import { readSettings } from './settings.ts';

const findText = `select distinct person.id, person.name from person join post on post.person = person.id
  where person.phone = $1 and person.staff and person.blocked_at is null and post.ended_at is null and post.to_at > now()`;

export async function invite(args: string[]): Promise<number> {
  const { values, positionals } = readArguments(args, {
    data: { type: 'string' },
    phone: { type: 'boolean', default: false },
  });
  const [who = ''] = positionals;
  if (who === '') throw new Problem('invalid', 'invite-usage');
  return inCounty(readSettings(values.data), async ({ database }) => {
    const { code, expiresAt } = await inScope(database, sessionScope, async (tx) => {
      const [person, ...more] = await tx.query<{ id: string }>(findText, [who]);
      if (!person || more.length > 0) throw new Problem('missing', 'invite-nobody', { who });
      return makeInvitation(tx, { person: person.id, purpose: values.phone ? 'phone' : 'staff', by: null });
    });
    print(code);
    print(
      sentence(values.phone ? 'cli.invited-phone' : 'cli.invited', {
        until: new Date(expiresAt + 8 * 3_600_000).toISOString().slice(0, 10),
      }),
    );
    return 0;
  });
}
