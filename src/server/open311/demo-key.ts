// A key for whoever tries Open311 on the demo county: made anew at each start, like its passwords, and the one before revoked.
import { randomBytes } from 'node:crypto';
import { type Actor, nobody } from '#kit/actor.ts';
import { newId } from '#kit/id.ts';
import { emptyScope, inScope } from '#data/scope.ts';
import { ask } from '../ask.ts';
import type { County } from '../county.ts';
import { execute } from '../execute.ts';
import { hashOf } from '../session.ts';

const name = '演示热线';

const adminText = `select post.id, post.office, office.kind as "officeKind", post.role, post.ground::text, post.person
  from post join office on office.id = post.office where post.role = 'security-admin' and post.ended_at is null order by post.from_at limit 1`;
const areaText = `select id from area where kind = 'county' and valid_to is null order by ground limit 1`;

interface Found {
  readonly admin: (Actor['posts'][number] & { person: string }) | undefined;
  readonly area: string | undefined;
}
const find = (county: County): Promise<Found> =>
  inScope(county.database, { ...emptyScope, standing: 'service', service: 'import' }, async (tx) => ({
    admin: await tx.maybe<Actor['posts'][number] & { person: string }>(adminText),
    area: (await tx.maybe<{ id: string }>(areaText))?.id,
  }));

/** Answers the key, or undefined where there is nobody to make it. */
export async function makeDemoKey(county: County): Promise<string | undefined> {
  const { admin, area } = await find(county);
  if (!admin || !area) return undefined;
  const { person, ...post } = admin;
  const actor: Actor = { ...nobody, person, standing: 'staff', posts: [{ ...post, deputising: false }] };
  const say = (verb: string, input: object): Promise<unknown> =>
    execute(county, actor, { v: 1, id: newId(), name: verb, input, at: county.now(), device: null, author: person });
  const keys = (await ask(county, actor, 'open311.keys', {})) as {
    id: string;
    name: string;
    revokedAt: number | null;
  }[];
  for (const { id } of keys.filter((one) => one.name === name && one.revokedAt === null))
    await say('open311.revoke-key', { key: id });
  const key = randomBytes(32).toString('base64url');
  const said = { key: newId(), name, tokenHash: hashOf(key), area, scopes: ['read', 'file', 'update'], perMinute: 600 };
  await say('open311.make-key', said);
  return key;
}
