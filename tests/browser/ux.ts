// Checks the rows of the experience table that the village must meet, in a real browser against a demo village of its own; `npm run ux`, arguments narrow the groups.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { Figures } from '#tests/figures.ts';
import { checkBeyondAxe } from './ux/beyond-axe.ts';
import { checkBin } from './ux/bin.ts';
import { checkBring } from './ux/bring.ts';
import { checkDesk } from './ux/desk.ts';
import { checkDigest } from './ux/digest.ts';
import { checkErrors } from './ux/errors.ts';
import { checkFiles } from './ux/files.ts';
import { checkFlows } from './ux/flows.ts';
import { checkScreens, Findings, generalFigures } from './ux/general.ts';
import { checkHonest } from './ux/honest.ts';
import { checkHousehold } from './ux/household.ts';
import { checkKeys } from './ux/keys.ts';
import { checkLedgers } from './ux/ledgers.ts';
import { checkOffline } from './ux/notebook-offline.ts';
import { checkSteady } from './ux/notebook-steady.ts';
import { checkTruth } from './ux/notebook-truth.ts';
import { checkWeight } from './ux/notebook-weight.ts';
import { checkPlate } from './ux/plate.ts';
import { checkEligible } from './ux/policy-offline.ts';
import { openStage, type Screen, withoutLook } from './ux/screens.ts';
import { type Seeds, seed } from './ux/seeds.ts';
import { openBrowser } from './ux/stage.ts';
import { checkTwoPeople } from './ux/two-people.ts';
import { openVillage, type Village } from './ux/village.ts';
import { checkUpdate } from './ux/update.ts';
import { checkWords } from './ux/words.ts';

const out = path.join(import.meta.dirname, '../../out/ux');
const say = (line: string): void => console.log(line);

/** What stands elsewhere or comes later; these rows are in no summary of this run. */
const later = 'U4, U6, U7 are measured by npm run bench; the Lighthouse part of U5 is not measured';

export interface At {
  readonly browser: Browser;
  readonly village: Village;
  readonly seeds: Seeds;
  readonly figures: Figures;
  readonly pictures: string;
  readonly say: (line: string) => void;
}

async function general({ browser, village, seeds, figures, pictures }: At, only: string): Promise<void> {
  const stage = await openStage(browser, village, seeds);
  figures.none('U13 addresses that no screen of the list shows', withoutLook(stage.screens, village));
  const to = new Findings();
  const chosen = stage.screens.filter((one: Screen) => one.name.includes(only));
  await checkScreens(chosen, to, { pictures, say });
  generalFigures(to, figures);
  await stage.close();
}

/** In this order; each writes its own figures. */
const groups: Readonly<Record<string, (at: At, only: string) => Promise<void>>> = {
  general,
  flows: checkFlows,
  desk: checkDesk,
  keys: checkKeys,
  beyond: checkBeyondAxe,
  digest: checkDigest,
  bin: checkBin,
  files: checkFiles,
  bring: checkBring,
  words: checkWords,
  errors: checkErrors,
  household: checkHousehold,
  honest: checkHonest,
  truth: checkTruth,
  steady: checkSteady,
  offline: checkOffline,
  eligible: checkEligible,
  weight: checkWeight,
  ledgers: checkLedgers,
  update: checkUpdate,
  people: checkTwoPeople,
  // Last: it paints every door anew.
  plate: checkPlate,
};

/** `names` of groups, or `group=part of a screen's name`; all without. Gives the exit status. */
export async function main(args: string[]): Promise<number> {
  const wanted = new Map(args.map((arg) => [arg.split('=')[0] ?? '', arg.split('=')[1] ?? '']));
  mkdirSync(out, { recursive: true });
  const village = await openVillage({ history: true, say });
  const browser = await openBrowser();
  const figures = new Figures(`Chromium ${browser.version()}`);
  try {
    const seeds = await seed(village);
    const at: At = { browser, village, seeds, figures, pictures: path.join(out, 'screens'), say };
    for (const [name, run] of Object.entries(groups)) {
      if (wanted.size > 0 && !wanted.has(name)) continue;
      say(`── ${name}`);
      try {
        await run(at, wanted.get(name) ?? '');
      } catch (error) {
        for (const [at, page] of browser
          .contexts()
          .flatMap((one) => one.pages())
          .entries())
          await page.screenshot({ path: path.join(out, `stopped-${name}-${at}.png`) }).catch(() => undefined);
        figures.none(`group ${name} ran to its end`, [String(error instanceof Error ? error.message : error)]);
      }
    }
  } finally {
    await browser.close();
    await village.stop();
  }
  figures.write(out);
  say('');
  figures.print(say);
  say(`not yet: ${later}`);
  say(`figures in ${path.join(out, 'summary.json')}, pictures in ${path.join(out, 'screens')}`);
  return figures.allMet ? 0 : 1;
}
