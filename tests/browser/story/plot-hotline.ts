// A chapter of its own: the town's hotline files a street lamp over Open311 with a key of its own; the township answers, and the hotline reads how far it is at each step, and nothing about any home.
import type { Page } from 'playwright-core';
import { openAdministrator } from './administrator.ts';
import { openCase, openDesk, takeStep } from './desk.ts';
import type { Stage } from './stage.ts';
import { starts, t } from './words.ts';

const texts = {
  zh: {
    name: '云溪 12345 热线',
    said: '桥头的路灯三天没亮，晚上看不见路。',
    place: '柳湾村桥头',
    caller: '13900000311',
    news: '又来电：今晚还是没亮',
    answer: '换了灯头，今晚亮了。',
  },
  en: {
    name: 'Yunxi hotline 12345',
    said: 'The lamp at the bridge has been dark for three days.',
    place: 'the bridge, Liuwan',
    caller: '13900000311',
    news: 'Called again: still dark tonight',
    answer: 'New bulb; the lamp is lit again.',
  },
} as const;

async function keyMade(stage: Stage): Promise<string> {
  stage.step('the security administrator makes a key for the hotline; it is shown this once');
  const desk = await openAdministrator(stage, 'security', 'lanterns on the bridge 2026');
  await desk.goto(`${stage.url}/desk/#/systems`);
  await desk.getByRole('textbox', { name: starts(t('open311.name')) }).fill(texts[stage.lang].name);
  await desk.getByRole('combobox', { name: starts(t('open311.area')) }).selectOption({ label: '柳湾乡' });
  await desk.getByRole('button', { name: starts(t('open311.make')) }).click();
  const shown = desk.locator('[data-key]');
  await stage.sees(desk, shown);
  const key = (await shown.innerText()).trim();
  // What a picture keeps is no key.
  await shown.evaluate((code) => (code.textContent = '•'.repeat(43)));
  await stage.picture(desk, 'desk-key-for-the-hotline');
  await desk.getByRole('button', { name: starts(t('open311.madeDone')) }).click();
  await desk.context().close();
  return key;
}

type Row = Readonly<Record<string, string>>;

/** The hotline's own side of the line. */
function hotline(stage: Stage, key: string): (call: string, form?: Row) => Promise<Row> {
  return async (call, form) => {
    const address = new URL(`${stage.url}/open311/v2/${call}.json`);
    if (!form) address.searchParams.set('api_key', key);
    const reply = await fetch(
      address,
      form ? { method: 'POST', body: new URLSearchParams({ ...form, api_key: key }) } : {},
    );
    const text = await reply.text();
    if (!reply.ok) throw new Error(`${call}: ${reply.status} ${text}`);
    if (text.includes(texts[stage.lang].caller)) throw new Error(`${call} hands out who rang`);
    return (JSON.parse(text) as Row[])[0] ?? {};
  };
}

async function filed(stage: Stage, desk: Page, call: ReturnType<typeof hotline>): Promise<string> {
  stage.step('a caller’s street lamp reaches the township in the hotline’s words, with its clock running');
  const said = texts[stage.lang];
  const taken = await call('requests', {
    service_code: 'P6',
    // No grid is named: the desk that sorts for the key's own area has it.
    address_string: said.place,
    description: said.said,
    phone: said.caller,
    customer_reference: 'DH-2026-1126',
  });
  const id = taken['service_request_id'] ?? '';
  await openCase(stage, desk, id);
  await stage.sees(desk, desk.getByText(said.said).first());
  await stage.picture(desk, 'desk-matter-from-the-hotline');
  await call('servicerequestupdates', {
    service_request_id: id,
    update_id: '1',
    status: 'OPEN',
    description: said.news,
  });
  return id;
}

/** What the hotline reads now: the true state, in words. */
async function follows(call: ReturnType<typeof hotline>, id: string, wanted: RegExp): Promise<void> {
  const row = await call(`requests/${id}`);
  if (!wanted.test(row['status_notes'] ?? ''))
    throw new Error(`the hotline reads "${row['status']}: ${row['status_notes']}", not ${wanted}`);
}

async function answered(stage: Stage, desk: Page, call: ReturnType<typeof hotline>, id: string): Promise<void> {
  stage.step('the township takes it on and answers; each step walks back to the hotline by itself');
  const said = texts[stage.lang];
  await follows(call, id, /已收到/);
  // The open page shows the second call by itself: an act before that would first be shown what happened meanwhile.
  await stage.sees(desk, new RegExp(said.news));
  await takeStep(stage, desk, t('case.act.accept'));
  await follows(call, id, /已受理|正在办/);
  // The catalogue proposes to hand it on; whoever knows the answer finds it beside that.
  await desk
    .getByRole('main')
    .getByRole('button', { name: starts(t('case.act.answer')) })
    .first()
    .click();
  const sheet = desk.getByRole('dialog');
  await sheet.getByLabel(t('case.form.answerText')).fill(said.answer);
  await stage.picture(desk, 'desk-answers-the-hotline');
  await sheet.getByRole('button', { name: starts(t('case.form.send')) }).click();
  const now = desk.getByRole('button', { name: starts(t('case.next.sendNow')) });
  await now.click();
  await now.waitFor({ state: 'detached' });
  await follows(call, id, /已给出结果|已办结/);
  await stage.sees(desk, desk.getByText(said.answer).first());
  await stage.picture(desk, 'desk-hotline-was-answered', true);
}

export async function hotlineAnswered(stage: Stage): Promise<void> {
  const call = hotline(stage, await keyMade(stage));
  const desk = await openDesk(stage, 'township');
  const id = await filed(stage, desk, call);
  await answered(stage, desk, call, id);
  await desk.context().close();
}
