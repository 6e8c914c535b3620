// The parts of the fault harness in which the machine fails: poor lines (F3), broken disks (F4), the order of acknowledgements (F5), interrupted upgrades (F18).
import { chanceOf } from './chance.ts';
import { kinds } from './chaos-county.ts';
import { failingCalls, runFault } from './disk-faults.ts';
import type { LinePlan } from './line-day.ts';
import { dayOnLine } from './poor-line.ts';
import { interruptUpgrades } from './interrupted-upgrade.ts';
import type { Run } from './run.ts';
import { sabotaged } from './sabotaged.ts';
import { watchAcks } from './watch-acks.ts';

/** R3: so many fsyncs fail, now and then, under phones at work; every now and then the power is cut on top. */
export async function disk({ figures, seed, few, share, say }: Run): Promise<void> {
  const wanted = share(1000);
  const name = 'F4 fsync of the log failed with EIO';
  const wrong: string[] = [];
  let [strikes, said, acks, findings] = [0, 0, 0, 0];
  for (let round = 0; strikes < wanted; round++) {
    // Each process counts for itself: another distance each round meets other moments. The first few are left to its recovery.
    const fault = { calls: 'fdatasync', error: 'EIO', when: `${4 + (round % 7)}+${3 + (round % 5)}` } as const;
    const of = await runFault({
      template: await few(),
      seed: seed + round,
      breakIt: (county) => failingCalls(county, fault),
      strikes: Math.min(100, wanted - strikes),
      killed: round % 2 === 0,
    });
    strikes += of.strikes;
    said += of.said;
    acks += of.order?.acknowledged.size ?? 0;
    findings += of.findings + of.lies;
    wrong.push(...of.vanished, ...(of.order?.tooEarly ?? []), ...(of.order?.unfounded ?? []));
    wrong.push(...Object.values(of.verdict).flat());
    say(`    … ${strikes} failures, ${said} said, ${wrong.length + findings} wrong`);
  }
  figures.add(name, strikes, { unit: 'times', goal: wanted, better: 'higher' });
  figures.none(`${name}: acknowledged (${acks} watched) and not there, lost, doubled, or too early, of ${said}`, wrong);
  figures.none(
    `${name}: findings in the journal, and "all sent" over words that waited`,
    Array.from({ length: findings }, () => 'finding'),
  );
}

/** F5 on both databases, and its two twins. */
export async function order({ figures, few, share }: Run): Promise<void> {
  const acks = share(1000);
  for (const kind of kinds) {
    const template = await few(kind);
    const { acknowledged, tooEarly, unfounded, syncs } = await watchAcks(template, { acks });
    const name = `F5 ${kind}`;
    figures.add(`${name}: acknowledgements watched`, acknowledged.size, { unit: '', goal: acks, better: 'higher' });
    figures.none(`${name}: sent before the covering of ${syncs} fsyncs returned`, [...tooEarly, ...unfounded]);
  }
  const lazy = await watchAcks(await few(), { acks: 50, localConf: 'synchronous_commit = off\n' });
  const early = await watchAcks(await few(), { acks: 50, program: sabotaged('early') });
  const caught = { unit: 'faults found', goal: 1, better: 'higher' } as const;
  figures.add('F5 twin whose database answers before its fsync: caught', lazy.tooEarly.length, caught);
  figures.add('F5 twin whose server answers before its database: caught', early.unfounded.length, caught);
}

/** F18 at every point of every migration. */
export async function upgrade({ figures, seed, share }: Run): Promise<void> {
  const { kills, points, ...found } = await interruptUpgrades({ most: share(1000), chance: chanceOf(seed) });
  const { program, database, both } = kills;
  const times = program + database + both;
  figures.add(`F18 upgrades killed, of ${points} points in ${found.migrations} migrations`, times, {
    unit: 'times',
    goal: Math.min(points, share(points)),
    better: 'higher',
  });
  figures.none('F18 neither the old tables nor the new ones', found.between);
  figures.none('F18 values that were there and are gone', found.missing);
  figures.none('F18 not finished by the next start', found.unfinished);
}

/** Almost as large as a picture may be. */
const photo = { width: 1520, height: 1140 };
const aDay = { visits: 20, photos: [photo, photo, photo] };

/** F3: a day of twenty visits and three pictures over lines that are narrow, lossy, or dead every ten seconds. */
export async function line({ figures, share, say }: Run): Promise<void> {
  const of = share(100) === 100 ? aDay : { visits: 5, photos: [{ width: 480, height: 360 }] };
  const lines: readonly [string, Pick<LinePlan, 'rate' | 'loss' | 'life'>, number][] = [
    ['64 kbit/s', { rate: 8000, loss: 0 }, 300],
    ['64 kbit/s, dead every 10 s', { rate: 8000, loss: 0, life: 10_000 }, 300],
    ['64 kbit/s, 10 % of packets lost', { rate: 8000, loss: 10 }, 300],
    ['256 kbit/s, 10 % of packets lost', { rate: 32_000, loss: 10 }, 300],
    ['256 kbit/s, 30 % of packets lost', { rate: 32_000, loss: 30 }, 900],
  ];
  for (const [what, how, goal] of lines) {
    const name = `F3 ${of.visits} visits and ${of.photos.length} pictures, ${what}`;
    const { seconds, bytes, photoBytes, lives, idle, wrong, by } = await dayOnLine({ ...how, ...of });
    say(
      `    ${what} (by ${by}): ${Math.round(seconds)} s, ${Math.round(bytes / 1000)} kB on the line, pictures ${photoBytes}`,
    );
    figures.add(`${name}: all there after`, seconds, { unit: 's', goal, better: 'lower' });
    figures.none(`${name}: lost, doubled, out of order`, wrong);
    if (how.life) {
      const none = Array.from({ length: idle }, () => 'life');
      figures.none(`${name}: of ${lives} lives of a connection, those without anything new`, none);
    }
    if (by === 'proxy')
      figures.missing(`${name}: with packets lost`, 'no network of its own', { unit: '', goal: 1, better: 'higher' });
  }
}
