// Row U41, the daily digest: one on each working morning to an office that has something open, none before its time, none on a free day, and what it counts is what the office has.
import { emptyScope, inScope } from '#data/scope.ts';
import type { InboxMessage } from '#modules/telling/model.ts';
import { ask } from '#server/ask.ts';
import type { County } from '#server/county.ts';
import { remind } from '#server/telling/reminders.ts';
import { words as tellingWords } from '#modules/telling/words.zh.ts';
import type { At } from '../ux.ts';
import { context, deskSize, giveSession, goHash, settle } from './stage.ts';
import { officeActor, officeToken, rows } from './village.ts';

const jobs = { ...emptyScope, standing: 'service', service: 'jobs' };
const office = '柳湾乡政府';
const oneDay = 86_400_000;
const at = (day: string, time: string): number => Date.parse(`${day}T${time}:00+08:00`);

/** The first Monday that is two weeks ahead, so that no real morning is among the days. */
function mondayAhead(now: number): string {
  for (let n = 14; ; n++) {
    const day = new Date(now + n * oneDay + 8 * 3_600_000);
    if (day.getUTCDay() === 1) return day.toISOString().slice(0, 10);
  }
}
const before = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) - oneDay).toISOString().slice(0, 10);

async function digestsAt({ village }: At, moment: number): Promise<InboxMessage[]> {
  const county: County = { ...village.county, now: () => moment };
  await remind(county);
  const actor = await officeActor(village, office);
  const found = (await ask(county, actor, 'message.inbox', {})) as InboxMessage[];
  return found.filter(({ kind, at: sent }) => kind === 'digest' && sent > moment - oneDay);
}

async function atTheDesk(of: At, counts: NonNullable<InboxMessage['counts']>): Promise<string[]> {
  const { village } = of;
  // As it stands this morning: what the fake clock made lies ahead of the real one.
  const text = `update message set at = now(), not_before = now(), settled_at = now() where kind = 'digest' and office = (select id from office where name = $1)`;
  await inScope(village.county.database, jobs, (tx) => tx.query(text, [office]));
  const made = await context(of.browser, { viewport: deskSize });
  await giveSession(made, village, await officeToken(village, office));
  await made.addInitScript(() => localStorage.setItem('zd-desk-tour', 'done'));
  const page = await made.newPage();
  await page.goto(`${village.url}/desk/`);
  await page.locator('.zd-desk').waitFor();
  await goHash(page, '/messages');
  await settle(page);
  const words = tellingWords['telling.inbox.digest'].replaceAll(/\{(\w+)\}/g, (_, key: keyof typeof counts) =>
    String(counts[key]),
  );
  const faults = await page
    .getByText(words)
    .first()
    .waitFor()
    .then(
      () => [],
      () => [`the desk does not show: ${words}`],
    );
  await page.screenshot({ path: `${of.pictures}/desk-digest.png` });
  await made.close();
  return faults;
}

export async function checkDigest(of: At): Promise<void> {
  const { village, figures } = of;
  const monday = mondayAhead(village.county.now());
  const faults: string[] = [];
  const expects = async (moment: number, count: number, what: string): Promise<InboxMessage | undefined> => {
    const found = await digestsAt(of, moment);
    if (found.length !== count) faults.push(`${found.length} digests ${what}`);
    return found[0];
  };
  await expects(at(before(monday), '09:00'), 0, 'on a Sunday');
  await expects(at(monday, '08:20'), 0, 'before its time');
  const one = await expects(at(monday, '08:31'), 1, 'on a working morning');
  await expects(at(monday, '11:00'), 1, 'looked at again on the same day');
  if (one?.counts == null) faults.push('the digest counts nothing');
  else {
    const [open] = await rows<{ n: number }>(
      village,
      `select count(*)::int as n from matter join office on office.id = matter.holder where office.name = $1
         and matter.state in ('reported', 'accepted', 'in-progress') and not matter.restricted and matter.complained_of = '{}'`,
      [office],
    );
    if (open?.n !== one.counts.open) faults.push(`the digest says ${one.counts.open} open, there are ${open?.n}`);
    faults.push(...(await atTheDesk(of, one.counts)));
  }
  figures.none('U41 the daily digest: its mornings, once, its counts, at the desk', faults);
}
