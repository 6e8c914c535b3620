// A county in which pages are measured: made verb by verb with all that a desk finds ready, and kept for the next run where a folder for it is named.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { simulateInto } from '#cli/simulate.ts';
import { connectDirect } from '#data/database.ts';
import { inScope } from '#data/scope.ts';
import { keepWords } from '#modules/case/store-words.ts';
import { followAll } from '#modules/measure/reactions.ts';
import { readCountyFacts } from '#server/main.ts';
import { countyOf } from '#server/provision.ts';
import { sessionScope, startSession } from '#server/session.ts';
import { type BenchDatabase, type BenchServer, newFolder, serveCounty, startBenchDatabase } from './county.ts';
import { multiply } from './multiply.ts';

export const desks = ['village', 'township', 'department', 'centre'] as const;
export type Desk = (typeof desks)[number];

export interface Made {
  readonly households: number;
  readonly matters: number;
  readonly visits: number;
  /** ms; everything happened in the year before. */
  readonly until: number;
  /** Matters counted per second while the figures were made from nothing. */
  readonly pace: number;
  readonly people: Readonly<Record<Desk, string>>;
  /** The office with the long inbox, and who sits there. */
  readonly long: { readonly office: string; readonly person: string };
}

export interface Side {
  readonly made: Made;
  readonly postgres: BenchDatabase;
  readonly server: BenchServer;
  readonly cookies: Readonly<Record<Desk | 'long', string>>;
  stop(): Promise<void>;
}

/** So many homes are made verb by verb, which takes a minute or two; more are the same townships so many times over. */
const mostSaid = 10_000;
const visitsPerHome = 10;
const jobs = { ...sessionScope, service: 'jobs' };

/** Simulated matters stay in their group or their department; here a share of the open ones is set before the offices above, as years of handing up would. */
const climbText = `with up as (select distinct on (ground) id, ground::text as ground from office
    where kind = $1 and id <> $3 order by ground, id)
  update matter set holder = up.id from up
  where matter.state <> 'closed' and matter.number % 5 = any($2::int[]) and up.ground = subpath(matter.ground, 0, $4)::text`;
/** Fifths of the open matters that go to this kind of desk, and how many labels its ground has. */
const shares = { village: [[0, 3, 4], 3], township: [[1], 2], department: [[2], 1] } as const;

/** A department that is sent nothing in this county gets an inbox of fifty thousand. */
const longText = `select office.id as office, post.person from office join post on post.office = office.id where office.name = '模拟县公安局'`;
const fillText = `update matter set holder = $1, state = 'accepted', closed_at = null, outcome = null
  where id in (select id from matter where state = 'closed' and not restricted order by id limit 50000)`;

/** The person at the office of this kind that holds most open matters: the fullest desk there is. */
const busiestText = `select post.person from post join office on office.id = post.office join matter on matter.holder = office.id
  where office.kind = $1 and matter.state <> 'closed' and office.id <> $2 group by post.person order by count(*) desc limit 1`;
const centreText = `select person from post where role = 'county-officer' limit 1`;

/** The words of every matter, as the reaction writes them. */
async function fillWords({ database }: BenchDatabase): Promise<void> {
  const rows = await inScope(database, jobs, (tx) => tx.query<{ id: string }>('select id from matter'), {
    timeoutMs: 60_000,
  });
  const ids = rows.map((row) => row.id);
  for (let from = 0; from < ids.length; from += 1000)
    await inScope(database, jobs, (tx) => keepWords(tx, ids.slice(from, from + 1000)), { timeoutMs: 60_000 });
}

/** Says how long each step took: a county of this size is minutes of work. */
export async function step<T>(name: string, work: () => Promise<T>): Promise<{ done: T; seconds: number }> {
  const began = performance.now();
  const done = await work();
  const seconds = (performance.now() - began) / 1000;
  console.log(`  ${name}: ${seconds.toFixed(1)} s`);
  return { done, seconds };
}

async function fillDesks(postgres: BenchDatabase): Promise<Pick<Made, 'people' | 'long'>> {
  const admin = await connectDirect(postgres.adminUrl);
  try {
    const long = (await admin.query<Made['long']>(longText)).rows[0];
    if (!long) throw new Error('no office for the long inbox');
    for (const [kind, [fifths, depth]] of Object.entries(shares))
      await admin.query(climbText, [kind, fifths, long.office, depth]);
    await admin.query(fillText, [long.office]);
    await admin.query('vacuum analyze');
    const people: Partial<Record<Desk, string>> = {
      centre: (await admin.query<{ person: string }>(centreText)).rows[0]?.person ?? '',
    };
    for (const kind of ['village', 'township', 'department'] as const) {
      const { rows } = await admin.query<{ person: string }>(busiestText, [kind, long.office]);
      if (!rows[0]) throw new Error(`nobody sits at a ${kind} desk`);
      people[kind] = rows[0].person;
    }
    return { people: people as Made['people'], long };
  } finally {
    await admin.end();
  }
}

/** What was said and what the services of the county made of it. */
type Said = Pick<Made, 'matters' | 'visits' | 'until' | 'pace'>;

async function sayAll(postgres: BenchDatabase, households: number): Promise<Said> {
  const until = Date.now();
  const wanted = { households, visitsPerHome, casesPerHome: 1, seed: 7, until, sentShare: 0.3 };
  const { done } = await step(`homes, visits and matters of ${households} homes`, () =>
    simulateInto(postgres.database, wanted),
  );
  const { seconds } = await step('figures made from nothing', () => followAll(postgres.database));
  await step('words of the matters', () => fillWords(postgres));
  return { matters: done.cases, visits: done.visits, until, pace: done.cases / seconds };
}

async function setBeforeDesks(postgres: BenchDatabase, said: Said, homes: [number, number]): Promise<Made> {
  const [households, times] = homes;
  if (times > 1) await step(`the same townships ${times} times`, () => multiply(postgres.adminUrl, times));
  const { done } = await step('matters set before the desks', () => fillDesks(postgres));
  return { ...said, households, matters: said.matters * times, visits: said.visits * times, ...done };
}

/** What is in a folder, made when it is not there, from nothing or from another one; what was left half made is made anew. */
export async function ready<T>(
  folder: string,
  make: (postgres: BenchDatabase) => Promise<T>,
  from?: string,
): Promise<T> {
  const note = path.join(folder, 'made.json');
  if (existsSync(note)) {
    console.log(`  ${folder} is used again`);
    return JSON.parse(readFileSync(note, 'utf8')) as T;
  }
  console.log(`  ${folder} is made`);
  rmSync(folder, { recursive: true, force: true });
  // With its owners: PostgreSQL reads no files of somebody else.
  if (from !== undefined) execFileSync('cp', ['-a', from, folder]);
  rmSync(note, { force: true });
  // Nothing is lost with it but time: only what is measured has to be safe from a power cut.
  const postgres = await startBenchDatabase({ folder, durable: false });
  try {
    const made = await make(postgres);
    writeFileSync(note, JSON.stringify(made));
    return made;
  } finally {
    await postgres.stop();
  }
}

async function openSide(households: number, root: string): Promise<Side> {
  const saidHomes = Math.min(households, mostSaid);
  const said = path.join(root, `said-${saidHomes}`);
  const folder = path.join(root, `homes-${households}`);
  const homes: [number, number] = [households, households / saidHomes];
  const all = await ready(said, (postgres) => sayAll(postgres, saidHomes));
  const made = await ready(folder, (postgres) => setBeforeDesks(postgres, all, homes), said);
  const postgres = await startBenchDatabase({ folder });
  const server = await serveCounty(countyOf(postgres.database, await readCountyFacts(postgres.database)));
  const cookies = {} as Record<Desk | 'long', string>;
  for (const [desk, person] of Object.entries({ ...made.people, long: made.long.person }))
    cookies[desk as Desk] = (await startSession(postgres.database, { person, kind: 'staff' })).token;
  return {
    made,
    postgres,
    server,
    cookies,
    stop: async () => {
      await server.stop();
      await postgres.stop();
    },
  };
}

export interface Sides {
  readonly small: Side;
  readonly large: Side;
}

/** A county of 1,000 homes and a large one, made or opened when the first part asks for them, and for all parts the same. */
export function twoCounties(
  large: number,
  keep: string | undefined,
): { open(): Promise<Sides>; stop(): Promise<void> } {
  const opened: Side[] = [];
  let root: string | undefined;
  let sides: Promise<Sides> | undefined;
  const both = async (): Promise<Sides> => {
    root = keep === undefined ? newFolder() : path.resolve(keep);
    mkdirSync(root, { recursive: true });
    for (const households of [1000, large]) opened.push(await openSide(households, root));
    const [small, other] = opened;
    if (!small || !other) throw new Error('a county is missing');
    return { small, large: other };
  };
  return {
    open: () => (sides ??= both()),
    stop: async () => {
      for (const side of opened) await side.stop();
      if (root === undefined) return;
      if (keep === undefined) rmSync(root, { recursive: true, force: true });
      else console.log(`what was made stays in ${root} until somebody removes it`);
    },
  };
}
