// Whoever was shown something of a home stands on that home's list: over every question of the table, and over a thousand reads by every path there is.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#kit/id.ts';
import { emptyScope, inScope } from '#data/scope.ts';
import { connectDirect } from '#data/database.ts';
import { queries } from '#server/queries.ts';
import { words } from '#server/door/words.zh.ts';
import { makeMatrix, type Matrix } from './county.ts';
import { askEachHome, askEverything, type Heard } from './everything-asked.ts';
import { keptList } from './desk-looks.ts';
import { leaveBoxes } from './boxes.ts';
import { figuresKept } from './figures.ts';
import { type HomeName, homeNames, homesIn, type Marked, markHomes, markOf, phoneOf } from './marked-homes.ts';
import { pathsOf } from './reading-paths.ts';
import { makeTargets, type Targets } from './targets.ts';

let m: Matrix;
let t: Targets;
let marked: Marked;
let heard: Heard[];
beforeAll(async () => {
  m = await makeMatrix();
  t = await makeTargets(m);
  marked = await markHomes(m);
  await leaveBoxes(m);
  await keptList(m);
  await figuresKept(m, t);
}, 90_000);
afterAll(() => m?.stop());

const readingsOf = (): Promise<{ household: string; reader: string; purpose: string }[]> =>
  inScope(m.cast.county.database, { ...emptyScope, standing: 'service', service: 'verify' }, (tx) =>
    tx.query('select household, reader, purpose from reading'),
  );

test('HOME-16 no question shows anything of a home without a reading, and one that only lists says no more than a list', async () => {
  heard = await askEverything(m, t);
  expect(new Set(heard.map(({ query }) => query))).toEqual(new Set(queries.keys()));
  heard.push(...(await askEachHome(m, (home) => marked.matters[home])));
  const known = new Set((await readingsOf()).map((one) => `${one.household} ${one.reader} ${one.purpose}`));
  const faults = new Set<string>();
  const shown = new Set<string>();
  // The named office reads a restricted matter without a trace on any list.
  const traced = heard.filter(
    ({ who, query }) => !/adult|neighbour/.test(who) && `${who} ${query}` !== 'police case.page',
  );
  for (const { who, query, text } of traced) {
    const person = m.people[who]?.actor.person;
    for (const home of homesIn(m, text)) {
      const told = text.includes(markOf(home)) || text.includes(phoneOf(home));
      if (queries.get(query)?.touches !== 'household') {
        if (told) faults.add(`${query} tells ${who} what stands in the record of home ${home}, and is no reading`);
      } else if (known.has(`${m.cast.homes[home]} ${person} ${query}`)) shown.add(query);
      else faults.add(`${query} shows home ${home} to ${who} and writes no reading`);
    }
  }
  expect([...faults]).toEqual([]);
  // The marks are where they can be found at all.
  for (const query of ['household.page', 'case.page', 'question.of', 'finding.page'])
    expect([...shown]).toContain(query);
}, 120_000);

/** Whose posts serve the ground of home one to four; and of the home elsewhere. */
const [here, elsewhere] = [
  ['worker', 'head', 'liaison', 'village', 'township'],
  ['worker2', 'head2', 'village', 'township'],
] as const;
/** By hand: who finds anything of what was said and written about that home. */
const mayFind: Readonly<Record<HomeName, readonly string[]>> = {
  one: here,
  two: here,
  three: here,
  four: here,
  elsewhere,
};

test('HOME-9 of every home and every member of it a mark is found by those who serve its ground, and by nobody else; the county centre reads matters alone', () => {
  const finders = (home: HomeName, isMatter: boolean): string[] => {
    const found = heard.filter(
      ({ query, text }) => (query === 'case.page') === isMatter && text.includes(markOf(home)),
    );
    return [...new Set(found.map(({ who }) => who))].sort();
  };
  for (const home of homeNames) {
    expect([home, finders(home, false)]).toEqual([home, [...mayFind[home]].sort()]);
    expect([home, finders(home, true)]).toEqual([home, [...mayFind[home], 'centre'].sort()]);
  }
});

test('HOME-16 every purpose that is written has words of its own on the home’s list', () => {
  const kinds = [...queries.values()].filter((one) => one.touches === 'household').map((one) => one.name.split('.')[0]);
  expect(kinds.filter((kind) => !(`door.purpose.${kind}` in words))).toEqual([]);
});

/** All lines of a home's list, over all its pages, without their marks. */
async function listOf(home: HomeName): Promise<string[]> {
  const lines: string[] = [];
  for (let path: string | undefined = '/my/readings'; path !== undefined; ) {
    const { text } = await m.server.call(marked.adults[home], 'GET', path);
    lines.push(
      ...[...text.matchAll(/<div class="item">(.*?)<\/div>/gs)].map(([line]) => line.replaceAll(/<[^>]+>/g, ' ')),
    );
    path = /href="(\/my\/readings\?skip=\d+)"/.exec(text)?.[1];
  }
  return lines;
}

/** Whatever else has words of its own on a home's list: files, what phones hold, and everything that is handed out. */
const otherWays = (): string[] => [
  'household.file',
  'case.file',
  'phone',
  ...Object.keys(words).flatMap((key) => /^door\.purpose\.(export\..+)$/.exec(key)?.[1] ?? []),
];

const wordOf = (purpose: string): string => {
  const known: Readonly<Record<string, string>> = words;
  return known[`door.purpose.${purpose}`] ?? known[`door.purpose.${purpose.split('.')[0]}`] ?? 'no such purpose';
};

/** Nothing was read yet: each round of reads has to stand there by itself. */
async function forgetReadings(): Promise<void> {
  const owner = await connectDirect(m.cast.ownerUrl);
  await owner.query('truncate reading');
  await owner.end();
}

const listsNow = async (): Promise<ReadonlyMap<HomeName, readonly string[]>> => {
  const lists = new Map<HomeName, string[]>();
  for (const home of homeNames) lists.set(home, await listOf(home));
  return lists;
};

/** Papers take long to draw: each is read in the first rounds only. */
const slowRounds = 2;

test('HOME-16 a thousand reads by every path: each stands on the list of its home', async () => {
  const phones = { worker: await m.server.phone(m.cast.worker), village: await m.server.phone(m.cast.village) };
  const paths = pathsOf({ m, t, marked, phones });
  const kinds = new Set(paths.map(({ kind }) => kind));
  const handing = [...queries.values()].filter((one) => one.touches === 'household').map((one) => one.name);
  expect([...handing, ...otherWays()].filter((one) => !kinds.has(one))).toEqual([]);
  const names = await inScope(m.cast.county.database, { ...emptyScope, standing: 'staff' }, (tx) =>
    tx.query<{ id: string; name: string }>('select id, name from person where staff'),
  );
  const silent = new Set(kinds);
  const missing: string[] = [];
  let [reads, lines, longest] = [0, 0, 0];
  for (let round = 0; reads < 1000; round++) {
    await forgetReadings();
    const began = performance.now();
    const expected: { home: HomeName; who: string; kind: string }[] = [];
    for (const one of paths) {
      if (one.paper && round >= slowRounds) continue;
      const { status, text } = await one.read();
      expect([one.kind, one.who, status]).toEqual([one.kind, one.who, 200]);
      const homes = one.home === undefined ? homesIn(m, text) : [one.home];
      if (homes.length === 0) continue;
      reads += 1;
      silent.delete(one.kind);
      const person = m.people[one.who]?.actor.person;
      const who = names.find(({ id }) => id === person)?.name ?? '';
      expected.push(...homes.map((home) => ({ home, who, kind: one.kind })));
    }
    const lists = await listsNow();
    longest = Math.max(longest, performance.now() - began);
    lines += expected.length;
    for (const { home, who, kind } of expected)
      if (!lists.get(home)?.some((line) => line.includes(who) && line.includes(wordOf(kind))))
        missing.push(`${kind} of home ${home} by ${who}`);
  }
  expect(missing).toEqual([]);
  console.log(
    `${reads} reads by ${paths.length} paths of ${kinds.size} kinds, ${lines} times a home in them, each on its list at most ${(longest / 1000).toFixed(1)} s later`,
  );
  // Nothing of a home lies in the box and no opinion is signed here; every other path was seen to show one.
  expect([...silent].filter((kind) => !['left.list', 'digest.list'].includes(kind))).toEqual([]);
}, 300_000);

test('HOME-16 an entry left behind is a reading of its home, and of no other', async () => {
  const { cast } = m;
  const box = { name: 'visit.record', input: { household: cast.homes.two, note: markOf('two') } };
  await inScope(cast.county.database, { ...emptyScope, standing: 'service', service: 'jobs' }, (tx) =>
    tx.exec(
      'insert into hand_over_box (id, ground, author, envelope, code) values ($1, $2::ltree, $3, $4::jsonb, $5)',
      [newId(), cast.grounds.grid, m.people.ended?.actor.person, JSON.stringify(box), 'not-yours'],
    ),
  );
  const left = await m.server.ask(m.people.village?.caller ?? {}, 'left.list', {});
  expect(left.text).toContain(markOf('two'));
  expect((await listOf('two')).some((line) => line.includes('何启明') && line.includes('补收走访记录'))).toBe(true);
  expect((await listOf('three')).some((line) => line.includes('补收走访记录'))).toBe(false);
});
