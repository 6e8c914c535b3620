// Row U39, the way in: a workbook of 263 homes of another shape at the village's desk, by the count of acts; the homes are there already and are found to be the same.
import { foreignWorkbook } from '#tests/foreign-workbook.ts';
import type { At } from '../ux.ts';
import { bringFile, chooseFile, lookAtFile, takeBack } from './bring-flow.ts';
import { Hand } from './klm.ts';
import { context, deskSize, enterDesk, goHash } from './stage.ts';
import { rows } from './village.ts';

const homesText = 'select count(*)::int as n from household';

export async function checkBring(at: At): Promise<void> {
  const made = await context(at.browser, { viewport: deskSize, hasTouch: true });
  const page = await made.newPage();
  await enterDesk(page, at.village, 'village');
  await goHash(page, '/setup');
  const book = await foreignWorkbook();
  const [before] = await rows<{ n: number }>(at.village, homesText);
  const hand = new Hand(page);
  await chooseFile(page, hand, book.bytes, '花名册');
  const read = await lookAtFile(page, hand);
  await page.screenshot({ path: `${at.pictures}/desk-bring-looked.png`, fullPage: true });
  await bringFile(page, hand);
  const [after] = await rows<{ n: number }>(at.village, homesText);
  await takeBack(page, hand);
  const [back] = await rows<{ n: number }>(at.village, homesText);
  const faults: string[] = [];
  const named = new Set(read.map(({ line }) => line));
  for (const { line, code } of book.faults) if (!named.has(line)) faults.push(`line ${line} (${code}) is not named`);
  // Three of the file's homes are new to this village; the others are found by door, name and telephone.
  if ((after?.n ?? 0) - (before?.n ?? 0) !== 3) faults.push(`${after?.n} homes after ${before?.n}`);
  if (back?.n !== before?.n) faults.push(`${back?.n} homes after it was taken back, ${before?.n} before`);
  at.say(`workbook in: ${hand.story}`);
  at.figures.add('U39 a workbook of 263 homes of another shape, in and back', hand.seconds, {
    unit: 's by the count',
    goal: 300,
    better: 'lower',
  });
  at.figures.none('U39 faults of the workbook named, its homes found, all of it taken back', faults);
  await made.close();
}
