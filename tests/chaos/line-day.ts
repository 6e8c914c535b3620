// F3, inside a network of its own: a day of visits and pictures is said into a phone without a network, then the line comes back, poor, and it is timed until all is there.
import './bare-browser.ts';
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { pause } from '#tests/postgres-places.ts';
import { setOrigin } from './bare-browser.ts';
import { chanceOf } from './chance.ts';
import { type ChaosCounty, kinds, makeTemplate, openCounty } from './chaos-county.ts';
import { openNarrowLine } from './narrow-line.ts';
import { StormPhone } from './storm-phone.ts';
import { photosOf, receivedPhotos, sendPhotos, takePhoto } from './storm-photos.ts';
import { judge } from './verdict.ts';

export interface LinePlan {
  /** Bytes a second, both ways together. */
  readonly rate: number;
  /** Of a hundred packets. */
  readonly loss: number;
  readonly visits: number;
  readonly photos: readonly { width: number; height: number }[];
  /** Every connection dies after so many ms. */
  readonly life?: number;
  /** `kernel` here means that this process stands in a network of its own, which it may shape. */
  readonly by: 'kernel' | 'proxy';
}

export interface LineDay {
  readonly seconds: number;
  /** On the line, everything counted; NaN where the kernel does not count for us alone. */
  readonly bytes: number;
  readonly photoBytes: number;
  /** Connections that lived their whole life, and those of them in which nothing came forward. */
  readonly lives: number;
  readonly idle: number;
  readonly wrong: readonly string[];
}

/** While it is false there is no network; what is on its way ends when the line does. */
let isUp = true;
let ending = new AbortController();
const plain = globalThis.fetch;
globalThis.fetch = (input, init) => {
  if (!isUp) return Promise.reject(new TypeError('no network'));
  const signals = [ending.signal, ...(init?.signal ? [init.signal] : [])];
  return plain(input, { ...init, signal: AbortSignal.any(signals) });
};

function run(command: string): void {
  const { status, stderr } = spawnSync('sh', ['-c', command], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command}: ${stderr}`);
}

/** Everything on this network's one line from here on. */
function shape({ rate, loss }: LinePlan): void {
  run(`ip link set lo mtu 1500 && tc qdisc add dev lo root tbf rate ${rate * 8}bit burst 4kb latency 1500ms`);
  if (loss === 0) return;
  run(`nft add table inet loss && nft add chain inet loss in '{ type filter hook input priority 0; }'`);
  run(`nft add rule inet loss in tcp dport != 0 numgen random mod 100 '<' ${loss} drop`);
}
/** For the judgement afterwards. */
const unshape = (): void => run('tc qdisc del dev lo root; nft delete table inet loss 2>/dev/null; true');

const onTheLine = (): number => Number(/lo:\s*(\d+)/.exec(readFileSync('/proc/net/dev', 'utf8'))?.[1] ?? Number.NaN);

/** What has come over so far: a piece that was cut counts as far as the county kept it. */
const come = async (phone: StormPhone, county: ChaosCounty): Promise<number> => {
  const kept = (id: string): number =>
    statSync(path.join(county.folder, 'data/attachments/parts', `${id}.part`), { throwIfNoEntry: false })?.size ?? 0;
  const bytes = (await photosOf(phone)).map(({ id, state, sent, length }) =>
    state === 'received' ? length + 1 : Math.max(sent, kept(id)),
  );
  return bytes.reduce((sum, one) => sum + one, -phone.waiting);
};

/** Until words and pictures are all acknowledged, as the phone itself sees it. */
async function deliver(phone: StormPhone, state: { over: boolean }): Promise<void> {
  for (const end = Date.now() + 20 * 60_000; Date.now() < end; await pause(300)) {
    await phone.send();
    if (phone.waiting === 0) await sendPhotos(phone);
    if (phone.waiting === 0 && (await photosOf(phone)).every(({ state: of }) => of === 'received')) break;
  }
  state.over = true;
}

/** Lets every connection die after its life; counts the lives in which nothing came forward. */
async function keepDying(
  phone: StormPhone,
  county: ChaosCounty,
  life: number,
  state: { over: boolean },
): Promise<[number, number]> {
  let [lives, idle] = [0, 0];
  for (let before = await come(phone, county); ; ) {
    const end = Date.now() + life;
    while (!state.over && Date.now() < end) await pause(20);
    if (state.over) return [lives, idle];
    ending.abort();
    ending = new AbortController();
    await pause(100);
    const now = await come(phone, county);
    lives += 1;
    if (now <= before) idle += 1;
    before = now;
  }
}

async function day(plan: LinePlan, county: ChaosCounty, phone: StormPhone): Promise<LineDay> {
  isUp = false;
  for (let i = 0; i < plan.visits; i++) await phone.sayVisit();
  const photos: string[] = [];
  for (const size of plan.photos) photos.push(await takePhoto(phone, size));
  const photoBytes = (await photosOf(phone)).reduce((sum, one) => sum + one.length, 0);
  if (plan.by === 'kernel') shape(plan);
  const line = plan.by === 'proxy' ? await openNarrowLine(county.port, plan.rate) : undefined;
  if (line) setOrigin(line.url);
  const before = onTheLine();
  const began = performance.now();
  isUp = true;
  const state = { over: false };
  const [lives, idle] = (
    await Promise.all([plan.life ? keepDying(phone, county, plan.life, state) : [0, 0], deliver(phone, state)])
  )[0] as [number, number];
  const seconds = (performance.now() - began) / 1000;
  const bytes = plan.by === 'kernel' ? onTheLine() - before : Number.NaN;
  if (plan.by === 'kernel') unshape();
  await line?.stop();
  setOrigin(county.url);
  await phone.settle();
  const client = await county.admin();
  const verdict = await judge(client, [phone]);
  await client.end();
  const there = await receivedPhotos(county, photos);
  const lost = photos.filter((id) => !there.includes(id)).map((id) => `picture ${id}`);
  return { seconds, bytes, photoBytes, lives, idle, wrong: [...Object.values(verdict).flat(), ...lost] };
}

/** The plan as JSON is the one argument; the outcome is the last line printed. */
export async function main([plan = '']: string[]): Promise<number> {
  const read = JSON.parse(plan) as LinePlan;
  if (read.by === 'kernel') run('ip link set lo up');
  const template = await makeTemplate(kinds[0], 1);
  const { county, clear } = await openCounty(template);
  const [worker] = template.workers;
  if (!worker) throw new Error('the template has no worker');
  const phone = new StormPhone(worker, chanceOf(3), { allSent: () => undefined });
  try {
    await county.start();
    setOrigin(county.url);
    await phone.enrol();
    await phone.settle();
    console.log(JSON.stringify(await day(read, county, phone)));
    return 0;
  } finally {
    phone.close();
    await clear();
    rmSync(path.dirname(template.folder), { recursive: true, force: true });
  }
}
