// A chapter of its own: the village's grids are divided anew. The planner says its reasons, the clerk reads who hands which door to whom, adopts it, prints the slips, and takes it back.
import { openDesk } from './desk.ts';
import type { Stage } from './stage.ts';
import { starts, t } from './words.ts';

export async function gridsDivided(stage: Stage): Promise<void> {
  stage.step('a division of the grids is proposed with its reasons, adopted, and its handover slips are ready to sign');
  const desk = await openDesk(stage, 'village');
  const button = (word: Parameters<typeof t>[0]): ReturnType<typeof desk.getByRole> =>
    desk.getByRole('button', { name: starts(t(word)) });
  await desk.goto(`${stage.url}/desk/#/map/plan`);
  await stage.sees(desk, t('plan.today'));
  // As many as there are it would leave as they are.
  const count = desk.getByLabel(starts(t('plan.count')));
  await count.fill(String(Number(await count.inputValue()) + 1));
  await button('plan.propose').click();
  await desk.getByText(t('plan.today')).waitFor({ state: 'detached' });
  await stage.picture(desk, 'desk-grids-proposed');
  await button('plan.look').click();
  const sheet = desk.getByRole('dialog', { name: t('plan.accept') });
  await stage.sees(desk, sheet.getByText(t('plan.sureText')));
  await stage.picture(desk, 'desk-grids-who-hands-over');
  await sheet.getByRole('button', { name: starts(t('plan.acceptNow')) }).click();
  await stage.sees(desk, desk.getByRole('heading', { name: t('handover.title'), level: 1 }));
  await stage.sees(desk, desk.getByText(t('handover.sign').trim()).first());
  await stage.picture(desk, 'desk-handover-slips', true);
  stage.step('within seven days it can be taken back: every home is in its old grid again');
  await button('handover.restore').click();
  const word = t('handover.restored', { when: '\u0000' });
  await stage.sees(desk, new RegExp(word.split('\u0000').at(-1)?.trim().slice(0, 12) ?? word));
  await stage.picture(desk, 'desk-division-taken-back');
  await desk.context().close();
}
