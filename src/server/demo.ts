// The demo village: fills an empty county from the files a village brings and two years of notebook, and opens its rooms without a password.
import { randomInt } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { serviceActor } from '#kit/actor.ts';
import { newId, randomCode } from '#kit/id.ts';
import { Problem } from '#kit/problem.ts';
import type { Database } from '#data/database.ts';
import { emptyScope, inScope } from '#data/scope.ts';
import type { CountyFacts } from './county.ts';
import { fillDemo } from './demo-fill.ts';
import type { PastEvent } from './demo-history.ts';
import { fillPaper } from './demo-paper.ts';
import { fillPolls } from './demo-polls.ts';
import { fillProposals } from './demo-proposals.ts';
import { executeAs } from './execute-as.ts';
import { makeDemoKey } from './open311/demo-key.ts';
import { pollKeysIn } from './polls/poll-keys.ts';
import { countyOf, ensureAdministration, ensureCounty, ensureServerKey, findCounty } from './provision.ts';
import { hashOf, invite, sessionScope } from './session.ts';
import { setPassword } from './sign-in.ts';

export interface DemoSource {
  /** Folder with the village's files. */
  readonly directory: string;
  /** What happened in the two years before `until` (ms); the same for the same moment. */
  readonly history: (until: number) => readonly PastEvent[];
}

/** A door into the demo: whose desk, phone or home it is. */
export interface DemoRoom {
  readonly id: 'worker' | 'head' | 'liaison' | 'village' | 'township' | 'water' | 'county' | 'household';
  readonly kind: 'field' | 'desk' | 'household';
  /** Name of the office, or the door number of the home. */
  readonly place: string;
  /** Name of the person who sits there; of a home, of its head. */
  readonly name: string;
  readonly person: string | null;
}

export interface Entrance {
  /** Where the browser goes. */
  readonly location: string;
  /** The person to be signed in by a session cookie first; null when the location brings its own key. */
  readonly signIn: string | null;
}

export interface Demo {
  readonly rooms: readonly DemoRoom[];
  /** Made at this start; with it the people of the desk rooms sign in by their telephone number too. */
  readonly password: string;
  /** For another system that speaks Open311; made at this start too. */
  readonly apiKey: string | undefined;
  /** Throws `missing demo-room-unknown`. */
  enter(room: string): Promise<Entrance>;
}

const roomPlan: readonly Pick<DemoRoom, 'id' | 'kind' | 'place'>[] = [
  { id: 'worker', kind: 'field', place: '三社2网格' },
  { id: 'head', kind: 'field', place: '三社网格长' },
  { id: 'liaison', kind: 'field', place: '三社包片干部' },
  { id: 'village', kind: 'desk', place: '柳湾村委会' },
  { id: 'township', kind: 'desk', place: '柳湾乡政府' },
  { id: 'water', kind: 'desk', place: '云溪县水务局' },
  { id: 'county', kind: 'desk', place: '云溪县综治中心' },
  { id: 'household', kind: 'household', place: '3-08' },
];

/** Kept beside the data: only a demo knows its plates' codes. */
interface Kept {
  readonly generation: string;
  /** Door → code of its plate. */
  readonly plates: Readonly<Record<string, string>>;
}

const importer = serviceActor('import');
const importScope = { ...emptyScope, standing: 'service', service: 'import' };
const fileOf = (dataDir: string): string => path.join(dataDir, 'demo.json');

function readKept(dataDir: string, generation: string): Kept | undefined {
  if (!existsSync(fileOf(dataDir))) return undefined;
  try {
    const kept = JSON.parse(readFileSync(fileOf(dataDir), 'utf8')) as Kept;
    return kept.generation === generation ? kept : undefined;
  } catch {
    // Cut short by a crash: the codes are made anew.
    return undefined;
  }
}

function keep(dataDir: string, kept: Kept): void {
  const half = `${fileOf(dataDir)}.new`;
  writeFileSync(half, JSON.stringify(kept), { mode: 0o600 });
  renameSync(half, fileOf(dataDir));
}

/** The codes painted on the doors: those kept, else new ones. */
const codesFor = (doors: readonly string[]): Record<string, string> =>
  Object.fromEntries(doors.map((door) => [door, randomCode(26)]));

const painted = (code: string): { plateHash: string; plateShort: string } => ({
  plateHash: hashOf(code),
  plateShort: randomCode(8),
});

/** The kept codes were lost: every door gets a new plate. */
async function paintAgain(database: Database, facts: CountyFacts): Promise<Kept> {
  const homes = await inScope(database, importScope, (tx) =>
    tx.query<{ id: string; door: string }>('select id, door from household order by door'),
  );
  const plates = codesFor(homes.map((home) => home.door));
  const county = countyOf(database, facts);
  for (const { id, door } of homes) {
    const input = { household: id, ...painted(plates[door] ?? '') };
    await executeAs(county, importer, { id: newId(), name: 'household.plate', input });
  }
  return { generation: facts.generation, plates };
}

/** The roster was brought a day before the first visit. */
const beforeEverything = 731 * 86_400_000;

/** The codes are kept first and the rows follow all at once: a start that was cut short begins again with the same codes. */
async function fill(database: Database, facts: CountyFacts, { dataDir, source, say }: DemoOptions): Promise<Kept> {
  say('Filling the demo village (once): 263 homes and two years of visits and matters …');
  const plates: Record<string, string> = { ...readKept(dataDir, facts.generation)?.plates };
  const opened = await inScope(database, importScope, (tx) =>
    tx.one<{ at: Date }>('select opened_at as at from county'),
  );
  const until = opened.at.getTime();
  const plateOf = (door: string): { plateHash: string; plateShort: string } =>
    painted((plates[door] ??= randomCode(26)));
  const past = { from: until - beforeEverything, events: source.history(until), until };
  await fillDemo(database, facts, {
    directory: source.directory,
    past,
    plateOf,
    beforeWriting: () => keep(dataDir, { generation: facts.generation, plates }),
  });
  await fillPolls(database, facts, { directory: pollKeysIn(dataDir), until });
  await fillProposals(database, facts, until);
  await fillPaper(database, facts, dataDir);
  return { generation: facts.generation, plates };
}

/** Not one of the pins a phone refuses as too simple. */
function newPin(): string {
  for (;;) {
    const pin = String(randomInt(1_000_000)).padStart(6, '0');
    if (new Set(pin).size >= 5 && !'01234567890 09876543210'.includes(pin)) return pin;
  }
}

async function readRooms(database: Database): Promise<DemoRoom[]> {
  return inScope(database, importScope, async (tx) => {
    const staff = await tx.query<{ place: string; person: string; name: string }>(
      `select distinct on (office.name) office.name as place, person.id as person, person.name from post
       join office on office.id = post.office join person on person.id = post.person where post.ended_at is null order by office.name, person.id`,
    );
    const homes = await tx.query<{ place: string; name: string }>(
      `select door as place, head as name from household where closed_at is null`,
    );
    return roomPlan.flatMap((plan): DemoRoom[] => {
      if (plan.kind === 'household')
        return homes.filter((home) => home.place === plan.place).map(({ name }) => ({ ...plan, name, person: null }));
      return staff.filter((one) => one.place === plan.place).map(({ name, person }) => ({ ...plan, name, person }));
    });
  });
}

/** One password for the demo's desks, new at every start: what was shown yesterday opens nothing today. */
async function newPasswords(database: Database, rooms: readonly DemoRoom[]): Promise<string> {
  const code = randomCode(16).toLowerCase();
  const password = code.replaceAll(/(.{4})(?=.)/g, '$1-');
  for (const { kind, person } of rooms)
    if (kind === 'desk' && person) await inScope(database, sessionScope, (tx) => setPassword(tx, person, password));
  return password;
}

export interface DemoOptions {
  readonly dataDir: string;
  readonly source: DemoSource;
  readonly say: (sentence: string) => void;
}

/**
 * Fills the database on the first start (a start that was cut short goes on) and opens the rooms. Throws
 * `conflict demo-not-here` in a county that is none: real records never get doors without passwords.
 */
export async function prepareDemo(database: Database, options: DemoOptions): Promise<Demo> {
  const there = await findCounty(database);
  if (there && !there.demo) throw new Problem('conflict', 'demo-not-here');
  const facts = await ensureCounty(database, {
    name: '云溪县',
    code: '',
    filingNumber: '演示备 0000 号',
    complaintPhone: '0900-555-0101',
    demo: true,
  });
  const homes = await inScope(database, importScope, (tx) =>
    tx.one<{ n: number }>('select count(*)::int as n from household'),
  );
  const kept =
    homes.n === 0
      ? await fill(database, facts, options)
      : (readKept(options.dataDir, facts.generation) ?? (await paintAgain(database, facts)));
  keep(options.dataDir, kept);
  await ensureAdministration(countyOf(database, facts), { code: '', name: '' });
  await ensureServerKey(database);
  const rooms = await readRooms(database);
  const password = await newPasswords(database, rooms);
  const enter = async (id: string): Promise<Entrance> => {
    const room = rooms.find((one) => one.id === id);
    if (!room) throw new Problem('missing', 'demo-room-unknown');
    if (room.kind === 'household') return { location: `/h/${kept.plates[room.place] ?? ''}`, signIn: null };
    if (room.kind === 'desk') return { location: '/desk/', signIn: room.person };
    const { code } = await inScope(database, sessionScope, (tx) =>
      invite(tx, { person: room.person ?? '', purpose: 'phone', by: null }),
    );
    return { location: `/field/#demo=${code}&pin=${newPin()}`, signIn: null };
  };
  const apiKey = await makeDemoKey(countyOf(database, facts));
  return { rooms, password, apiKey, enter };
}
