// F4: phones at work while the county's disk or its system fails. What was acknowledged is there afterwards, what was not waits on its phone, and goes when the fault is gone.
import './bare-browser.ts';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { badgeOf } from '#sync/status.ts';
import { pause } from '#tests/postgres-places.ts';
import { type AckOrder, readAckOrder } from './ack-order.ts';
import { setOrigin } from './bare-browser.ts';
import { chanceOf } from './chance.ts';
import { type ChaosCounty, openCounty, type Template } from './chaos-county.ts';
import { StormPhone } from './storm-phone.ts';
import { countFindings } from './storm.ts';
import { type Fault, trace, whyNoTrace } from './strace.ts';
import { limitAll } from './system-limits.ts';
import { heldIds, judge, type Verdict } from './verdict.ts';

/** A fault that is there now. */
export interface Broken {
  /** How often it struck so far. */
  failed(): number;
  /** The fault goes; answers what was seen of the order of acknowledgements, where it could be seen. */
  end(): Promise<AckOrder | undefined>;
}

export interface FaultPlan {
  readonly template: Template;
  readonly seed: number;
  /** A server with a fault built in. */
  readonly program?: { program: string; env: Record<string, string> };
  /** Where the county lies; a temporary folder otherwise. */
  readonly place?: string;
  readonly breakIt: (county: ChaosCounty) => Promise<Broken> | Broken;
  /** It must strike so often before it ends. */
  readonly strikes: number;
  /** Power is cut while the fault is there; otherwise the fault goes and the server, if it lives, goes on. */
  readonly killed: boolean;
}

export interface FaultOutcome {
  readonly strikes: number;
  readonly said: number;
  /** Items the phones showed as waiting at the end of the fault. */
  readonly waiting: number;
  /** Acknowledged to a phone, and not there after the next start. */
  readonly vanished: readonly string[];
  /** A phone with unsent words that showed "all sent". */
  readonly lies: number;
  readonly verdict: Verdict;
  readonly findings: number;
  readonly order: AckOrder | undefined;
}

/** Calls of server and database fail; where nothing may be traced, their files can grow no longer instead, which is said. */
export async function failingCalls(county: ChaosCounty, fault: Fault): Promise<Broken> {
  const why = whyNoTrace();
  if (why !== undefined) {
    console.warn(`F4 ${fault.error} is made by a limit of the kernel instead of strace: ${why}`);
    return noLongerFiles(county);
  }
  const { server, postmaster } = county.pids;
  const traced = await trace([server, postmaster], fault);
  return { failed: traced.failed, end: async () => readAckOrder(await traced.end()) };
}

const logOf = (county: ChaosCounty): string => readFileSync(path.join(county.folder, 'data/postgres.log'), 'utf8');
const refusedWrites = (county: ChaosCounty): number => (logOf(county).match(/File too large/g) ?? []).length;

/** Every write of the database behind the first kilobytes of a file is refused, by the kernel itself. */
export function noLongerFiles(county: ChaosCounty): Broken {
  const before = refusedWrites(county);
  const most = logOf(county).length + 65_536;
  const lift = limitAll([county.pids.postmaster], 'fsize', () => most);
  return {
    failed: () => refusedWrites(county) - before,
    end: async () => {
      lift();
      return undefined;
    },
  };
}

/** Requests that the server could not serve, as it says itself. */
const unserved = (county: ChaosCounty): number =>
  (county.printed().match(/"event":"(push-failed|broken)"/g) ?? []).length;

function canAppend(file: string, bytes: number): boolean {
  try {
    writeFileSync(file, Buffer.alloc(bytes), { flag: 'a' });
    return true;
  } catch {
    return false;
  }
}

/** The disk the county lies on is filled to its last byte; `end` makes room. */
export function fullDisk(county: ChaosCounty, directory: string): Broken {
  const before = unserved(county);
  const ballast = path.join(directory, 'ballast');
  for (let size = 1_000_000; size >= 512; size >>= 1) while (canAppend(ballast, size));
  return {
    failed: () => unserved(county) - before,
    end: async () => {
      rmSync(ballast, { force: true });
      return undefined;
    },
  };
}

/** Neither server nor database may open anything more, and all connections between them are cut: new ones cannot be made. */
export async function noMoreFiles(county: ChaosCounty): Promise<Broken> {
  const before = unserved(county);
  const { server, postmaster } = county.pids;
  const admin = await county.admin();
  const backends = `select pid from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`;
  const { rows } = await admin.query<{ pid: number }>(backends);
  await admin.end();
  const lift = limitAll([server, postmaster], 'nofile', () => 8);
  for (const { pid } of rows) process.kill(pid, 'SIGTERM');
  return {
    failed: () => unserved(county) - before,
    end: async () => {
      lift();
      return undefined;
    },
  };
}

const unsent = (phone: StormPhone): Set<string> =>
  new Set(phone.phone.items.value.filter(({ state }) => state !== 'taken').map(({ id }) => id));

/** What the phone takes for delivered: said, not taken back, and not in its queue any more, or there only until it comes back. */
const acknowledged = (phone: StormPhone): string[] => {
  const left = unsent(phone);
  return phone.said.filter((one) => !one.undone && !left.has(one.id)).map((one) => one.id);
};

async function work(phones: readonly StormPhone[]): Promise<void> {
  await Promise.all(
    phones.map(async (phone) => {
      if (phone.waiting < 10) for (let i = 0; i < 3; i++) await phone.act();
      await phone.send();
    }),
  );
}

/** ms between two strikes: each may throw the database back into a recovery of seconds. */
const patience = 60_000;

/** Works until the fault struck so often; counts phones that say "all sent" over words that wait. */
async function workUntil(phones: readonly StormPhone[], broken: Broken, strikes: number): Promise<number> {
  let lies = 0;
  let [seen, end] = [0, Date.now() + patience];
  for (let now = broken.failed(); now < strikes; now = broken.failed()) {
    if (now > seen) [seen, end] = [now, Date.now() + patience];
    if (Date.now() > end) throw new Error(`the fault struck ${now} times of ${strikes}, and then no more`);
    await work(phones);
    lies += phones.filter((phone) => phone.waiting > 0 && badgeOf(phone.status, Date.now()).state === 'sent').length;
    await pause(20);
  }
  return lies;
}

async function vanishedOf(county: ChaosCounty, phones: readonly StormPhone[]): Promise<string[]> {
  const ids = phones.flatMap(acknowledged);
  const client = await county.admin();
  try {
    const held = await heldIds(client, ids);
    return ids.filter((id) => !held.has(id));
  } finally {
    await client.end();
  }
}

async function judged(county: ChaosCounty, phones: readonly StormPhone[]): Promise<Verdict> {
  const client = await county.admin();
  try {
    return await judge(client, phones);
  } finally {
    await client.end();
  }
}

async function day(plan: FaultPlan, county: ChaosCounty, phones: readonly StormPhone[]): Promise<FaultOutcome> {
  for (const phone of phones) await phone.enrol();
  for (let i = 0; i < 3; i++) await work(phones);
  const broken = await plan.breakIt(county);
  const lies = await workUntil(phones, broken, plan.strikes);
  // A last word into the fault.
  for (const phone of phones) await phone.act();
  const waiting = phones.reduce((sum, phone) => sum + phone.waiting, 0);
  const strikes = broken.failed();
  // Before the fault goes: nothing that could not be written may be written now.
  if (plan.killed) await county.kill(true);
  const order = await broken.end();
  if (plan.killed) await county.start();
  else await county.untilServes();
  const vanished = await vanishedOf(county, phones);
  await Promise.all(phones.map((phone) => phone.settle()));
  const said = phones.reduce((sum, phone) => sum + phone.said.length, 0);
  const verdict = await judged(county, phones);
  return { strikes, said, waiting, vanished, lies, verdict, findings: await countFindings(county), order };
}

export async function runFault(plan: FaultPlan): Promise<FaultOutcome> {
  const program = { ...plan.program, env: { ...plan.program?.env, ZD_LOG: 'stdout' } };
  const { county, clear } = await openCounty(plan.template, program, plan.place);
  const phones: StormPhone[] = [];
  // A recovery forces every file of the cluster one by one: seconds for each failure while all calls are watched.
  const conf = path.join(county.folder, 'data/postgres/local.conf');
  writeFileSync(conf, 'recovery_init_sync_method = syncfs\n');
  try {
    await county.start();
    setOrigin(county.url);
    for (const [i, worker] of plan.template.workers.entries())
      phones.push(new StormPhone(worker, chanceOf(plan.seed + i), { allSent: () => undefined }));
    return await day(plan, county, phones);
  } finally {
    for (const phone of phones) phone.close();
    await clear();
  }
}
