// Other systems around the county of the canaries: three keys of different rights, what they filed, and one that the county itself files with.
import { newId } from '#kit/id.ts';
import { hashOf } from '#server/session.ts';
import { execute } from '#server/execute.ts';
import type { Peer } from '#server/open311/peer.ts';
import { say } from '#tests/cast.ts';
import type { Receiver } from '#tests/receiver.ts';
import { addPost, importer, type Matrix } from './county.ts';
import { type MarkName, marks } from './marks.ts';
import { heldBy } from './targets.ts';
import { fetched, type Outsider } from './ways-out.ts';

const [bodyName, grid] = ['邻县供水公司', '62990110120300101'];

export const peerAt = ({ url }: Receiver): Peer => ({
  url,
  key: 'the key of a county in the tests',
  jurisdiction: null,
  office: bodyName,
  services: {},
});

/** By hand: what each may find; whoever has no key what everybody may. */
export const outsidersMay: Readonly<Record<string, readonly MarkName[]>> = {
  'no key': ['published'],
  'key to read': ['published'],
  'key to file': ['published', 'filed'],
  'key that publishes': ['published'],
  'the other system': ['dispatched'],
};

async function giveKey({ cast }: Matrix, more: object): Promise<string> {
  const [key, secret] = [newId(), newId().repeat(2)];
  const input = {
    key,
    name: `系统 ${key.slice(-6)}`,
    tokenHash: hashOf(secret),
    area: cast.areas.county,
    perMinute: 600,
  };
  await say(cast.county, cast.securityAdmin, 'open311.make-key', { ...input, ...more });
  return secret;
}

/** Answers the id of what it filed. */
async function file(m: Matrix, key: string, mark: MarkName): Promise<string> {
  const form = {
    api_key: key,
    service_code: 'R1',
    address_id: grid,
    description: marks[mark][0],
    last_name: marks.rang[0],
    phone: '19977710079',
    address_string: marks.rang[0],
  };
  const { status, files } = await fetched(m, {}, 'POST /open311/v2/requests.json', new URLSearchParams(form));
  const text = new TextDecoder().decode(files[0]);
  if (status !== 200) throw new Error(`${mark}: ${status} ${text}`);
  return (JSON.parse(text) as { service_request_id: string }[])[0]?.service_request_id ?? '';
}

export async function openKeys(m: Matrix): Promise<Outsider[]> {
  const read = await giveKey(m, { scopes: ['read'] });
  const files = await giveKey(m, { scopes: ['read', 'file', 'update'] });
  const publishes = await giveKey(m, { scopes: ['file', 'update'], wordsOut: true });
  return [
    { who: 'no key', key: '' },
    { who: 'key to read', key: read },
    { who: 'key to file', key: files, own: await file(m, files, 'filed') },
    { who: 'key that publishes', key: publishes, own: await file(m, publishes, 'published') },
  ];
}

/** A matter goes to the other system's office; whoever holds one about staff tries to send it there as well. */
export async function sendOut(m: Matrix, cases: Readonly<Record<string, string>>): Promise<string[]> {
  const { county, areas, offices, head, village, township, centre, police } = m.cast;
  const office = newId();
  const opened = {
    office,
    kind: 'outside-body',
    name: bodyName,
    area: areas.county,
    duties: ['W2'],
    parent: offices.centre,
  };
  await say(county, importer, 'office.open', opened);
  await addPost(m.cast, '联络员', office);
  const matter = await heldBy(m, 'township', 'three', { category: 'W2' });
  await say(county, township, 'case.dispatch', { case: matter, office, text: marks.dispatched[0] });
  const taken: string[] = [];
  for (const [name, id] of Object.entries(cases))
    for (const actor of [head, village, township, centre, police]) {
      const input = { case: id, office, text: marks[name === 'mustReport' ? 'restricted' : (name as MarkName)][0] };
      const command = {
        v: 1 as const,
        id: newId(),
        name: 'case.dispatch',
        input,
        at: county.now(),
        device: null,
        author: actor.person,
      };
      const status = await execute(county, actor, command).then(
        (answer) => answer.status,
        () => 'refused',
      );
      if (status === 'accepted') taken.push(name);
    }
  return taken;
}
