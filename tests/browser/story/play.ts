// Plays the whole story once in one language on a county of its own, and says how it went.
import { workbookBrought } from './plot-bring.ts';
import { boundaryMediated } from './plot-dispute.ts';
import { gridsDivided } from './plot-grids.ts';
import { hailBecomesClaims } from './plot-hail.ts';
import { hotlineAnswered } from './plot-hotline.ts';
import { ledgersTaken } from './plot-ledgers.ts';
import { questionAnswered } from './plot-question.ts';
import { listObjectedTo } from './plot-publicity.ts';
import { policyTold } from './plot-policy.ts';
import { pollRecounted } from './plot-poll.ts';
import { recordRead } from './plot-record.ts';
import { workerElected } from './plot-election.ts';
import { countySees } from './plot-county.ts';
import { roundLooked } from './plot-environment.ts';
import { openPhone, type Reported } from './phone.ts';
import { bureauFindsFocus, townshipDispatches, villageHandsUp } from './plot-desk.ts';
import { frontPage, headHandsUp, liaisonSees, outOfCoverage, signalAgain } from './plot-field.ts';
import { householdsSay, oneOpenAgain, storyTold, workerTells } from './plot-home.ts';
import { openStage, type Pictures, type Stage } from './stage.ts';
import type { Browser } from 'playwright-core';
import { type Lang, setLang } from './words.ts';

export interface Told {
  readonly steps: number;
  readonly pictures: number;
  readonly seconds: number;
  readonly homes: readonly Reported[];
}

interface Options {
  readonly lang: Lang;
  readonly browser: Browser;
  /** A data directory with the demo village, for this run alone. */
  readonly data: string;
  readonly pictures: Pictures;
  readonly say: (line: string) => void;
}

async function acts(stage: Stage, began: number): Promise<Reported[]> {
  const front = await frontPage(stage);
  stage.step('the worker’s phone enters by a code and fetches its homes');
  const worker = await openPhone(stage, 'worker', ['phone-enters', 'phone-chooses-pin']);
  await stage.picture(worker.page, 'worker-today');
  const homes = await signalAgain(stage, worker, await outOfCoverage(stage, worker));
  await headHandsUp(stage, homes);
  await liaisonSees(stage, homes);
  await villageHandsUp(stage, homes);
  await townshipDispatches(stage, homes);
  const incident = await bureauFindsFocus(stage, homes);
  await workerTells(stage, worker, homes);
  await householdsSay(stage, homes);
  await oneOpenAgain(stage, incident, homes);
  await storyTold(stage, front, began);
  await boundaryMediated(stage, worker);
  await roundLooked(stage, worker);
  await questionAnswered(stage, worker);
  await hailBecomesClaims(stage, worker);
  await policyTold(stage, worker);
  await listObjectedTo(stage);
  const home = await pollRecounted(stage);
  await workerElected(stage, home);
  await recordRead(stage, home);
  await countySees(stage);
  await workbookBrought(stage);
  await ledgersTaken(stage);
  await hotlineAnswered(stage);
  await gridsDivided(stage);
  return homes;
}

/** Throws with the step it happened in when anything is not on the screen that should be. */
export async function playStory(options: Options): Promise<Told> {
  const began = Date.now();
  await setLang(options.lang);
  const stage = await openStage(options);
  try {
    const homes = await acts(stage, began);
    return {
      steps: stage.steps.length,
      pictures: stage.pictures.length,
      seconds: Math.round((Date.now() - began) / 1000),
      homes,
    };
  } catch (error) {
    const where = `${options.lang}, step ${stage.steps.length} "${stage.steps.at(-1)}"`;
    await lastLook(stage, options.pictures.folder);
    throw new Error(`The story stopped in ${where}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  } finally {
    for (const context of options.browser.contexts()) await context.close();
    await stage.close();
  }
}

/** What every open page showed when it went wrong. */
async function lastLook(stage: Stage, folder: string): Promise<void> {
  const pages = stage.browser.contexts().flatMap((context) => context.pages());
  for (const [n, page] of pages.entries())
    await page.screenshot({ path: `${folder}/failed-${n}.${stage.lang}.png` }).catch(() => undefined);
}
