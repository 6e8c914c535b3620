// Row U35: everything that is done at the desk is done by keys alone, the focus seen and never lost, each form in every look; and the help names every key.
import type { At } from '../ux.ts';
import { Keys } from './keyboard.ts';
import { actsByKeys, Offices } from './keys-acts.ts';
import { flows as rooms } from './keys-rooms.ts';
import { flows as work } from './keys-work.ts';
import { goHash } from './stage.ts';

/** Keys that a screen shows beside its buttons, and those that the help names. */
async function helpNames(at: At, desks: Offices): Promise<string[]> {
  const page = await desks.desk(at.browser, 'township');
  await goHash(page, '/inbox/all');
  await page.locator('.zd-desk-row').first().waitFor();
  const keys = new Keys(page);
  const shown = new Set<string>();
  const look = async (): Promise<void> => {
    for (const key of await page.locator('kbd:visible').allInnerTexts()) shown.add(key.trim());
  };
  await look();
  await keys.press('j', 'the first row');
  await keys.press('Enter', 'open it');
  await page.locator('.zd-next').waitFor();
  await look();
  await keys.press('x', 'choose it');
  await look();
  await keys.press('Escape', 'choose none');
  await keys.press('?', 'the help');
  await page.locator('dialog[open] dl').first().waitFor();
  await page.screenshot({ path: `${at.pictures}/desk-help.png` });
  const named = new Set((await page.locator('dialog[open] kbd').allInnerTexts()).map((key) => key.trim()));
  await keys.press('Escape', 'close the help');
  const missing = [...shown].filter((key) => !named.has(key)).map((key) => `${key} is not named`);
  return [...missing, ...keys.lost, ...(named.size < 20 ? [`only ${named.size} keys are named`] : [])];
}

/** `only`: acts and flows whose name has this in it. */
export async function checkKeys(at: At, only: string): Promise<void> {
  const desks = new Offices(at);
  const lower = { better: 'higher' as const, unit: 'acts' };
  try {
    const one = await actsByKeys(at, desks, only);
    at.figures.add('U35 acts on a matter done by keys alone', one.done, { ...lower, goal: one.all });
    const faults = [...one.faults];
    const axe = [...one.axe];
    let done = 0;
    const chosen = [...rooms, ...work].filter(({ name }) => name.includes(only));
    for (const flow of chosen) {
      try {
        const { keys, faults: found } = await flow.run(at, desks);
        faults.push(...[...found, ...keys.lost].map((fault) => `${flow.name}: ${fault}`));
        axe.push(...keys.axe);
        if (found.length === 0) done += 1;
      } catch (error) {
        faults.push(`${flow.name}: ${String(error instanceof Error ? error.message : error).split('\n')[0]}`);
        await desks.picture(`${at.pictures}/keys-${flow.name.replaceAll(/\W+/g, '-')}`);
      }
    }
    at.figures.add('U35 other flows of the desk done by keys alone', done, {
      ...lower,
      unit: 'flows',
      goal: chosen.length,
    });
    at.figures.none('U35 by keys: lost focus, unseen focus, what did not go', faults);
    at.figures.none('U13 axe violations in the forms of the desk', axe);
    at.figures.none('U35 keys that the help does not name', await helpNames(at, desks));
  } finally {
    await desks.close();
  }
}
