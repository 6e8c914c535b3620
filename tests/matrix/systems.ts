// Another system with a key and a request that it filed, for the access matrix.
import { type Actor, serviceActor } from '#kit/actor.ts';
import { newId } from '#kit/id.ts';
import { inScope } from '#data/scope.ts';
import { noteCall } from '#modules/open311/store.ts';
import { scopeOf } from '#server/scope-of.ts';
import { say } from '#tests/cast.ts';
import type { Matrix } from './county.ts';
import type { Look } from './looks.ts';
import type { Make } from './verb-inputs.ts';

const keyInput = (m: Pick<Matrix, 'cast'>): Record<string, unknown> => ({
  key: newId(),
  name: '县热线',
  tokenHash: Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('hex'),
  area: m.cast.areas.county,
  scopes: ['read', 'file', 'update'],
});
const fileInput = (m: Pick<Matrix, 'cast'>): Record<string, unknown> => ({
  case: newId(),
  area: m.cast.areas.county,
  category: 'R6',
  ref: newId(),
  saidHash: '0'.repeat(64),
});

async function keyOf(m: Pick<Matrix, 'cast'>): Promise<string> {
  const input = keyInput(m);
  await say(m.cast.county, m.cast.securityAdmin, 'open311.make-key', input);
  return String(input['key']);
}

export interface SystemSeen {
  readonly key: string;
  readonly request: string;
}

/** A key that was used once, and what it filed at the county's own desk. */
export async function systemSeen(m: Pick<Matrix, 'cast'>): Promise<SystemSeen> {
  const { county, grounds } = m.cast;
  const key = await keyOf(m);
  const actor: Actor = { ...serviceActor('open311'), key, ground: grounds.county };
  const input = fileInput(m);
  await say(county, actor, 'open311.file', input);
  await inScope(county.database, scopeOf(actor), (tx) => noteCall(tx, key, 'POST requests', county.now()));
  return { key, request: String(input['case']) };
}

export const systemInputs: Readonly<Record<string, Make>> = {
  'open311.make-key|of the county': async (m) => keyInput(m),
  'open311.revoke-key|of the county': async (m) => ({ key: await keyOf(m) }),
  'open311.file|in the county': async (m) => fileInput(m),
  'open311.note-sent|to another system': async (m) => ({
    case: m.secretCase,
    office: m.cast.offices.water,
    theirs: '1',
  }),
  'open311.hear|from another system': async (m) => ({ case: m.secretCase, heard: 'open|', text: 'open', ended: false }),
  'open311.tell|of another system': async (m) => ({ case: m.secretCase, status: 'OPEN' }),
};

type Answers = (query: string, input?: (m: Matrix) => object) => Look;
const nobody = '00000000-0000-7000-8000-000000000000';
export const systemLooks = (answers: Answers): Readonly<Record<string, Look>> => ({
  "query open311.keys|the county's": answers('open311.keys'),
  "query open311.areas|the county's": answers('open311.areas'),
  'query open311.place|of another system': answers('open311.place', (m) => ({ within: m.cast.areas.county })),
  'query open311.filed|of another system': answers('open311.filed', () => ({ ref: '1' })),
  'query open311.requests|of another system': answers('open311.requests'),
  'query open311.updates|of another system': answers('open311.updates', () => ({ from: 0, to: 1 })),
});

type Seen = { readonly system: SystemSeen };
export const systemRows: Readonly<Record<string, readonly [string, (m: Matrix, t: Seen) => string]>> = {
  'open311_key|of the county': ['id = $1', (_, t) => t.system.key],
  'open311_call|of the county': ['key = $1', (_, t) => t.system.key],
  'open311_sent|any row': ['$1::text is not null', () => 'any'],
  'open311_request|of another system': ['id = $1', (_, t) => t.system.request],
};

interface Ways {
  get(path: string, mark?: string): Look;
  form(path: () => string, fields: Record<string, string>): Look;
}
export const systemProbes = ({ get, form }: Ways): Readonly<Record<string, Look>> => ({
  'GET /open311/v2/*|what is offered': get('/open311/v2/services.xml', '<service_code>W1<'),
  'GET /open311/v2/*|a matter of home one': async (m, t, who) =>
    get(`/open311/v2/requests/${m.secretCase}.xml`)(m, t, who),
  'POST /open311/v2/*|without a key': form(() => '/open311/v2/requests.xml', {
    service_code: 'W1',
    address_string: '桥',
  }),
});

/** What is asked of other systems' keys when a canary is looked for. */
export const ofSystems: Readonly<Record<string, readonly object[]>> = {
  'open311.keys': [{}],
  'open311.areas': [{}],
  'open311.place': [{ within: nobody }],
  'open311.filed': [{ ref: '1' }],
  'open311.requests': [{}],
  'open311.updates': [{ from: 0, to: 1 }],
};
