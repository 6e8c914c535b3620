// A chapter of its own: whoever tries the demo enters the county centre and sees the county's figures and its tables.
import { openDesk } from './desk.ts';
import type { Stage } from './stage.ts';
import { starts, t } from './words.ts';

export async function countySees(stage: Stage): Promise<void> {
  stage.step('the county centre sees the figures of the county and the tables it sets');
  const desk = await openDesk(stage, 'county');
  await desk.goto(`${stage.url}/desk/#/figures`);
  await desk.getByRole('heading', { name: starts('云溪县'), level: 1 }).waitFor();
  await stage.sees(desk, t('measure.trend'));
  await stage.picture(desk, 'county-figures');
  await desk.goto(`${stage.url}/desk/#/county`);
  await stage.sees(desk, t('county.what.clocks'));
  await stage.picture(desk, 'county-tables');
  await desk.context().close();
}
