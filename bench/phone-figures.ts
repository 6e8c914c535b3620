// The figures of a phone: what a first sync weighs, how long a poor phone waits, what a day costs it.
import { mostHomes } from '#server/phone-holds.ts';
import { type Figure, figure, missing, percentile } from './figure.ts';
import { type FirstSyncFigure, firstSyncOf } from './first-sync.ts';
import { filesArrived, type Ground, type GroundName, groundNames, growTo, openGrounds } from './grounds.ts';
import { interactionPaces } from './interactions.ts';
import { dayOfWork, firstList, heldPhone, offlineStarts, pollBytes, searchTimes } from './phone.ts';

const seconds: Record<GroundName, number> = { grid: 3, village: 5, township: 20 };

function wireFigures(one: FirstSyncFigure): Figure[] {
  const name = `first sync of a ${one.ground} (${one.homes} homes, ${one.records} records)`;
  return [
    figure(`${name}: bytes ÷ gzipped JSON`, one.bytes / one.gzipped, '×', ['lower', 0.6]),
    figure(`${name}: bytes`, one.bytes / 1024, 'KiB', ['lower', null]),
    figure(`${name}: server time`, one.ms, 'ms', ['lower', null]),
    figure(`poll of a ${one.ground} when nothing changed: server time`, one.pollMs, 'ms', ['lower', 5]),
  ];
}

async function listFigures(ground: Ground, homes: number): Promise<Figure[]> {
  const runs = [await firstList(ground, homes), await firstList(ground, homes), await firstList(ground, homes)];
  const name = `first sync of a ${ground.name} on a poor phone`;
  return [
    figure(
      `${name}: whole list usable, middle of 3`,
      percentile(
        runs.map(({ all }) => all),
        0.5,
      ) / 1000,
      's',
      ['lower', seconds[ground.name]],
    ),
    figure(
      `${name}: first homes shown`,
      percentile(
        runs.map(({ first }) => first),
        0.5,
      ) / 1000,
      's',
      ['lower', null],
    ),
    figure(`${name}: requests`, Math.max(...runs.map(({ requests }) => requests)), '', ['lower', 5]),
  ];
}

/** As many homes as one phone holds unless the administrator allows it more. */
async function villageFigures(ground: Ground, homes: number = mostHomes): Promise<Figure[]> {
  await growTo(ground, homes);
  const held = await heldPhone(ground, homes);
  try {
    const poll = await pollBytes(held);
    const day = await dayOfWork(held, 20);
    const pictured = await dayOfWork(held, 20, { pictures: 3, arrived: () => filesArrived(ground) });
    const paces = await interactionPaces(held);
    const starts = await offlineStarts(held, homes, { cold: 20, warm: 10 });
    return [
      figure('poll when nothing changed: bytes there and back, with headers', poll, 'B', ['lower', 1000]),
      figure('day of 20 visits over 64 kbit/s: all acknowledged', day.seconds, 's', ['lower', 300]),
      figure('day of 20 visits: bytes there and back', day.bytes / 1024, 'KiB', ['lower', 1024]),
      figure('day of 20 visits and 3 photos over 64 kbit/s: words acknowledged', pictured.words, 's', ['lower', null]),
      figure('day of 20 visits and 3 photos over 64 kbit/s: all arrived', pictured.seconds, 's', ['lower', 300]),
      figure('day of 20 visits and 3 photos: bytes there and back', pictured.bytes / 1024, 'KiB', ['lower', null]),
      figure(`cold start offline with ${homes} homes, p95 of 20`, percentile(starts.cold, 0.95) / 1000, 's', [
        'lower',
        2,
      ]),
      figure(`cold start offline with ${homes} homes, middle`, percentile(starts.cold, 0.5) / 1000, 's', [
        'lower',
        null,
      ]),
      figure(`warm start offline with ${homes} homes, p95 of 10`, percentile(starts.warm, 0.95) / 1000, 's', [
        'lower',
        1,
      ]),
      ...paces.map((one) => ({
        ...figure(`slowest tap or key, ${one.flow} (${one.interactions})`, one.slowest, 'ms', ['lower', 200]),
        reason: `on "${one.on}"`,
      })),
      figure('longest task in any flow', Math.max(...paces.map(({ task }) => task)), 'ms', ['lower', 200]),
      figure('layout shift, worst flow', Math.max(...paces.map(({ shift }) => shift)), '', ['lower', 0.1]),
    ];
  } finally {
    held.profile.drop();
  }
}

async function searchFigures(ground: Ground, homes: number): Promise<Figure[]> {
  const held = await heldPhone(ground, homes);
  try {
    const times = await searchTimes(held);
    return [figure(`search over ${homes} homes, p95`, percentile(times, 0.95), 'ms', ['lower', 100])];
  } finally {
    held.profile.drop();
  }
}

/** In real Chromium, 360×640, six times slower; with `quick` without the township. */
export async function phoneFigures(quick: boolean): Promise<Figure[]> {
  const wanted = groundNames.filter((name) => !quick || name !== 'township');
  const { grounds, stop } = await openGrounds(wanted, (line) => console.log(line));
  const figures: Figure[] = [];
  // One part that breaks must not hide what the others say.
  const add = async (name: string, part: () => Promise<Figure[]>): Promise<void> => {
    try {
      figures.push(...(await part()));
    } catch (error) {
      figures.push(missing(name, '', 0, error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'broke'));
    }
  };
  try {
    for (const ground of grounds) {
      const wire = await firstSyncOf(ground);
      figures.push(...wireFigures(wire));
      await add(`first sync of a ${ground.name} on a poor phone`, () => listFigures(ground, wire.homes));
      if (ground.name === 'village') await add('a phone of the village', () => villageFigures(ground));
      if (ground.name === 'township') await add('search in a township', () => searchFigures(ground, wire.homes));
    }
  } finally {
    await stop();
  }
  return figures;
}
