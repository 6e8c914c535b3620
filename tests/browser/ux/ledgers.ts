// Rows U39 (out) and U40: every ledger of the demo village through LibreOffice and back, on paper with 260 rows, and a brief in clicks from the desk's start.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { newId } from '#kit/id.ts';
import { serviceActor } from '#kit/actor.ts';
import { parseText } from '#kit/text-table.ts';
import { ledgerFacts, ledgerKinds, type LedgerKind } from '#modules/household/kinds/ledgers.ts';
import { ledgerOf } from '#server/export/lists.ts';
import { readPages, readPlain, readRowNumbers, readSheet, takeAt, throughProgram, unmarked } from '#tests/ledgers.ts';
import type { Caller } from '#tests/running.ts';
import type { At } from '../ux.ts';
import { Hand } from './klm.ts';
import { typeSheet } from './ledgers-sheet.ts';
import { context, deskSize, enterDesk } from './stage.ts';
import { adminToken, officeToken, rows, say, type Village } from './village.ts';

/** Names that a spreadsheet takes for something else, and one whose sign is rare. */
const heads = [
  '=1+1',
  '+8613900000000',
  '-杜',
  '@SUM(A1)',
  '00123',
  '123456789012345678',
  '𬱖𬭎',
  '3-4',
  '说"好"，再见',
];
const mostRows = 400;

async function callerOf(village: Village, token: string): Promise<Caller> {
  const reply = await fetch(`${village.url}/session`, { headers: { cookie: `__Host-zd=${token}` } });
  return { cookie: token, csrf: ((await reply.json()) as { csrf: string }).csrf };
}

/** Rows enough for a whole village, and names of every kind in it. */
async function prepare({ village }: At): Promise<void> {
  const system = await callerOf(village, await adminToken(village, 'system-admin'));
  const set = { name: village.county.facts.name, filingNumber: '', complaintPhone: '', exportMost: mostRows };
  const headers = {
    cookie: `__Host-zd=${system.cookie}`,
    'x-zd-csrf': system.csrf ?? '',
    'content-type': 'application/json',
  };
  const done = await fetch(`${village.url}/api/setup`, { method: 'POST', headers, body: JSON.stringify(set) });
  if (!done.ok) throw new Error(`the county was not set: ${done.status}`);
  const [grid] = await rows<{ grid: string }>(village, 'select grid from household where closed_at is null limit 1');
  for (const [at, head] of heads.entries())
    await say(village, serviceActor('import'), 'household.register', {
      household: newId(),
      grid: grid?.grid,
      door: `99-${at}`,
      head,
    });
}

/** An office that has something in it, where the village has not. */
const offices: Partial<Record<LedgerKind, (village: Village) => Promise<string>>> = {
  cases: async () => '云溪县水务局',
  disputes: async (village) => {
    const text = `select office.name from dispute join office on office.id = any (dispute.offices || dispute.holder)
      where office.kind in ('village', 'township', 'village-specialist', 'field-office') limit 1`;
    return (await rows<{ name: string }>(village, text))[0]?.name ?? '柳湾乡政府';
  },
};

/** Two years of visits and matters are more than a county lets out at once. */
const sixWeeksAgo = (): string => new Date(Date.now() - 42 * 86_400_000).toISOString().slice(0, 10);
const since: Partial<Record<LedgerKind, () => string>> = { visits: sixWeeksAgo, cases: sixWeeksAgo };

async function take(of: At, what: LedgerKind, format: string, more: object = {}): Promise<Uint8Array> {
  const { village } = of;
  const office = await offices[what]?.(village);
  const token = office ? await officeToken(village, office) : await sessionOfVillage(village);
  const reply = await takeAt(village.server.port, await callerOf(village, token), what, {
    format,
    from: since[what]?.() ?? null,
    ...more,
  });
  if (!reply.ok) throw new Error(`${what}.${format}: ${reply.status} ${await reply.text()}`);
  return new Uint8Array(await reply.arrayBuffer());
}

async function sessionOfVillage(village: Village): Promise<string> {
  const [found] = await rows<{ name: string }>(
    village,
    `select office.name from office join household on household.ground <@ office.ground where office.kind = 'village' and office.closed_at is null
     group by office.name order by count(*) desc limit 1`,
  );
  return officeToken(village, found?.name ?? '');
}

/** What LibreOffice makes of the file; its own profile, so that nobody's settings are in it. */
function opened(bytes: Uint8Array, to: string): string {
  const place = mkdtempSync(path.join(tmpdir(), 'zd-office-'));
  try {
    writeFileSync(path.join(place, 'one.xlsx'), bytes);
    const profile = `-env:UserInstallation=file://${place}/profile`;
    const run = spawnSync(
      'soffice',
      [profile, '--headless', '--convert-to', to, '--outdir', place, path.join(place, 'one.xlsx')],
      {
        encoding: 'utf8',
        timeout: 240_000,
      },
    );
    if (run.status !== 0) throw new Error(`soffice: ${run.stderr}${run.stdout}`);
    return readFileSync(path.join(place, `one.${to.split(':')[0]}`), 'utf8');
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

/** UTF-8, commas, quotes around text, cells as they are shown. */
const asText = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false';

async function throughOffice(of: At, what: LedgerKind): Promise<{ rows: number; wrong: string[] }> {
  const [xlsx, csv] = [await take(of, what, 'xlsx'), await take(of, what, 'csv')];
  const [shown, plain] = [parseText(opened(xlsx, asText)).map(({ cells }) => cells), readPlain(csv)];
  const { columns } = ledgerOf(what);
  const wrong: string[] = [];
  for (const [at, row] of plain.slice(0, -1).entries())
    for (const [column, cell] of row.entries()) {
      const wanted = unmarked(cell);
      const read = shown[at]?.[column] ?? '';
      // It writes a time with its seconds, which are none.
      if (read !== wanted && read !== `${wanted}:00`)
        wrong.push(`${what} row ${at} ${columns[column]?.key}: "${read}" for "${wanted}"`);
    }
  const flat = opened(xlsx, 'fods');
  if (flat.includes('table:formula')) wrong.push(`${what}: a formula`);
  const days = (await readSheet(xlsx)).flat().filter((cell) => cell instanceof Date).length;
  const kept = flat.match(/office:value-type="date"/g)?.length ?? 0;
  if (days !== kept) wrong.push(`${what}: ${kept} days of ${days}`);
  const sheet = throughProgram(xlsx, (file) => ['unzip', ['-p', file, 'xl/worksheets/sheet1.xml']]);
  if (!/<pane [^>]*ySplit="1"[^>]*state="frozen"/.test(sheet)) wrong.push(`${what}: its head is not frozen`);
  return { rows: plain.length - 2, wrong };
}

/** What a paper must have on each of its pages, and every row whole on one of them. */
function paperFaults(what: LedgerKind, pdf: Uint8Array, count: number): string[] {
  const pages = readPages(pdf);
  const squeezed = pages.map((page) => page.replaceAll(/\s/g, ''));
  const wrong = squeezed.flatMap((page, at) =>
    page.includes(`第${at + 1}页，共${pages.length}页`) ? [] : [`${what} page ${at + 1}: not numbered`],
  );
  const first = squeezed[0] ?? '';
  for (const word of ['单位：', '制表人：', '制表日期：', `共${count}行`])
    if (!first.includes(word)) wrong.push(`${what}: no ${word}`);
  if (!squeezed.at(-1)?.includes('（盖章）')) wrong.push(`${what}: no room for the seal`);
  const numbers = readRowNumbers(pdf);
  const missing = Array.from({ length: count }, (_, at) => at + 1).filter((n) => !numbers.includes(n));
  if (missing.length > 0) wrong.push(`${what}: rows ${missing.slice(0, 5).join()} are not there`);
  if (new Set(numbers).size < numbers.length) wrong.push(`${what}: a row stands on two pages`);
  for (const [at, page] of squeezed.entries())
    if (/\d-\d/.test(page) && what === 'homes' && !page.includes('序号社网格门牌户主'))
      wrong.push(`page ${at + 1}: no head`);
  return wrong;
}

async function onPaper(of: At): Promise<void> {
  const { figures } = of;
  const wrong: string[] = [];
  for (const what of ledgerKinds) {
    const count = readPlain(await take(of, what, 'csv')).length - 2;
    wrong.push(...paperFaults(what, await take(of, what, 'pdf'), count));
  }
  const times: number[] = [];
  let pages: string[] = [];
  for (let turn = 0; turn < 3; turn++) {
    const began = performance.now();
    const pdf = await take(of, 'homes', 'pdf', { size: turn === 2 ? 'A3' : 'A4' });
    times.push((performance.now() - began) / 1000);
    if (turn === 0) pages = readPages(pdf);
  }
  const all = pages.join('');
  for (const head of heads) if (!all.includes(head)) wrong.push(`homes: "${head}" is not printed`);
  figures.none(`U40 ledgers on paper (${ledgerKinds.length}): what is missing`, wrong);
  const count = Number(/共 (\d+) 行/.exec(all)?.[1]);
  figures.add('U40 rows of the roster on paper', count, { unit: 'rows', goal: 260, better: 'higher' });
  const longest = Math.max(...times);
  figures.add(`U40 ${count} rows as PDF, longest of three`, longest, { unit: 's', goal: 3, better: 'lower' });
}

/** From the desk's start: the menu, the button. */
async function briefByHand(of: At, room: 'village' | 'township'): Promise<void> {
  const made = await context(of.browser, { viewport: deskSize, hasTouch: true, acceptDownloads: true });
  const page = await made.newPage();
  await enterDesk(page, of.village, room);
  const hand = new Hand(page);
  await hand.tap(page.getByRole('link', { name: '台账与简报' }), 'ledgers and briefs');
  const coming = page.waitForEvent('download');
  await hand.tap(page.getByRole('link', { name: '月报', exact: true }), 'this month');
  const file = await (await coming).path();
  const pages = readPages(readFileSync(file));
  await page.screenshot({ path: `${of.pictures}/desk-ledgers-${room}.png` });
  await made.close();
  of.say(`    ${hand.story}`);
  const { figures } = of;
  figures.none(
    `brief of the ${room}: not one page with its figures`,
    pages.length === 1 && pages[0]?.includes('月报') ? [] : pages,
  );
  figures.add(`brief of the ${room}: clicks`, hand.taps, { unit: 'clicks', goal: 3, better: 'lower' });
  figures.add(`brief of the ${room}: by hand`, hand.seconds, { unit: 's', goal: 10, better: 'lower' });
}

export async function checkLedgers(of: At): Promise<void> {
  const { figures } = of;
  await prepare(of);
  const wanted = { unit: 'ledgers', goal: ledgerKinds.length, better: 'higher' } as const;
  if (spawnSync('soffice', ['--version']).status !== 0)
    figures.missing(
      'U39 ledgers through LibreOffice',
      'LibreOffice is not there: apt-get install libreoffice-calc',
      wanted,
    );
  else {
    const wrong: string[] = [];
    let through = 0;
    for (const what of Object.keys(ledgerFacts) as LedgerKind[]) {
      const found = await throughOffice(of, what);
      of.say(`    ${what}: ${found.rows} rows, ${found.wrong.length} cells otherwise`);
      wrong.push(...found.wrong);
      if (found.rows > 0) through += 1;
    }
    figures.add('U39 ledgers with rows through LibreOffice', through, wanted);
    figures.none('U39 cells that LibreOffice reads otherwise, formulas, days that are none', wrong);
  }
  await onPaper(of);
  for (const room of ['village', 'township'] as const) await briefByHand(of, room);
  await typeSheet(of);
}
