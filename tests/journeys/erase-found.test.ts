// After a home is erased its words are found by no search, in no list that is taken out, in no picture, on no phone, in no table and, once these are written anew, in none of their files.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#kit/id.ts';
import { connectDirect } from '#data/database.ts';
import { sealOnce } from '#server/sealer.ts';
import { say } from '#tests/cast.ts';
import { makeJpeg } from '#tests/files/make-files.ts';
import { namedPicture, sealFor, sendWhole } from '#tests/files/sending.ts';
import { openStage, type Stage } from '#tests/files/stage.ts';
import { tablesHolding } from '#tests/holding.ts';
import { chosenVersion, testPostgres, withDatabase } from '#tests/postgres.ts';
import type { Caller } from '#tests/running.ts';
import { zdCommand } from '#tests/server-process.ts';

const canary = '金丝雀';
const phoneNumber = '19900006666';
const words = ['--reason', '本户依法要求删除', '--decision', '云溪县处〔2026〕11号'];
let stage: Stage;
let village: Caller;
let adult: Caller;
let matter: string;
const pictures: string[] = [];

async function picture(): Promise<{ named: ReturnType<typeof namedPicture>; bytes: Buffer }> {
  const bytes = await makeJpeg(64, 48 + pictures.length);
  const named = namedPicture(bytes);
  pictures.push(named.attachment);
  return { named, bytes };
}

/** A matter of the home, told, and said to be solved. */
async function closedMatter(): Promise<string> {
  const { cast } = stage;
  const { county, worker, head } = cast;
  const { named, bytes } = await picture();
  const more = { title: `${canary}水浑`, text: `${canary}早上起` };
  const id = await stage.report([named], more);
  await sendWhole(stage.server, stage.phone, await sealFor(cast, named.attachment, bytes));
  await say(county, head, 'case.accept', { case: id });
  await say(county, head, 'case.answer', { case: id, text: `${canary}修好了` });
  await say(county, worker, 'case.tell', { case: id });
  await say(county, cast.village, 'case.say', { case: id, outcome: 'solved', by: 'call', text: `${canary}好了` });
  return id;
}

beforeAll(async () => {
  stage = await openStage();
  const { cast, server, phone } = stage;
  const home = cast.homes.one;
  const { county } = cast;
  village = await server.session(cast.village.person);
  const changed = {
    head: `${canary}户`,
    pinyin: 'jin si que hu jsqh',
    phone: phoneNumber,
    howToCome: `${canary}先喊一声`,
  };
  await say(county, cast.village, 'household.change', { household: home, ...changed });
  const [member, person] = [newId(), newId()];
  const name = `${canary}甲`;
  await say(county, cast.village, 'member.add', { member, household: home, name, born: '1954-03' });
  await say(county, cast.village, 'person.register', { person, name, phone: phoneNumber, staff: false, member });
  await say(county, cast.village, 'member.verify', { member, person });
  adult = await server.session(person, home);
  const { named, bytes } = await picture();
  const visit = { visit: newId(), household: home, note: `${canary}说的`, parts: [], attachments: [named] };
  await server.do(phone, 'visit.record', visit);
  await sendWhole(server, phone, await sealFor(cast, named.attachment, bytes));
  matter = await closedMatter();
}, 60_000);
afterAll(() => stage?.stop());

const filesKept = (): string[] =>
  readdirSync(path.join(stage.server.dataDir, 'attachments'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    /[0-9a-f]{60}/.test(name),
  );

async function listTaken(what: string, format: string): Promise<string> {
  const reply = await fetch(`http://127.0.0.1:${stage.server.port}/api/export/${what}`, {
    method: 'POST',
    headers: {
      cookie: `__Host-zd=${village.cookie}`,
      'x-zd-csrf': village.csrf ?? '',
      'content-type': 'application/json',
      'x-forwarded-for': '10.91.0.1',
    },
    body: JSON.stringify({ format, reason: 'check-roster', words: '核对户册' }),
  });
  expect(reply.status).toBe(200);
  const place = mkdtempSync(path.join(tmpdir(), 'zd-erased-'));
  const file = path.join(place, `list.${format}`);
  writeFileSync(file, Buffer.from(await reply.arrayBuffer()));
  const [program, args] = format === 'pdf' ? ['pdftotext', [file, '-']] : ['unzip', ['-p', file]];
  const text = execFileSync(program as string, args as string[]).toString('utf8');
  rmSync(place, { recursive: true });
  return text;
}

/** Where the home's words are found by whoever may look, by the name of the place. */
async function foundIn(): Promise<string[]> {
  const { server, cast, phone } = stage;
  const ask = async (query: string, input: object): Promise<string> => (await server.ask(village, query, input)).text;
  const household = cast.homes.one;
  const places: Readonly<Record<string, () => Promise<string>>> = {
    'homes by name': () => ask('household.find', { text: canary }),
    'homes by initials': () => ask('household.find', { text: 'jsqh' }),
    'homes by telephone': async () =>
      (await ask('household.find', { text: phoneNumber.slice(-6) })).replaceAll(household, canary),
    'matters by words': () => ask('case.inbox', { view: 'all', text: `${canary}水浑`, limit: 200 }),
    'matters by home': async () =>
      (await ask('case.inbox', { view: 'all', text: `${canary}户`, limit: 200 })).replaceAll(matter, canary),
    'the home': () => ask('household.page', { household, reason: 'support' }),
    'the matter': () => ask('case.page', { case: matter }),
    'homes as a table': () => listTaken('homes', 'xlsx'),
    'homes on paper': () => listTaken('homes', 'pdf'),
    'matters as a table': () => listTaken('matters', 'xlsx'),
    'the own page': async () => (await server.call(adult, 'GET', '/my')).text,
    'the own record': async () => (await server.call(adult, 'GET', '/my/record.json')).text,
    'a phone': async () => (await server.call(phone, 'GET', '/pull?limit=2000')).text,
  };
  const found: string[] = [];
  for (const [name, look] of Object.entries(places)) if ((await look()).includes(canary)) found.push(name);
  return found;
}

test('before, its words are found where they may be, and its pictures lie there', async () => {
  await expect
    .poll(foundIn, { timeout: 15_000, interval: 300 })
    .toEqual([
      'homes by name',
      'homes by initials',
      'homes by telephone',
      'matters by words',
      'matters by home',
      'the home',
      'the matter',
      'homes as a table',
      'homes on paper',
      'the own page',
      'the own record',
      'a phone',
    ]);
  expect(filesKept().length).toBeGreaterThan(1);
}, 30_000);

/** Relations of the county in whose files on the disk a word lies, free space and all. */
async function filesHolding(word: string): Promise<string[]> {
  const { adminUrl } = await testPostgres(chosenVersion());
  const admin = await connectDirect(withDatabase(adminUrl, new URL(stage.cast.ownerUrl).pathname.slice(1)));
  try {
    await admin.query('checkpoint');
    const { rows } = await admin.query<{ name: string }>(
      `select relname as name from pg_class where relkind in ('r', 'i', 't') and pg_relation_filepath(oid) is not null
         and position(convert_to($1, 'UTF8') in pg_read_binary_file(pg_relation_filepath(oid))) > 0 order by 1`,
      [word],
    );
    return rows.map(({ name }) => name);
  } finally {
    await admin.end();
  }
}

async function vacuum(how: string): Promise<void> {
  const owner = await connectDirect(stage.cast.ownerUrl);
  await owner.query(how);
  await owner.end();
}

test('HOME-14 erased by the administrator it is found nowhere: no search, list, page, phone, picture or table, and no file of a table that was written anew', async () => {
  const { cast, server, bytesOf, phone } = { ...stage };
  const urls = { DATABASE_URL: cast.ownerUrl, APP_DATABASE_URL: cast.appUrl };
  const zd = (...args: string[]) => zdCommand([...args, '--data', server.dataDir], urls);
  expect(await filesHolding(canary)).toContain('household');
  const done = await zd('erase', 'household', cast.homes.one, ...words, '--yes');
  expect([done.status, done.error]).toEqual([0, '']);
  while ((await sealOnce(cast.county.database)).rows > 0);
  expect(await foundIn()).toEqual([]);
  expect(filesKept()).toEqual([]);
  for (const one of pictures) expect((await bytesOf(phone, `/attachments/${one}`)).status).toBe(404);
  await vacuum('vacuum');
  for (const word of [canary, phoneNumber, '1954-03']) expect(await tablesHolding(cast.ownerUrl, word)).toEqual([]);
  const left = await filesHolding(canary);
  await vacuum('vacuum full');
  expect(await filesHolding(canary)).toEqual([]);
  console.log(
    `after vacuum ${left.length} files of tables and indexes still hold its bytes in free space, after vacuum full none`,
  );
  const verified = await zd('verify');
  expect([verified.status, verified.error]).toEqual([0, '']);
  expect(verified.out).toMatch(/rows erased by fact \d+/);
}, 60_000);
