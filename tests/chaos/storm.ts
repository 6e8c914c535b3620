// A storm: many phones at work through a bad network while the server, or the server and its database, is killed again and again.
import { openDatabase } from '#data/database.ts';
import { verifyJournal } from '#data/verify.ts';
import { pause } from '#tests/postgres-places.ts';
import { setOrigin } from './bare-browser.ts';
import { type Chance, chanceOf } from './chance.ts';
import { type ChaosCounty, openCounty, type Template } from './chaos-county.ts';
import { calm, type FaultProxy, startProxy, type Weather } from './fault-proxy.ts';
import { findDiverged } from './replicas.ts';
import { SentWatch } from './sent-watch.ts';
import { StormPhone } from './storm-phone.ts';
import { judge, type Verdict } from './verdict.ts';

interface Middle {
  readonly at: number;
  readonly name: string;
  readonly what: (county: ChaosCounty) => Promise<void>;
}

export interface Plan {
  readonly template: Template;
  /** To be said in all, over all phones. */
  readonly commands: number;
  readonly seed: number;
  readonly weather: Weather;
  /** `database`: only the database is restarted, under a server that lives on. */
  readonly kills: boolean | 'database';
  /** A server with a fault built in. */
  readonly program?: { program: string; env: Record<string, string> };
  /** Something to be done once this share of the day is over, while nothing is killed; it leaves a server that runs. */
  readonly middle?: readonly Middle[];
  readonly say: (line: string) => void;
}

export interface Outcome extends Verdict {
  /** Of the day itself, without the first sync. */
  readonly bytes: number;
  readonly seconds: number;
  readonly said: number;
  readonly kills: { readonly alone: number; readonly both: number };
  readonly readyAfter: readonly number[];
  readonly notAdopted: number;
  readonly sent: { readonly shown: number; readonly asked: number; readonly lies: readonly string[] };
  readonly counts: FaultProxy['counts'];
  /** Phones whose rows differ from a fresh first sync of the same person. */
  readonly diverged: readonly string[];
  readonly journalFindings: number;
}

interface Storm {
  readonly plan: Plan;
  readonly county: ChaosCounty;
  readonly proxy: FaultProxy;
  readonly phones: readonly StormPhone[];
  over: boolean;
  failed?: unknown;
}

/** Longer than the longest storm that ends well, also on a busy machine. */
const longest = 45 * 60_000;

/** A worker's day: a few words at a time, sent at once, and the app killed now and then. */
async function live(storm: Storm, phone: StormPhone, chance: Chance): Promise<void> {
  const hasBadClock = storm.phones.indexOf(phone) % 4 === 3;
  const count = Math.ceil(storm.plan.commands / storm.phones.length);
  let rest = chance.between(5, 15);
  while (!storm.over && phone.said.length < count) {
    const burst = Math.min(1 + chance.below(6), count - phone.said.length);
    // Who has a pocket full of unsent words goes on walking before he writes more.
    if (phone.waiting < 15) for (let i = 0; i < burst; i++) await phone.act();
    if (chance.next() < 0.03) await phone.killAndOpen();
    if (hasBadClock && chance.next() < 0.1) phone.jumpClock();
    await phone.send();
    await pause(chance.between(20, 200));
    if (phone.said.length < rest) continue;
    // Now and then he sits down until the screen says that all is sent.
    while (!storm.over && phone.waiting > 0) await pause(50);
    rest = phone.said.length + chance.between(8, 15);
  }
  // From here on its own patience must do.
  while (!storm.over && phone.waiting > 0) await pause(100);
}

/** Kills 1.5 to 2.5 s after each "ready": in half of the rounds the server alone, in half its database too. */
async function keepKilling(storm: Storm, chance: Chance): Promise<{ alone: number; both: number }> {
  const { county, plan, proxy } = storm;
  const kills = { alone: 0, both: 0 };
  const middle = [...(plan.middle ?? [])];
  for (let round = 0; !storm.over; round++) {
    const end = Date.now() + chance.between(1500, 2500);
    while (!storm.over && Date.now() < end) await pause(20);
    if (storm.over) break;
    const done = storm.phones.reduce((sum, phone) => sum + phone.said.length, 0) / plan.commands;
    const next = middle[0];
    if (next && done >= next.at) {
      plan.say(`    ${next.name} at ${Math.round(done * 100)} % of the day`);
      await next.what(county);
      middle.shift();
    } else if (plan.kills === 'database') {
      await county.restartDatabase();
      kills.both += 1;
    } else if (plan.kills) {
      const both = round % 2 === 1;
      proxy.down();
      await county.kill(both);
      kills[both ? 'both' : 'alone'] += 1;
      await county.start();
      await proxy.up();
    }
  }
  return kills;
}

/** What `zd verify` finds in the sealed journal. */
export async function countFindings(county: ChaosCounty): Promise<number> {
  const database = await openDatabase({ appUrl: county.appUrl, ownerUrl: county.ownerUrl, poolSize: 1 });
  try {
    return (await verifyJournal(database)).findings.length;
  } finally {
    await database.close();
  }
}

async function judged(
  storm: Storm,
  watch: SentWatch,
): Promise<Pick<Outcome, keyof Verdict | 'diverged' | 'journalFindings' | 'sent'>> {
  const { county, phones } = storm;
  const client = await county.admin();
  try {
    const verdict = await judge(client, phones);
    await watch.settle();
    const { shown, asked, lies } = watch;
    const diverged = await findDiverged(county, phones);
    return { ...verdict, diverged, journalFindings: await countFindings(county), sent: { shown, asked, lies } };
  } finally {
    await client.end();
  }
}

/** How far it is, for whoever waits. */
function describe({ phones }: Storm): string {
  const said = phones.reduce((sum, phone) => sum + phone.said.length, 0);
  const waiting = phones.filter((phone) => phone.isOpen).map((phone) => phone.waiting);
  const busy = waiting.filter((count) => count > 0).length;
  return `    … ${said} said, ${waiting.reduce((sum, count) => sum + count, 0)} waiting on ${busy} phones`;
}

/** The day itself, until every phone has said and sent everything. */
async function blow(storm: Storm): Promise<{ alone: number; both: number }> {
  const { seed } = storm.plan;
  const fail = (error: unknown): void => {
    storm.failed = error;
    storm.over = true;
  };
  const tell = setInterval(() => storm.plan.say(describe(storm)), 30_000);
  const tooLong = setTimeout(() => fail(new Error('the storm did not end')), longest);
  let kills = { alone: 0, both: 0 };
  const killing = keepKilling(storm, chanceOf(seed + 1)).then((done) => (kills = done), fail);
  await Promise.all(storm.phones.map((phone, i) => live(storm, phone, chanceOf(seed + 500 + i)))).catch(fail);
  storm.over = true;
  clearInterval(tell);
  clearTimeout(tooLong);
  await killing;
  if (storm.failed) throw storm.failed;
  return kills;
}

export async function runStorm(plan: Plan): Promise<Outcome> {
  const { template, seed } = plan;
  const { county, clear } = await openCounty(template, plan.program);
  const proxy = await startProxy(county.url, seed, calm);
  const watch = new SentWatch(county);
  setOrigin(proxy.url);
  let phones: StormPhone[] = [];
  try {
    await county.start();
    phones = template.workers.map((worker, i) => new StormPhone(worker, chanceOf(seed + 100 + i), watch));
    for (const phone of phones) await phone.enrol();
    proxy.change(plan.weather);
    const storm: Storm = { plan, county, proxy, phones, over: false };
    const before = proxy.bytes();
    const began = performance.now();
    const kills = await blow(storm);
    const seconds = (performance.now() - began) / 1000;
    proxy.change(calm);
    await Promise.all(phones.map((phone) => phone.settle()));
    const bytes = proxy.bytes() - before;
    const found = await judged(storm, watch);
    const said = phones.reduce((sum, phone) => sum + phone.said.length, 0);
    const { readyAfter, notAdopted } = county;
    return { ...found, bytes, seconds, said, kills, readyAfter, notAdopted, counts: proxy.counts };
  } finally {
    for (const phone of phones) phone.close();
    await proxy.stop();
    await clear();
  }
}
