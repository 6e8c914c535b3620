// A canary: one unique text in restricted reports must be found nowhere outside the named office, and nothing may be counted or move because of it.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#kit/id.ts';
import { sealTo } from '#kit/seal.ts';
import { emptyScope, inScope } from '#data/scope.ts';
import { queries } from '#server/queries.ts';
import { sealOnce } from '#server/sealer.ts';
import type { Caller } from '#tests/running.ts';
import { say } from '#tests/cast.ts';
import { makeMatrix, type Matrix, plateCode } from './county.ts';
import { groundAsked } from './map-looks.ts';
import { recordAsked } from './record-looks.ts';
import { ofElections } from './elections.ts';
import { ofTalks } from './proposals.ts';
import { ofLists } from './publicity.ts';
import { report } from './targets.ts';

const canary = '金丝雀七七九一';
let m: Matrix;
/** The restricted cases: by the worker out of coverage, by the worker under an ordinary category, and behind the plate. */
const hidden: string[] = [];
/** Everything everybody may ask, taken before and after. */
let before: ReadonlyMap<string, string>;
let after: ReadonlyMap<string, string>;
let numbers: { before: number; after: number };
const phones = new Map<string, Caller>();
const kindsHeard: string[] = [];
const phonePulls = new Map<string, string>();
const fieldStaff = ['worker', 'head', 'liaison', 'village', 'keeper'] as const;

const inputs = (): Readonly<Record<string, readonly object[]>> => ({
  ...ofElections,
  ...recordAsked(m.cast.homes.one),
  ...groundAsked(m.cast.areas.village),
  'people.me': [{}],
  'people.offices': [{}],
  'people.find': [{ text: '文' }],
  'people.devices': [{}],
  'people.phone-held': [{ device: '00000000-0000-7000-8000-000000000000' }],
  'household.find': [{ text: '杜来顺' }],
  'case.inbox': ['mine', 'unassigned', 'overdue', 'changed', 'asked', 'all'].map((view) => ({ view, limit: 200 })),
  'case.counts': [{}],
  'case.bulk-preview': [{ act: 'dispatch', cases: [m.secretCase] }],
  'view.list': [{}],
  'case.page': [{ case: m.secretCase }, ...hidden.map((id) => ({ case: id }))],
  'incident.list': [{}],
  'incident.page': [{ incident: '00000000-0000-7000-8000-000000000000' }],
  'finding.list': [{}],
  'finding.page': [{ finding: '00000000-0000-7000-8000-000000000000' }],
  'dispute.list': [{}, { ended: true }],
  'dispute.page': [{ dispute: '00000000-0000-7000-8000-000000000000' }],
  'dispute.of': [{ case: m.secretCase }],
  'measure.overview': [{}, { area: m.cast.areas.village }, { office: m.cast.offices.water }],
  'measure.facts': [{}],
  'measure.homes': [{ area: m.cast.areas.group, fact: 'hail' }],
  'measure.burden': [{}],
  'measure.brief': [{}, { span: 'week' }],
  'measure.cases': [{ figure: 'response', of: 'whole' }],
  'spot.list': [{}],
  'supply.page': [{}],
  'spot.page': [{ spot: '00000000-0000-7000-8000-000000000000' }],
  'errand.list': [{}],
  'errand.waits': [{}],
  'errand.page': [{ errand: '00000000-0000-7000-8000-000000000000' }],
  ...ofLists(m.cast),
  ...ofTalks,
  'left.count': [{}],
  'left.list': [{}],
  'journal.status': [{}],
  'message.inbox': [{}],
  'message.failed': [{}],
  'message.of-case': [{ case: m.secretCase }],
  'telling.settings': [{}],
  'webhook.list': [{}],
  'guidance.page': [{}],
  'setting.page': [{}],
  'setting.warning': [{}],
  'policy.list': [{}],
  'policy.cards': [{}],
  'policy.page': [{ policy: '00000000-0000-7000-8000-000000000000' }],
  'request.list': [{}],
  'burden.list': [{}],
});
/** What changes by itself from one look to the next. */
const steady = (text: string): string => text.replaceAll(/"(at|now|pos|block|root)":("[^"]*"|\d+)/g, '');

async function lookEverywhere(): Promise<Map<string, string>> {
  const seen = new Map<string, string>();
  const everything = Object.entries(inputs()).flatMap(([query, list]) => list.map((input, i) => ({ query, input, i })));
  for (const [who, one] of Object.entries(m.people))
    await Promise.all(
      everything.map(async ({ query, input, i }) => {
        const { status, text } = await m.server.ask(one.caller, query, input);
        const what = query === 'case.page' && i > 0 ? `hidden ${i}` : JSON.stringify(input);
        seen.set(`${who} ${query} ${what}`, `${status} ${steady(text)}`);
      }),
    );
  for (const path of [
    `/h/${plateCode}`,
    `/h/${plateCode}/report`,
    `/h/${plateCode}/proposals`,
    '/c/SECRETCASE000001',
    '/',
    '/plate',
    '/follow',
  ])
    seen.set(`page ${path}`, (await m.server.call({}, 'GET', path)).text.replaceAll(/value="[^"]{40,}"/g, ''));
  for (const who of ['adult', 'adult2', 'neighbour'])
    for (const path of ['/my', '/my/readings', '/my/proposals'])
      seen.set(
        `${who} ${path}`,
        (await m.server.call(m.people[who]?.caller ?? {}, 'GET', path)).text.replaceAll(/value="[^"]{20,}"/g, ''),
      );
  seen.set('openapi', (await m.server.call(m.people.worker?.caller ?? {}, 'GET', '/api')).text);
  return seen;
}

const numberOf = async (id: string): Promise<number> =>
  (await m.server.ask(m.people.head?.caller ?? {}, 'case.page', { case: id })).body.case.number;

async function hearWakeUps(): Promise<() => void> {
  const stop = new AbortController();
  const reply = await fetch(`http://127.0.0.1:${m.server.port}/live`, {
    headers: { cookie: `__Host-zd=${m.people.farm?.caller.cookie ?? ''}`, 'x-forwarded-for': '10.200.0.1' },
    signal: stop.signal,
  });
  const reader = reply.body?.pipeThrough(new TextDecoderStream()).getReader();
  void (async () => {
    try {
      for (let part = await reader?.read(); part && !part.done; part = await reader?.read())
        kindsHeard.push(part.value);
    } catch {
      // The test has heard enough.
    }
  })();
  return () => stop.abort();
}

/** What a phone pulls from where it stood. */
async function pullAll(who: string, generation: string, pos: number): Promise<{ text: string; pos: number }> {
  const { text, body } = await m.server.call(
    phones.get(who) ?? {},
    'GET',
    `/pull?generation=${generation}&pos=${pos}&limit=2000`,
  );
  return { text, pos: body.cursor?.pos ?? 0 };
}

async function reportHidden(): Promise<void> {
  // Out of coverage: queued on the phone, sealed, pushed later.
  const phone = phones.get('worker') ?? {};
  const { serverKey } = (await m.server.call(phone, 'GET', '/pull?limit=1')).body;
  for (const more of [{ category: 'D6' }, { category: 'W1', mustReport: true }]) {
    const id = newId();
    hidden.push(id);
    const input = {
      case: id,
      household: m.cast.homes.one,
      title: canary,
      text: `${canary}的经过`,
      called: [{ number: '110', at: 1 }],
      ...more,
    };
    const envelope = {
      v: 1 as const,
      id: newId(),
      name: 'case.report',
      input,
      at: Date.now() - 60_000,
      device: null,
      author: m.cast.worker.person,
    };
    const { body } = await m.server.call(phone, 'POST', '/push', {
      v: 1,
      commands: [await sealTo(serverKey, envelope)],
    });
    expect(body.answers).toMatchObject([{ status: 'accepted', shown: { number: null, gone: true } }]);
  }
  const id = newId();
  hidden.push(id);
  const actor = m.people.plate?.actor;
  if (!actor) throw new Error('no plate');
  await say(m.cast.county, actor, 'case.report', {
    case: id,
    household: m.cast.homes.one,
    category: 'E1',
    mustReport: true,
    title: canary,
    text: canary,
  });
}

beforeAll(async () => {
  m = await makeMatrix();
  for (const who of fieldStaff) phones.set(who, await m.server.phone(m.cast[who]));
  const cursors = new Map<string, { generation: string; pos: number }>();
  for (const who of fieldStaff)
    cursors.set(who, (await m.server.call(phones.get(who) ?? {}, 'GET', '/pull?limit=2000')).body.cursor);
  const first = await report(m, 'three');
  await lookEverywhere();
  before = await lookEverywhere();
  await sealOnce(m.cast.county.database);
  await new Promise((resolve) => setTimeout(resolve, 500));
  const stop = await hearWakeUps();
  await reportHidden();
  await new Promise((resolve) => setTimeout(resolve, 900));
  stop();
  after = await lookEverywhere();
  for (const who of fieldStaff) {
    const from = cursors.get(who) ?? { generation: '', pos: 0 };
    phonePulls.set(`${who} delta`, (await pullAll(who, from.generation, from.pos)).text);
    phonePulls.set(`${who} snapshot`, (await m.server.call(phones.get(who) ?? {}, 'GET', '/pull?limit=2000')).text);
  }
  numbers = { before: await numberOf(first), after: await numberOf(await report(m, 'three')) };
}, 90_000);
afterAll(() => m?.stop());

test('the canary is there at all: the named office reads it', async () => {
  expect([...queries.keys()].sort()).toEqual(Object.keys(inputs()).sort());
  for (const id of hidden)
    expect((await m.server.ask(m.people.police?.caller ?? {}, 'case.page', { case: id })).text).toContain(canary);
  const own = [...after].filter(([look, text]) => look.startsWith('police ') && text.includes(canary));
  expect(own.length).toBeGreaterThan(2);
});

test('nobody else finds it by any query or page, nor any trace of its id', () => {
  const others = [...after].filter(([look]) => !look.startsWith('police '));
  expect(others.length).toBeGreaterThan(400);
  expect(
    others.filter(([, text]) => text.includes(canary) || hidden.some((id) => text.includes(id))).map(([look]) => look),
  ).toEqual([]);
});

test('no answer, list, count, reading or page of anybody else changed by one', () => {
  const changed = [...after]
    .filter(([look, text]) => !look.startsWith('police ') && !look.includes('hidden') && before.get(look) !== text)
    .map(([look]) => look);
  expect(changed).toEqual([]);
  const unseen = [...after].filter(([look]) => look.includes('hidden') && !look.startsWith('police '));
  // A matter one may not see reads like one that is not there, for each in the same words.
  expect(new Set(unseen.map(([, text]) => text.slice(0, 3)))).toEqual(new Set(['401', '403']));
});

test('no phone holds it, not even the reporter’s', () => {
  expect(phonePulls.size).toBe(10);
  for (const [who, text] of phonePulls) {
    expect(text, who).not.toContain(canary);
    for (const id of hidden) expect(text, who).not.toContain(id);
  }
});

test('no gap in the numbers tells of it', () => {
  expect(numbers.after).toBe(numbers.before + 1);
});

test('wake-ups name no kind because of it, and the log no word', () => {
  expect(kindsHeard.join('')).toContain('"kinds":["*"]');
  expect(kindsHeard.join('')).not.toContain('"case"');
  expect(m.server.logged()).not.toContain(canary);
  for (const id of hidden) expect(m.server.logged()).not.toContain(id);
});

test('the sealed order does not say what it is about, and no reading tells the household', async () => {
  const { database } = m.cast.county;
  const seal = await inScope(database, { ...emptyScope, standing: 'staff' }, (tx) =>
    tx.query<{ kind: string }>('select kind from seal where record = any($1::uuid[])', [hidden]),
  );
  expect(seal).toEqual([]);
  const readings = await inScope(database, { ...emptyScope, standing: 'service', service: 'verify' }, (tx) =>
    tx.query('select 1 from reading where office = $1', [m.cast.offices.police]),
  );
  expect(readings).toEqual([]);
});

test('a report that came too late, after its author’s post had ended, waits in no open box', async () => {
  const { cast, server } = m;
  const phone = await server.phone(cast.head);
  const { serverKey } = (await server.call(phone, 'GET', '/pull?limit=1')).body;
  await say(cast.county, cast.securityAdmin, 'post.end', { post: cast.head.posts[0]?.id, reason: '届满' });
  for (const more of [{ category: 'D6' }, { category: 'W1', mustReport: true }, { category: 'V4' }]) {
    const input = { case: newId(), household: cast.homes.one, title: canary, ...more };
    const envelope = {
      v: 1 as const,
      id: newId(),
      name: 'case.report',
      input,
      at: Date.now(),
      device: null,
      author: cast.head.person,
    };
    const { body } = await server.call(phone, 'POST', '/push', { v: 1, commands: [await sealTo(serverKey, envelope)] });
    expect(body.answers).toMatchObject([{ status: 'refused', code: 'not-yours' }]);
    const boxes = (scope: object) =>
      inScope(cast.county.database, { ...emptyScope, standing: 'staff', ...scope }, (tx) =>
        tx.query('select 1 from hand_over_box where id = $1', [envelope.id]),
      );
    expect(await boxes({ grounds: [cast.grounds.county] })).toEqual([]);
    expect(await boxes({ person: cast.head.person })).toHaveLength(1);
  }
});
