// A phone without a network answers every policy card of the village, on both sides of its rule; each answer is timed from the touch to what is drawn.
import type { Page } from 'playwright-core';
import { eligibilityCases } from '#tests/eligibility-cases.ts';
import { findFact } from '#modules/policy/kinds/facts.ts';
import type { Answers, Declared } from '#modules/policy/model.ts';
import type { Outcome } from '#modules/policy/rules-eligible.ts';
import { words } from '#modules/policy/words.zh.ts';
import { percentile } from '../../../bench/figure.ts';
import type { At } from '../ux.ts';
import { openNotebook } from './notebook-phone.ts';
import { goHash } from './stage.ts';
import { rows } from './village.ts';

/** A phone six times slower than this machine, as in the other rows. */
const slower = 6;
const outcomeWords: Readonly<Record<Outcome, string>> = {
  may: words['policy.outcome.may'],
  'may-not': words['policy.outcome.may-not'],
  open: words['policy.outcome.open'],
};

/** What stands beside the answer on the screen: the question, and the words of the answer or the number that is typed. */
function onScreen(key: string, told: Declared): readonly [string, string] {
  const fact = findFact(key);
  if (!fact) throw new Error(`no question is called ${key}`);
  if (fact.kind === 'choice') return [fact.zh[0], fact.answers.find((one) => one.value === told)?.zh ?? ''];
  return [fact.zh[0], typeof told === 'boolean' ? words[told ? 'policy.yes' : 'policy.no'] : String(told)];
}

/** ms from the touch until what follows from it stands on the page, and until it is drawn. */
interface Took {
  readonly stands: number;
  readonly drawn: number;
}

const answer = (page: Page, told: readonly [string, string]): Promise<Took> =>
  page.evaluate(
    ([question, said]) =>
      new Promise<Took>((resolve, reject) => {
        const group = [...document.querySelectorAll('main fieldset')].find(
          (one) => one.querySelector('legend')?.textContent?.trim() === question,
        );
        const label = [...document.querySelectorAll('main label')].find((one) => one.textContent?.trim() === question);
        const field = label ? document.getElementById(label.getAttribute('for') ?? '') : null;
        const pick = [...(group?.querySelectorAll('label') ?? [])].find((one) => one.textContent?.trim() === said);
        const radio = pick?.querySelector('input');
        const began = performance.now();
        if (radio) radio.click();
        else if (field instanceof HTMLInputElement) {
          field.value = said;
          field.dispatchEvent(new Event('input', { bubbles: true }));
        } else {
          reject(new Error(`nothing to answer "${question}" with "${said}"`));
          return;
        }
        const since = (): number => performance.now() - began;
        let stands = Number.NaN;
        // Behind what the touch itself set off, which is one such step; before the browser lays it out.
        queueMicrotask(() => queueMicrotask(() => (stands = since())));
        requestAnimationFrame(() => setTimeout(() => resolve({ stands, drawn: since() })));
      }),
    told,
  );

async function askCard(page: Page, code: string, list: readonly (readonly [Outcome, Answers])[]): Promise<Asked> {
  const [times, faults] = [[] as Took[], [] as string[]];
  for (const [outcome, answers] of list) {
    await page.getByRole('button', { name: words['policy.again'] }).click();
    for (const [key, told] of Object.entries(answers))
      if (told !== undefined) times.push(await answer(page, onScreen(key, told)));
    const said = await page.locator('main [role=status]').innerText();
    if (!said.includes(outcomeWords[outcome])) faults.push(`${code} ${JSON.stringify(answers)}: ${said}`);
  }
  return { times, faults };
}

interface Asked {
  readonly times: readonly Took[];
  readonly faults: readonly string[];
}

export async function checkEligible(at: At): Promise<void> {
  const cards = await rows<{ id: string; code: string }>(at.village, 'select id, code from policy order by code', []);
  const phone = await openNotebook(at.browser, at.village);
  const { page, gate } = phone;
  const [times, faults] = [[] as Took[], [] as string[]];
  try {
    await goHash(page, '/policy');
    await page.waitForTimeout(3000);
    await gate.cut();
    const session = await page.context().newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: slower });
    for (const [code, list] of Object.entries(eligibilityCases)) {
      const card = cards.find((one) => one.code === code);
      if (!card) {
        faults.push(`the village has no card ${code}`);
        continue;
      }
      await goHash(page, `/policy/${card.id}`);
      await page.getByRole('button', { name: words['policy.ask'] }).click();
      const asked = await askCard(page, code, list);
      times.push(...asked.times);
      faults.push(...asked.faults);
    }
  } finally {
    await phone.close();
  }
  const cases = Object.values(eligibilityCases).flat().length;
  at.figures.none(`policy cards answered without a network otherwise than their rule says, of ${cases} cases`, faults);
  const name = `policy card, ${times.length} touches on a phone ${slower}× slower`;
  const p95 = (which: keyof Took): number =>
    percentile(
      times.map((one) => one[which]),
      0.95,
    );
  at.figures.add(`${name}: until the answer stands there, p95`, p95('stands'), {
    unit: 'ms',
    goal: 50,
    better: 'lower',
  });
  at.figures.add(`${name}: until it is drawn, p95`, p95('drawn'), { unit: 'ms', goal: 200, better: 'lower' });
}
