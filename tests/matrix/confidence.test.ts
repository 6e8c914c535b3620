// Canaries of every home and of its adults — told in confidence, restricted, in an adult's own facts — through every question, page, search, phone, list, paper, message and the log: outside their rights they are found nowhere.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#kit/id.ts';
import { emptyScope, inScope } from '#data/scope.ts';
import { ledgerKinds } from '#modules/household/kinds/ledgers.ts';
import { electionPapers } from '#server/print/election-sheet.ts';
import { sealOnce } from '#server/sealer.ts';
import { say } from '#tests/cast.ts';
import { leaveBoxes } from './boxes.ts';
import { caseSecret, makeMatrix, type Matrix, plateCode } from './county.ts';
import { keptList, wordsThere } from './desk-looks.ts';
import { askEachHome, askEverything, type Heard, openEverything, signedIn } from './everything-asked.ts';
import { readExpected } from './expected.ts';
import { figuresKept } from './figures.ts';
import { type HomeName, homeNames } from './marked-homes.ts';
import { makeTargets, report, type Targets } from './targets.ts';

let m: Matrix;
let t: Targets;
let heard: Heard[];
/** Facts of the one adult of home one; facts of the other. */
const adults = { adult: '金丝雀甲身', adult2: '金丝雀乙身' } as const;
const signOf = (home: HomeName): string => '子丑寅卯辰'[homeNames.indexOf(home)] ?? '';
/** Told to the office of the home's worker in confidence. */
const confided = (home: HomeName): string => `金丝雀密${signOf(home)}言`;
/** Of a harmed child: for the named office alone. */
const restricted = (home: HomeName): string => `金丝雀禁${signOf(home)}言`;
const hiddenMatters = new Map<HomeName, string>();
const workerOf = (home: HomeName): 'worker' | 'worker2' => (home === 'elsewhere' ? 'worker2' : 'worker');
/** Who may find each mark: by hand. */
const mayFind = new Map<string, readonly string[]>(
  homeNames.flatMap((home) => [
    [confided(home), [workerOf(home)]],
    [restricted(home), ['police']],
  ]),
);
const hidden = [...mayFind.keys()];
const marks = [...hidden, ...Object.values(adults)];

async function tell(mark: string, more: object, home: HomeName = 'one'): Promise<void> {
  const { cast } = m;
  const parts = [{ kind: 'opinion', text: `${mark}意见`, named: true }];
  const promises = [{ promise: newId(), text: `${mark}答应` }];
  const visit = { visit: newId(), household: cast.homes[home], note: `${mark}记`, parts, promises, ...more };
  await say(cast.county, cast[workerOf(home)], 'visit.record', visit);
}

beforeAll(async () => {
  m = await makeMatrix();
  t = await makeTargets(m);
  for (const home of homeNames) {
    await tell(confided(home), { confidential: true }, home);
    const said = { category: 'D6', title: restricted(home), text: `${restricted(home)}经过` };
    hiddenMatters.set(home, await report(m, home, said));
  }
  await tell(adults.adult, { subject: m.members.adult });
  await tell(adults.adult2, { subject: m.members.adult2 });
  await leaveBoxes(m);
  await keptList(m);
  await figuresKept(m, t);
  while ((await sealOnce(m.cast.county.database)).rows > 0);
  heard = [...(await askEverything(m, t)), ...(await askEachHome(m, (home) => hiddenMatters.get(home) ?? ''))];
}, 120_000);
afterAll(() => m?.stop());

const finders = (mark: string, among: readonly Heard[] = heard): string[] =>
  [...new Set(among.filter(({ text }) => text.includes(mark)).map(({ who }) => who))].sort();

test('VISIT-6 of each home, what was told in confidence is found by the office it was told to and what is restricted by the named one: by nobody else, by no question', () => {
  expect(heard.length).toBeGreaterThan(1500);
  expect(new Map(hidden.map((mark) => [mark, finders(mark)]))).toEqual(mayFind);
});

test('HOME-18 no adult, and nobody outside the home’s own ground, finds another adult’s facts by any question', () => {
  const near = ['worker', 'head', 'liaison', 'village', 'township'];
  for (const mark of Object.values(adults)) {
    expect(finders(mark)).toContain('worker');
    expect(finders(mark).filter((who) => !near.includes(who))).toEqual([]);
  }
});

test('a search for them answers everybody as a search for what was never said', async () => {
  const searches = (text: string): readonly (readonly [string, object])[] => [
    ['household.find', { text }],
    ['people.find', { text }],
    ['case.inbox', { view: 'all', text, limit: 200 }],
    ['case.inbox', { view: 'changed', text, limit: 200 }],
  ];
  // A search that finds at all.
  await wordsThere(m, t.head, '水浑');
  const known = await m.server.ask(m.people.worker?.caller ?? {}, 'case.inbox', {
    view: 'all',
    text: '水浑',
    limit: 200,
  });
  expect(known.text).toContain(t.head);
  const faults: string[] = [];
  for (const [who, { caller }] of signedIn(m)) {
    const answersTo = async (text: string): Promise<string> =>
      JSON.stringify(
        await Promise.all(
          searches(text).map(async ([query, input]) => (await m.server.ask(caller, query, input)).text),
        ),
      );
    const nothing = await answersTo('凤凰从没来');
    for (const mark of marks) if ((await answersTo(mark)) !== nothing) faults.push(`${who} by ${mark}`);
  }
  expect(faults).toEqual([]);
}, 60_000);

test('no page behind a door, plate, secret or session shows them, but the adult his own', async () => {
  const opened = await openEverything(m, t);
  expect(opened.length).toBeGreaterThan(500);
  for (const mark of hidden) expect([mark, finders(mark, opened)]).toEqual([mark, []]);
  for (const [who, mark] of Object.entries(adults)) expect([who, finders(mark, opened)]).toEqual([who, [who]]);
  for (const who of ['adult', 'adult2', 'neighbour'])
    for (const page of ['/my', '/my/readings', '/my/request', '/my/comment', '/my/proposals', '/my/record.json']) {
      const { text, status } = await m.server.call(m.people[who]?.caller ?? {}, 'GET', page);
      expect([who, page, status]).toEqual([who, page, 200]);
      const found = Object.entries(adults).filter(([, mark]) => text.includes(mark));
      const own = ['/my', '/my/record.json'].includes(page) && who !== 'neighbour' ? [who] : [];
      expect([who, page, found.map(([name]) => name)]).toEqual([who, page, own]);
      expect(hidden.filter((mark) => text.includes(mark))).toEqual([]);
    }
  const matter = hiddenMatters.get('one');
  for (const page of [`/my/case/${matter}`, `/my/case/${matter}/say`]) {
    const { status } = await m.server.call(m.people.adult?.caller ?? {}, 'GET', page);
    expect([page, status === 200]).toEqual([page, false]);
  }
  for (const page of [`/h/${plateCode}`, `/h/${plateCode}/report`, `/c/${caseSecret}`, '/', '/plate', '/follow']) {
    const { text } = await m.server.call({}, 'GET', page);
    expect(marks.filter((mark) => text.includes(mark))).toEqual([]);
  }
}, 60_000);

/** What a file says, drawn on paper or in a table. */
async function textOf(
  who: string,
  address: string,
  list?: { readonly format: 'xlsx' | 'csv' | 'pdf' },
): Promise<string> {
  const { cookie = '', csrf = '' } = m.people[who]?.caller ?? {};
  const reply = await fetch(`http://127.0.0.1:${m.server.port}${address}`, {
    method: list ? 'POST' : 'GET',
    headers: {
      cookie: `__Host-zd=${cookie}`,
      'x-zd-csrf': csrf,
      'content-type': 'application/json',
      'x-forwarded-for': `10.77.0.${Math.ceil(Math.random() * 250)}`,
    },
    ...(list ? { body: JSON.stringify({ ...list, reason: 'check-roster', words: '核对户册' }) } : {}),
  });
  expect([address, reply.status]).toEqual([address, 200]);
  const place = mkdtempSync(path.join(tmpdir(), 'zd-canary-'));
  const file = path.join(place, 'one');
  writeFileSync(file, Buffer.from(await reply.arrayBuffer()));
  const programs = { xlsx: ['unzip', ['-p', file]], csv: ['cat', [file]], pdf: ['pdftotext', [file, '-']] } as const;
  const program = programs[list?.format ?? 'pdf'];
  const text = execFileSync(program[0], program[1]).toString('utf8');
  rmSync(place, { recursive: true });
  return text;
}

/** Whoever may print it, for each address of the table that answers with a paper. */
const papers = (): Readonly<Record<string, readonly (readonly [string, string])[]>> => ({
  'GET /disputes/:id/agreement.pdf': [['keeper', `/disputes/${t.mediation.dispute}/agreement.pdf`]],
  'GET /visits/:grid/sheet.pdf': [['village', `/visits/${m.cast.areas.grid}/sheet.pdf`]],
  'GET /brief.pdf': [['village', '/brief.pdf']],
  'GET /spots/:id/notice.pdf': [['worker', `/spots/${t.spot}/notice.pdf`]],
  'GET /publicity/:id/poster.pdf': [['village', `/publicity/${t.lists.open}/poster.pdf`]],
  'GET /errands/:id/paper.pdf': [['village', `/errands/${t.errand}/paper.pdf`]],
  'GET /elections/:id/:paper{[a-z]+\\.pdf}': electionPapers
    .filter((paper) => paper !== 'result')
    .map((paper) => ['village', `/elections/${t.election}/${paper}.pdf`] as const),
  'GET /my/record.pdf': (['adult', 'adult2', 'neighbour'] as const).map((who) => [who, '/my/record.pdf'] as const),
  // Last: it makes every plate anew.
  'GET /plates.pdf': [['village', `/plates.pdf?village=${m.cast.areas.village}`]],
});

test('no list that is taken out, no paper, no message and no line of the log holds them, but the adult’s own copy his own', async () => {
  const { cast, server } = m;
  const drawn = readExpected().flatMap(({ kind, name }) =>
    kind === 'route' && /^GET .*\.pdf/.test(name) ? [name] : [],
  );
  expect(Object.keys(papers()).sort()).toEqual([...new Set(drawn)].sort());
  const files: string[] = [];
  for (const what of ledgerKinds)
    for (const format of ['pdf', 'xlsx', 'csv'] as const)
      for (const who of ['village', 'township'] as const)
        files.push(await textOf(who, `/api/export/${what}`, { format }));
  expect(files[0]).toContain('杜来顺');
  for (const [who, address] of Object.values(papers()).flat()) {
    const text = await textOf(who, address);
    expect(text.trim()).not.toBe('');
    const own = adults[who as 'adult'];
    if (own) expect([who, text.includes(own)]).toEqual([who, true]);
    files.push(own ? text.replaceAll(own, '') : text);
  }
  const messages = await inScope(cast.county.database, { ...emptyScope, standing: 'service', service: 'jobs' }, (tx) =>
    tx.query('select to_jsonb(message) as row from message'),
  );
  expect(messages.length).toBeGreaterThan(0);
  const everything = [...files, JSON.stringify(messages), server.logged()].join('\n').replaceAll(/\s/g, '');
  expect(marks.filter((mark) => everything.includes(mark))).toEqual([]);
  expect([...hiddenMatters.values()].filter((id) => server.logged().includes(id))).toEqual([]);
}, 60_000);

test('VISIT-6 no phone holds what is restricted, and a phone of another office nothing that was told in confidence', async () => {
  for (const who of ['head', 'liaison', 'village', 'keeper', 'township', 'worker', 'worker2'] as const) {
    const phone = await m.server.phone(m.cast[who]);
    const { text } = await m.server.call(phone, 'GET', '/pull?limit=2000');
    const held = hidden.filter((mark) => text.includes(mark));
    const own = homeNames.filter((home) => workerOf(home) === who).map(confided);
    expect([who, held]).toEqual([who, own]);
  }
});
